import { actorById, officeHolders, type Actor } from '#features/people/index.ts'
import { policyInForce } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import type { OfficeView } from './contract.ts'

/** An office that the policy names, and who holds it now: holders first, then deputies. */
export interface OfficeNow {
  id: string
  name: string
  holders: { personId: string; name: string }[]
}

/** By what name an office goes: in the list of offices, else in the policy that names it, else its short name. */
async function nameOf(db: Db | Tx, id: string, at: string): Promise<string> {
  const listed = await db.selectFrom('office').select('name').where('id', '=', id).executeTakeFirst()
  if (listed) return listed.name
  const { own, baseline } = await policyInForce(db, at)
  const named = [own, baseline].flatMap((edition) => edition?.content.frontMatter.offices ?? [])
  return named.find((office) => office.id === id)?.name ?? id.replaceAll('-', ' ')
}

export async function officeNow(db: Db | Tx, id: string, at: string): Promise<OfficeNow> {
  return { id, name: await nameOf(db, id, at), holders: await officeHolders(db, id, at) }
}

/** Several at once, each asked for once. */
export async function officesNow(
  db: Db | Tx,
  ids: readonly (string | null)[],
  at: string,
): Promise<Map<string, OfficeNow>> {
  const found = new Map<string, OfficeNow>()
  for (const id of new Set(ids)) if (id !== null) found.set(id, await officeNow(db, id, at))
  return found
}

export const holds = (office: OfficeNow | undefined, personId: string): boolean =>
  office?.holders.some((holder) => holder.personId === personId) ?? false

export const officeView = ({ id, name, holders }: OfficeNow): OfficeView => ({
  id,
  name,
  holders: holders.map((holder) => holder.name),
})

/** Those who hold the office and can do this, by their ids. */
export async function holdersWho(
  db: Db | Tx,
  office: OfficeNow,
  at: string,
  can: (actor: Actor) => boolean,
): Promise<string[]> {
  const able: string[] = []
  for (const { personId } of office.holders) {
    const actor = await actorById(db, personId, at)
    if (actor && can(actor)) able.push(personId)
  }
  return able
}

export const sayVacant = (name: string): string =>
  `Nobody holds the office “${name}” now, so nobody can act for it.`
export const fixVacant = 'Say on the page Offices who holds it, and try again.'

/** Throws `Conflict` while nobody holds the office, or nobody who holds it can do what is asked of it. */
export function needSomebody(office: OfficeNow, able: readonly string[], clause: string): void {
  if (office.holders.length === 0)
    throw new Conflict('posts.office-vacant', sayVacant(office.name), { clause, fix: fixVacant })
  if (able.length === 0)
    throw new Conflict(
      'posts.office-cannot-see',
      `Whoever holds the office “${office.name}” wrote in this post or may not read it, so nobody can act for it.`,
      {
        clause,
        fix: 'Give a holder a part in the account on its page, or name a deputy on the page Offices.',
      },
    )
}
