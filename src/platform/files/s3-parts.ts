import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3ServiceException,
  UploadPartCommand,
  type CompletedPart,
  type ListMultipartUploadsCommandOutput,
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

/** Ends uploads in parts whose process was killed: a bucket keeps their parts, and counts them, until somebody does. */
export async function abortGivenUp(client: S3Client, Bucket: string, before: number): Promise<number> {
  let aborted = 0
  let at: { KeyMarker?: string; UploadIdMarker?: string } | null = {}
  while (at) {
    const found: ListMultipartUploadsCommandOutput = await client
      .send(new ListMultipartUploadsCommand({ Bucket, ...at }))
      .catch(withoutListing)
    for (const { Key, UploadId, Initiated } of found.Uploads ?? []) {
      if (!Key || !UploadId || !Initiated || Initiated.getTime() >= before) continue
      await client.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }))
      aborted++
    }
    at = found.IsTruncated
      ? { KeyMarker: found.NextKeyMarker ?? '', UploadIdMarker: found.NextUploadIdMarker ?? '' }
      : null
  }
  return aborted
}

/** Several compatible services do not know the question; what they keep then ends by the bucket's own rules. */
function withoutListing(error: unknown): ListMultipartUploadsCommandOutput {
  if (
    error instanceof S3ServiceException &&
    [400, 403, 405, 501].includes(error.$metadata.httpStatusCode ?? 0)
  )
    return { $metadata: {} }
  throw error
}
