import { Card, Figures, Item, Items } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { Stack } from '#ui/parts/page.tsx'
import type { DraftCheck } from '../../drafts/contract.ts'
import { kinds } from '../kinds.ts'
import css from './draft.module.css'

interface CheckCardProps {
  check: DraftCheck
  goTo: (file: string, line: number) => void
}

/** What is wrong, what should be looked at, and what the policy covers: of what was saved last. */
export function CheckCard({ check, goTo }: CheckCardProps) {
  const wrong = check.examples.filter(({ passed }) => !passed)
  const sound = check.faults.length === 0 && wrong.length === 0 && check.thin.length === 0
  return (
    <Card
      title="Check"
      aside={<Chip level={sound ? 'ok' : 'refuse'}>{sound ? 'Ready' : 'To be mended'}</Chip>}
    >
      <Stack>
        {check.faults.length > 0 && (
          <Items label="Faults">
            {check.faults.map(({ file, line, fault }) => (
              <Item
                key={`${file} ${line} ${fault}`}
                title={fault}
                note={<Place file={file} line={line} goTo={goTo} />}
              />
            ))}
          </Items>
        )}
        {check.byKind && (
          <Figures
            figures={kinds.map(({ kind, count }) => ({ value: check.byKind?.[kind] ?? 0, label: count }))}
          />
        )}
        {check.digest && (
          <p>
            {check.examples.length - wrong.length} of {check.examples.length} examples hold.
          </p>
        )}
        {(wrong.length > 0 || check.thin.length > 0) && (
          <Items label="Examples that do not hold">
            {wrong.map(({ control, line, fault }) => (
              <Item
                key={`${control} ${line}`}
                title={fault}
                note={<Place file="examples.yaml" line={line} goTo={goTo} />}
              />
            ))}
            {check.thin.map(({ control, examples }) => (
              <Item key={control} title={`${control} has ${examples} examples; four are wanted.`} />
            ))}
          </Items>
        )}
        {check.lint.length > 0 && <Lint check={check} goTo={goTo} />}
      </Stack>
    </Card>
  )
}

const weights = {
  fault: { label: 'Wrong', level: 'refuse' },
  warning: { label: 'Look', level: 'advise' },
  advice: { label: 'Advice', level: 'neutral' },
} as const

/** Controls whose room is not built say the same of each; they are counted, not listed. */
function Lint({ check, goTo }: CheckCardProps) {
  const listed = check.lint.filter(({ rule }) => rule !== 'not-asked')
  const waiting = check.lint.length - listed.length
  return (
    <>
      <h3>Look again</h3>
      <Items label="Lint">
        {listed.map((one) => (
          <Item
            key={`${one.rule} ${one.file} ${one.line} ${one.says}`}
            title={one.says}
            note={
              <>
                {one.mend} {one.because} <Place file={one.file} line={one.line} goTo={goTo} />
              </>
            }
            end={<Chip level={weights[one.weight].level}>{weights[one.weight].label}</Chip>}
          />
        ))}
      </Items>
      {waiting > 0 && <p>{waiting} controls wait for a part of Rostrum that is not built yet.</p>}
    </>
  )
}

function Place({ file, line, goTo }: { file: string; line: number; goTo: CheckCardProps['goTo'] }) {
  return (
    <button type="button" className={css.place} onClick={() => goTo(file, line)}>
      {file}, line {line}
    </button>
  )
}
