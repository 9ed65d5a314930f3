import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '#platform/db/index.ts'
import { createLogger } from '#platform/log/index.ts'
import { createServer, type ApiApp } from '#platform/http/index.ts'
import { testDatabase } from '#testing/services.ts'
import { part, picture, refOf } from '../test-parts.ts'
import type { Network, NetworkSession, OpenConnection } from '../contract.ts'
import { testContext } from '../test-context.ts'
import { createPractice, practicePages, practiceProfile } from './index.ts'

let database: Database
let network: Network
let app: ApiApp
let session: NetworkSession
let account: OpenConnection

beforeAll(async () => {
  database = await testDatabase()
  const context = testContext()
  network = createPractice(context, { db: database.db })
  app = await createServer({
    config: { publicUrl: context.publicUrl, trustProxy: false },
    log: createLogger('silent'),
    version: '0',
    uploadLimit: 1000,
    requestsPerMinute: 1000,
  })
  await app.register(practicePages, {
    db: database.db,
    store: context.store,
    timeZone: () => Promise.resolve('Europe/London'),
  })
  await app.ready()
  account = await connected('library', randomUUID())
  session = await network.open(account, () => Promise.resolve())
}, 60_000)
afterAll(async () => {
  await app.close()
  await database.close()
})

async function connected(handle: string, accountId: string): Promise<OpenConnection> {
  const made = await network.connectMethods[0]?.connect?.({}, handle, accountId)
  if (!made) throw new Error('Practice has no way to connect')
  return { accountId, remoteId: made.remoteId, handle: made.handle, server: made.server, grant: made.grant }
}

const get = async (url: string) => app.inject({ method: 'GET', url })
const pathOf = (url: string) => new URL(url).pathname

test('shows a post on a page of its own, escaped, in its language, without scripts', async () => {
  const media = [await picture('The "old" <library>')]
  const prepared = await Promise.all(media.map((each) => session.prepareMedia(each)))
  const link = { url: 'https://example.ac.uk/?a=1&b=2', title: '<i>Open</i>', description: '', image: null }
  const text = '<script>alert(1)</script> Croeso! https://example.ac.uk/a?b="c #Croeso'
  const ref = refOf(await session.publish(part(text, { language: 'cy', media, prepared, link })))
  const page = await get(pathOf(ref.url))
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain(
    '<p class="text" lang="cy" dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; Croeso!',
  )
  expect(page.body).toContain('alt="The &quot;old&quot; &lt;library&gt;"')
  expect(page.body).toContain('&lt;i&gt;Open&lt;/i&gt;')
  expect(page.body).toContain('nothing here is public elsewhere')
  expect(page.body).toContain('<html lang="en-GB">')
  expect(page.body).not.toMatch(/<script|style=|onload/)
  const image = /src="(\/practice-media\/[0-9a-f]{64})"/.exec(page.body)?.[1] ?? ''
  const shown = await get(image)
  expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'image/jpeg'])
  expect(shown.rawPayload).toEqual(await media[0]?.bytes())
  expect((await get('/practice.css')).headers['content-type']).toContain('text/css')
  expect((await get('/practice/library')).body).toContain('Croeso')
})

test('shows a thread whole from each of its posts, and what was edited', async () => {
  const root = refOf(await session.publish(part('First of two')))
  const sent = part('Second of two', { root, parent: root })
  const second = refOf(await session.publish(sent))
  await session.edit?.(second, { ...sent, text: 'Second, edited' })
  for (const ref of [root, second]) {
    const { body } = await get(pathOf(ref.url))
    expect(body.indexOf('First of two')).toBeLessThan(body.indexOf('Second, edited'))
    expect(body).toContain('· edited')
  }
})

test('what is removed, or never was, is not there', async () => {
  const sent = part('Soon gone')
  const ref = refOf(await session.publish(sent))
  await session.remove?.(ref)
  for (const url of [
    pathOf(ref.url),
    '/practice/nobody',
    '/practice/library/x',
    `/practice/library/${randomUUID()}`,
    '/practice-media/x',
  ])
    expect((await get(url)).statusCode, url).toBe(404)
  expect(await session.publish(sent)).toMatchObject({ kind: 'rejected', code: 'key-taken' })
})

test('a handle belongs to one account at a time, and can be taken again once it was let go', async () => {
  await expect(connected('library', randomUUID())).rejects.toThrow('Another account already uses library')
  const again = await connected('Library', account.accountId)
  await network.disconnect?.(again)
  expect((await get('/practice/library')).body).toContain('Croeso')
  const other = await connected('library', randomUUID())
  await expect(network.open(again, () => Promise.resolve())).rejects.toThrow('no longer connected')
  await network.open(other, () => Promise.resolve())
  expect((await get('/practice/library')).body).toContain('No posts yet')
})

test('counts what a person sees', () => {
  expect(practiceProfile.count('👩‍👩‍👧‍👦 مرحبا')).toEqual({ used: 7, max: 500, over: 0 })
  expect(practiceProfile.handleProblem('-x')).toContain('neither begins nor ends')
})
