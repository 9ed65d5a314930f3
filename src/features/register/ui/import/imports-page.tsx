import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { UploadButton } from '#ui/parts/upload-button.tsx'
import { importFields, importLimits, ImportView } from '../../import/contract.ts'
import { importsKey, importsQuery } from './queries.ts'
import { stateWords } from './words.ts'

/** Where a list comes in, and the ones that came in lately. */
export function ImportsPage() {
  const { data, error } = useQuery(importsQuery)
  return (
    <Page
      title="Import a list of accounts"
      lede="A spreadsheet as it is: it is checked line by line first, and nothing is written until you say so."
      width="narrow"
    >
      <Stack>
        <UploadCard />
        <ProblemAlert error={error} />
        {data && data.imports.length > 0 && (
          <Card title="Lists that came in">
            <Items>
              {data.imports.map((one) => (
                <Item
                  key={one.id}
                  title={
                    <Link to="/accounts/import/$importId" params={{ importId: one.id }}>
                      {one.fileName}
                    </Link>
                  }
                  note={
                    <>
                      {one.lines} lines · {one.createdBy} · <DateTime value={one.createdAt} style="short" />
                    </>
                  }
                  end={<Chip level={stateWords[one.state].level}>{stateWords[one.state].label}</Chip>}
                />
              ))}
            </Items>
            <p>
              A list is kept for {importLimits.keptDays} days. What it brought in stays, each account with its
              record.
            </p>
          </Card>
        )}
      </Stack>
    </Page>
  )
}

const lines = importLimits.lines.toLocaleString('en-GB')
const columns = new Intl.ListFormat('en-GB').format(importFields.map(({ label }) => label))

function UploadCard() {
  const client = useQueryClient()
  const navigate = useNavigate()
  async function upload(form: FormData) {
    const { id } = await api.post('/account-imports', form, ImportView)
    await client.invalidateQueries({ queryKey: importsKey })
    await navigate({ to: '/accounts/import/$importId', params: { importId: id } })
  }
  return (
    <Card title="Choose the file">
      <Stack>
        <p>
          CSV or an Excel workbook (.xlsx), with one line of headings. At most{' '}
          {importLimits.bytes / 1_000_000} MB and {lines} lines. The columns are found by their headings, and
          you can put that right: {columns}.
        </p>
        <UploadButton label="List of accounts" accept=".csv,.tsv,.txt,.xlsx,text/csv" upload={upload} />
      </Stack>
    </Card>
  )
}
