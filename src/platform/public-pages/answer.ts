import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { FastifyReply, FastifyRequest } from 'fastify'

export const htmlType = 'text/html; charset=utf-8'

/** Short enough that a change is seen within minutes; an unchanged page costs no more than a question. */
const aWhile = 'public, max-age=300'

type Encoding = 'br' | 'gzip'

const compressors: Record<Encoding, (body: Buffer) => Promise<Buffer>> = {
  br: (body) =>
    promisify(brotliCompress)(body, {
      params: {
        // Higher levels take many times as long for a few hundredths less.
        [constants.BROTLI_PARAM_QUALITY]: 6,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
  gzip: (body) => promisify(gzip)(body),
}

/** Below this, what is saved is less than what it costs to say so. */
const worthwhile = 1_024
const most = 60

/** The newest bodies in their compressed forms, by digest and form. Public pages hold no secrets to be guessed at. */
const kept = new Map<string, Promise<Buffer>>()

function compressed(digest: string, encoding: Encoding, body: Buffer): Promise<Buffer> {
  const key = `${digest} ${encoding}`
  const made = kept.get(key) ?? compressors[encoding](body)
  // Deleted and set again, it is the newest.
  kept.delete(key)
  kept.set(key, made)
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
  return made
}

function encodingFor(request: FastifyRequest): Encoding | null {
  const accepted = String(request.headers['accept-encoding'] ?? '')
    .toLowerCase()
    .split(',')
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(?:\.0*)?$/.test(one))
    .map((one) => one.split(';')[0]?.trim())
  return accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null
}

/** Gives everybody the same body: compressed where the browser can read it, and the same again is said in a word. */
export async function answerPublic(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  body: string | Buffer,
): Promise<FastifyReply> {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 32)
  const packs = !type.startsWith('application/pdf') && bytes.length >= worthwhile
  const encoding = packs ? encodingFor(request) : null
  const tag = (form: Encoding | null) => (form === null ? `"${digest}"` : `"${digest}-${form}"`)
  void reply.header('etag', tag(encoding)).header('cache-control', aWhile).type(type)
  if (packs) void reply.header('vary', 'accept-encoding')
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''))
  if (known.includes(tag(encoding))) return reply.status(304).send()
  if (encoding === null) return reply.send(bytes)
  return reply.header('content-encoding', encoding).send(await compressed(digest, encoding, bytes))
}

/** Nothing here, in a page that says where to look. */
export const answerMissing = (reply: FastifyReply, page: string): FastifyReply =>
  reply.status(404).header('cache-control', 'no-cache').type(htmlType).send(page)
