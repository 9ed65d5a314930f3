import { useQuery } from '@tanstack/react-query'
import { DateTime } from '#ui/parts/date-time.tsx'
import { Skeleton } from '#ui/parts/loading.tsx'
import { Callout, ProblemAlert } from '#ui/parts/problem-alert.tsx'
import type { Trial } from '../../sso/contract.ts'
import css from './sso.module.css'
import { trialQuery } from './queries.ts'

/** What the provider said of the person who tried. */
export function TrialResult({ id }: { id: string }) {
  const trial = useQuery(trialQuery(id))
  if (trial.isPending) return <Skeleton lines={4} label="Loading what came" />
  if (trial.error) return <ProblemAlert error={trial.error} />
  if (!trial.data.trial)
    return (
      <Callout title="Nothing to show any more">
        What came is kept for a quarter of an hour. Try it again.
      </Callout>
    )
  return <Came trial={trial.data.trial} />
}

const said = (values: string[]): string => values.join(', ') || 'nothing'

function Came({ trial }: { trial: Trial }) {
  const rows: [string, string][] = [
    ['Identifier', trial.subject],
    ['E-mail address', trial.email ?? 'nothing'],
    ['Name', trial.name ?? 'nothing'],
    ['Groups', said(trial.groups)],
    ['Second factor', trial.secondFactor ? 'proved by the provider' : 'not proved: Rostrum asks for its own'],
    ['Ways shown (amr)', said(trial.amr)],
    ['Strength (acr)', trial.acr ?? 'nothing'],
  ]
  return (
    <section aria-labelledby="what-came">
      <h3 id="what-came">What came when you tried it</h3>
      <p>{trial.outcome}</p>
      <dl className={css.said}>
        {[
          ...rows,
          ...Object.entries(trial.attributes).map(([name, values]) => [name, said(values)] as const),
        ].map(([name, value], place) => (
          <div key={`${name} ${place}`}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        Shown to you alone, and forgotten at <DateTime value={trial.until} style="short" />.
      </p>
    </section>
  )
}
