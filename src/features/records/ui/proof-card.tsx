import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { CopyField } from '#ui/parts/copy-field.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Stack } from '#ui/parts/page.tsx'
import type { RecordDetail } from '../contract.ts'
import css from './records.module.css'

/** What proves a record, and how anybody can check it. */
export function ProofCard({ record }: { record: RecordDetail }) {
  const { proof, checkpoint } = record
  if (proof.state === 'pending' || !checkpoint)
    return (
      <Card title="Proof" aside={<Chip level="advise">follows</Chip>}>
        <p>
          This record is kept, and gets its place in the log within seconds. Load the page again to see its
          proof.
        </p>
      </Card>
    )
  return (
    <>
      <Card title="Proof" aside={<Chip level="ok">in the log</Chip>}>
        <Stack gap="tight">
          <p>
            Record {proof.seq} of {proof.size}, counted from 0, under the checkpoint signed{' '}
            <DateTime value={checkpoint.at} />.
          </p>
          <CopyField label="Hash of this record" value={record.leafHash} />
          <CopyField label="Root of the log" value={checkpoint.root} />
          <details>
            <summary>The {record.inclusion.length} hashes from here to the root</summary>
            <ol className={css.steps}>
              {record.inclusion.map((hash) => (
                <li key={hash}>
                  <code className={css.hash}>{hash}</code>
                </li>
              ))}
            </ol>
          </details>
        </Stack>
      </Card>
      <Card title="Verify this yourself">
        <ol className={css.steps}>
          <li>
            Export the record with its proof. The file is all that is needed; no network and no sign-in.
          </li>
          <li>
            Run <code className={css.hash}>rostrum records verify file.json --key …</code> on any machine,
            with the public key that the university publishes.
          </li>
          <li>
            Or without Rostrum: hash the record’s canonical text, join it with the hashes above one by one,
            and compare the end with the root in the signed checkpoint. The steps are in the guide to records.
          </li>
        </ol>
      </Card>
    </>
  )
}
