import type { IncomingMessage } from 'node:http'
import type { Token, World } from './world.ts'

/** A request as the handlers see it. */
export interface Ask {
  world: World
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** Fields of a JSON, form or multipart body; names without a trailing `[]`; a list where there are several. */
  fields: Record<string, unknown>
  files: Record<string, File>
  /** What the path's pattern caught. */
  id: string
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body: unknown
}

export function ok(body: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, body, headers }
}

/** An error in the shape this network uses. */
export class Refusal extends Error {
  readonly status: number
  readonly body: Record<string, unknown>
  readonly headers: Record<string, string>

  constructor(
    status: number,
    error: string,
    more: Record<string, unknown> = {},
    headers: Record<string, string> = {},
  ) {
    super(error)
    this.status = status
    this.body = { error, ...more }
    this.headers = headers
  }
}

export const notFound = () => new Refusal(404, 'Record not found')

/** A string field; a blank or absent one is `undefined`. Fields come first, as the network merges them. */
export function text(ask: Ask, name: string): string | undefined {
  const value = ask.fields[name] ?? ask.query.get(name) ?? undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function list(ask: Ask, name: string): string[] {
  const value = ask.fields[name] ?? [...ask.query.getAll(name), ...ask.query.getAll(`${name}[]`)]
  const values = Array.isArray(value) ? value : [value]
  return values.filter((entry): entry is string => typeof entry === 'string' && entry !== '')
}

export async function readFields(
  request: IncomingMessage,
): Promise<{ fields: Record<string, unknown>; files: Record<string, File> }> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const body = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  const fields: Record<string, unknown> = {}
  const files: Record<string, File> = {}
  if (body.length === 0) return { fields, files }
  if (type.startsWith('application/json')) {
    const parsed: unknown = JSON.parse(body.toString())
    return { fields: typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}, files }
  }
  if (!type.startsWith('multipart/form-data') && !type.startsWith('application/x-www-form-urlencoded')) {
    return { fields, files }
  }
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name)
    const [first] = values
    if (first instanceof File) files[name] = first
    else fields[name.replace(/\[\]$/, '')] = name.endsWith('[]') ? values : first
  }
  return { fields, files }
}

/** The token a request carries, if it grants what is asked. `write` grants `write:statuses`, and so on. */
export function authorised(ask: Ask, ...wanted: string[]): Token {
  const value = /^Bearer (.+)$/i.exec(ask.headers.authorization ?? '')?.[1]
  const token = ask.world.tokens.find((known) => known.value === value)
  if (token === undefined) throw new Refusal(401, 'The access token is invalid')
  const granted = wanted.some((scope) =>
    token.scopes.some((has) => has === scope || has === scope.split(':')[0]),
  )
  if (!granted) throw new Refusal(403, 'This action is outside the authorized scopes')
  return token
}

/** Counts a request against the caller's bucket, and says how full it is. */
export function spend({ world, headers }: Ask): Record<string, string> {
  const { limit, windowMs } = world.settings.rateLimit
  const now = world.settings.now()
  const who = headers.authorization ?? 'anonymous'
  let bucket = world.spent.get(who)
  if (bucket === undefined || bucket.until <= now) {
    bucket = { count: 0, until: now + windowMs }
    world.spent.set(who, bucket)
  }
  bucket.count += 1
  const told = {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - bucket.count)),
    'x-ratelimit-reset': new Date(bucket.until).toISOString(),
  }
  if (bucket.count > limit) throw new Refusal(429, 'Too many requests', {}, told)
  return told
}
