import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startS3, type S3 } from './s3.ts'

let server: S3
let client: S3Client
function newClient(credentials: { accessKeyId: string; secretAccessKey: string }): S3Client {
  return new S3Client({
    endpoint: server.endpoint,
    region: server.region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
  })
}

beforeAll(async () => {
  server = await startS3()
  client = newClient(server)
})
afterAll(async () => {
  client.destroy()
  await server.stop()
})

test('what is put is what is got', async () => {
  await client.send(new PutObjectCommand({ Bucket: server.bucket, Key: 'whole', Body: 'a picture' }))
  const { Body: got } = await client.send(new GetObjectCommand({ Bucket: server.bucket, Key: 'whole' }))
  expect(await got?.transformToString()).toBe('a picture')
})

test('it knows the name of its key, and is no judge of signatures', async () => {
  const put = (accessKeyId: string, secretAccessKey: string) => {
    const stranger = newClient({ accessKeyId, secretAccessKey })
    return stranger.send(new PutObjectCommand({ Bucket: server.bucket, Key: 'x', Body: 'x' }))
  }
  await expect(put('somebody', server.secretAccessKey)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' })
  await expect(put(server.accessKeyId, 'wrong')).resolves.toBeDefined()
  const unsigned = await fetch(`${server.endpoint}/${server.bucket}/y`, { method: 'PUT', body: 'y' })
  expect(unsigned.status).toBe(200)
})
