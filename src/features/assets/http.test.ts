import { createServer as createPeer, type Server as Peer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { createGuardedFetch } from '#platform/fetch/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServer } from '#testing/server.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { Asset, LinkCardAnswer, uploadLimits } from './contract.ts'
import { assetsRoutes } from './http.ts'
import { communicator, photograph, picture } from './testing.ts'

let services: TestServices
let app: ApiApp
let actor: Actor
let peer: Peer
let site: string
/** What the website of these tests answers, by path. */
let answers: Record<string, { status?: number; headers?: Record<string, string>; body?: string | Buffer }>

beforeAll(async () => {
  peer = createPeer((request, response) => {
    const {
      status = 200,
      headers = { 'content-type': 'text/html' },
      body = '',
    } = answers[request.url ?? ''] ?? {
      status: 404,
    }
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => peer.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(peer.address() as AddressInfo).port}`
  site = `http://${host}`
  services = await testServices()
  services.fetch = createGuardedFetch({ allowPrivate: [host], userAgent: 'Rostrum test' })
  actor = await communicator(services)
  app = await testServer(services, () => actor, uploadLimits.bytes)
  assetsRoutes(app, { services, usesOf: () => Promise.resolve(0) })
  await app.listen({ host: '127.0.0.1', port: 0 })
})
beforeEach(() => {
  answers = {}
})
afterAll(async () => {
  await app.close()
  peer.close()
  await services.close()
})

const base = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/api`
const upload = (bytes: Uint8Array, name: string, type = 'image/jpeg') => {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)], { type }), name)
  return fetch(`${base()}/assets`, { method: 'POST', body: form })
}
const card = async (url: string) => {
  const response = await fetch(`${base()}/link-cards`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ url }),
  })
  expect(response.status).toBe(201)
  return LinkCardAnswer.parse(await response.json())
}

test('the limits are said beforehand', async () => {
  expect(await (await fetch(`${base()}/assets/limits`)).json()).toMatchObject({ bytes: 25_000_000 })
})

test('an image goes up, and comes back whole and small, for signed-in eyes only', async () => {
  const made = await upload(await photograph(), 'hall.jpg')
  expect(made.status).toBe(201)
  const asset = Asset.parse(await made.json())
  expect(asset.removed).toContain('location')
  const image = await fetch(`${base()}/assets/${asset.id}/image`)
  expect(Object.fromEntries(image.headers)).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': expect.stringContaining('private'),
    etag: `"${asset.sha256}"`,
  })
  expect((await sharp(await image.arrayBuffer()).metadata()).width).toBe(480)
  const again = await fetch(`${base()}/assets/${asset.id}/image`, {
    headers: { 'if-none-match': `"${asset.sha256}"` },
  })
  expect(again.status).toBe(304)
  const small = await fetch(`${base()}/assets/${asset.id}/thumbnail`)
  expect(small.headers.get('content-type')).toMatch(/^image\/(?:webp|jpeg)$/)
  const list = await (await fetch(`${base()}/assets?q=hall`)).json()
  expect(list).toMatchObject({ assets: [{ id: asset.id }], more: false })
  const gone = await fetch(`${base()}/assets/${asset.id}`, { method: 'DELETE' })
  expect(gone.status).toBe(204)
  expect((await fetch(`${base()}/assets/${asset.id}/thumbnail`)).status).toBe(404)
})

test('60 MB are refused with the limit, and nothing is kept', async () => {
  const before = await Array.fromAsync(services.files.list())
  const response = await upload(Buffer.alloc(60_000_000, 7), 'huge.jpg')
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({
    code: 'assets.too-large',
    detail: expect.stringContaining('25 MB'),
    fix: expect.any(String),
  })
  expect(await Array.fromAsync(services.files.list())).toEqual(before)
})

test('a body of unsaid length is cut off at the limit too', async () => {
  const head = Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n')
  async function* endless() {
    yield head
    for (let at = 0; at < 40; at++) yield Buffer.alloc(1_000_000, 1)
    yield Buffer.from('\r\n--x--\r\n')
  }
  const response = await fetch(`${base()}/assets`, {
    method: 'POST',
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
    // Node takes what is made bit by bit, and says no length; the browser's types don't know that.
    body: endless() as unknown as BodyInit,
    duplex: 'half',
  } as RequestInit)
  expect(response.status).toBe(413)
  expect(await response.json()).toMatchObject({ code: 'assets.too-large' })
})

test('a file that lies, and a form without a file, are told what they are', async () => {
  const lie = await upload(Buffer.from('%PDF-1.7 and so on'), 'photo.jpg')
  expect(lie.status).toBe(422)
  expect(await lie.json()).toMatchObject({ detail: expect.stringContaining('really a PDF') })
  const form = new FormData()
  form.append('other', 'x')
  expect(await (await fetch(`${base()}/assets`, { method: 'POST', body: form })).json()).toMatchObject({
    code: 'assets.no-file',
  })
  const json = await fetch(`${base()}/assets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  })
  expect(await json.json()).toMatchObject({ code: 'assets.no-file' })
})

