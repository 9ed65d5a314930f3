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
