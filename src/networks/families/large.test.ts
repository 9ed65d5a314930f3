import { createServer, type IncomingMessage } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testContext } from '../test-context.ts'
import { film } from '../test-parts.ts'
import { callApi } from './call.ts'
import { bitByBit, contentOf, largeBytes } from './large.ts'

const got: { length: string | undefined; chunked: boolean; bytes: number; sha256: string }[] = []
async function take(request: IncomingMessage): Promise<void> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    hash.update(part)
    bytes += part.byteLength
  }
  const { 'content-length': length, 'transfer-encoding': coding } = request.headers
  got.push({ length, chunked: coding !== undefined, bytes, sha256: hash.digest('hex') })
}

const server = createServer((request, response) => {
  void take(request).then(() => response.end('{}'))
})
let host = ''
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

const size = 5_000_000

test('a video says how long it is, goes bit by bit, and is read again by a repeat', async () => {
  const { media, read } = film(size)
  const context = testContext([host])
  const bytes = await contentOf(media)
  for (let times = 0; times < 2; times++)
    await callApi(context, { method: 'PUT', url: `http://${host}/`, bytes })
  expect(got).toHaveLength(2)
  expect(got[0]).toMatchObject({ length: String(size), chunked: false, bytes: size })
  expect(got[1]).toEqual(got[0])
  expect(read).toEqual({ largest: 1_048_576, bytes: 2 * size })
})

test('a library that speaks the standard fetch sends it so too, and reads it again when it repeats', async () => {
  const { media, read } = film(size)
  const context = testContext([host])
  const init = {
    method: 'POST',
    headers: { 'content-length': String(size) },
    body: bitByBit([await largeBytes(media)]),
    duplex: 'half',
  } as unknown as RequestInit
  got.length = 0
  for (let times = 0; times < 2; times++) await context.fetch.standard(new Request(`http://${host}/`, init))
  expect(got[0]).toMatchObject({ length: String(size), chunked: false, bytes: size })
  expect(got[1]).toEqual(got[0])
  expect(read.largest).toBe(1_048_576)
})

test('a part of a video is that part and nothing else', async () => {
  const { media } = film(size)
  const piece = await largeBytes(media, 1_000_000, 3_000_000)
  expect(piece.size).toBe(2_000_000)
  expect(await piece.slice(10, 20)).toEqual(await media.slice(1_000_010, 1_000_020))
})
