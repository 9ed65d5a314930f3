import { holdersOf, namesOf, officeHolders, type Actor } from '#features/people/index.ts'
import { policyInForce } from '#features/policy/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { OfficeRef } from './contract.ts'

/** Appeals that no other office of the policy can hear. No office has such an id. */
export const governanceRole = '@governance'

/** Who acts for an office, or for one of the roles that stand in for one. */
export async function officeOf(db: Db | Tx, id: string | null, now: string): Promise<OfficeRef> {
  if (id === null) return { id, name: 'Central communications', people: await roleHolders(db, 'officer') }
  if (id === governanceRole) return { id, name: 'Governance', people: await roleHolders(db, 'governance') }
  const held = await officeHolders(db, id, now)
  return {
    id,
    name: await nameOf(db, id, now),
    people: held.map(({ personId, name }) => ({ id: personId, name })),
  }
}

async function roleHolders(db: Db | Tx, role: 'officer' | 'governance'): Promise<OfficeRef['people']> {
  const ids = await holdersOf(db, role)
  const names = await namesOf(db, ids)
  return ids
    .map((id) => ({ id, name: names.get(id) ?? '' }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

/** By what name an office goes: in the list of offices, else in the policy that names it, else its short name. */
async function nameOf(db: Db | Tx, id: string, now: string): Promise<string> {
  const listed = await db.selectFrom('office').select('name').where('id', '=', id).executeTakeFirst()
  if (listed) return listed.name
  const { own, baseline } = await policyInForce(db, now)
  const named = [own, baseline].flatMap((edition) => edition?.content.frontMatter.offices ?? [])
  return named.find((office) => office.id === id)?.name ?? id.replaceAll('-', ' ')
}

export const isRole = (office: Pick<OfficeRef, 'id'>): boolean =>
  office.id === null || office.id === governanceRole

/** An office that nobody holds, with the way out; null while somebody can act for it. */
export function sayVacant(office: OfficeRef): { say: string; fix: string } | null {
  if (office.people.length > 0) return null
  if (isRole(office))
    return {
      say: `Nobody has the role “${office.name}” now, so nobody can answer.`,
      fix: 'A system administrator gives the role on the page People.',
    }
  return {
    say: `Nobody holds the office “${office.name}” now. Central communications answer in its place, and the record says so.`,
    fix: 'Name who holds it on the page Offices.',
  }
}

export const actsFor = (office: OfficeRef, actor: Pick<Actor, 'personId'>): boolean =>
  office.people.some(({ id }) => id === actor.personId)
