import { sql } from 'kysely'
import { afterEach, expect, test } from 'vitest'
import { createDraft } from '#features/posts/write-draft.ts'
import { addAccount } from '#features/register/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { loadExample } from './load.ts'
import { examplePosts } from './posts.ts'
import { freshHouse, type ExampleStage } from './testing.ts'

let stage: ExampleStage
afterEach(() => stage.close())

async function loaded(): Promise<ExampleStage> {
  stage = await freshHouse()
  await loadExample(stage.house, stage.newcomer.actor)
  return stage
}

/** Every table's number of rows, but for the log's and what a check of the files leaves. */
async function census(): Promise<Record<string, number>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like 'ledger%'
      and table_name not like 'kysely%' order by 1`.execute(stage.services.db)
  const counts: Record<string, number> = {}
  for (const { name } of rows) {
    const counted = await sql<{ n: number }>`select count(*)::int as n from ${sql.ref(name)}`.execute(
      stage.services.db,
    )
    counts[name] = counted.rows[0]!.n
  }
  return counts
}

async function exampleRows(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'example'`.execute(stage.services.db)
  expect(rows.length).toBeGreaterThanOrEqual(8)
  const found: string[] = []
  for (const { name } of rows) {
    const counted = await sql<{
      n: number
    }>`select count(*)::int as n from ${sql.ref(name)} where example`.execute(stage.services.db)
    if (counted.rows[0]!.n > 0) found.push(name)
  }
  return found
}

async function filesLeft(): Promise<string[]> {
  const names: string[] = []
  for await (const name of stage.services.files.list()) names.push(name)
  return names
}

test('removing it leaves the database as it was before, but for the log', async () => {
  stage = await freshHouse()
  const before = await census()
  await loadExample(stage.house, stage.newcomer.actor)
  expect(await exampleRows()).toEqual(
    expect.arrayContaining([
      'account',
      'asset',
      'institution',
      'office',
      'person',
      'post',
      'publication',
      'request',
      'unit',
    ]),
  )
  expect(await filesLeft()).not.toEqual([])

  const answer = await stage.remove()
  expect(answer).toEqual({
    status: 200,
    body: {
      removed: { units: 21, people: 14, accounts: 15, posts: examplePosts.length },
      kept: { units: [], offices: [] },
    },
  })
  expect(await exampleRows()).toEqual([])
  expect(await census()).toEqual(before)
  expect(await filesLeft()).toEqual([])
  const institution = await stage.services.db.selectFrom('institution').selectAll().executeTakeFirstOrThrow()
  expect(institution).toMatchObject({
    example: false,
    contacts: [{ value: '01632 960777' }],
    closures: [],
  })

  const report = await stage.verify()
  expect(report).toMatchObject({ ok: true, faults: [] })
  const kinds = await stage.services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('kind', 'like', 'example.%')
    .orderBy('id')
    .execute()
  expect(kinds.map((row) => row.kind)).toEqual(['example.loaded', 'example.removed'])
  expect(await stage.remove()).toMatchObject({ status: 200, body: { removed: { posts: 0 } } })
})

test('a real post to one of its accounts keeps all of it, until it is said that trials go too', async () => {
  await loaded()
  const account = await stage.services.db
    .selectFrom('account')
    .select('id')
    .where('handle', '=', 'example-library')
    .executeTakeFirstOrThrow()
  const { actor } = stage.newcomer
  await createDraft(stage.house.posts, actor, { title: 'My first post', accountIds: [account.id] })
  const before = await census()

  const refused = await stage.remove()
  expect(refused.status).toBe(409)
  expect(refused.body['code']).toBe('example.in-use')
  expect(JSON.stringify(refused.body)).toContain('“My first post” goes to an account of the example.')
  expect(await census()).toEqual(before)

  const removed = await stage.remove('?trials=remove')
  expect(removed.body).toMatchObject({ removed: { posts: examplePosts.length + 1 } })
  expect(await exampleRows()).toEqual([])
  expect((await census())['post']).toBe(0)
})

test('units and offices on which something real hangs stay, as the institution’s own', async () => {
  await loaded()
  const { db } = stage.services
  const unit = await db
    .selectFrom('unit')
    .select('id')
    .where('name', '=', 'School of Music')
    .executeTakeFirstOrThrow()
  await addAccount(stage.services, stage.newcomer.actor, {
    network: 'practice',
    handle: 'our-choir',
    displayName: 'Our choir',
    unitId: unit.id,
    purpose: 'Concerts and rehearsals of the choir.',
    audiences: ['public'],
    hoursPerWeek: 1,
    administrators: [stage.newcomer.actor.personId],
  })
  await db
    .insertInto('office_holding')
    .values({
      id: newId(),
      office_id: 'digital-marketing-officer',
      person_id: stage.newcomer.actor.personId,
      deputy: false,
      since: nowOf(stage.services),
      until: null,
    })
    .execute()
  const answer = await stage.remove()
  expect(answer.body).toMatchObject({
    removed: { units: 19, accounts: 15 },
    kept: {
      units: expect.arrayContaining(['School of Music', 'Faculty of Arts and Humanities']),
      offices: ['Digital Marketing Officer'],
    },
  })
  expect(await exampleRows()).toEqual([])
  expect(await db.selectFrom('account').select('handle').execute()).toEqual([{ handle: 'our-choir' }])
})

test('an example person who answers for a real account is named, and nothing is removed', async () => {
  await loaded()
  const { db } = stage.services
  const unit = await db
    .selectFrom('unit')
    .select('id')
    .where('name', '=', 'School of Music')
    .executeTakeFirstOrThrow()
  const person = await db
    .selectFrom('person')
    .select('id')
    .where('name', '=', 'Press Officer')
    .executeTakeFirstOrThrow()
  await addAccount(stage.services, stage.newcomer.actor, {
    network: 'practice',
    handle: 'our-choir',
    displayName: 'Our choir',
    unitId: unit.id,
    purpose: 'Concerts and rehearsals of the choir.',
    audiences: ['public'],
    hoursPerWeek: 1,
    administrators: [person.id],
  })
  const refused = await stage.remove()
  expect(refused.status).toBe(409)
  expect(JSON.stringify(refused.body)).toContain('answers for Our choir')
})

test('what a loading that broke off left behind is cleared away by the next', async () => {
  stage = await freshHouse()
  const before = await census()
  let left = 12
  const failing = {
    ...stage.house,
    posts: {
      ...stage.house.posts,
      check: (post: Parameters<typeof stage.house.posts.check>[0]) => {
        left -= 1
        return left < 0 ? Promise.reject(new Error('The process stopped.')) : stage.house.posts.check(post)
      },
    },
  }
  await expect(loadExample(failing, stage.newcomer.actor)).rejects.toThrow('The process stopped.')
  expect((await census())['publication']).toBeGreaterThan(0)
  await loadExample(stage.house, stage.newcomer.actor)
  expect((await census())['post']).toBe(examplePosts.length)
  await stage.remove()
  expect(await census()).toEqual(before)
  expect(await filesLeft()).toEqual([])
})

test('it loads on any day and in any zone, and only who runs the installation may remove it', async () => {
  stage = await freshHouse('2027-03-28T00:30:00Z')
  await stage.services.db.updateTable('institution').set({ time_zone: 'Pacific/Auckland' }).execute()
  await loadExample(stage.house, stage.newcomer.actor)
  const officer = await signInAs(stage.services, { roles: ['officer'] })
  await expect(loadExample(stage.house, officer.actor)).rejects.toMatchObject({ status: 403 })
})
