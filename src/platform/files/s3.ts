import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import type { StorageConfig } from '../config/index.ts'
import { NotFound } from '../errors.ts'
import type { FileStore } from './types.ts'

export function openS3(config: Extract<StorageConfig, { kind: 's3' }>): FileStore {
  const { bucket } = config
  const client = new S3Client({
    region: config.region,
    ...(config.endpoint ? { endpoint: config.endpoint, forcePathStyle: true } : {}),
    credentials: { accessKeyId: config.key, secretAccessKey: config.secret },
    // Several compatible services do not know the newer checksum trailers and would store them as content.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  return {
    async put(name, bytes, mediaType) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: name, Body: bytes, ContentType: mediaType }),
      )
    },
    async get(name) {
      try {
        const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: name }))
        return (await found.Body?.transformToByteArray()) ?? new Uint8Array()
      } catch (error) {
        if (error instanceof NoSuchKey) throw new NotFound('file')
        throw error
      }
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: name }))
    },
    async *list() {
      let token: string | undefined
      do {
        const found = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token }),
        )
        for (const item of found.Contents ?? []) if (item.Key) yield item.Key
        token = found.NextContinuationToken
      } while (token)
    },
    async trouble() {
      try {
        await client.send(new HeadBucketCommand({ Bucket: bucket }))
        return null
      } catch (error) {
        return `The bucket ${bucket} does not answer: ${error instanceof Error ? error.message : String(error)}`
      }
    },
  }
}
