import type { FastifyRequest } from 'fastify'
import { Invalid, TooLarge } from '#platform/errors.ts'
import { uploadLimits } from './contract.ts'

/** Reads the one image of a form, and not a byte more than is allowed. */
export async function fileOf(request: FastifyRequest): Promise<{ name: string; bytes: Uint8Array }> {
  if (!request.isMultipart())
    throw new Invalid('assets.no-file', 'Send the image as multipart/form-data, in a part called “file”.')
  // What stands around the file in the form takes some hundred bytes.
  if (Number(request.headers['content-length'] ?? 0) > uploadLimits.bytes + 10_000) throw tooLarge()
  const file = await request.file({ limits: { fileSize: uploadLimits.bytes } })
  if (!file) throw new Invalid('assets.no-file', 'There is no file in this upload.')
  const chunks: Uint8Array[] = []
  for await (const chunk of file.file as AsyncIterable<Uint8Array>) chunks.push(chunk)
  if (file.file.truncated) throw tooLarge()
  return { name: file.filename, bytes: Buffer.concat(chunks) }
}

function tooLarge(): TooLarge {
  const most = `${uploadLimits.bytes / 1_000_000} MB`
  return new TooLarge('assets.too-large', `This file is too large: an image may have at most ${most}.`, {
    fix: 'Save it with less quality or fewer pixels, and upload that. Networks make images smaller anyway.',
    data: { limit: uploadLimits.bytes },
  })
}
