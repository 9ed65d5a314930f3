import { usePeopleNames } from '#features/people/ui/index.ts'
import { handOverReasons, type HandOverPlan } from '../../hand-over/contract.ts'
import css from './hand-over.module.css'
import type { Typed } from './typed.ts'

const keeps: Record<Typed['keeps'], string> = {
  nothing: 'Nothing: their part ends',
  deputy: 'A deputy’s part',
  contributor: 'A contributor’s part',
}

/** Everything once more, in words, before it is done. */
export function CheckStep({ plan, typed }: { plan: HandOverPlan; typed: Typed }) {
  const nameOf = usePeopleNames([typed.designated, ...typed.deputies].filter(Boolean))
  const leaver = plan.administrators.find(({ personId }) => personId === typed.leaver)
  const lines: [string, string][] = [
    ['Takes over', nameOf(typed.designated)],
    ...(typed.deputies.length > 0
      ? [['Deputies', typed.deputies.map(nameOf).join(', ')] as [string, string]]
      : []),
    ...(leaver ? leaverLines(leaver.name, typed) : []),
    ['Why', handOverReasons[typed.why]],
    ['Notes', typed.notes || 'None'],
  ]
  return (
    <>
      <dl className={css.summary}>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css.quiet}>
        It is done at once, and recorded. The successor is told and asked to confirm; everybody else who
        answers for the account is told.
      </p>
    </>
  )
}

function leaverLines(name: string, { keeps: kept, lastDay }: Typed): [string, string][] {
  const keep: [string, string] = [`What ${name} keeps`, keeps[kept]]
  if (kept !== 'nothing') return [keep]
  const day = lastDay
    ? new Date(`${lastDay}T12:00:00`).toLocaleDateString('en-GB', { dateStyle: 'long' })
    : 'Today'
  return [keep, [`Last day of ${name}`, day]]
}
