import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { ReconnectNeeded } from '#networks/contract.ts'
import { createPractice } from '#networks/practice/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { changeAccount } from './change-account.ts'
import { beginConnection, finishConnection } from './connect.ts'
import { connectProblemOf } from './connect-problems.ts'
import { disconnectAccount } from './disconnect.ts'
import { closeAccount } from './leaving/close-account.ts'
import { runConnectionCheck } from './jobs.ts'
import { openSession } from './open-session.ts'
import { stageOf, type Stage } from './testing.ts'
import { accountView, connectionState } from './views.ts'

let services: TestServices
let stage: Stage

beforeAll(async () => {
  services = await testServices()
})
beforeEach(async () => {
  await sql`truncate unit, person, account, ledger_entry, sealed_value cascade`.execute(services.db)
  services.clock.set('2026-11-21T09:00:00Z')
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  await bringBaselineIntoForce(services)
})
afterAll(() => services.close())

const onBluesky = () =>
  stage.account({ network: 'bluesky', handle: 'engineering.example.ac.uk', displayName: 'Engineering' })

const begin = async (accountId: string) => {
  const begun = await beginConnection(stage.deps, stage.officer, accountId, { method: 'page', values: {} })
  if (begun.kind !== 'redirect') throw new Error('no redirect')
  return new URLSearchParams({ state: new URL(begun.url).searchParams.get('state') ?? '', code: 'c' })
}
const finish = (params: URLSearchParams, actor = stage.officer) =>
  finishConnection(stage.deps, actor, 'bluesky', params)
const connect = async (accountId: string) => finish(await begin(accountId))
const now = () => services.clock.now().toString({ fractionalSecondDigits: 3 })
const kinds = async () =>
  (await services.db.selectFrom('ledger_entry').select('kind').orderBy('id').execute()).map((row) => row.kind)

test('an account on Practice is connected by its form, sends, and is disconnected', async () => {
  const account = await stage.account()
  const begun = await beginConnection(stage.deps, stage.officer, account.id, {
    method: 'practice',
    values: {},
  })
  expect(begun).toMatchObject({
    kind: 'connected',
    account: {
      url: 'http://localhost:3000/practice/engineering',
      connection: { state: 'connected', grantedBy: 'Digital Marketing Officer', method: 'practice' },
    },
  })
  await expect(openSession(stage.deps, account.id)).resolves.toMatchObject({ publish: expect.any(Function) })
  await expect(disconnectAccount(stage.deps, stage.officer, account.id)).resolves.toMatchObject({
    toldNetwork: true,
    account: { connection: { state: 'none' } },
  })
  await expect(openSession(stage.deps, account.id)).rejects.toBeInstanceOf(ReconnectNeeded)
})

test('a connection through the network’s page is kept sealed, and nothing secret is in the log', async () => {
  const account = await onBluesky()
  const params = await begin(account.id)
  const attempt = await services.db.selectFrom('connect_attempt').selectAll().executeTakeFirstOrThrow()
  expect(JSON.stringify(attempt)).not.toContain(params.get('state'))
  expect(await finish(params)).toEqual({ accountId: account.id, problem: null })
  expect(await connectionState(services.db, account.id, now())).toBe('connected')
  const dump = JSON.stringify([
    await services.db.selectFrom('connection').selectAll().execute(),
    await services.db.selectFrom('ledger_entry').selectAll().execute(),
    await services.db.selectFrom('ledger_content').selectAll().execute(),
    await accountView(services.db, account.id, now()),
  ])
  expect(dump).not.toContain('grant-of')
  // The answer of a network counts once.
  expect(await finish(params)).toEqual({ accountId: null, problem: 'expired' })
})

test('somebody else’s browser, a late one, or a refusal connects nothing and says why', async () => {
  const account = await onBluesky()
  expect(await finish(await begin(account.id), stage.colleague)).toMatchObject({ problem: 'refused' })
  expect(await finishConnection(stage.deps, null, 'bluesky', await begin(account.id))).toMatchObject({
    problem: 'refused',
  })
  const late = await begin(account.id)
  services.clock.advance({ minutes: 16 })
  expect(await finish(late)).toMatchObject({ problem: 'refused' })
  expect(await connectProblemOf(services, account.id)).toContain('quarter of an hour')
  const refused = await begin(account.id)
  refused.set('error', 'access_denied')
  expect(await finish(refused)).toMatchObject({ problem: 'refused' })
  expect(await connectProblemOf(services, account.id)).toBe('You said no at the network.')
  expect(
    await finishConnection(stage.deps, stage.officer, 'practice', await begin(account.id)),
  ).toMatchObject({
    problem: 'refused',
  })
  expect(await connectionState(services.db, account.id, now())).toBe('none')
})

test('signing in as another account is refused, and the grant is given back', async () => {
  const account = await onBluesky()
  stage.away.signsInAs = 'somebody.example.ac.uk'
  expect(await connect(account.id)).toMatchObject({ problem: 'refused' })
  expect(await connectProblemOf(services, account.id)).toMatch(
    /@somebody\.example\.ac\.uk.*@engineering\.example\.ac\.uk/,
  )
  expect(stage.away.ended).toEqual(['did:plc:one'])
  stage.away.signsInAs = 'Engineering.example.ac.uk'
  expect(await connect(account.id)).toMatchObject({ problem: null })
  expect(await connectProblemOf(services, account.id)).toBeNull()
})

