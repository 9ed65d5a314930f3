import type { Db, Tx } from '#platform/db/index.ts'
import { policyInForce, type InForce } from '../editions.ts'
import { applyWaivers, institutionFields } from '../engine/index.ts'
import type { Finding, WaiverForCheck } from '../engine/index.ts'
import { institutionForCheck } from '../in-force.ts'
import type { EditionRow } from '../store.ts'
import { waiversInForce } from '../waivers/store.ts'
import {
  asksToAcknowledge,
  findingsOnPerson,
  stopsPublishing,
  type PersonMoment,
  type PersonWorld,
} from './rules.ts'
import type { PersonRow } from './store.ts'

/** The edition that people acknowledge: of the institution's own policy, or of the baseline where there is none. */
export const editionToRead = ({ own, baseline }: Pick<InForce, 'own' | 'baseline'>): EditionRow =>
  own ?? baseline

/** All that is needed to ask the policy about people; read once for as many as there are. */
export interface Asking {
  edition: EditionRow
  world: PersonWorld
  waivers: WaiverForCheck[]
}

export async function askingAt(db: Db | Tx, now: string): Promise<Asking> {
  const inForce = await policyInForce(db, now)
  const institution = institutionFields(await institutionForCheck(db, now), now)
  const waivers = await waiversInForce(db, now)
  return { edition: editionToRead(inForce), world: { rules: inForce.rules, institution, now }, waivers }
}

/** What the policy says to a person, with the exceptions that cover them: for everything, or for all their accounts. */
export function saidTo(
  { world, waivers }: Asking,
  moment: PersonMoment,
  person: PersonRow,
  acknowledged = person.acknowledgedAt !== null,
): Finding[] {
  const findings = findingsOnPerson(world, moment, person.fields, acknowledged)
  const context = { postId: null, accounts: person.accounts, writers: [person.id] }
  return waivers.length === 0 ? findings : applyWaivers(findings, waivers, context, world.now)
}

/** The finding that asks this person to acknowledge the edition, whether they have or not; null when nothing asks. */
export function whyMust(asking: Asking, person: PersonRow): Finding | null {
  const all = [...saidTo(asking, 'sign-in', person, false), ...saidTo(asking, 'publish', person, false)]
  return all.find(asksToAcknowledge) ?? null
}

/** What keeps this person from publishing now. */
export function whatStops(asking: Asking, person: PersonRow): Finding[] {
  return saidTo(asking, 'publish', person).filter((one) =>
    stopsPublishing(one, person.acknowledgedAt !== null),
  )
}
