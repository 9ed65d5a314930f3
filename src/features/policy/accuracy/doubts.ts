import type { Control } from '../engine/index.ts'
import type { Doubt } from './contract.ts'
import figures from './measured.json' with { type: 'json' }
import { errs, missesThings, precisionOf, recallOf, type Measured } from './rules.ts'

const measured: Readonly<Record<string, Measured>> = figures

/** What has to be said of these controls; those that are as good as is asked, or were never measured, are left out. */
export function doubtsOf(
  controls: readonly Control[],
  by: Readonly<Record<string, Measured>> = measured,
): Doubt[] {
  return controls.flatMap((control): Doubt[] => {
    const facts = factsReadBy(control).flatMap((fact) => by[fact] ?? [])
    // Of several facts the worst speaks for the control.
    const [missing] = facts.filter(missesThings).toSorted((a, b) => recallOf(a) - recallOf(b))
    const [erring] = facts.filter(errs).toSorted((a, b) => precisionOf(a) - precisionOf(b))
    if (!missing && !erring) return []
    return [
      {
        control: control.id,
        misses: missing ? { found: missing.found, of: missing.due } : null,
        errs: erring ? { wrong: erring.wrong, of: erring.found + erring.wrong } : null,
      },
    ]
  })
}

/** Conditions were compiled when the edition came in, so the names in them are right and need no parser here. */
function factsReadBy({ mark, when = '' }: Pick<Control, 'mark' | 'when'>): string[] {
  const read = `${when} ${mark?.where ?? ''}`.matchAll(/\bfacts\.([A-Za-z]+)/g)
  return [...new Set([...(mark ? [mark.fact] : []), ...[...read].map(([, fact = '']) => fact)])]
}
