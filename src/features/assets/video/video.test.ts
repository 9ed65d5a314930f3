import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServer } from '#testing/server.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { makeVideo, markedAs } from '#testing/video.ts'
import { Asset, UploadLimits, uploadLimits } from '../contract.ts'
import { deleteAsset } from '../describe-asset.ts'
import { assetsRoutes } from '../http.ts'
import { uploadAsset } from '../keep-asset.ts'
import { lentAddress } from '../lent.ts'
import { masterFile } from '../store.ts'
import { communicator, picture } from '../testing.ts'
import { uploadVideo } from './upload-video.ts'

let services: TestServices
let officer: Actor
let app: ApiApp

beforeAll(async () => {
  services = await testServices()
  services.config.videoBytes = 3_000_000
  officer = await communicator(services)
  app = await testServer(services, () => officer, uploadLimits.bytes)
  assetsRoutes(app, { services, usesOf: () => Promise.resolve(0) })
  await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await services.close()
})

async function* inChunks(bytes: Buffer) {
  for (let at = 0; at < bytes.byteLength; at += 64_000) yield bytes.subarray(at, at + 64_000)
}
const upload = (name: string, bytes: Buffer) =>
  uploadVideo(services, officer, { name, chunks: inChunks(bytes) })
const kept = async (asset: Asset) =>
  Buffer.from(await services.files.get(masterFile({ id: asset.id, media_type: asset.mediaType })))
