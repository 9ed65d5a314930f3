import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NetworkTrouble } from '#networks/contract.ts'
import { createPractice } from '#networks/practice/index.ts'
import { createSealer } from '#platform/sealing/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { beginConnection } from './connect.ts'
import { createNetworkLock } from './network-lock.ts'
import { openSession } from './open-session.ts'
import { resealAll } from './reseal.ts'
import { createSealedStore } from './sealed-store.ts'
import { spaceOf, stageOf } from './testing.ts'

let services: TestServices
beforeAll(async () => {
  services = await testServices()
})
afterAll(() => services.close())

test('a sealed store keeps, forgets and ends values, each network for itself', async () => {
  const store = spaceOf(createSealedStore(services.db, services.sealer, services.clock), 'bluesky')
  const other = spaceOf(createSealedStore(services.db, services.sealer, services.clock), 'mastodon')
  await store.set('state', 'a', { key: ['x'] }, '2026-11-21T09:10:00.000Z')
  await store.set('state', 'b', 'first')
  await store.set('state', 'b', 'second')
  expect(await store.get('state', 'a')).toEqual({ key: ['x'] })
  expect(await store.get('state', 'b')).toBe('second')
  expect(await other.get('state', 'a')).toBeUndefined()
  services.clock.advance({ minutes: 11 })
  expect(await store.get('state', 'a')).toBeUndefined()
  await store.delete('state', 'b')
  expect(await store.get('state', 'b')).toBeUndefined()
})

test('a sealed value that is moved to another place does not open there', async () => {
  const store = spaceOf(createSealedStore(services.db, services.sealer, services.clock), 'bluesky')
  await store.set('grants', 'one', 'secret')
  await services.db.updateTable('sealed_value').set({ key: 'two' }).where('key', '=', 'one').execute()
  await expect(store.get('grants', 'two')).rejects.toThrow()
  await store.delete('grants', 'two')
})

test('of many who want one lock, one works at a time; other names do not wait', async () => {
  const lock = createNetworkLock({ db: services.db, log: services.log })
  const second = createNetworkLock({ db: services.db, log: services.log })
  let inside = 0
  let most = 0
  const work = async () => {
    inside++
    most = Math.max(most, inside)
    await wait(15)
    inside--
  }
  await Promise.all([lock, second, lock, second, lock].map((each) => each('account:1', work)))
  expect(most).toBe(1)
  await lock('account:1', () => second('account:2', async () => {}))
  await expect(lock('account:1', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(lock('account:1', () => Promise.resolve('free again'))).resolves.toBe('free again')
})

test('a lock of a process that died ends with its lease; a long work renews it', async () => {
  const short = createNetworkLock({ db: services.db, log: services.log, lease: 1.5, patience: 0.2 })
  const patient = createNetworkLock({ db: services.db, log: services.log, lease: 1.5, patience: 20 })
  const died = { name: 'account:3', holder: 'nobody', until: new Date(Date.now() + 60_000).toISOString() }
  await services.db.insertInto('network_lock').values(died).execute()
  await expect(short('account:3', () => Promise.resolve())).rejects.toBeInstanceOf(NetworkTrouble)
  await services.db
    .updateTable('network_lock')
    .set({ until: new Date(Date.now() - 1_000).toISOString() })
    .where('name', '=', died.name)
    .execute()
  await expect(patient('account:3', () => Promise.resolve('mine'))).resolves.toBe('mine')
  const order: string[] = []
  await Promise.all([
    short('account:4', async () => {
      await wait(2_500)
      order.push('long')
    }),
    wait(100).then(() => patient('account:4', () => Promise.resolve(order.push('next')))),
  ])
  expect(order).toEqual(['long', 'next'])
})

test('after a new key everything sealed opens, is sealed again, and no longer needs the old key', async () => {
  await services.db.deleteFrom('sealed_value').execute()
  const stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  const old = { id: 'old', key: randomBytes(32) }
  const newest = { id: 'new', key: randomBytes(32) }
  const withOld = { ...services, sealer: createSealer([old]) }
  const store = (sealer: TestServices['sealer']) =>
    spaceOf(createSealedStore(services.db, sealer, services.clock), 'mastodon')
  for (let at = 0; at < 450; at++) await store(withOld.sealer).set('apps', `server-${at}`, { at })
  const account = await stage.account()
  const deps = { ...stage.deps, services: withOld }
  await beginConnection(deps, stage.officer, account.id, { method: 'practice', values: {} })
  await services.db
    .insertInto('authenticator')
    .values({
      person_id: stage.officer.personId,
      sealed_secret: withOld.sealer.seal('otp', `authenticator:${stage.officer.personId}`),
      confirmed_at: null,
      last_step: null,
    })
    .execute()

  const rotated = { db: services.db, sealer: createSealer([newest, old]) }
  const first = await resealAll(rotated)
  expect(first.resealed).toMatchObject({ connections: 1, authenticators: 1 })
  expect(first.resealed.networkValues).toBeGreaterThanOrEqual(450)
  // Practice keeps its handles in the sealed store of this test's own key; it is not in this key file.
  expect(first.unreadable.every((each) => each.place[0]?.startsWith('practice.'))).toBe(true)
  expect((await resealAll(rotated)).resealed).toMatchObject({ connections: 0, networkValues: 0 })
  const onlyNew = createSealer([newest])
  expect(await store(onlyNew).get('apps', 'server-449')).toEqual({ at: 449 })
  const reopened = { ...stage.deps, services: { ...services, sealer: onlyNew } }
  await expect(openSession(reopened, account.id)).resolves.toBeDefined()
})
