/** For tests of upgrades: a backup of a version that was out, restored and brought up to date by this one. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { sessionCookieName } from '#features/people/cookies.ts'
import { openSession } from '#features/people/sessions.ts'
import { systemClock, type ManualClock } from '#platform/clock/index.ts'
import { readConfig } from '#platform/config/index.ts'
import { openDatabase } from '#platform/db/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { buildWeb, composeHouse, type House } from '../compose.ts'
import { openServices, type Opened } from '../open-services.ts'
import { verifyArchive } from './read.ts'
import { restore, type Restored } from './restore.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface Upgraded {
  opened: Opened
  house: House
  restored: Restored
  /** Reads through the API as a person of the archive, signed in anew: sessions are not kept. */
  get<Body>(name: string, path: string): Promise<Body>
  /** Does something through the API, in the same way. */
  act<Body>(name: string, method: Method, path: string, body?: object): Promise<Body>
  /** The same for what is no JSON. */
  bytes(name: string, path: string): Promise<Buffer>
  close(): Promise<void>
}

/**
 * `version`: the last of its migrations, as its archive in `landed/` is named. `clock`: for what is to be seen, or to
 * be gone on with, at a time that the archive knows.
 */
export async function upgradedFrom(version: string, clock?: ManualClock): Promise<Upgraded> {
  const archive = new URL(`landed/${version}.tar.gz`, import.meta.url).pathname
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-landed-'))
  const config = readConfig({
    ROSTRUM_DATA: folder,
    ROSTRUM_LOG: 'silent',
    ROSTRUM_URL: 'http://localhost:3000',
  })
  const database = await openDatabase({ url: null, folder: config.dataFolder })
  const files = await openFileStore(config.storage)
  const { keyFile } = config
  const target = { database, files, clock: clock ?? systemClock, keyFile }
  const restored = await restore(archive, await verifyArchive(archive), target)
  await database.close()
  const own = await openServices(config)
  const opened = clock ? { ...own, services: { ...own.services, clock } } : own
  const house = composeHouse(opened.services, opened.keys)
  const app = await buildWeb(house, { pages: false })
  await app.ready()

  async function answer(name: string, path: string, method: Method = 'GET', payload?: object) {
    const { services } = opened
    const { id } = await services.db
      .selectFrom('person')
      .select('id')
      .where('name', '=', name)
      .where('example', '=', false)
      .executeTakeFirstOrThrow()
    const { token } = await openSession(services, services.db, { personId: id, stage: 'full', agent: 'test' })
    const headers = { cookie: `${sessionCookieName(services)}=${token}`, 'x-rostrum': '1' }
    const given = await app.inject({ method, url: `/api${path}`, headers, ...(payload ? { payload } : {}) })
    expect(given.statusCode, `${path}: ${given.body}`).toBeLessThan(300)
    return given
  }
  return {
    opened,
    house,
    restored,
    get: async <Body>(name: string, path: string) => (await answer(name, path)).json<Body>(),
    act: async <Body>(name: string, method: Method, path: string, body?: object) =>
      (await answer(name, path, method, body)).json<Body>(),
    bytes: async (name, path) => (await answer(name, path)).rawPayload,
    async close() {
      await app.close()
      await opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
