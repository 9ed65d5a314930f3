import type { Actor } from '#features/people/index.ts'
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
