import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
  type CompletedPart,
  type S3Client,
} from '@aws-sdk/client-s3'

/** At least 5 MiB, and at most 10,000 of them: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html, read 2026-11. */
const partBytes = 8 * 1024 * 1024

interface Target {
  Bucket: string
  Key: string
  ContentType: string
}

/** The bytes in pieces of `partBytes`; only the last is smaller, and there is always one. */
async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let held: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    for (let rest = chunk; rest.byteLength > 0;) {
      const piece = rest.subarray(0, partBytes - size)
      held.push(piece)
      size += piece.byteLength
      rest = rest.subarray(piece.byteLength)
      if (size < partBytes) continue
      yield Buffer.concat(held)
      held = []
      size = 0
    }
  }
  if (size > 0) yield Buffer.concat(held)
}

/** Uploads one object in parts. When something goes wrong, no object is made. */
async function putInParts(client: S3Client, object: Target, parts: AsyncIterable<Uint8Array>): Promise<void> {
  const { Bucket, Key } = object
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object))
  try {
    const Parts: CompletedPart[] = []
    for await (const Body of parts) {
      const PartNumber = Parts.length + 1
      const { ETag } = await client.send(
        new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body, ContentLength: Body.byteLength }),
      )
      Parts.push({ ETag, PartNumber })
    }
    await client.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    )
  } catch (error) {
    // Some compatible services can't; what they keep then ends by the bucket's own rules, and the reason is the first error.
    await Promise.allSettled([client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))])
    throw error
  }
}

/** Uploads one object of unknown length: at once when it is small, otherwise in parts. Answers how many bytes it has. */
export async function putStream(
  client: S3Client,
  object: Target,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  const parts = inParts(bytes)
  const first = (await parts.next()).value ?? new Uint8Array()
  let size = first.byteLength
  if (size < partBytes) {
    await client.send(new PutObjectCommand({ ...object, Body: first }))
    return size
  }
  async function* all() {
    yield first
    for await (const part of parts) {
      size += part.byteLength
      yield part
    }
  }
  await putInParts(client, object, all())
  return size
}
