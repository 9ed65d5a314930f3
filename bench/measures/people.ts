import { sql } from 'kysely'
import { actorById } from '#features/people/index.ts'
import { callerOfSession } from '#features/people/caller.ts'
import { PeopleAsked } from '#features/people/contract.ts'
import { listPeople } from '#features/people/list-people.ts'
import { makeScimToken } from '#features/people/scim/tokens.ts'
import { openSession } from '#features/people/sessions.ts'
import { buildWeb } from '#app/compose.ts'
import { json, newId, type Db } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { figure, median, type Figure, type Measure } from '../figure.ts'
import { against, timed } from '../parts/against.ts'
import { withFolder } from '../parts/folder.ts'
import { withStage, type Stage } from '../parts/stage.ts'

const users = 2_000
const inAll = 20_000
const rounds = 60
/** The sessions of those who are signed in at the same time. */
const sessions = 2_000

/**
 * A user by SCIM is a request of its own: read and checked, the name and the address looked up, the rules of the
 * directory worked out, and only then the rows. Eight times the rows leaves the nightly list of a large university,
 * 20,000 people, well under the quarter of an hour between two rounds of a directory.
 */
const userAim = { of: 'ratio', bound: 'at most', to: 8 } as const
/** Directories give up on an answer after 30 s; a third of that is left to a slower machine and a larger group. */
const groupAim = { of: 'value', bound: 'at most', to: 10_000 } as const

type Send = (path: string, body: object) => Promise<string>