test('a page gives a card with a picture of our own', async () => {
  answers = {
    '/news': { status: 302, headers: { location: '/news/1' } },
    '/news/1': {
      body: `<html><head><title>Fallback</title>
        <meta property="og:title" content="Open day \u202e &amp; tours">
        <meta name="description" content="${'Long. '.repeat(300)}">
        <meta property="og:image" content="/hall.jpg"></head><body><meta property="og:title" content="No"></body></html>`,
    },
    '/hall.jpg': { headers: { 'content-type': 'image/jpeg' }, body: await photograph() },
  }
  const answer = await card(`${site}/news`)
  expect(answer).toMatchObject({
    ok: true,
    card: {
      url: `${site}/news`,
      title: 'Open day & tours',
      image: { kind: 'link-card', name: 'hall.jpg', mediaType: 'image/jpeg' },
    },
  })
  if (!answer.ok) throw new Error('no card')
  expect([...answer.card.description]).toHaveLength(600)
  expect(await (await fetch(`${base()}/assets`)).json()).toMatchObject({ assets: [] })
})

test('a card without a usable picture is still a card; other character sets are read', async () => {
  const latin = Buffer.from(
    '<head><meta charset="iso-8859-1"><title>Caf\xe9 hours</title><meta property="og:image" content="/x.svg">',
    'latin1',
  )
  answers = {
    '/': { body: latin },
    '/x.svg': { headers: { 'content-type': 'image/svg+xml' }, body: '<svg/>' },
  }
  expect(await card(site)).toMatchObject({ ok: true, card: { title: 'Café hours', image: null } })
})

test.each([
  ['a page that is not there', '/gone', 'error 404'],
  ['a file', '/file.pdf', 'a file'],
  ['too large a page', '/large', 'too large'],
  ['no title', '/bare', 'no title'],
  ['an endless chain of redirects', '/loop', 'too many times'],
])('%s is a calm answer', async (_what, path, reason) => {
  answers = {
    '/file.pdf': { headers: { 'content-type': 'application/pdf' }, body: '%PDF' },
    '/large': { body: `<title>x</title>${'x'.repeat(1_100_000)}` },
    '/bare': { body: '<p>Nothing</p>' },
    '/loop': { status: 302, headers: { location: '/loop' } },
  }
  expect(await card(site + path)).toEqual({ ok: false, reason: expect.stringContaining(reason) })
})

test.each([
  'http://169.254.169.254/latest/meta-data',
  'http://localhost:1/',
  'file:///etc/passwd',
  'not a url at all',
])('%s is not fetched', async (url) => {
  expect(await card(url)).toMatchObject({ ok: false })
})

test('a picture on a private network is not fetched through a public page', async () => {
  answers = { '/': { body: '<title>T</title><meta property="og:image" content="http://127.0.0.1:9/x.png">' } }
  expect(await card(site)).toMatchObject({ ok: true, card: { image: null } })
})

test('a picture that is small stays as it is in the list of thumbnails', async () => {
  const asset = Asset.parse(
    await (await upload(await picture({ width: 80, height: 60 }).png().toBuffer(), 'p.png')).json(),
  )
  const small = await fetch(`${base()}/assets/${asset.id}/thumbnail`)
  expect((await sharp(await small.arrayBuffer()).metadata()).width).toBe(80)
})
