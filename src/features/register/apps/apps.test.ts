import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Actor } from '#features/people/index.ts'
import { signInAs } from '#features/people/testing.ts'
import type { AppCheck, Network } from '#networks/contract.ts'
import { createPractice } from '#networks/practice/index.ts'
import { createSealer } from '#platform/sealing/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { beginConnection } from '../connect.ts'
import { resealAll } from '../reseal.ts'
import { stageOf, type Stage } from '../testing.ts'
import { checkApp } from './check-app.ts'
import { findingsByNetwork } from './findings.ts'
import { readGuide } from './guide.ts'
import { keepApp } from './keep-app.ts'
import { listNetworkApps, readNetworkApp } from './list-apps.ts'
import { removeApp } from './remove-app.ts'
import { appsInShell } from './shell.ts'
import { appValues } from './store.ts'

let services: TestServices
let stage: Stage
let it: Actor
let said: AppCheck = { kind: 'works' }

const secret = 'the secret that nobody reads again'
const field = { hint: '', required: true }

beforeAll(async () => {
  services = await testServices()
})
beforeEach(async () => {
  await sql`truncate unit, person, account, ledger_entry, network_app cascade`.execute(services.db)
  services.clock.set('2026-11-21T09:00:00Z')
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  it = (await signInAs(services, { name: 'System Administrator', roles: ['it'] })).actor
  const wanting: Network = {
    ...stage.away.network,
    app: {
      fields: [
        { ...field, name: 'clientId', label: 'Client ID', secret: false },
        { ...field, name: 'clientSecret', label: 'Client Secret', secret: true },
      ],
      scopes: ['write'],
      console: 'https://console.example',
    },
    checkApp: () => Promise.resolve(said),
  }
  stage.deps.networks.set('bluesky', wanting)
})
afterAll(() => services.close())

const values = { clientId: 'rostrum', clientSecret: secret }
const register = (version = 0, given: Record<string, string> = values) =>
  keepApp(stage.deps, it, 'bluesky', { version, values: given })
const account = () => stage.account({ network: 'bluesky', handle: 'engineering.example.ac.uk' })
const connect = (id: string) => beginConnection(stage.deps, stage.officer, id, { method: 'page', values: {} })
const log = () =>
  services.db
    .selectFrom('ledger_entry')
    .select(['kind', 'body'])
    .where('subject', '=', 'network:bluesky')
    .execute()

test('an app is registered, kept sealed, handed to its network, and its secret is never shown again', async () => {
  await register()
  expect(await appValues(services, 'bluesky')).toEqual(values)
  const view = await readNetworkApp(stage.deps, it, 'bluesky')
  expect(view).toMatchObject({
    app: 'registered',
    version: 1,
    registered: { by: 'System Administrator', at: '2026-11-21T09:00:00.000Z' },
    callback: 'http://localhost:3000/oauth/bluesky/callback',
    fields: [
      { name: 'clientId', value: 'rostrum', filled: true },
      { name: 'clientSecret', value: '', filled: true },
    ],
  })
  const stored = await services.db.selectFrom('network_app').selectAll().execute()
  expect(JSON.stringify([view, stored, await log()])).not.toContain(secret)
  expect(await log()).toMatchObject([
    {
      kind: 'register.network-app-registered',
      body: { facts: { changed: ['clientId', 'clientSecret'] } },
    },
  ])
})

test('a sealed app that is moved to another network does not open there', async () => {
  await register()
  await services.db.updateTable('network_app').set({ network: 'practice' }).execute()
  expect(await appValues(services, 'practice')).toBeUndefined()
})

