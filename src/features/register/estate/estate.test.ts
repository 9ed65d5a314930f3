import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import { newId } from '#platform/db/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { personIn, related, stageOf, type Stage } from '../testing.ts'
import { AccountQuery, lacks } from './contract.ts'
import { exportAccounts } from './export-accounts.ts'
import { pageAccounts } from './page-accounts.ts'
import { forgetView, keepView, savedViews } from './saved-views.ts'
import { viewEstate } from './view-estate.ts'

const now = '2026-11-21T09:00:00.000Z'
let services: TestServices
let stage: Stage
let below: string
let ids: Record<string, string>

async function unit(name: string, parentId: string | null): Promise<string> {
  const id = newId()
  await services.db
    .insertInto('unit')
    .values({ id, name, kind: 'department', parent_id: parentId, affiliate: false, example: false })
    .execute()
  return id
}

beforeAll(async () => {
  services = await testServices({ now })
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  below = await unit('Civil Engineering', stage.unitId)
  const elsewhere = await unit('Library', null)
  const safe = await personIn(services, 'Safe Editor', [])
  await services.db
    .insertInto('passkey')
    .values({
      ...{ id: 'k', person_id: safe.personId, name: 'Key', public_key: '', counter: 0 },
      transports: '[]' as never,
      created_at: now,
      last_used_at: null,
    })
    .execute()
  const rows = [
    ['alpha', { displayName: 'Älpha', unitId: stage.unitId }],
    ['beta', { displayName: 'Beta 100%', unitId: below }],
    ['gamma', { displayName: '=Gamma', unitId: elsewhere, administrators: [safe.personId] }],
    ['delta', { displayName: 'Delta', unitId: elsewhere }],
    ['uni.ac.uk', { displayName: 'University', unitId: elsewhere, network: 'bluesky' }],
  ] as const
  ids = {}
  for (const [handle, changes] of rows)
    ids[handle] = (
      await stage.account({
        handle,
        ...changes,
        administrators: 'administrators' in changes ? [...changes.administrators] : [stage.officer.personId],
      })
    ).id
  const set = (handle: string, values: object) =>
    services.db
      .updateTable('account')
      .set(values)
      .where('id', '=', ids[handle] ?? '')
      .execute()
  await set('alpha', { review_due: '2026-01-01T00:00:00Z' })
  await set('delta', { state: 'closed', closed_at: now })
  await set('beta', { paused_at: now, pause_reason: 'Quiet.' })
  await services.db
    .deleteFrom('account_member')
    .where('account_id', '=', ids['beta'] ?? '')
    .execute()
  await services.db
    .insertInto('objective')
    .values({
      id: newId(),
      account_id: ids['gamma'] ?? '',
      objective: 'More readers',
      metric: 'Readers',
      baseline: '',
      target: '',
      due: null,
      since: now,
      created_by: null,
    })
    .execute()
})
afterAll(() => services.close())

const page = async (query: Record<string, unknown>, actor: Actor = stage.officer) =>
  pageAccounts(services.db, AccountQuery.parse(query), actor, now)
const handles = async (query: Record<string, unknown>, actor?: Actor) =>
  (await page(query, actor)).accounts.map(({ handle }) => handle)

test('every word has to occur: in the name, the handle, the unit or the purpose', async () => {
  expect(await handles({ q: 'library GAMMA' })).toEqual(['gamma'])
  expect(await handles({ q: '@beta' })).toEqual(['beta'])
  expect(await handles({ q: 'library nowhere' })).toEqual([])
})

test('what looks like a pattern or a statement is looked for as it stands', async () => {
  expect(await handles({ q: '100%' })).toEqual(['beta'])
  expect(await handles({ q: '%' })).toEqual(['beta'])
  expect(await handles({ q: '_' })).toEqual([])
  expect(await handles({ q: `'; drop table account; --` })).toEqual([])
})

test('filters: a unit with all below it, network, state, mine', async () => {
  expect(await handles({ unit: stage.unitId })).toEqual(expect.arrayContaining(['alpha', 'beta']))
  expect(await handles({ unit: below })).toEqual(['beta'])
  expect(await handles({ network: 'bluesky' })).toEqual(['uni.ac.uk'])
  expect(await handles({ state: 'closed' })).toEqual(['delta'])
  expect(await handles({ state: 'open' })).not.toContain('delta')
  expect(await handles({ state: 'paused' })).toEqual(['beta'])
  const mine = related(stage.colleague, ids['gamma'] ?? '', 'contributor')
  expect(await handles({ mine: 'true' }, mine)).toEqual(['gamma'])
  expect(
    await handles({ mine: 'true' }, related(stage.colleague, ids['gamma'] ?? '', 'coordinator')),
  ).toEqual([])
})

