/** For tests of who may do what: one house, with somebody of every kind that a route may be called by. */
import { sql } from 'kysely'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import type { MemberRelation } from '#features/people/index.ts'
import { json, newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { giveOffice } from './policy-testing.ts'
import { testHouse, testKeys, unitOf, type TestHouse } from './testing.ts'

/** Everybody but `nobody` is signed in. Accounts and units are those that a row is about. */
export const callers = [
  'nobody',
  'requester',
  'another requester',
  'named in the request',
  'contributor',
  'administrator',
  'administrator elsewhere',
  'coordinator',
  'coordinator elsewhere',
  'officer',
  'other officer',
  'governance',
  'it',
  'deciding office',
  'advising office',
  'another office',
] as const
export type Caller = (typeof callers)[number]

export interface RelationsHouse extends TestHouse {
  app: ApiApp
  person(who: Exclude<Caller, 'nobody'>): SignedIn
  /** A copy of the house’s account, with the same people: what is done to it changes no other row. */
  freshAccount(): Promise<string>
  close(): Promise<void>
}

type Kinds = Record<Exclude<Caller, 'nobody'>, Parameters<typeof signInAs>[1] & { office?: string }>

function kindsOf({ accountId, otherAccountId }: TestHouse, unitId: string, elsewhere: string): Kinds {
  const related = (relation: MemberRelation, id = accountId) => ({ accounts: [{ accountId: id, relation }] })
  return {
    requester: {},
    'another requester': {},
    'named in the request': {},
    contributor: related('contributor'),
    administrator: related('administrator'),
    'administrator elsewhere': related('administrator', otherAccountId),
    coordinator: { coordinates: [unitId] },
    'coordinator elsewhere': { coordinates: [elsewhere] },
    officer: { roles: ['officer'] },
    'other officer': { roles: ['officer'] },
    governance: { roles: ['governance'] },
    it: { roles: ['it'] },
    'deciding office': { office: 'deciding-office' },
    'advising office': { office: 'advising-office' },
    'another office': { office: 'another-office' },
  }
}

async function freshAccount({ services, accountId }: TestHouse): Promise<string> {
  const id = newId()
  const changed = json({ id, handle: `h-${id.slice(-12)}`, remote_id: null })
  await sql`insert into account select (jsonb_populate_record(a, ${changed})).* from account a
    where id = ${accountId}::uuid`.execute(services.db)
  await sql`insert into account_member
    select (jsonb_populate_record(m, jsonb_build_object('id', uuidv7(), 'account_id', ${id}::text))).*
    from account_member m where account_id = ${accountId}::uuid`.execute(services.db)
  return id
}

/** The other account of the house belongs to another unit here. */
export async function relationsHouse(): Promise<RelationsHouse> {
  const house = await testHouse()
  const { services } = house
  const app = await buildWeb(composeHouse(services, testKeys(services)), { pages: false })
  await app.ready()
  const unitId = await unitOf(house)
  const elsewhere = newId()
  await services.db
    .insertInto('unit')
    .values({ id: elsewhere, name: 'Law', kind: 'school', parent_id: null, affiliate: false, example: false })
    .execute()
  await services.db
    .updateTable('account')
    .set({ unit_id: elsewhere })
    .where('id', '=', house.otherAccountId)
    .execute()
  const people = new Map<Caller, SignedIn>()
  for (const [name, { office, ...as }] of Object.entries(kindsOf(house, unitId, elsewhere))) {
    const person = await signInAs(services, { name, ...as })
    if (office !== undefined) await giveOffice(house, office, person.actor.personId)
    people.set(name as Caller, person)
  }
  return {
    ...house,
    app,
    person(who) {
      const person = people.get(who)
      if (!person) throw new Error(`There is nobody who is ${who}.`)
      return person
    },
    freshAccount: () => freshAccount(house),
    async close() {
      await app.close()
      await house.close()
    },
  }
}
