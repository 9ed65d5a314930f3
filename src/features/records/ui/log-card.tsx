import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Card, Figures } from '#ui/parts/card.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Row, Stack } from '#ui/parts/page.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { VerificationReport } from '../contract.ts'
import { checkpointQuery, verificationQuery } from './queries.ts'
import css from './records.module.css'

/** The log's newest checkpoint, and the button that verifies the whole of it. */
export function LogCard() {
  const { data: checkpoint } = useQuery(checkpointQuery)
  const verification = useQuery(verificationQuery)
  if (!checkpoint) return null
  return (
    <Card title="The log">
      <Stack gap="tight">
        <p>
          Signed over {checkpoint.size.toLocaleString('en-GB')} records, <DateTime value={checkpoint.at} />.
        </p>
        <Row>
          <Button
            variant="outline"
            size="sm"
            loading={verification.isFetching}
            onClick={() => void verification.refetch()}
          >
            Verify the whole log
          </Button>
        </Row>
        <div role="status">
          {verification.data && !verification.isFetching && <Verdict report={verification.data} />}
        </div>
        <ProblemAlert error={verification.error} />
        <details>
          <summary>Checkpoint and public key</summary>
          <Stack gap="tight">
            <p>
              Keep a copy of the checkpoint elsewhere from time to time, and publish the key. Whoever has both
              can prove later that nothing was cut off or rewritten, without having to trust Rostrum.
            </p>
            <pre className={css.code}>{checkpoint.note}</pre>
            <CopyField label="Public key of the log" value={checkpoint.publicKey} />
          </Stack>
        </details>
      </Stack>
    </Card>
  )
}

function Verdict({ report }: { report: VerificationReport }) {
  if (!report.ok)
    return (
      <Callout level="refuse" title="The log does not hold.">
        <ul>
          {report.faults.map((fault) => (
            <li key={`${fault.what} ${fault.seq} ${fault.id}`}>{fault.sentence}</li>
          ))}
        </ul>
        {report.faultCount > report.faults.length && <p>{report.faultCount} faults in all.</p>}
      </Callout>
    )
  return (
    <Callout level="ok" title="The log holds: nothing in it was changed.">
      <Figures
        figures={[
          { value: report.size, label: 'records in their place' },
          { value: report.checkpoints, label: 'checkpoints with a valid signature' },
          { value: report.contents.erased, label: 'contents erased, with a record of it' },
          { value: report.waiting, label: 'waiting for their place' },
        ]}
      />
    </Callout>
  )
}
