import { ensureDuty, settleDuty, type DutyToDo } from '#features/duties/index.ts'
import { notify } from '#features/notices/index.ts'
import { holdersOf, type Role } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'

interface Told {
  title: string
  text: string
  accountId: string
  link?: string
  kind?: 'accounts.people' | 'accounts.hand-over'
}

/** Tells one person of their part in an account. */
export function tellPerson(
  services: Services,
  tx: Tx,
  at: string,
  personId: string,
  told: Told,
): Promise<void> {
  return tellPeople(services, tx, at, [personId], told)
}

export async function tellPeople(
  services: Services,
  tx: Tx,
  at: string,
  persons: readonly string[],
  { title, text, accountId, link, kind = 'accounts.people' }: Told,
): Promise<void> {
  if (persons.length === 0) return
  await notify(services, tx, at, {
    to: { persons: [...new Set(persons)] },
    kind,
    title,
    text,
    link: link ?? `/accounts/${accountId}`,
    about: { accountId },
  })
}

/** The keys of the duties of this room. */
export const dutyKeys = {
  sought: (accountId: string) => `administrator-sought:${accountId}`,
  takeOver: (handOverId: string) => `hand-over:${handOverId}`,
  connection: (accountId: string) => `renew-connection:${accountId}`,
  secret: (secretId: string) => `renew-secret:${secretId}`,
  partEnds: (memberId: string) => `part-ends:${memberId}`,
}

/** Who answers for an account at `at` and is here, whoever answers first before all others. */
export async function answering(db: Db | Tx, accountId: string, at: string): Promise<string[]> {
  const rows = await db
    .selectFrom('account_member')
    .innerJoin('person', 'person.id', 'account_member.person_id')
    .select('account_member.person_id')
    .where('account_member.account_id', '=', accountId)
    .where('account_member.relation', '=', 'administrator')
    .where('account_member.since', '<=', at)
    .where('person.state', '=', 'active')
    .where((eb) => eb.or([eb('account_member.until', 'is', null), eb('account_member.until', '>', at)]))
    .orderBy('account_member.designated', 'desc')
    .orderBy('account_member.since')
    .execute()
  return [...new Set(rows.map(({ person_id: id }) => id))]
}

/** Something of this room that has to be done about an account. */
export type WantedOfAccount = Omit<DutyToDo, 'office' | 'personId' | 'role'> & { accountId: string }

/**
 * A duty for whoever answers first for the account; with nobody there, for all of central communications, or else of
 * those who keep the house. False when there is nobody at all.
 */
export async function wantOfAdministrator(
  services: Services,
  tx: Tx,
  at: string,
  wanted: WantedOfAccount,
): Promise<boolean> {
  const [first] = await answering(tx, wanted.accountId, at)
  if (first === undefined) return wantOfCentre(services, tx, at, wanted)
  await ensureDuty(services, tx, at, { ...wanted, personId: first })
  return true
}

export async function wantOfCentre(
  services: Services,
  tx: Tx,
  at: string,
  wanted: WantedOfAccount,
): Promise<boolean> {
  const role = await centralRole(tx)
  if (role === null) return false
  await ensureDuty(services, tx, at, { ...wanted, role })
  return true
}

/** Central communications, or whoever keeps the house while nobody else has that role. */
export async function centralRole(db: Db | Tx, except?: string): Promise<Role | null> {
  for (const role of ['officer', 'governance', 'it'] as const)
    if ((await holdersOf(db, role)).some((id) => id !== except)) return role
  return null
}

export { ensureDuty, settleDuty }
