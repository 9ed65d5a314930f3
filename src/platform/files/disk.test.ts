import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inSlices, openFileStore, type FileStore } from './index.ts'

let folder: string
let store: FileStore
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rostrum-files-'))
  store = await openFileStore({ kind: 'disk', folder })
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is put is what is got, and removing twice is no fault', async () => {
  await store.put('assets/one.jpg', Buffer.from('a picture'), 'image/jpeg')
  expect(Buffer.from(await store.get('assets/one.jpg')).toString()).toBe('a picture')
  const names: string[] = []
  for await (const name of store.list()) names.push(name)
  expect(names).toEqual(['assets/one.jpg'])
  await store.remove('assets/one.jpg')
  await store.remove('assets/one.jpg')
  await expect(store.get('assets/one.jpg')).rejects.toMatchObject({ code: 'not-found' })
})

test('a name that leads elsewhere is refused', async () => {
  for (const name of ['../outside', 'assets/../../outside', '/etc/passwd', 'a\\b', ''])
    await expect(store.put(name, Buffer.from('x'), 'text/plain'), name).rejects.toThrow(/not a name/)
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that can be written to has no trouble, and looking leaves nothing behind', async () => {
  expect(await Promise.all([store.trouble(), store.trouble()])).toEqual([null, null])
  expect(readdirSync(folder)).toEqual([])
})

test('what comes in a stream is put whole, and read in parts', async () => {
  const chunks = ['one ', 'two ', 'three'].map((text) => Buffer.from(text))
  const given = (async function* () {
    yield* chunks
  })()
  expect(await store.putStream('assets/film.mp4', given, 'video/mp4')).toBe(13)
  expect(await store.size('assets/film.mp4')).toBe(13)
  expect(Buffer.from(await store.slice('assets/film.mp4', 4, 7)).toString()).toBe('two')
  expect(Buffer.from(await store.slice('assets/film.mp4', 8, 99)).toString()).toBe('three')
  expect((await store.slice('assets/film.mp4', 99, 120)).byteLength).toBe(0)
  const read = Buffer.concat(await Array.fromAsync(inSlices(store, 'assets/film.mp4', 0, 13)))
  expect(read.toString()).toBe('one two three')
  await expect(Array.fromAsync(inSlices(store, 'assets/film.mp4', 0, 20))).rejects.toThrow('ends before')
  await expect(store.size('assets/none.mp4')).rejects.toMatchObject({ code: 'not-found' })
  await expect(store.slice('assets/none.mp4', 0, 1)).rejects.toMatchObject({ code: 'not-found' })
})

test('a file is read whole to its end, also when it is removed meanwhile', async () => {
  const bytes = Buffer.alloc(2_500_000, 'a film ')
  await store.put('assets/film.mp4', bytes, 'video/mp4')
  const read = await store.whole('assets/film.mp4', async (size, parts) => {
    await store.remove('assets/film.mp4')
    const all = await Array.fromAsync(parts)
    expect(all.every((part) => part.byteLength <= 1_000_000)).toBe(true)
    return { size, same: Buffer.concat(all).equals(bytes) }
  })
  expect(read).toEqual({ size: 2_500_000, same: true })
  await expect(store.whole('assets/film.mp4', () => Promise.resolve())).rejects.toMatchObject({
    code: 'not-found',
  })
})

test('a stream that breaks off leaves nothing behind', async () => {
  const broken = (async function* () {
    yield Buffer.from('half of it')
    throw new Error('cut off')
  })()
  await expect(store.putStream('assets/film.mp4', broken, 'video/mp4')).rejects.toThrow('cut off')
  expect(readdirSync(join(folder, 'assets'))).toEqual([])
})