const base = () => `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
const form = (bytes: Uint8Array, name: string) => {
  const body = new FormData()
  body.append('file', new Blob([new Uint8Array(bytes)]), name)
  return body
}
const filesNow = async () => (await Array.fromAsync(services.files.list())).length
const spool = () => readdir(join(services.config.dataFolder, 'incoming'))

test('probing reads back what was made: length, size, frames, codecs, turned by its rotation', async () => {
  const wanted = { width: 640, height: 360, seconds: 3, frames: 25, audio: true, rotation: 90 as const }
  const asset = await upload('C:\\films\\tour.mp4', await makeVideo(wanted))
  expect(asset).toMatchObject({
    kind: 'upload',
    name: 'tour.mp4',
    mediaType: 'video/mp4',
    width: 360,
    height: 640,
    coverId: null,
    captions: [],
    video: {
      container: 'mp4',
      videoCodec: 'avc',
      audioCodec: 'aac',
      frames: 25,
      seconds: expect.closeTo(3, 1),
    },
  })
  const silent = await upload('silent.webm', await makeVideo({ container: 'webm', seconds: 4, frames: 10 }))
  expect(silent).toMatchObject({
    mediaType: 'video/webm',
    video: { container: 'webm', videoCodec: 'vp8', audioCodec: null, seconds: expect.closeTo(4, 0) },
  })
  expect(await upload('odd.mp4', await makeVideo({ codec: 'hevc' }))).toMatchObject({
    video: { videoCodec: 'hevc' },
  })
})

test('a MOV of a telephone becomes an MP4 with the same pictures; one of a studio stays a MOV', async () => {
  const asset = await upload('tour.mov', await makeVideo({ container: 'mov', audio: true }))
  expect(asset).toMatchObject({ mediaType: 'video/mp4', video: { container: 'mp4', videoCodec: 'avc' } })
  expect(await upload('cut.mov', await makeVideo({ container: 'mov', codec: 'prores' }))).toMatchObject({
    mediaType: 'video/quicktime',
    video: { container: 'mov', videoCodec: 'prores' },
  })
})

test('the place that a telephone wrote is nowhere in what is kept, its pictures are, and its table stands in front', async () => {
  const made = await makeVideo({
    width: 320,
    height: 240,
    audio: true,
    rotation: 90,
    place: '+51.4778-000.0014/',
  })
  expect(made.includes('+51.4778')).toBe(true)
  const asset = await upload('hall.mp4', made)
  expect(asset.removed).toEqual(['date', 'location'])
  const bytes = await kept(asset)
  expect(bytes.includes('+51.4778') || bytes.includes('udta')).toBe(false)
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  const input = new Input({ source: new BufferSource(new Uint8Array(bytes)), formats: ALL_FORMATS })
  const track = await input.getPrimaryVideoTrack()
  expect([
    await track?.getRotation(),
    await track?.getDisplayWidth(),
    (await track?.computePacketStats())?.packetCount,
  ]).toEqual([90, 240, 10])
  expect((await (await input.getPrimaryAudioTrack())?.computePacketStats())?.packetCount).toBe(94)
})

test.each([
  ['nothing.mp4', () => Promise.resolve(Buffer.alloc(0)), 'assets.empty', 'no bytes'],
  [
    'notes.mp4',
    () => Promise.resolve(Buffer.from('Just some words. '.repeat(40))),
    'assets.not-a-video',
    'nothing here knows',
  ],
  [
    'paper.mp4',
    () => Promise.resolve(Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n')),
    'assets.not-a-video',
    'really a PDF',
  ],
  ['photo.mp4', async () => picture().jpeg().toBuffer(), 'assets.not-a-video', 'really a JPG'],
  ['old.mp4', async () => markedAs(await makeVideo(), 'mp4v'), 'assets.codec-unknown', '“mp4v”'],
  ['locked.mp4', async () => markedAs(await makeVideo(), 'encv'), 'assets.encrypted', 'encrypted'],
  ['half.mp4', async () => (await makeVideo({ audio: true })).subarray(0, 1000), 'assets.damaged', 'cut off'],
] as const)('%s is refused by what it really is, and nothing is kept', async (name, make, code, says) => {
  const files = await filesNow()
  await expect(upload(name, await make())).rejects.toMatchObject({
    code,
    message: expect.stringContaining(says),
  })
  expect([await filesNow(), await spool()]).toEqual([files, []])
})

test('a video that lost its end is refused although its table of contents is whole', async () => {
  const whole = await kept(
    await upload('whole.mp4', await makeVideo({ width: 320, height: 240, audio: true })),
  )
  for (const bytes of [300, whole.byteLength / 2])
    await expect(upload('cut.mp4', whole.subarray(0, whole.byteLength - bytes))).rejects.toMatchObject({
      code: 'assets.damaged',
    })
})

test('what is larger than the setting is cut off, with and without its length said', async () => {
  expect(UploadLimits.parse(await (await fetch(`${base()}/api/assets/limits`)).json()).video.bytes).toBe(
    3_000_000,
  )
  const files = await filesNow()
  const said = await fetch(`${base()}/api/assets/videos`, {
    method: 'POST',
    body: form(Buffer.alloc(4_000_000), 'x.mp4'),
  })
  expect(said.status).toBe(413)
  expect(await said.json()).toMatchObject({
    code: 'assets.too-large',
    detail: expect.stringContaining('3 MB'),
  })
  await expect(upload('x.mp4', Buffer.alloc(4_000_000))).rejects.toMatchObject({ code: 'assets.too-large' })
  expect([await filesNow(), await spool()]).toEqual([files, []])
})

test('a video goes up over HTTP, gets its still, and is read in ranges', async () => {
  const made = await fetch(`${base()}/api/assets/videos`, {
    method: 'POST',
    body: form(await makeVideo({ width: 320, height: 240 }), 'tour.mp4'),
  })
  expect(made.status).toBe(201)
  const asset = Asset.parse(await made.json())
  const at = `${base()}/api/assets/${asset.id}`
  expect((await fetch(`${at}/thumbnail`)).headers.get('content-type')).toBe('image/svg+xml')
  const still = await picture({ width: 320, height: 240 }).jpeg().toBuffer()
  const covered = await fetch(`${at}/cover`, { method: 'PUT', body: form(still, 'still.jpg') })
  expect(Asset.parse(await covered.json()).coverId).toEqual(expect.any(String))
  expect((await fetch(`${at}/thumbnail`)).headers.get('content-type')).toMatch(/^image\/(?:webp|jpeg)$/)
  expect((await fetch(`${at}/image`)).headers.get('content-type')).toBe('image/jpeg')

  const bytes = await kept(asset)
  const part = await fetch(`${at}/video`, { headers: { range: 'bytes=4-7' } })
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    `bytes 4-7/${bytes.byteLength}`,
    'ftyp',
  ])
  const list = (await (await fetch(`${base()}/api/assets?kind=video&q=tour.mp4`)).json()) as {
    assets: { id: string }[]
  }
  expect(list.assets.map(({ id }) => id)).toContain(asset.id)
})

test('a cover is of videos only', async () => {
  const { id } = await uploadAsset(services, officer, {
    name: 'a.jpg',
    bytes: await picture().jpeg().toBuffer(),
  })
  const still = await picture().jpeg().toBuffer()
  const answer = await fetch(`${base()}/api/assets/${id}/cover`, {
    method: 'PUT',
    body: form(still, 's.jpg'),
  })
  expect(await answer.json()).toMatchObject({ code: 'assets.no-video' })
})

test('a network fetches a lent video whole, in ranges, from the end, or only asks how long it is', async () => {
  const asset = await upload('lent.mp4', await makeVideo({ width: 640, height: 480, seconds: 4 }))
  const bytes = await kept(asset)
  const path = new URL(
    lentAddress(services, { assetId: asset.id, sha256: asset.sha256, type: asset.mediaType }),
  ).pathname
  const get = (range?: string, method = 'GET') =>
    fetch(base() + path, { method, ...(range ? { headers: { range } } : {}) })
  const whole = await get()
  expect(whole.headers.get('content-length')).toBe(String(bytes.byteLength))
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true)
  const end = await get('bytes=-100')
  expect([end.status, Buffer.from(await end.arrayBuffer()).equals(bytes.subarray(-100))]).toEqual([206, true])
  const rest = await get('bytes=1000-')
  expect((await rest.arrayBuffer()).byteLength).toBe(bytes.byteLength - 1000)
  const beyond = await get(`bytes=${bytes.byteLength}-`)
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes.byteLength}`])
  const head = await get(undefined, 'HEAD')
  expect(Object.fromEntries(head.headers)).toMatchObject({
    'content-length': String(bytes.byteLength),
    'accept-ranges': 'bytes',
    'content-type': 'video/mp4',
  })
  services.clock.advance({ hours: 25 })
  expect((await get()).status).toBe(404)
})

test('a deleted video takes its still and its captions along', async () => {
  const before = await filesNow()
  const { id } = await upload('gone.mp4', await makeVideo())
  const put = { method: 'PUT', headers: { 'content-type': 'application/json' } }
  await fetch(`${base()}/api/assets/${id}/cover`, {
    method: 'PUT',
    body: form(await picture().jpeg().toBuffer(), 's.jpg'),
  })
  const text = '1\n00:00:00,000 --> 00:00:01,000\nHello.\n'
  const said = await fetch(`${base()}/api/assets/${id}/captions/en-gb`, {
    ...put,
    body: JSON.stringify({ text }),
  })
  expect(Asset.parse(await said.json()).captions).toMatchObject([{ language: 'en-GB', cues: 1 }])
  await deleteAsset(services, officer, id, () => Promise.resolve(0))
  expect(await filesNow()).toBe(before)
})
