import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startS3, type S3 } from '../../../e2e/peers/s3.ts'
import { openFileStore, type FileStore } from './index.ts'

let server: S3
let store: FileStore

beforeAll(async () => {
  server = await startS3()
  store = await openFileStore({
    kind: 's3',
    endpoint: server.endpoint,
    region: server.region,
    bucket: server.bucket,
    key: server.accessKeyId,
    secret: server.secretAccessKey,
  })
})
afterAll(() => server.stop())

test('uploads live in a bucket as they do on a disk: what is put is what is got', async () => {
  const large = Buffer.alloc(6 * 1024 * 1024, 'a picture ')
  await store.put('assets/one.jpg', Buffer.from('a picture'), 'image/jpeg')
  await store.put('assets/two.png', large, 'image/png')
  expect(Buffer.from(await store.get('assets/one.jpg')).toString()).toBe('a picture')
  expect(large.equals(await store.get('assets/two.png'))).toBe(true)
  const names: string[] = []
  for await (const name of store.list()) names.push(name)
  expect(names.toSorted()).toEqual(['assets/one.jpg', 'assets/two.png'])
  await store.remove('assets/one.jpg')
  await store.remove('assets/one.jpg')
  await expect(store.get('assets/one.jpg')).rejects.toMatchObject({ code: 'not-found' })
  expect(await store.trouble()).toBeNull()
})

test('a large stream goes up in parts, and is read in parts', async () => {
  const piece = Buffer.alloc(3_000_000, 'a film ')
  const given = (async function* () {
    for (let at = 0; at < 7; at++) yield piece
  })()
  expect(await store.putStream('assets/film.mp4', given, 'video/mp4')).toBe(21_000_000)
  expect(await store.size('assets/film.mp4')).toBe(21_000_000)
  const across = await store.slice('assets/film.mp4', 2_999_998, 3_000_002)
  expect(Buffer.from(across).equals(Buffer.concat([piece.subarray(-2), piece.subarray(0, 2)]))).toBe(true)
  expect((await store.slice('assets/film.mp4', 30_000_000, 30_000_010)).byteLength).toBe(0)
  await expect(store.size('assets/none.mp4')).rejects.toMatchObject({ code: 'not-found' })
  await expect(store.slice('assets/none.mp4', 0, 2)).rejects.toMatchObject({ code: 'not-found' })
})

test('a file is read whole, bit by bit, and may be left half read', async () => {
  const film = Buffer.alloc(9_000_000, 'a film ')
  await store.put('assets/long.mp4', film, 'video/mp4')
  const read = await store.whole('assets/long.mp4', async (size, parts) => {
    const all = await Array.fromAsync(parts)
    return { size, pieces: all.length > 1, same: Buffer.concat(all).equals(film) }
  })
  expect(read).toEqual({ size: 9_000_000, pieces: true, same: true })
  const left = await store.whole('assets/long.mp4', async (_size, parts) => {
    for await (const part of parts) return part.byteLength > 0
  })
  expect(left).toBe(true)
  await expect(store.whole('assets/gone.mp4', () => Promise.resolve())).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('a small stream is one object; one that breaks off is none', async () => {
  const small = (async function* () {
    yield Buffer.from('a small film')
  })()
  expect(await store.putStream('assets/small.mp4', small, 'video/mp4')).toBe(12)
  const broken = (async function* () {
    yield Buffer.alloc(9_000_000)
    throw new Error('cut off')
  })()
  await expect(store.putStream('assets/broken.mp4', broken, 'video/mp4')).rejects.toThrow('cut off')
  await expect(store.size('assets/broken.mp4')).rejects.toMatchObject({ code: 'not-found' })
})

test('a service that cannot list what was begun in parts keeps to its own rules', async () => {
  expect(await store.clearGivenUp(Date.now())).toBe(0)
})

/** What was begun in parts, as S3 lists it, page by page: https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html. */
function listing(marker: string | null): string {
  const upload = (key: string, at: string) =>
    `<Upload><Key>${key}</Key><UploadId>id-of-${key}</UploadId><Initiated>${at}</Initiated></Upload>`
  const page =
    marker === null
      ? `<IsTruncated>true</IsTruncated><NextKeyMarker>left.mp4</NextKeyMarker><NextUploadIdMarker>x</NextUploadIdMarker>
        ${upload('left.mp4', '2026-11-19T09:00:00.000Z')}`
      : `<IsTruncated>false</IsTruncated>${upload('more.mp4', '2026-11-20T08:00:00.000Z')}
        ${upload('now.mp4', '2026-11-21T08:59:00.000Z')}`
  return `<?xml version="1.0"?><ListMultipartUploadsResult>${page}</ListMultipartUploadsResult>`
}

test('uploads in parts that nobody goes on with are ended; a young one is left alone', async () => {
  const ended: string[] = []
  const service = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
    if (request.method === 'DELETE') {
      ended.push(`${pathname} ${searchParams.get('uploadId')}`)
      return void response.writeHead(204).end()
    }
    response
      .writeHead(200, { 'content-type': 'application/xml' })
      .end(listing(searchParams.get('key-marker')))
  })
  service.listen(0, '127.0.0.1')
  await once(service, 'listening')
  const endpoint = `http://127.0.0.1:${(service.address() as AddressInfo).port}`
  try {
    const there = await openFileStore({
      kind: 's3',
      endpoint,
      region: 'eu-west-2',
      bucket: 'rostrum',
      key: 'k',
      secret: 's',
    })
    expect(await there.clearGivenUp(Date.parse('2026-11-20T09:00:00Z'))).toBe(2)
    expect(ended).toEqual(['/rostrum/left.mp4 id-of-left.mp4', '/rostrum/more.mp4 id-of-more.mp4'])
  } finally {
    service.closeAllConnections()
    service.close()
  }
})