test('an empty secret stays as it was; what is missing, unknown or read by another is refused', async () => {
  await expect(register(0, { clientId: 'rostrum' })).rejects.toMatchObject({
    extras: { fields: [{ path: 'values.clientSecret' }] },
  })
  await expect(register(0, { ...values, more: 'x' })).rejects.toMatchObject({
    extras: { fields: [{ path: 'values.more' }] },
  })
  await register()
  await register(1, { clientId: 'another', clientSecret: '' })
  expect(await appValues(services, 'bluesky')).toEqual({ clientId: 'another', clientSecret: secret })
  await expect(register(1)).rejects.toMatchObject({ code: 'register.app-changed' })
  await expect(register(0)).rejects.toMatchObject({ code: 'register.app-changed' })
  const both = await Promise.allSettled([register(2), register(2)])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('only system administration sees and changes apps', async () => {
  await expect(listNetworkApps(stage.deps, stage.officer)).rejects.toMatchObject({ status: 403 })
  await expect(keepApp(stage.deps, stage.officer, 'bluesky', { version: 0, values })).rejects.toMatchObject({
    status: 403,
  })
  await expect(keepApp(stage.deps, it, 'practice', { version: 0, values: {} })).rejects.toMatchObject({
    code: 'register.no-app-needed',
  })
})

test('whoever connects an account without an app hears whom to ask, and nothing is begun', async () => {
  const { id } = await account()
  await expect(connect(id)).rejects.toMatchObject({
    code: 'register.no-app',
    extras: { fix: expect.stringContaining('Ask: System Administrator') as string },
  })
  await register()
  await expect(connect(id)).resolves.toMatchObject({ kind: 'redirect' })
})

test('the network is asked about the app, and what it said stands until the app is another', async () => {
  await expect(checkApp(stage.deps, it, 'bluesky')).rejects.toMatchObject({
    code: 'register.app-not-checkable',
  })
  await register()
  said = { kind: 'refused', say: 'Copy both again.' }
  await checkApp(stage.deps, it, 'bluesky')
  expect((await readNetworkApp(stage.deps, it, 'bluesky')).checked).toMatchObject({
    kind: 'refused',
    say: 'Copy both again.',
  })
  await register(1, { clientId: 'another', clientSecret: 'new' })
  expect((await readNetworkApp(stage.deps, it, 'bluesky')).checked).toBeNull()
})

test('removing forgets the app; who depends on it is counted in the log', async () => {
  await register()
  await removeApp(stage.deps, it, 'bluesky', 1)
  expect(await appValues(services, 'bluesky')).toBeUndefined()
  await expect(removeApp(stage.deps, it, 'bluesky', 1)).rejects.toMatchObject({ status: 404 })
  expect((await log()).at(-1)).toMatchObject({
    kind: 'register.network-app-removed',
    body: { facts: { connected: 0 } },
  })
})

test('after a new key the app is sealed again; with the wrong key file that is said, not thrown', async () => {
  const old = { id: 'old', key: randomBytes(32) }
  const newest = { id: 'new', key: randomBytes(32) }
  const before = { ...stage.deps, services: { ...services, sealer: createSealer([old]) } }
  await keepApp(before, it, 'bluesky', { version: 0, values })
  const { resealed } = await resealAll({ db: services.db, sealer: createSealer([newest, old]) })
  expect(resealed).toMatchObject({ networkApps: 1 })
  expect(await appValues({ ...services, sealer: createSealer([newest]) }, 'bluesky')).toEqual(values)
  const [line] = (await listNetworkApps(stage.deps, it)).filter(({ network }) => network === 'bluesky')
  expect(line?.app).toBe('unreadable')
})

test('from the shell an app is registered too, by nobody in particular', async () => {
  const apps = appsInShell(stage.deps)
  await apps.set('bluesky', values)
  expect((await apps.list()).find(({ network }) => network === 'bluesky')).toMatchObject({
    app: 'registered',
  })
  expect((await readNetworkApp(stage.deps, it, 'bluesky')).registered).toMatchObject({ by: null })
})

test('what is missing is said of networks that are used, and of no others', async () => {
  const found = async (changes: Partial<TestServices['config']> = {}) => {
    const config = { ...services.config, ...changes }
    const all = await findingsByNetwork({ ...services, config }, stage.deps.networks)
    return all.flatMap(({ network, findings }) => findings.map(({ state, says }) => [network, state, says]))
  }
  expect(await found()).toEqual([])
  const { id } = await account()
  const https = { publicUrl: 'https://social.example.ac.uk' }
  expect(await found(https)).toEqual([
    ['bluesky', 'warning', 'No app is registered, so one account can’t be connected.'],
  ])
  await register()
  expect(await found(https)).toEqual([['bluesky', 'ok', 'The app is registered. Connected: 0 of 1.']])
  expect((await found({ publicUrl: 'http://social.example.ac.uk' }))[0]?.slice(0, 2)).toEqual([
    'bluesky',
    'fault',
  ])
  const bluesky = stage.deps.networks.get('bluesky')
  if (bluesky) stage.deps.networks.set('bluesky', { ...bluesky, fetchesMedia: true })
  for (const publicUrl of [
    'https://rostrum',
    'https://10.0.0.8',
    'https://rostrum.internal',
    'https://[fd00::1]',
  ])
    expect(await found({ publicUrl }), publicUrl).toMatchObject([['bluesky', 'warning', expect.any(String)]])
  expect(await found(https)).toMatchObject([['bluesky', 'ok', expect.any(String)]])
  await services.db
    .insertInto('connection')
    .values({
      account_id: id,
      method: 'page',
      server: '',
      sealed_grant: '',
      scopes: sql`'[]'::jsonb` as never,
      granted_by: stage.officer.personId,
      granted_at: '2026-11-01T09:00:00.000Z',
      expires_at: '2026-11-30T09:00:00.000Z',
      state: 'ok',
      trouble: null,
      checked_at: null,
    })
    .execute()
  expect(await found(https)).toMatchObject([
    ['bluesky', 'warning', expect.stringContaining('(@engineering.example.ac.uk)')],
  ])
  services.clock.set('2026-12-01T09:00:00Z')
  expect(await found(https)).toMatchObject([['bluesky', 'fault', expect.stringContaining('has ended')]])
})

test('a guide is read as headings, steps, tables and links; addresses elsewhere than https are words', () => {
  const blocks = readGuide(
    '# Title\n\n## Steps\n\n1. Go to https://console.example, then **save**.\n   - inner `code`\n2. [bad](javascript:alert)\n\n| a | b |\n| - | - |\n| 1 | 2 |\n',
  )
  expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'steps', 'table'])
  const [first, second] = blocks[1]?.items ?? []
  expect(first?.[0]?.words).toEqual([
    { text: 'Go to ', as: 'plain' },
    { text: 'https://console.example', as: 'link', href: 'https://console.example' },
    { text: ', then ', as: 'plain' },
    { text: 'save', as: 'strong' },
    { text: '.', as: 'plain' },
  ])
  expect(first?.[1]?.kind).toBe('points')
  expect(second?.[0]?.words).toEqual([{ text: 'bad', as: 'plain' }])
  expect(blocks[2]?.rows.map((row) => row.map((cell) => cell[0]?.text))).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
})
