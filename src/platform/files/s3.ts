import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound as NotThere,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { StorageConfig } from '../config/index.ts'
import { NotFound } from '../errors.ts'
import { abortGivenUp, putStream } from './s3-parts.ts'
import type { FileStore } from './types.ts'

async function found<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof NoSuchKey || error instanceof NotThere) throw new NotFound('file')
    throw error
  }
}

async function sliceOf(
  client: S3Client,
  object: { Bucket: string; Key: string },
  from: number,
  to: number,
): Promise<Uint8Array> {
  if (to <= from) return new Uint8Array()
  try {
    const got = await found(
      client.send(new GetObjectCommand({ ...object, Range: `bytes=${from}-${to - 1}` })),
    )
    return (await got.Body?.transformToByteArray()) ?? new Uint8Array()
  } catch (error) {
    // Beyond the end there is nothing; a bucket calls that an error.
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 416) return new Uint8Array()
    throw error
  }
}

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
    putStream: (name, bytes, mediaType) =>
      putStream(client, { Bucket: bucket, Key: name, ContentType: mediaType }, bytes),
    async get(name) {
      const got = await found(client.send(new GetObjectCommand({ Bucket: bucket, Key: name })))
      return (await got.Body?.transformToByteArray()) ?? new Uint8Array()
    },
    async size(name) {
      const head = await found(client.send(new HeadObjectCommand({ Bucket: bucket, Key: name })))
      return head.ContentLength ?? 0
    },
    slice: (name, from, to) => sliceOf(client, { Bucket: bucket, Key: name }, from, to),
    async whole(name, read) {
      const got = await found(client.send(new GetObjectCommand({ Bucket: bucket, Key: name })))
      if (!(got.Body instanceof Readable))
        throw new Error(`The bucket ${bucket} answered no bytes for ${name}.`)
      try {
        return await read(got.ContentLength ?? 0, got.Body)
      } finally {
        // Whoever did not read all of it must not keep the connection.
        got.Body.destroy()
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
    clearGivenUp: (before) => abortGivenUp(client, bucket, before),
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
