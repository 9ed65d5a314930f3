import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { counted } from '#features/posts/ui/index.ts'
import { api } from '#ui/api.ts'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Page, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { UploadButton } from '#ui/parts/upload-button.tsx'
import { importFields, importLimits, ImportView } from '../import/contract.ts'
import { campaignQuery, importsKey, importsQuery } from './queries.ts'
import { stateWords } from './words.ts'

/** Where a spreadsheet of posts comes in, and the ones that came in lately. */
export function CampaignImportsPage() {
  const { campaign } = useSearch({ strict: false }) as { campaign?: string }
  const { data, error } = useQuery(importsQuery)
  return (
    <Page
      title="Import posts from a spreadsheet"
      lede="A dry run comes first: every line is shown as the post it would become. Only drafts are made, and each is approved as ever."
      width="narrow"
    >
      <Stack>
        <UploadCard campaignId={campaign ?? null} />
        <ProblemAlert error={error} />
        {data && data.imports.length > 0 && (
          <Card title="Spreadsheets that came in">
            <Items>
              {data.imports.map((one) => (
                <Item
                  key={one.id}
                  title={<Link to={`/campaigns/import/${one.id}`}>{one.fileName}</Link>}
                  note={
                    <>
                      {counted(one.lines, 'line', 'lines')} · {one.createdBy} ·{' '}
                      <DateTime value={one.createdAt} style="short" />
                    </>
                  }
                  end={<Chip level={stateWords[one.state].level}>{stateWords[one.state].label}</Chip>}
                />
              ))}
            </Items>
            <p>A list is kept for {importLimits.keptDays} days. The drafts that were made of it stay.</p>
          </Card>
        )}
      </Stack>
    </Page>
  )
}

const lines = importLimits.lines.toLocaleString('en-GB')
const columns = new Intl.ListFormat('en-GB').format([
  ...importFields.map(({ label }) => label),
  'Text for one network, such as “Text for LinkedIn”',
])

function UploadCard({ campaignId }: { campaignId: string | null }) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const campaign = useQuery({ ...campaignQuery(campaignId ?? ''), enabled: campaignId !== null }).data
  async function upload(form: FormData) {
    const query = campaignId ? `?campaignId=${campaignId}` : ''
    const { id } = await api.post(`/campaign-imports${query}`, form, ImportView)
    await client.invalidateQueries({ queryKey: importsKey })
    await navigate({ to: `/campaigns/import/${id}` })
  }
  return (
    <Card title="Choose the file">
      <Stack>
        {campaign && <p>Its posts go into “{campaign.name}”, unless a line names another campaign.</p>}
        <p>
          CSV, TSV or an Excel workbook (.xlsx), with one line of headings. At most{' '}
          {importLimits.bytes / 1_000_000} MB and {lines} lines. The columns are found by their headings in
          any order, and you can put that right: {columns}.
        </p>
        <UploadButton label="Spreadsheet of posts" accept=".csv,.tsv,.txt,.xlsx,text/csv" upload={upload}>
          <a href="/api/campaign-import-template.csv" download>
            Download a file to begin with
          </a>
        </UploadButton>
      </Stack>
    </Card>
  )
}