test('one identity of a network serves one account', async () => {
  const first = await onBluesky()
  await connect(first.id)
  const second = await stage.account({ network: 'bluesky', handle: 'library.example.ac.uk' })
  stage.away.signsInAs = 'library.example.ac.uk'
  expect(await connect(second.id)).toMatchObject({ problem: 'refused' })
  expect(await connectProblemOf(services, second.id)).toContain('connected already, as Engineering')
  // Neither this nor the wrong sign-in takes away what the first account works with.
  stage.away.signsInAs = 'engineering.example.ac.uk'
  expect(await connect(second.id)).toMatchObject({ problem: 'refused' })
  expect(stage.away.ended).toEqual([])
  await expect(openSession(stage.deps, first.id)).resolves.toBeDefined()
})

test('a form says which field is missing, and an unknown way is refused', async () => {
  const account = await onBluesky()
  const by = (method: string) =>
    beginConnection(stage.deps, stage.officer, account.id, { method, values: {} })
  await expect(by('password')).rejects.toMatchObject({
    extras: { fields: [{ path: 'values.password', message: 'Give: Password for apps.' }] },
  })
  await expect(by('telepathy')).rejects.toMatchObject({ code: 'register.connect-method' })
})

test('the handle stays while it is proved', async () => {
  const account = await onBluesky()
  await connect(account.id)
  const rename = () =>
    changeAccount(services, stage.officer, account.id, { version: 1, handle: 'new.example.ac.uk' })
  await expect(rename()).rejects.toMatchObject({ code: 'register.handle-proved' })
  await disconnectAccount(stage.deps, stage.officer, account.id)
  await expect(rename()).resolves.toMatchObject({ handle: 'new.example.ac.uk' })
})

test('a renewed grant replaces the old one, an empty one never does', async () => {
  const account = await onBluesky()
  await connect(account.id)
  const seen = async () => {
    const session = await openSession(stage.deps, account.id)
    const found = await session.find(undefined as never, null)
    return found.kind === 'undetermined' ? found.say : ''
  }
  expect(await seen()).toContain('grant-of-engineering')
  stage.away.renewsTo = { secret: 'renewed' }
  expect(await seen()).toContain('renewed')
  for (const empty of [{}, null, '', []]) {
    stage.away.renewsTo = empty
    await expect(openSession(stage.deps, account.id)).rejects.toThrow('empty grant')
  }
  stage.away.renewsTo = undefined
  expect(await seen()).toContain('renewed')
})

test('an access that was revoked is shown and recorded once, and mended by connecting again', async () => {
  const account = await onBluesky()
  await connect(account.id)
  stage.away.revoked = true
  await expect(openSession(stage.deps, account.id)).rejects.toBeInstanceOf(ReconnectNeeded)
  await expect(openSession(stage.deps, account.id)).rejects.toBeInstanceOf(ReconnectNeeded)
  expect((await accountView(services.db, account.id, now())).connection).toMatchObject({
    state: 'reconnect',
    trouble: 'The network has ended the access.',
  })
  expect((await kinds()).filter((kind) => kind === 'register.connection-ended')).toHaveLength(1)
  stage.away.revoked = false
  services.clock.advance({ minutes: 1 })
  await connect(account.id)
  const session = await openSession(stage.deps, account.id)
  await expect(session.publish(undefined as never)).resolves.toMatchObject({ kind: 'reconnect' })
  expect(await connectionState(services.db, account.id, now())).toBe('reconnect')
})

test('the hourly check announces an end 14 days ahead, ends what is over, and finds what was revoked', async () => {
  stage.away.expiresAt = '2026-12-31T00:00:00.000Z'
  const account = await onBluesky()
  await connect(account.id)
  await runConnectionCheck(stage.deps)
  expect(await connectionState(services.db, account.id, now())).toBe('connected')
  services.clock.set('2026-12-20T00:00:00Z')
  await runConnectionCheck(stage.deps)
  await runConnectionCheck(stage.deps)
  expect(await connectionState(services.db, account.id, now())).toBe('expiring')
  expect((await kinds()).filter((kind) => kind === 'register.connection-expiring')).toHaveLength(1)
  await expect(openSession(stage.deps, account.id)).resolves.toBeDefined()
  services.clock.set('2027-01-01T00:00:00Z')
  await runConnectionCheck(stage.deps)
  expect(await connectionState(services.db, account.id, now())).toBe('reconnect')
  stage.away.expiresAt = null
  await connect(account.id)
  stage.away.revoked = true
  services.clock.advance({ hours: 25 })
  await runConnectionCheck(stage.deps)
  expect(await connectionState(services.db, account.id, now())).toBe('reconnect')
})

test('closing an account ends its connection', async () => {
  const account = await onBluesky()
  await connect(account.id)
  await closeAccount(stage.deps, stage.officer, account.id, {
    version: 1,
    reason: 'The course has ended.',
    whenDone: false,
  })
  expect(stage.away.ended).toEqual(['did:plc:one'])
  expect(await services.db.selectFrom('connection').selectAll().execute()).toEqual([])
  const again = await onBluesky()
  expect(await connect(again.id)).toMatchObject({ problem: null })
})
