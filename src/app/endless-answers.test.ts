/**
 * Whatever answers without an end is left, on every way out of this process that no network's suite goes: little of it
 * was taken, the connection is closed, and what comes of it is a sentence.
 */
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { constants, createGzip } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeLinkCard } from '#features/assets/link-card.ts'
import { communicator } from '#features/assets/testing.ts'
import { deliver } from '#features/notices/channels/deliver.ts'
import { discover } from '#features/people/sso/oidc-provider.ts'
import { fetchMetadata } from '#features/people/sso/saml-metadata.ts'
import { callApi } from '#networks/families/call.ts'
import { largeBytes } from '#networks/families/large.ts'
import { film } from '#networks/test-parts.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'

const stretch = Buffer.alloc(65_536, 'x')
/** What leaves the server before it hears that nobody listens: what it wrote, and what lies in the buffers between. */
const most = 24_000_000
let written = 0
let open = 0

function* pouring(): Generator<Buffer> {
  for (; written < 4 * most; written += stretch.byteLength) yield stretch
}

/** What is packed a thousand to one has to leave piece by piece: otherwise the buffers between hold all there is. */
async function* inTurns(): AsyncGenerator<Buffer> {
  for (const piece of pouring()) {
    yield piece
    await wait(1)
  }
}

/** Two gigabytes are promised, and never stop coming. */
function pour(to: Writable): void {
  pipeline(Readable.from(pouring()), to).catch(() => undefined)
}

function answer(url: string, response: ServerResponse): void {
  open++
  response.once('close', () => void open--)
  if (url.startsWith('/page-with-picture')) {
    response.setHeader('content-type', 'text/html')
    const picture = `<meta property="og:image" content="/picture.jpg">`
    return void response.end(
      `<html><head><meta property="og:title" content="A page">${picture}</head></html>`,
    )
  }
  if (url.startsWith('/squeezed')) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
    const squeezed = createGzip({ flush: constants.Z_SYNC_FLUSH })
    pipeline(Readable.from(inTurns()), squeezed).catch(() => undefined)
    return void pipeline(squeezed, response).catch(() => undefined)
  }
  const type = url.endsWith('.jpg')
    ? 'image/jpeg'
    : url.startsWith('/page')
      ? 'text/html'
      : 'application/json'
  response.writeHead(200, { 'content-type': type, 'content-length': '2147483648' })
  pour(response)
}

const server = createServer((request, response) => {
  // What is uploaded is taken, and the answer does not wait for its end.
  request.resume().on('error', () => undefined)
  answer(request.url ?? '/', response)
})
let services: TestServices
let origin = ''

beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  origin = `http://${host}`
  services = await testServices()
  services.config.allowPrivate = [host]
  services.fetch = createGuardedFetch({ allowPrivate: [host], userAgent: 'Rostrum tests' })
})
afterAll(async () => {
  server.closeAllConnections()
  server.close()
  await services.close()
})
beforeEach(() => {
  written = 0
})
afterEach(async () => {
  await expect.poll(() => open, { message: 'connections that are still open' }).toBe(0)
  expect(written).toBeLessThan(most)
})

const tooLarge = { code: 'fetch.failed', fault: 'too-large' }

test('a request of our own', async () => {
  await expect(services.fetch(`${origin}/`)).rejects.toMatchObject(tooLarge)
})

test('what is small on its way and endless when it is unpacked', async () => {
  await expect(services.fetch(`${origin}/squeezed`)).rejects.toMatchObject(tooLarge)
})

test('a request of a library that speaks the standard fetch', async () => {
  await expect(services.fetch.standard(`${origin}/`)).rejects.toMatchObject(tooLarge)
})

test('a call of a network’s API', async () => {
  await expect(callApi(services, { method: 'GET', url: `${origin}/` })).rejects.toMatchObject(tooLarge)
})

test('the answer to a large upload', async () => {
  const { media, read } = film(20_000_000)
  const bytes = await largeBytes(media)
  const told = callApi(services, { method: 'PUT', url: `${origin}/`, bytes })
  // It may be noticed while it is still being sent: then nobody knows, and that is said.
  await expect(told).rejects.toMatchObject({ code: 'fetch.failed' })
  expect(read.largest).toBeLessThanOrEqual(1_048_576)
})

test('the page behind a link', async () => {
  const actor = await communicator(services)
  expect(await makeLinkCard(services, actor, `${origin}/page`)).toEqual({
    ok: false,
    reason: 'The page is too large to look into.',
  })
})

test('the picture of a page behind a link: the card does without it', async () => {
  const actor = await communicator(services)
  expect(await makeLinkCard(services, actor, `${origin}/page-with-picture`)).toMatchObject({
    ok: true,
    card: { title: 'A page', image: null },
  })
})

test('a webhook of Teams or Slack', async () => {
  const show = { title: 'Posts wait', text: 'Three.', url: 'https://rostrum.example.ac.uk/', urgent: false }
  expect(await deliver(services, 'slack', `${origin}/`, show)).toMatchObject({ result: 'refused' })
})

test('the metadata of a sign-in service', async () => {
  await expect(fetchMetadata(services, `${origin}/metadata`)).rejects.toMatchObject({
    code: 'people.sso-metadata',
    message: expect.stringContaining('answered more than 2000000 bytes'),
  })
  const settings = { issuer: origin, clientId: 'rostrum' }
  await expect(discover(services, settings, 'a secret')).rejects.toThrow()
})
