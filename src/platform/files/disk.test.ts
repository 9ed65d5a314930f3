import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFileStore, type FileStore } from './index.ts'

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
