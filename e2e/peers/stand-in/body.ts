import type { IncomingMessage } from 'node:http'

export interface Body {
  /** Of a JSON, form or multipart body; names without a trailing `[]`; a list where there are several. */
  fields: Record<string, unknown>
  files: Record<string, File>
  raw: Buffer
}

/** Throws `SyntaxError` when it says that it is JSON and is not. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const raw = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (raw.length === 0) return { fields: {}, files: {}, raw }
  if (/^application\/(?:[a-z.]+\+)?json/.test(type)) {
    const parsed: unknown = JSON.parse(raw.toString())
    return { fields: typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}, files: {}, raw }
  }
  if (/^multipart\/form-data|^application\/x-www-form-urlencoded/.test(type))
    return { ...(await formOf(raw, type)), raw }
  return { fields: {}, files: {}, raw }
}

async function formOf(raw: Buffer, type: string): Promise<Pick<Body, 'fields' | 'files'>> {
  const form = await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData()
  const fields: Record<string, unknown> = {}
  const files: Record<string, File> = {}
  for (const name of new Set(form.keys())) {
    const values = form.getAll(name)
    const [first] = values
    if (first instanceof File) files[name] = first
    else fields[name.replace(/\[\]$/, '')] = values.length > 1 || name.endsWith('[]') ? values : first
  }
  return { fields, files }
}

/** A field as text, from the body or the query; a blank or absent one is undefined. */
export function text(
  ask: { fields: Record<string, unknown>; query: URLSearchParams },
  name: string,
): string | undefined {
  const value = ask.fields[name] ?? ask.query.get(name) ?? undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
