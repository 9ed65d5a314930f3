import { useState } from 'react'
import { Button } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Columns, Page, Row, Stack } from '#ui/parts/page.tsx'
import { ProblemAlert } from '#ui/parts/problem-alert.tsx'
import { useMay } from '#ui/session.ts'
import type { RecordDetail } from '../contract.ts'
import { EraseDialog } from './erase-dialog.tsx'
import { ProofCard } from './proof-card.tsx'
import { recordQuery } from './queries.ts'
import css from './records.module.css'

/** One record: what it says, what was written beside it, and what proves it. */
export function RecordPage() {
  const { recordId = '' } = useParams({ strict: false }) as { recordId?: string }
  const { data: record, error } = useQuery(recordQuery(recordId))
  if (error)
    return (
      <Page title="Record">
        <ProblemAlert error={error} />
      </Page>
    )
  if (!record)
    return (
      <Page title="Record">
        <Skeleton lines={6} label="Loading the record" />
      </Page>
    )
  return (
    <Page
      title={record.sentence}
      windowTitle="Record"
      lede={
        <>
          {record.who}, <DateTime value={record.at} />
        </>
      }
      actions={<ExportOne id={record.id} />}
    >
      <Columns
        main={
          <>
            <Said record={record} />
            <Card title="The record, exactly as it is hashed">
              <pre className={css.code}>{record.canonical}</pre>
            </Card>
          </>
        }
        aside={<ProofCard record={record} />}
      />
    </Page>
  )
}

function ExportOne({ id }: { id: string }) {
  const mayExport = useMay('records.export')
  if (!mayExport) return null
  return (
    <Button component="a" href={`/api/records/export?ids=${id}`} download>
      Export with its proof
    </Button>
  )
}

function Said({ record }: { record: RecordDetail }) {
  return (
    <Card title="What it is about" aside={<Chip>{record.kind}</Chip>}>
      <Stack gap="tight">
        <dl className={css.facts}>
          <div>
            <dt>Subject</dt>
            <dd>{record.subject}</dd>
          </div>
          {record.postId && (
            <div>
              <dt>Post</dt>
              <dd>
                <Link to="/posts/$postId" params={{ postId: record.postId }}>
                  Open the post
                </Link>
              </dd>
            </div>
          )}
        </dl>
        <Words record={record} />
      </Stack>
    </Card>
  )
}

function Words({ record }: { record: RecordDetail }) {
  const [erasing, setErasing] = useState(false)
  const mayErase = useMay('records.export')
  const queries = useQueryClient()
  if (record.content === 'none') return <p>Nothing was written beside this record.</p>
  if (record.content === 'erased')
    return (
      <p>
        What was written here has been erased. The record itself and its proof are as they were.{' '}
        {record.erasedBy && (
          <Link to="/records/$recordId" params={{ recordId: record.erasedBy }}>
            Who erased it, and why
          </Link>
        )}
      </p>
    )
  return (
    <>
      <h3>What was written</h3>
      <pre className={css.code}>{JSON.stringify(record.words, null, 2)}</pre>
      {mayErase && (
        <Row>
          <Button variant="outline" color="danger" size="sm" onClick={() => setErasing(true)}>
            Erase what was written…
          </Button>
        </Row>
      )}
      <EraseDialog
        recordId={record.id}
        open={erasing}
        onClose={() => setErasing(false)}
        onErased={() => void queries.invalidateQueries({ queryKey: ['records'] })}
      />
    </>
  )
}
