import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { mayFor, type MemberRelation, type Permission } from '#features/people/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { json, newId } from '#platform/db/index.ts'
import type { ApiApp, RouteEntry } from '#platform/http/index.ts'
import { permissions, type PermissionRow } from '#features/people/permissions.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { bodies } from './relations-bodies.ts'
import { testHouse, testKeys, unitOf, type TestHouse } from './testing.ts'

/**
 * What the first gate lets through because somebody may do it somewhere, the use case has to refuse for an account to
 * which they are not so related. Every route of one account and of one post, with every relation, on a real one.
 */

let house: TestHouse
let app: ApiApp
let elsewhere: string
let postId: string
const callers = new Map<string, SignedIn>()

beforeAll(async () => {
  house = await testHouse()
  app = await buildWeb(composeHouse(house.services, testKeys(house.services)), { pages: false })
  await app.ready()
  const { services, accountId } = house
  const unitId = await unitOf(house)
  elsewhere = newId()
  await sql`insert into unit select (jsonb_populate_record(u, ${json({ id: elsewhere, name: 'Law' })})).* from unit u
    where id = ${unitId}::uuid`.execute(services.db)
  await sql`update account set unit_id = ${elsewhere}::uuid where id = ${house.otherAccountId}::uuid`.execute(
    services.db,
  )
  const related = (relation: MemberRelation, id = accountId) => ({ accounts: [{ accountId: id, relation }] })
  const kinds = {
    member: {},
    'contributor of this account': related('contributor'),
    'administrator of this account': related('administrator'),
    'administrator of another account': related('administrator', house.otherAccountId),
    'coordinator of its unit': { coordinates: [unitId] },
    'coordinator of another unit': { coordinates: [elsewhere] },
    governance: { roles: ['governance' as const] },
    it: { roles: ['it' as const] },
    officer: { roles: ['officer' as const] },
  }
  for (const [name, as] of Object.entries(kinds)) callers.set(name, await signInAs(services, { name, ...as }))
  postId = await writePost()
})
afterAll(async () => {
  await app.close()
  await house.close()
})

/** A post of the officer's for the account, put forward for approval. */
async function writePost(): Promise<string> {
  const { headers } = house.officer
  const part = { text: 'The library is open until ten from Monday.', media: [], link: null }
  const payload = { title: 'News', content: { parts: [part], variants: {} }, audiences: ['students'] }
  const made = await app.inject({ method: 'POST', url: '/api/posts', headers, payload })
  const { id } = made.json<{ id: string }>()
  await sql`insert into post_target (post_id, account_id, position) values (${id}::uuid, ${house.accountId}::uuid, 0)
    on conflict do nothing`.execute(house.services.db)
  await house.services.db
    .updateTable('post')
    .set({ state: 'in-review', submitted_by: house.officer.actor.personId })
    .where('id', '=', id)
    .execute()
  return id
}

const copyOf = (table: string, from: string, changed: object) =>
  sql`insert into ${sql.table(table)} select (jsonb_populate_record(t, ${json(changed)})).* from ${sql.table(table)} t
    where id = ${from}::uuid`.execute(house.services.db)

/** Another account of the same unit, to which the caller is related as to the first: a deed may change it. */
async function freshAccount(caller: SignedIn): Promise<string> {
  const id = newId()
  await copyOf('account', house.accountId, { id, handle: `h-${id.slice(-12)}`, remote_id: null })
  for (const held of caller.actor.accounts)
    if (held.accountId === house.accountId && held.relation !== 'coordinator')
      await house.services.db
        .insertInto('account_member')
        .values({
          id: newId(),
          account_id: id,
          person_id: caller.actor.personId,
          relation: held.relation,
          since: house.services.clock.now().toString(),
          until: null,
        })
        .execute()
  return id
}

async function freshPost(): Promise<string> {
  const id = newId()
  await copyOf('post', postId, { id })
  await sql`insert into post_target (post_id, account_id, position)
    values (${id}::uuid, ${house.accountId}::uuid, 0)`.execute(house.services.db)
  return id
}

const nobodyHas = '00000000-0000-7000-8000-000000000000'

interface Asked {
  status: number
  code: string
  body: string
}

async function ask(route: RouteEntry, id: string, caller: SignedIn): Promise<Asked> {
  const url = route.url.replace(':id', id).replace(':step', 'records').replace(/:\w+/g, nobodyHas)
  const body = bodies[`${route.method} ${route.url}`]
  const answer = await app.inject({
    method: route.method as 'GET',
    url,
    headers: caller.headers,
    ...(route.method === 'GET'
      ? {}
      : { payload: body?.({ personId: caller.actor.personId, accountId: house.accountId }) ?? {} }),
  })
  const isProblem = answer.headers['content-type']?.includes('problem') ?? false
  return {
    status: answer.statusCode,
    body: answer.body,
    code: isProblem ? answer.json<{ code: string }>().code : '',
  }
}

/** Routes of one thing whose permission depends on how one is related to an account. */
function routesOf(prefix: string): (RouteEntry & { permission: Permission })[] {
  return app.routeTable
    .filter((route) => route.url.startsWith(`${prefix}/:id`))
    .flatMap((route) => {
      if (!('permission' in route.access)) return []
      const permission = route.access.permission as Permission
      const row: PermissionRow = permissions[permission]
      return Object.values(row).includes('own') ? [{ ...route, permission }] : []
    })
    .toSorted((a, b) => Number(a.method !== 'GET') - Number(b.method !== 'GET'))
}

const isRefused = ({ status }: Asked): boolean => status === 403 || status === 404
/** Asked while somebody types: says nothing, instead of that there is nothing. */
const saysNothing = '{"findings":[]}'

async function walk(prefix: string, shared: string, fresh: (caller: SignedIn) => Promise<string>) {
  const wrong: string[] = []
  for (const route of routesOf(prefix)) {
    const name = `${route.method} ${route.url}`
    for (const [who, caller] of callers) {
      const may = mayFor(caller.actor, route.permission, house.accountId)
      const id = may && route.method !== 'GET' ? await fresh(caller) : shared
      const answer = await ask(route, id, caller)
      const { status, code, body } = answer
      if (code === 'request.invalid') wrong.push(`${name}: give it a body in relations-bodies.ts`)
      else if (!may && !isRefused(answer) && body !== saysNothing)
        wrong.push(`${who} may not, and yet: ${name} is ${status} ${code}`)
      else if (may && code === 'people.not-allowed') wrong.push(`${who} may, and yet: ${name} is refused`)
    }
  }
  return [...new Set(wrong)]
}

test('every route of one account is open to those so related to it, and to nobody else', async () => {
  expect(await walk('/api/accounts', house.accountId, freshAccount)).toEqual([])
}, 240_000)

test('every route of one post is open to those so related to its account, and to nobody else', async () => {
  expect(await walk('/api/posts', postId, freshPost)).toEqual([])
}, 240_000)
