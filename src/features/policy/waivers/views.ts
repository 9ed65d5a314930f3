import { allUnits, authorise, mayAnywhere, namesOf, type Actor } from '#features/people/index.ts'
import { nowOf } from '#platform/services.ts'
import { policyInForce } from '../editions.ts'
import type { WaiverView } from './contract.ts'
import type { WaiverDeps } from './deps.ts'
import { waiverState, type WaiverState } from './rules.ts'
import { allWaivers, asChecked, type WaiverRow } from './store.ts'

const gone = 'Somebody who has left'

/** Exceptions, the one that ends last first. Those for a post that this person may not read are left out. */
export async function listWaivers(
  deps: WaiverDeps,
  actor: Actor,
  filter: { state?: WaiverState | undefined },
): Promise<WaiverView[]> {
  authorise(actor, 'policy.read')
  const { db } = deps.services
  const now = nowOf(deps.services)
  const rows = (await allWaivers(db)).filter(
    (row) => filter.state === undefined || stateOf(row, now) === filter.state,
  )
  if (rows.length === 0) return []
  const [checked, names, enders, { ruleset }] = await Promise.all([
    asChecked(db, rows),
    subjectNames(deps, actor, rows),
    namesOf(
      db,
      rows.map((row) => row.ended_by).filter((id) => id !== null),
    ),
    policyInForce(db, now),
  ])
  const titles = new Map(ruleset.clauses.map(({ id, title }) => [id, title]))
  return rows.flatMap((row, at) => {
    const waiver = checked[at]
    const subjectName = names.get(row.subject)
    if (!waiver || subjectName === undefined) return []
    return [
      {
        ...waiver,
        clauseTitle: titles.get(row.clause) ?? 'No longer in the policy',
        subject: row.subject,
        subjectName,
        at: row.at,
        endedBy: row.ended_by === null ? null : (enders.get(row.ended_by) ?? gone),
        endedBecause: row.ended_because,
        state: stateOf(row, now),
      },
    ]
  })
}

const stateOf = ({ since, until, ended_at: endedAt }: WaiverRow, now: string): WaiverState =>
  waiverState({ since, until, endedAt }, now)

/** What each exception is for, in words; nothing for a post that must not be known of. */
async function subjectNames(
  deps: WaiverDeps,
  actor: Actor,
  rows: readonly WaiverRow[],
): Promise<Map<string, string>> {
  const names = new Map([['everything', 'Everything']])
  const idsOf = (kind: string): string[] => [
    ...new Set(
      rows.flatMap(({ subject }) => (subject.startsWith(`${kind}:`) ? [subject.slice(kind.length + 1)] : [])),
    ),
  ]
  const accounts = await deps.accountNames(idsOf('account'))
  for (const id of idsOf('account')) names.set(`account:${id}`, accounts.get(id) ?? 'An account')
  const units = idsOf('unit').length > 0 ? await allUnits(deps.services.db) : []
  for (const id of idsOf('unit'))
    names.set(`unit:${id}`, units.find((unit) => unit.id === id)?.name ?? 'A unit that is no more')
  for (const id of idsOf('post')) {
    const post = await deps.readPost(actor, id)
    if (post) names.set(`post:${id}`, post.title)
    else if (mayAnywhere(actor, 'policy.waive')) names.set(`post:${id}`, 'A post')
  }
  return names
}
