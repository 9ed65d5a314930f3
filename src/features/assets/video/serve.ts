import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { inSlices, type FileStore } from '#platform/files/index.ts'

/** From the byte `from` to the one before `to`. */
export interface Range {
  from: number
  to: number
}

/**
 * What a `Range` header asks of a file (RFC 9110, clause 14). Null: all of it, also where it asks for several ranges or
 * in another unit, as the RFC allows. `beyond`: there are no such bytes.
 */
export function rangeOf(header: string | undefined, size: number): Range | 'beyond' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const suffix = Number(last)
    return suffix === 0 || size === 0 ? 'beyond' : { from: Math.max(0, size - suffix), to: size }
  }
  const [from, to] = [Number(first), last === '' ? size : Math.min(size, Number(last) + 1)]
  if (last !== '' && Number(last) < from) return null
  return from >= size ? 'beyond' : { from, to }
}

/** Sends a file or the part of it that is asked for, slice by slice. Answers HEAD as it would GET. */
export async function sendFile(
  request: FastifyRequest,
  reply: FastifyReply,
  files: FileStore,
  { file, type }: { file: string; type: string },
): Promise<FastifyReply> {
  const size = await files.size(file)
  const range = rangeOf(request.headers.range, size)
  reply.header('accept-ranges', 'bytes').header('x-content-type-options', 'nosniff')
  if (range === 'beyond')
    return reply.status(416).header('content-range', `bytes */${size}`).header('content-length', 0).send()
  const { from, to } = range ?? { from: 0, to: size }
  reply.type(type).header('content-length', to - from)
  if (range) reply.status(206).header('content-range', `bytes ${from}-${to - 1}/${size}`)
  // An empty stream and not nothing: Fastify would put the length of nothing in place of the one above.
  const body = request.method === 'HEAD' ? [] : inSlices(files, file, from, to)
  return reply.send(Readable.from(body, { objectMode: false }))
}
