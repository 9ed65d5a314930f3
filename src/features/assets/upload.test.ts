import exifr from 'exifr'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { Unavailable } from '#platform/errors.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { deleteAsset, describeAsset } from './describe-asset.ts'
import { sweep } from './jobs.ts'
import { uploadAsset } from './keep-asset.ts'
import { listAssets, masterFile } from './store.ts'
import { communicator, moving, photograph, picture } from './testing.ts'

let services: TestServices
let officer: Actor

beforeAll(async () => {
  services = await testServices()
  officer = await communicator(services)
})
afterAll(() => services.close())

const upload = (name: string, bytes: Uint8Array) => uploadAsset(services, officer, { name, bytes })
const kept = (asset: { id: string; mediaType: string }) =>
  services.files.get(masterFile({ id: asset.id, media_type: asset.mediaType }))
const filesNow = async () => (await Array.fromAsync(services.files.list())).length

test('a photograph is kept without its place, camera, date and author, standing upright, and says so', async () => {
  const bytes = await photograph()
  expect(await exifr.gps(bytes)).toMatchObject({ latitude: expect.closeTo(51.477, 2) })
  const asset = await upload('C:\\Users\\x\\great-hall.jpg', bytes)
  expect(asset).toMatchObject({
    name: 'great-hall.jpg',
    mediaType: 'image/jpeg',
    // Turned by a quarter, as its orientation said.
    width: 480,
    height: 640,
    removed: ['author', 'camera', 'date', 'location', 'software'],
    rights: null,
    uploadedBy: { name: 'Digital Marketing Officer' },
  })
  const master = await kept(asset)
  const metadata = await sharp(master).metadata()
  expect(metadata.exif ?? metadata.xmp ?? metadata.iptc ?? metadata.icc).toBeUndefined()
  expect(metadata.orientation).toBeUndefined()
  expect(await exifr.parse(master)).toBeUndefined()
  const entry = await services.db.selectFrom('ledger_entry').selectAll().executeTakeFirstOrThrow()
  expect(entry).toMatchObject({ kind: 'assets.uploaded', subject: `asset:${asset.id}` })
  expect(JSON.stringify(entry.body)).not.toContain('great-hall')
})

