import { useQuery } from '@tanstack/react-query'
import { ActionLink } from '#ui/parts/action-link.tsx'
import { Card, Item, Items } from '#ui/parts/card.tsx'
import { ClauseRef } from '#ui/parts/clause-ref.tsx'
import { DateTime } from '#ui/parts/date-time.tsx'
import { waiversQuery } from './queries.ts'
import css from './waivers.module.css'

export interface WaiverLineProps {
  waiver: { until: string; by: string; reason: string }
}

/** Says of something that an exception covers it. */
export function WaiverLine({ waiver }: WaiverLineProps) {
  return (
    <p className={css.line}>
      Waived until <DateTime value={waiver.until} style="short" /> by {waiver.by}: “{waiver.reason}”
    </p>
  )
}

/** Under a clause: for what it is waived now. */
export function ClauseWaivers({ clause }: { clause: string }) {
  const { data } = useQuery(waiversQuery)
  const here = (data?.waivers ?? []).filter((waiver) => waiver.clause === clause)
  return here.map((waiver) => (
    <div key={waiver.id} className={css.line}>
      {waiver.control ? `${waiver.subjectName}, ${waiver.control}: ` : `${waiver.subjectName}: `}
      <WaiverLine waiver={waiver} />
    </div>
  ))
}

/** On an account's page: the clauses that are waived for it now. Nothing where there are none. */
export function AccountWaivers({ accountId, unitId }: { accountId: string; unitId: string }) {
  const { data } = useQuery(waiversQuery)
  const subjects = [`account:${accountId}`, `unit:${unitId}`, 'everything']
  const here = (data?.waivers ?? []).filter(({ covers }) => covers.some((one) => subjects.includes(one)))
  if (here.length === 0) return null
  return (
    <Card title="Waivers">
      <Items label="Clauses that are waived for this account">
        {here.map((waiver) => (
          <Item
            key={waiver.id}
            title={<ClauseRef clause={waiver.clause} label={`${waiver.clause} · ${waiver.clauseTitle}`} />}
            note={<WaiverLine waiver={waiver} />}
          />
        ))}
      </Items>
    </Card>
  )
}

/** On the policy page: how many exceptions hold now, and the way to all of them. */
export function WaiversNote() {
  const { data } = useQuery(waiversQuery)
  const count = data?.waivers.length ?? 0
  if (count === 0) return null
  return (
    <p>
      {count === 1 ? 'One waiver holds now.' : `${count} waivers hold now.`}{' '}
      <ActionLink to="/policy/waivers" kind="quiet">
        See all waivers
      </ActionLink>
    </p>
  )
}
