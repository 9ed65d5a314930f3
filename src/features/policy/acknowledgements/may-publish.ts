import type { Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { policyInForce } from '../editions.ts'
import type { Finding } from '../engine/index.ts'
import { hasControls } from './rules.ts'
import { askingAt, whatStops } from './standing.ts'
import { peopleAt } from './store.ts'

/**
 * What keeps this person from publishing at this instant, by the policy then in force: empty for most people under most
 * policies. A finding that asks for an acknowledgement is settled on the page `acknowledgePage`.
 */
export async function mayPublish(
  { db }: Pick<Services, 'db'>,
  actor: Pick<Actor, 'personId'>,
  at: string,
): Promise<Finding[]> {
  const { rules } = await policyInForce(db, at)
  if (!hasControls(rules, ['publish'])) return []
  const asking = await askingAt(db, at)
  const [person] = await peopleAt(db, { now: at, editionId: asking.edition.id, personId: actor.personId })
  return person ? whatStops(asking, person) : []
}

/** Does the policy in force ask anything of people before they publish? Most do not. */
export async function asksPublishers(db: Db, at: string): Promise<boolean> {
  return hasControls((await policyInForce(db, at)).rules, ['publish'])
}

/**
 * What keeps these people from answering for what is published: empty when nothing keeps at least one of them, because
 * one who has done what the policy asks is enough to answer for an account.
 */
export async function whatKeepsAll(db: Db, personIds: readonly string[], at: string): Promise<Finding[]> {
  const asking = await askingAt(db, at)
  const kept: Finding[] = []
  for (const personId of personIds) {
    const [person] = await peopleAt(db, { now: at, editionId: asking.edition.id, personId })
    const stops = person ? whatStops(asking, person) : []
    if (person && stops.length === 0) return []
    kept.push(...stops)
  }
  return kept
}