test.each(['webp', 'png', 'tiff', 'avif'] as const)('a place hidden in a %s goes too', async (format) => {
  const xmp = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="51,28.6N" exif:GPSLongitude="0,0.0W"/></rdf:RDF></x:xmpmeta>`
  const bytes = await picture()
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 28/1 38/1' } })
    .withXmp(xmp)
    .toFormat(format)
    .toBuffer()
  const asset = await upload(`photo.${format}`, bytes)
  expect(asset.removed).toContain('location')
  expect(Buffer.from(await kept(asset)).includes('GPSLatitude')).toBe(false)
  expect((await sharp(await kept(asset)).metadata()).exif).toBeUndefined()
})

test('a picture with nothing hidden says nothing was removed; a large one is made smaller', async () => {
  const asset = await upload('wide.png', await picture({ width: 6000, height: 30 }).png().toBuffer())
  expect(asset).toMatchObject({ removed: [], width: 4096, height: 20, mediaType: 'image/png' })
})

test.each(['gif', 'webp'] as const)('a %s that moves keeps moving', async (format) => {
  const asset = await upload(`loop.${format}`, await moving(format))
  expect(asset).toMatchObject({ animated: true, width: 64, height: 48, mediaType: `image/${format}` })
  expect((await sharp(await kept(asset), { animated: true }).metadata()).pages).toBe(3)
})

test.each([
  ['notes.jpg', () => Buffer.from('Just some words, nothing more.'), 'assets.not-an-image', 'plain text'],
  [
    'paper.png',
    () => Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'),
    'assets.not-an-image',
    'PDF file (application/pdf)',
  ],
  [
    'page.gif',
    () => Buffer.from('<!doctype html><script>alert(1)</script>'),
    'assets.not-an-image',
    'web page',
  ],
  ['program.jpg', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)]), 'assets.not-an-image', 'EXE'],
  ['nothing.jpg', () => Buffer.alloc(0), 'assets.empty', 'no bytes'],
  ['logo.svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'assets.svg', 'SVG'],
  ['logo.png', () => Buffer.from('<?xml version="1.0"?><svg xmlns="x"/>'), 'assets.svg', 'SVG'],
] as const)('%s that is something else is refused by what it really is', async (name, bytes, code, says) => {
  const files = await filesNow()
  await expect(upload(name, bytes())).rejects.toMatchObject({ code, message: expect.stringContaining(says) })
  expect(await filesNow()).toBe(files)
})

test('half a photograph is refused as damaged', async () => {
  const whole = await picture({ noise: true }).jpeg().toBuffer()
  await expect(upload('half.jpg', whole.subarray(0, whole.length / 2))).rejects.toMatchObject({
    code: 'assets.damaged',
  })
})

test('a small file that opens into a wall of pixels is refused before it is opened', async () => {
  const bomb = await picture({ width: 12_000, height: 12_000 }).png().toBuffer()
  expect(bomb.byteLength).toBeLessThan(3_000_000)
  await expect(upload('bomb.png', bomb)).rejects.toMatchObject({
    status: 413,
    message: expect.stringContaining('12,000 × 12,000'),
  })
})

test('a full disk keeps nothing, neither a row nor a file', async () => {
  const files = {
    ...services.files,
    put: () => Promise.reject(new Unavailable('files.full', 'The disk is full.')),
  }
  const before = await listAssets(services.db, { limit: 100 })
  const bytes = await picture().jpeg().toBuffer()
  await expect(uploadAsset({ ...services, files }, officer, { name: 'a.jpg', bytes })).rejects.toMatchObject({
    status: 503,
    code: 'files.full',
  })
  expect((await listAssets(services.db, { limit: 100 })).assets).toHaveLength(before.assets.length)
})

test('when the row can’t be written, the file goes again', async () => {
  const before = await filesNow()
  const stranger = { ...officer, personId: '01900000-0000-7000-8000-000000000000' }
  const bytes = await picture().jpeg().toBuffer()
  await expect(uploadAsset(services, stranger, { name: 'a.jpg', bytes })).rejects.toThrow()
  expect(await filesNow()).toBe(before)
})

test('who works on no account uploads nothing; a contributor does', async () => {
  const bytes = await picture().jpeg().toBuffer()
  const nobody: Actor = { ...officer, roles: [] }
  await expect(uploadAsset(services, nobody, { name: 'a.jpg', bytes })).rejects.toMatchObject({ status: 403 })
  const contributor: Actor = {
    ...nobody,
    accounts: [{ accountId: '01900000-0000-7000-8000-000000000000', relation: 'contributor' }],
  }
  await expect(uploadAsset(services, contributor, { name: 'a.jpg', bytes })).resolves.toBeDefined()
})

test('what an image shows and why it may be used is said once, found again, and recorded', async () => {
  const asset = await upload('arches.jpg', await picture().jpeg().toBuffer())
  const said = await describeAsset(services, officer, asset.id, {
    alt: 'Visitors walking under the arches.',
    rights: 'creative-commons',
    rightsNote: 'CC BY 4.0, Example Archive',
    focus: { x: 0.25, y: 0.75 },
  })
  expect(said).toMatchObject({ rights: 'creative-commons', focus: { x: 0.25, y: 0.75 } })
  const found = await listAssets(services.db, { q: 'ARCHES.', limit: 10 })
  expect(found.assets.map((each) => each.id)).toEqual([asset.id])
  const unsaid = await listAssets(services.db, { rights: 'missing', limit: 100 })
  expect(unsaid.assets.some((each) => each.id === asset.id)).toBe(false)
  const kinds = await services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('subject', '=', `asset:${asset.id}`)
    .execute()
  expect(kinds.map((row) => row.kind)).toContain('assets.rights-declared')
})

test('the library turns its pages', async () => {
  const first = await listAssets(services.db, { limit: 2 })
  expect(first).toMatchObject({ more: true, assets: [{}, {}] })
  const second = await listAssets(services.db, { limit: 2, before: first.assets.at(-1)?.id })
  expect(second.assets[0]?.id).not.toBe(first.assets[1]?.id)
})

test('an image in use stays; one that nobody uses goes with its files', async () => {
  const asset = await upload('used.jpg', await picture().jpeg().toBuffer())
  await expect(deleteAsset(services, officer, asset.id, () => Promise.resolve(2))).rejects.toMatchObject({
    code: 'assets.in-use',
    message: expect.stringContaining('2 posts'),
  })
  await deleteAsset(services, officer, asset.id, () => Promise.resolve(0))
  await expect(kept(asset)).rejects.toMatchObject({ status: 404 })
})

test('the nightly sweep removes files of no image, but none that is being kept just now', async () => {
  await services.files.put(
    'assets/01900000-0000-7000-8000-000000000001.jpg',
    new Uint8Array([1]),
    'image/jpeg',
  )
  await services.files.put(
    'renditions/01900000-0000-7000-8000-000000000001/abc.jpg',
    new Uint8Array([1]),
    'image/jpeg',
  )
  const asset = await upload('stays.jpg', await picture().jpeg().toBuffer())
  expect(await sweep(services)).toBe(2)
  await expect(kept(asset)).resolves.toBeDefined()
})
