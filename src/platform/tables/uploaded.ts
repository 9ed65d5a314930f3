import type { FastifyRequest } from 'fastify'
import { Invalid, type Problem } from '../errors.ts'
import type { TableKind } from './file-line.ts'
import { fileTooLarge } from './read-file.ts'

/** What stands around the file in the form takes some hundred bytes. */
const around = 10_000

interface Uploaded {
  name: string
  bytes: Uint8Array
}

/** Reads the one file of a form, and not a byte more than is allowed. Throws `Invalid` or `TooLarge`. */
export function uploadedTable(request: FastifyRequest, kind: TableKind): Promise<Uploaded> {
  return uploadedFile(request, kind.limits.bytes, () => fileTooLarge(kind))
}

/** As `uploadedTable`, of a file that is no table. */
export async function uploadedFile(
  request: FastifyRequest,
  most: number,
  tooLarge: () => Problem,
): Promise<Uploaded> {
  if (!request.isMultipart())
    throw new Invalid('import.no-file', 'Send the file as multipart/form-data, in a part called “file”.')
  if (Number(request.headers['content-length'] ?? 0) > most + around) throw tooLarge()
  const file = await request.file({ limits: { fileSize: most } })
  if (!file) throw new Invalid('import.no-file', 'There is no file in this upload.')
  const chunks: Uint8Array[] = []
  for await (const chunk of file.file as AsyncIterable<Uint8Array>) chunks.push(chunk)
  if (file.file.truncated) throw tooLarge()
  return { name: file.filename, bytes: Buffer.concat(chunks) }
}
