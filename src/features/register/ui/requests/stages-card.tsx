import { Card } from '#ui/parts/card.tsx'
import { Chip } from '#ui/parts/chip.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { RequestView, Stage } from '../../requests/contract.ts'
import { adviceWords, decidedWords, stageWords } from './words.ts'
import css from './requests.module.css'

/** The offices that are asked, by when, and what each has said. */
export function StagesCard({ view }: { view: RequestView }) {
  const standing = view.stages.filter(({ state }) => state !== 'void')
  const before = view.stages.filter(({ state, answer }) => state === 'void' && answer !== null)
  if (view.stages.length === 0) return null
  return (
    <Card title="Who is asked">
      <ol className={css.stages}>
        {standing.map((stage) => (
          <li key={stage.id}>
            <OneStage stage={stage} why={standing.find(({ why }) => why === stage.why) === stage} />
          </li>
        ))}
      </ol>
      {before.length > 0 && (
        <details className={css.asks}>
          <summary>What was said of earlier answers</summary>
          <ul className={css.stages}>
            {before.map((stage) => (
              <li key={stage.id}>
                <OneStage stage={stage} why={false} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Card>
  )
}

/** `why`: not said already by a stage before it. */
function OneStage({ stage, why }: { stage: Stage; why: boolean }) {
  const { office, answer, clause } = stage
  return (
    <>
      <div className={css.lineHead}>
        <strong>{office.name}</strong>
        <StageChip stage={stage} />
      </div>
      <p className={css.note}>
        {stageWords[stage.kind]}
        {office.people.length > 0 && ` · ${office.people.map(({ name }) => name).join(', ')}`}
        {stage.state === 'open' && stage.due && !stage.stopped && (
          <>
            {' '}
            · by <DateTime value={stage.due} style="date" />
          </>
        )}
        {stage.stopped && ' · the time limit stands while a question waits'}
      </p>
      <p className={css.note}>
        {why && `${stage.why} `}
        <ClauseRef clause={clause.id} label={`${clause.id} · ${clause.title}`} />
      </p>
      {stage.vacant && stage.state === 'open' && (
        <Callout level="advise">
          <p>{stage.vacant.say}</p>
          <p>{stage.vacant.fix}</p>
        </Callout>
      )}
      {answer && (
        <>
          <blockquote className={css.said}>{answer.text}</blockquote>
          <p className={css.note}>
            {answer.by.name}
            {answer.inPlace && ', in the place of an office that nobody holds'},{' '}
            <DateTime value={answer.at} style="date" />
          </p>
        </>
      )}
    </>
  )
}

function StageChip({ stage: { state, answer, overdue } }: { stage: Stage }) {
  if (answer?.decision)
    return (
      <Chip
        level={answer.decision === 'approved' ? 'ok' : answer.decision === 'refused' ? 'refuse' : 'advise'}
      >
        {decidedWords[answer.decision]}
      </Chip>
    )
  if (answer?.advice)
    return <Chip level={adviceWords[answer.advice].level}>{adviceWords[answer.advice].label}</Chip>
  if (state === 'open') return <Chip level={overdue ? 'refuse' : 'hold'}>{overdue ? 'Overdue' : 'Now'}</Chip>
  return <Chip>Later</Chip>
}
