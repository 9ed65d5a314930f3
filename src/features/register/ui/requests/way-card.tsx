import type { ReactNode } from 'react'
import { Card } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { Callout } from '#ui/parts/problem-alert.tsx'
import type { RequestCheck } from '../../requests/contract.ts'
import { stageAheadWords } from './words.ts'
import css from './requests.module.css'

type Stage = RequestCheck['stages'][number]

/** Which offices it will go to, in which order, and how long each has. */
export function WayCard({ check }: { check: RequestCheck | null }) {
  return (
    <Card title="This will go to">
      {check === null ? (
        <p className={css.note}>It is being found out.</p>
      ) : check.outside ? (
        <Outside outside={check.outside} advised={check.stages.length > 0}>
          <Way stages={check.stages} />
        </Outside>
      ) : (
        <Way stages={check.stages} />
      )}
    </Card>
  )
}

function Way({ stages }: { stages: RequestCheck['stages'] }) {
  if (stages.length === 0) return null
  const first = (stage: Stage) => stages.find(({ why }) => why === stage.why) === stage
  const steps = [...Map.groupBy(stages, ({ step }) => step)].toSorted(([a], [b]) => a - b)
  return (
    <ol className={css.way}>
      {steps.map(([step, together]) => (
        <li key={step}>
          {together.map((stage) => (
            <div key={`${stage.kind} ${stage.office.id}`} className={css.office}>
              <strong>{stageAheadWords(stage)}</strong>
              <p className={css.note}>
                {stage.office.people.length > 0 &&
                  `${stage.office.people.map(({ name }) => name).join(', ')}. `}
                {first(stage) && `${stage.why} `}
                <ClauseRef clause={stage.clause.id} label={`${stage.clause.id} · ${stage.clause.title}`} />
              </p>
              {stage.vacant && (
                <Callout level="advise">
                  <p>{stage.vacant.say}</p>
                  <p>{stage.vacant.fix}</p>
                </Callout>
              )}
            </div>
          ))}
        </li>
      ))}
    </ol>
  )
}

interface OutsideProps {
  outside: NonNullable<RequestCheck['outside']>
  advised: boolean
  children: ReactNode
}

function Outside({ outside, advised, children }: OutsideProps) {
  return (
    <>
      {children}
      <p>{advised ? 'Then it is put on the list.' : 'It is put on the list at once.'}</p>
      <p className={css.note}>
        {outside.say}{' '}
        <ClauseRef clause={outside.clause.id} label={`${outside.clause.id} · ${outside.clause.title}`} />
      </p>
    </>
  )
}
