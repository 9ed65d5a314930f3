/** Meta's own description of its API, as its business SDKs are made from it: fields, edges and their parameters. */
import { existsSync, readFileSync } from 'node:fs'

interface Named {
  name: string
  type: string
  required?: boolean
}

interface Api {
  method: string
  /** Of an edge. */
  endpoint?: string
  /** `#get`, `#update` or `#delete` of the node itself. */
  name?: string
  return?: string
  params?: Named[]
}

interface Spec {
  apis: Api[]
  fields: Named[]
}

/** One request to the API, and what was answered. */
export interface Exchange {
  method: string
  /** What the node of the path is. */
  node: string
  /** '' for the node itself. */
  edge: string
  /** A file is `true`. */
  params: Record<string, string | true>
  answer: unknown
}

/** Taken by every call, and therefore described by none. */
const everywhere = ['access_token', 'appsecret_proof', 'fields', 'limit', 'after']

/**
 * What the reference says and the description leaves out: the bytes of a photo, and the tasks of the person who asks
 * for Pages. https://developers.facebook.com/docs/graph-api/reference/page/photos/ and …/user/accounts/, read 2026-11.
 */
const beside: Record<string, readonly string[]> = { 'Page/photos': ['source'], 'User/accounts': ['tasks'] }

export class Description {
  readonly #specs = new Map<string, Spec | null>()
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What is wrong with it, each a sentence; nodes without a description are only counted by `knows`. */
  faultsOf(exchange: Exchange): string[] {
    const { method, node, edge, params, answer } = exchange
    if (!this.knows(node)) return []
    const where = `${method} ${node}/${edge}`
    const api = this.#apiOf(exchange)
    if (!api) return [`${where} is not described`]
    const known = api.params ?? []
    const extra = [...everywhere, ...(beside[`${node}/${edge}`] ?? [])]
    const faults = Object.entries(params).flatMap(([name, value]) => {
      const param = known.find((each) => each.name === name)
      if (!param) return extra.includes(name) ? [] : [`${where}: no parameter ${name}`]
      return fits(param.type, value) ? [] : [`${where}: ${name} should be ${param.type}, not ${value}`]
    })
    const missing = known.filter(({ name, required }) => required && !(name in params))
    faults.push(...missing.map(({ name }) => `${where}: ${name} is missing`))
    if (method === 'GET') faults.push(...this.#faultsOfAnswer(where, api.return ?? node, answer, extra))
    return faults
  }

  knows(node: string): boolean {
    return this.#specOf(node) !== null
  }

  #apiOf({ method, node, edge }: Exchange): Api | undefined {
    // Every node can be read, whether that stands there or not.
    if (edge === '' && method === 'GET') return { method, name: '#get', return: node }
    const own = { POST: '#update', DELETE: '#delete' }[method]
    const apis = this.#specOf(node)?.apis ?? []
    return apis.find(
      (api) => api.method === method && (edge === '' ? api.name === own : trimmed(api) === edge),
    )
  }

  /** Every name of an answer is a field or an edge of what it is about, and of its type. */
  #faultsOfAnswer(where: string, type: string, answer: unknown, extra: string[]): string[] {
    const spec = this.#specOf(type)
    if (!spec) return []
    const { data } = answer as { data?: unknown[] }
    return (data ?? [answer]).flatMap((item) =>
      Object.entries(item as object).flatMap(([name, value]) => {
        const field = spec.fields.find((each) => each.name === name)
        if (field)
          return answers(field.type, value)
            ? []
            : [`${where}: ${name} is ${field.type}, not ${JSON.stringify(value)}`]
        const isEdge = spec.apis.some((api) => api.method === 'GET' && trimmed(api) === name)
        return isEdge || extra.includes(name) ? [] : [`${where}: ${type} has no field ${name}`]
      }),
    )
  }

  #specOf(node: string): Spec | null {
    const kept = this.#specs.get(node)
    if (kept !== undefined) return kept
    const file = `${this.#folder}/${node}.json`
    const spec = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Spec) : null
    this.#specs.set(node, spec)
    return spec
  }
}

const trimmed = ({ endpoint }: Api): string | undefined => endpoint?.replace(/^\//, '')

function fits(type: string, value: string | true): boolean {
  if (type === 'file') return value === true
  // The bytes of a piece are a string there.
  if (value === true) return type === 'string'
  if (type === 'bool') return value === 'true' || value === 'false'
  if (type === 'unsigned int') return /^\d+$/.test(value)
  if (type === 'int') return /^-?\d+$/.test(value)
  if (type === 'list<string>') return value !== ''
  if (type.startsWith('list') || type === 'Object' || type === 'map')
    return value.startsWith(type === 'Object' ? '{' : '[')
  return true
}

function answers(type: string, value: unknown): boolean {
  if (value === undefined || value === null) return true
  if (type === 'string' || type === 'datetime') return typeof value === 'string'
  if (type === 'bool') return typeof value === 'boolean'
  if (/^(?:unsigned )?int$|^float$/.test(type)) return typeof value === 'number'
  return typeof value === 'object' || typeof value === 'string'
}
