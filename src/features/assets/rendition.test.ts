import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { uploadAsset } from './keep-asset.ts'
import { rendition, renditionBytes } from './rendition.ts'
import { cropToShape, pixelsOf, recipeKey } from './rules.ts'
import { communicator, moving, picture, type PictureOptions } from './testing.ts'

let services: TestServices
let officer: Actor

beforeAll(async () => {
  services = await testServices()
  officer = await communicator(services)
})
afterAll(() => services.close())

const network = { maxEdge: 2000, maxBytes: 1_000_000, types: ['image/jpeg', 'image/png', 'image/webp'] }
const jpeg = async (options?: PictureOptions) =>
  uploadAsset(services, officer, {
    name: 'a.jpg',
    bytes: await picture(options).jpeg({ quality: 100 }).toBuffer(),
  })
const png = async (options?: PictureOptions) =>
  uploadAsset(services, officer, { name: 'a.png', bytes: await picture(options).png().toBuffer() })

test('what fits goes as it is', async () => {
  const asset = await jpeg()
  const made = await rendition(services, asset.id, network)
  expect(made).toMatchObject({ sha256: asset.sha256, width: 640, height: 480, mediaType: 'image/jpeg' })
})

test('a heavy photograph is made light enough, and no smaller than it must be', async () => {
  const asset = await jpeg({ width: 3000, height: 2000, noise: true })
  const made = await rendition(services, asset.id, network)
  expect(made.bytes).toBeLessThanOrEqual(1_000_000)
  expect(Math.max(made.width, made.height)).toBeLessThanOrEqual(2000)
  const tiny = await rendition(services, asset.id, { ...network, maxBytes: 60_000 })
  expect(tiny.bytes).toBeLessThanOrEqual(60_000)
  const metadata = await sharp(await renditionBytes(services, asset.id, tiny.sha256)).metadata()
  expect(metadata).toMatchObject({ format: 'jpeg', width: tiny.width, height: tiny.height })
  await expect(rendition(services, asset.id, { ...network, maxBytes: 150 })).rejects.toMatchObject({
    code: 'assets.cannot-fit',
  })
})

test('the same image and recipe give the same bytes, made once', async () => {
  const bytes = await picture({ width: 2600, height: 900, noise: true }).jpeg().toBuffer()
  const [first, second] = [
    await uploadAsset(services, officer, { name: 'a.jpg', bytes }),
    await uploadAsset(services, officer, { name: 'b.jpg', bytes }),
  ]
  const [one, again, other] = [
    await rendition(services, first.id, network),
    await rendition(services, first.id, { ...network, types: network.types.toReversed() }),
    await rendition(services, second.id, network),
  ]
  expect(again).toEqual(one)
  expect(other.sha256).toBe(one.sha256)
  expect(other.file).not.toBe(one.file)
  const both = await Promise.all(
    [1, 2].map(() => rendition(services, first.id, { ...network, maxEdge: 500 })),
  )
  expect(both[0]).toEqual(both[1])
})

test('a crop is the part that was chosen', async () => {
  const left = await sharp({ create: { width: 200, height: 200, channels: 3, background: '#ff0000' } })
    .png()
    .toBuffer()
  const bytes = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#0000ff' } })
    .composite([{ input: left, left: 0, top: 0 }])
    .png()
    .toBuffer()
  const asset = await uploadAsset(services, officer, { name: 'two.png', bytes })
  const made = await rendition(services, asset.id, { ...network, crop: { x: 0, y: 0, w: 0.5, h: 1 } })
  expect(made).toMatchObject({ width: 200, height: 200 })
  const { dominant } = await sharp(await renditionBytes(services, asset.id, made.sha256)).stats()
  expect(dominant.r).toBeGreaterThan(200)
})

test('transparency is kept where a network takes it, and put on white where not', async () => {
  const asset = await png({ alpha: true })
  expect(await rendition(services, asset.id, network)).toMatchObject({ mediaType: 'image/png' })
  const flat = await rendition(services, asset.id, { ...network, types: ['image/jpeg'] })
  const shown = await sharp(await renditionBytes(services, asset.id, flat.sha256)).stats()
  expect(flat.mediaType).toBe('image/jpeg')
  expect(shown.channels[0]?.mean).toBeGreaterThan(100)
})

test('what moves keeps moving only where GIFs are taken', async () => {
  const asset = await uploadAsset(services, officer, { name: 'a.gif', bytes: await moving('gif') })
  const still = await rendition(services, asset.id, network)
  expect(still.mediaType).toBe('image/png')
  expect((await sharp(await renditionBytes(services, asset.id, still.sha256)).metadata()).pages ?? 1).toBe(1)
  const gif = { ...network, types: [...network.types, 'image/gif'] }
  expect(await rendition(services, asset.id, gif)).toMatchObject({
    mediaType: 'image/gif',
    sha256: asset.sha256,
  })
  const part = await rendition(services, asset.id, { ...gif, crop: { x: 0, y: 0, w: 0.5, h: 0.5 } })
  expect(part).toMatchObject({ mediaType: 'image/gif', width: 32, height: 24 })
  const frames = await sharp(await renditionBytes(services, asset.id, part.sha256), {
    animated: true,
  }).metadata()
  expect(frames.pages).toBe(3)
})

test('bytes are asked for by their digest, and changed bytes are never given', async () => {
  const asset = await jpeg()
  const made = await rendition(services, asset.id, { ...network, maxEdge: 100 })
  await expect(renditionBytes(services, asset.id, '0'.repeat(64))).rejects.toMatchObject({ status: 404 })
  await services.files.put(made.file, new Uint8Array([1, 2, 3]), 'image/jpeg')
  await expect(renditionBytes(services, asset.id, made.sha256)).rejects.toThrow('not what was written')
})

test('rules: keys, pixels and shapes', () => {
  const recipe = { maxEdge: 10, maxBytes: 20, types: ['b', 'a'], crop: null }
  expect(recipeKey(recipe)).toBe(recipeKey({ ...recipe, types: ['a', 'b'], crop: undefined }))
  expect(recipeKey(recipe)).not.toBe(recipeKey({ ...recipe, crop: { x: 0, y: 0, w: 0.5, h: 1 } }))
  expect(pixelsOf({ x: 0.999, y: 0, w: 0.01, h: 1 }, 100, 50)).toEqual({
    left: 99,
    top: 0,
    width: 1,
    height: 50,
  })
  expect(cropToShape(1, { x: 0.9, y: 0.5 }, 400, 200)).toEqual({ x: 0.5, y: 0, w: 0.5, h: 1 })
  expect(cropToShape(2, { x: 0.5, y: 0 }, 100, 100)).toEqual({ x: 0, y: 0, w: 1, h: 0.5 })
})
