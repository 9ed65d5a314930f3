import { authorise, type Actor } from '#features/people/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { AcknowledgementReport, PersonToAcknowledge } from './contract.ts'
import { refOf } from './mine.ts'
import { hasControls, sharesOf } from './rules.ts'
import { askingAt, whyMust } from './standing.ts'
import { peopleAt, type PersonRow } from './store.ts'

function shown(row: PersonRow): PersonToAcknowledge {
  const { id, name, units, accounts, acknowledgedAt, askedAt, remindedAt, reminders, example } = row
  return {
    id,
    name,
    units,
    accounts: accounts.map(({ network, handle }) => ({ network, handle })),
    state: acknowledgedAt !== null ? 'confirmed' : row.joined ? 'waiting' : 'not-joined',
    acknowledgedAt,
    askedAt,
    remindedAt,
    reminders,
    example,
  }
}

/** Who has to confirm the edition in force, who has, and the share of each unit. Whoever has left is not in it. */
export async function acknowledgementReport(
  services: Pick<Services, 'db' | 'clock' | 'mail'>,
  actor: Actor,
): Promise<AcknowledgementReport> {
  authorise(actor, 'policy.acknowledgements')
  const now = nowOf(services)
  const asking = await askingAt(services.db, now)
  const asked = hasControls(asking.world.rules, ['sign-in', 'publish'])
  const everybody = asked ? await peopleAt(services.db, { now, editionId: asking.edition.id }) : []
  const people = everybody.filter((person) => whyMust(asking, person) !== null).map(shown)
  const standing = people.map(({ units, state }) => ({ units, confirmed: state === 'confirmed' }))
  return {
    edition: refOf(asking.edition),
    asked,
    mail: services.mail.enabled,
    must: people.length,
    confirmed: standing.filter(({ confirmed }) => confirmed).length,
    people,
    units: sharesOf(standing),
  }
}