function directoryOf(app: ApiApp, secret: string): Send {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/scim+json' }
  return async (path, body) => {
    const url = `/scim/v2${path}`
    const answer = await app.inject({ method: 'POST', url, headers, payload: JSON.stringify(body) })
    if (answer.statusCode !== 201) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`)
    return answer.json<{ id: string }>().id
  }
}

/** As Entra ID sends one. */
const userOf = (n: number) => ({
  schemas: [
    'urn:ietf:params:scim:schemas:core:2.0:User',
    'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  ],
  externalId: `entra-${n}`,
  userName: `member${n}@example.ac.uk`,
  active: true,
  displayName: `Member ${n}`,
  emails: [{ primary: true, type: 'work', value: `member${n}@example.ac.uk` }],
  name: { formatted: `Member ${n}`, familyName: `${n}`, givenName: 'Member' },
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: `Department ${n % 120}` },
})

/** What one user became, to be written again as bare rows. */
async function rowsOfOne(db: Db) {
  const identity = await db
    .selectFrom('identity')
    .selectAll()
    .where('user_name', '=', userOf(0).userName)
    .executeTakeFirstOrThrow()
  const subject = `person:${identity.person_id}`
  const person = await db
    .selectFrom('person')
    .select(['name', 'state', 'created_at', 'left_at', 'example'])
    .where('id', '=', identity.person_id)
    .executeTakeFirstOrThrow()
  const entries = await db.selectFrom('ledger_entry').selectAll().where('subject', '=', subject).execute()
  return { identity, person, entries }
}

type Copied = Awaited<ReturnType<typeof rowsOfOne>>

/** The same rows in a transaction of their own. Answers the identity's id. */
async function userBare(db: Db, { identity, person, entries }: Copied, n: number): Promise<string> {
  const personId = newId()
  const id = newId()
  const email = `bare${n}@example.ac.uk`
  await db.transaction().execute(async (tx) => {
    await tx
      .insertInto('person')
      .values({ ...person, id: personId, email })
      .execute()
    await tx
      .insertInto('identity')
      .values({
        ...identity,
        id,
        subject: id,
        person_id: personId,
        user_name: email,
        external_id: `bare-${n}`,
        groups: json(identity.groups),
        attributes: json(identity.attributes),
        resource: json(identity.resource),
      })
      .execute()
    for (const entry of entries) {
      const entryId = newId()
      await tx
        .insertInto('ledger_entry')
        .values({ ...entry, id: entryId, seq: null, body: json(entry.body), subject: `bare:${personId}` })
        .execute()
      await sql`insert into ledger_content (entry_id, salt, content)
        values (${entryId}::uuid, 'salt', ${json({ name: person.name })})`.execute(tx)
    }
  })
  return id
}

async function groupBare(db: Db, identities: readonly string[]): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const id = newId()
    const at = new Date().toISOString()
    await sql`insert into directory_group (id, display_name, external_id, created_at, updated_at)
      values (${id}::uuid, 'Bare', 'bare-group', ${at}::timestamptz, ${at}::timestamptz)`.execute(tx)
    await sql`insert into directory_member (group_id, identity_id)
      select ${id}::uuid, jsonb_array_elements_text(${json(identities)})::uuid`.execute(tx)
  })
}

/** Users by SCIM and bare, turn about, and then a group of them all. */
async function provision(db: Db, send: Send) {
  const own: number[] = []
  const bare: number[] = []
  const members: { value: string }[] = []
  const identities: string[] = []
  let copied: Copied | null = null
  for (let n = 0; n < users; n++) {
    await timed(own, async () => members.push({ value: await send('/Users', userOf(n)) }))
    const rows = (copied ??= await rowsOfOne(db))
    await timed(bare, async () => identities.push(await userBare(db, rows, n)))
  }
  const group: number[] = []
  const displayName = 'Social media'
  await timed(group, () => send('/Groups', { displayName, externalId: 'entra-group', members }))
  await timed(group, () => groupBare(db, identities))
  return { own, bare, group, rows: 2 + 2 * (copied?.entries.length ?? 0) }
}

async function provisioning(stage: Stage): Promise<Figure[]> {
  const { services } = stage.house
  const app = await buildWeb(stage.house, { pages: false })
  await app.ready()
  try {
    const it = (await actorById(services.db, stage.officer.personId, nowOf(services))) ?? stage.officer
    const { secret } = await makeScimToken(services, it, { name: 'Benchmark', days: 1 })
    const { own, bare, group, rows } = await provision(services.db, directoryOf(app, secret))
    const seconds = own.reduce((sum, each) => sum + each, 0) / 1_000
    return [
      figure('SCIM: a user made', median(own), 'ms', {
        reference: { name: `its ${rows} rows in one transaction, bare`, value: median(bare) },
        aim: userAim,
        note: `${users} users, turn about, as directories send them, with a record each; ${seconds.toFixed(1)} s in all.`,
      }),
      figure(`SCIM: a group of ${users} members made`, group[0] ?? 0, 'ms', {
        reference: { name: 'its rows in one transaction, bare', value: group[1] ?? 0 },
        aim: groupAim,
        note: 'In one request, with what the rules of the directory give each of them. A directory waits 30 s for an answer.',
      }),
    ]
  } finally {
    await app.close()
  }
}

async function fill({ house, unitId }: Stage): Promise<void> {
  const { db } = house.services
  await sql`insert into person (id, name, email, state, created_at, example)
    select uuidv7(), 'Person ' || n, 'person' || n || '@staff.example.ac.uk', case when n % 10 = 0 then 'left' else 'active' end,
      now(), false
    from generate_series(1, ${inAll}::int) n`.execute(db)
  await sql`insert into person_unit (id, person_id, unit_id, coordinator, by_mapping, since)
    select uuidv7(), id, ${unitId}::uuid, false, true, now() from person`.execute(db)
  await sql`analyze`.execute(db)
}

const asked: [string, Record<string, unknown>][] = [
  ['list of people, first page', {}],
  ['list of people, searched for two words', { search: 'person 4711' }],
  ['list of people, by state, the last page', { state: 'here', from: 17_900 }],
]

async function reading({ house: { services }, officer, author }: Stage): Promise<Figure[]> {
  const where = { db: services.db, over: `${inAll + users} people and more`, rounds }
  const figures: Figure[] = []
  for (const [name, query] of asked) {
    const wanted = PeopleAsked.parse(query)
    figures.push(await against(name, where, (db) => listPeople({ ...services, db }, officer, wanted)))
  }
  let token = ''
  for (let n = 0; n < sessions; n++)
    ({ token } = await openSession(services, services.db, {
      personId: author.personId,
      stage: 'full',
      agent: 'bench',
    }))
  const signedIn = { ...where, over: `${sessions} sessions`, rounds: rounds * 5 }
  figures.push(
    await against('who calls: a session with its person and what they may do', signedIn, async (db) => {
      const { actor } = await callerOfSession({ ...services, db }, token)
      if (actor?.personId !== author.personId) throw new Error('Somebody else is signed in.')
    }),
  )
  return figures
}

export const people: Measure = {
  name: 'people',
  about: `${users} users and a group from a directory by SCIM, the list of ${inAll} people, and who is signed in.`,
  aim: 'a user by SCIM at most 8 times its bare rows; list and session p95 at most 2 times the bare SQL',
  run: () =>
    withFolder((folder) =>
      withStage({ ROSTRUM_DATA: folder }, async (stage) => {
        const written = await provisioning(stage)
        await fill(stage)
        return [...written, ...(await reading(stage))]
      }),
    ),
}