test('what accounts in use lack', async () => {
  expect(await handles({ lacks: 'administrator' })).toEqual(['beta'])
  expect((await handles({ lacks: 'second-factor' })).toSorted()).toEqual(['alpha', 'uni.ac.uk'])
  expect(await handles({ lacks: 'review' })).toEqual(['alpha'])
  expect((await handles({ lacks: 'objective' })).toSorted()).toEqual(['alpha', 'beta', 'uni.ac.uk'])
  expect(await handles({ lacks: 'connection' })).toHaveLength(4)
})

test.each(['name', 'network', 'unit', 'state', 'review'])(
  'pages by %s hold each account once, both ways',
  async (sort) => {
    const whole = await handles({ sort })
    expect(whole).toHaveLength(5)
    for (const order of ['ascending', 'descending']) {
      const seen: string[] = []
      let after: string | undefined
      do {
        const answer = await page({ sort, order, limit: 2, after })
        expect(answer.total).toBe(5)
        seen.push(...answer.accounts.map(({ handle }) => handle))
        after = answer.next ?? undefined
      } while (after)
      expect(seen).toEqual(order === 'ascending' ? whole : whole.toReversed())
    }
  },
)

test('a cursor that is none is refused', async () => {
  for (const after of ['x', Buffer.from('["a"]').toString('base64url')])
    await expect(page({ after })).rejects.toMatchObject({ code: 'register.page', status: 422 })
})

test('the facets count what the other filters leave', async () => {
  const { facets } = await page({ network: 'practice', state: 'open', facets: 'true' })
  expect(facets?.networks).toEqual([
    { id: 'bluesky', accounts: 1 },
    { id: 'practice', accounts: 3 },
  ])
  expect(facets?.units.map(({ name, accounts }) => [name, accounts])).toEqual([
    ['Civil Engineering', 1],
    ['Library', 1],
    ['School of Engineering', 1],
  ])
  expect(facets?.states).toEqual(expect.arrayContaining([{ state: 'closed', accounts: 1 }]))
})

test('the export holds what the filter shows, and no live formula', async () => {
  const table = await exportAccounts(services, stage.officer, { unit: undefined, q: 'gamma' })
  const [head, ...lines] = table.trim().split('\r\n')
  expect(head).toContain('Network,Handle,Address,Name,Unit')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(`,'=Gamma,`)
})

test('the estate counts what the lists show', async () => {
  const estate = await viewEstate(services, stage.officer, {})
  expect(estate).toMatchObject({ open: 4, inUse: 4, paused: 1, everything: true })
  expect(estate.networks).toEqual([
    { id: 'practice', accounts: 3 },
    { id: 'bluesky', accounts: 1 },
  ])
  for (const lack of lacks) {
    const { total } = await page({ lacks: lack })
    expect(estate.lacks.find((each) => each.lack === lack)?.accounts, lack).toBe(total)
  }
  expect(estate.units.find(({ id }) => id === below)).toMatchObject({
    accounts: 1,
    networks: { practice: 1 },
    lacks: { administrator: 1 },
  })
  expect((await viewEstate(services, stage.officer, { unit: stage.unitId })).open).toBe(2)
  expect(await viewEstate(services, stage.officer, { brief: true })).toEqual({
    ...estate,
    networks: [],
    units: [],
  })
})

test('a coordinator sees their units only, and who has no part sees nothing', async () => {
  const coordinator = { ...stage.colleague, units: [below] }
  const estate = await viewEstate(services, coordinator, {})
  expect(estate).toMatchObject({ open: 1, everything: false, units: [{ id: below }] })
  expect((await viewEstate(services, coordinator, { unit: stage.unitId })).units.map(({ id }) => id)).toEqual(
    [below],
  )
  await expect(viewEstate(services, stage.colleague, {})).rejects.toMatchObject({ status: 403 })
})

test('a view is one’s own unless central communications share it', async () => {
  const filter = { lacks: 'administrator', q: '' }
  const own = await keepView(services, stage.colleague, { name: 'Nobody answers', filter, shared: false })
  expect(own.filter).toEqual({ lacks: 'administrator' })
  await expect(
    keepView(services, stage.colleague, { name: 'NOBODY answers', filter, shared: false }),
  ).rejects.toMatchObject({ code: 'register.view-known' })
  await expect(
    keepView(services, stage.colleague, { name: 'For all', filter, shared: true }),
  ).rejects.toMatchObject({
    code: 'register.view-sharing',
  })
  const shared = await keepView(services, stage.officer, { name: 'For all', filter, shared: true })
  const seen = await savedViews(services, stage.colleague)
  expect(seen.mayShare).toBe(false)
  expect(seen.views.map(({ name, mine }) => [name, mine])).toEqual([
    ['For all', false],
    ['Nobody answers', true],
  ])
  expect((await savedViews(services, stage.officer)).views.map(({ name }) => name)).toEqual(['For all'])
  await expect(forgetView(services, stage.colleague, shared.id)).rejects.toMatchObject({ status: 404 })
  await forgetView(services, stage.colleague, own.id)
  expect((await savedViews(services, stage.colleague)).views).toHaveLength(1)
})
