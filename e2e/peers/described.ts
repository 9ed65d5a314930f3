import Ajv2020 from 'ajv/dist/2020.js'
import { readFileSync } from 'node:fs'

/** One exchange with a network, as a test recorded it. */
export interface Exchange {
  method: string
  /** Path and query. */
  url: string
  /** Of a JSON body; undefined of any other. */
  sent?: unknown
  status: number
  /** Undefined when there was none that is JSON. */
  answered?: unknown
}

type Shape = Record<string, unknown>

const shapeOf = (value: unknown): Shape => (typeof value === 'object' && value !== null ? { ...value } : {})
const at = (value: unknown, ...path: string[]): unknown =>
  path.reduce((inner, name) => shapeOf(inner)[name], value)

/**
 * Holds exchanges against an OpenAPI description: answers what is wrong with one, each in a line; nothing when it is as
 * described. The path has to be described, and so have the names of its query and the body of the answer's status.
 */
export function readDescription(file: string): (exchange: Exchange) => string[] {
  const description: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const ajv = new Ajv2020.default({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(shapeOf(description), 'described')
  const paths = Object.keys(shapeOf(at(description, 'paths'))).map((template) => ({
    template,
    // A name that is spelt out goes before one that stands for any.
    rank: template.split('{').length,
    pattern: new RegExp(`^${template.replaceAll('.', '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }))
  const pointer = (...path: string[]) =>
    `described#/${path
      .map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1'))
      .map(encodeURIComponent)
      .join('/')}`
  const faults = (what: string, where: string, value: unknown): string[] => {
    const check = ajv.compile({ $ref: where })
    if (check(value)) return []
    return (check.errors ?? []).map(({ instancePath, message }) => `${what}${instancePath} ${message}`)
  }

  return ({ method, url, sent, status, answered }) => {
    const { pathname, searchParams } = new URL(url, 'http://described')
    const found = paths.filter(({ pattern }) => pattern.test(pathname)).toSorted((a, b) => a.rank - b.rank)[0]
    const verb = method.toLowerCase()
    const operation = found && at(description, 'paths', found.template, verb)
    if (!found || operation === undefined) return [`${method} ${pathname} is not described`]
    const base = ['paths', found.template, verb]
    const listed = at(operation, 'parameters')
    const parameters = (Array.isArray(listed) ? listed : []).map((each: unknown) => {
      const ref = at(each, '$ref')
      return typeof ref === 'string' ? at(description, ...ref.slice(2).split('/')) : each
    })
    const named = parameters.filter((each) => at(each, 'in') === 'query').map((each) => at(each, 'name'))
    const unnamed = [...searchParams.keys()].filter((name) => !named.includes(name))
    const json = 'application/json'
    const body = at(operation, 'requestBody', 'content', json, 'schema')
    const responses = at(operation, 'responses')
    const as = at(responses, String(status)) ? String(status) : 'default'
    const contents = shapeOf(at(responses, as, 'content'))
    const type = status >= 400 && contents['application/problem+json'] ? 'application/problem+json' : json
    return [
      ...unnamed.map((name) => `the query has no ${name}`),
      ...(sent === undefined
        ? []
        : body === undefined
          ? ['no body is described']
          : faults('sent', pointer(...base, 'requestBody', 'content', json, 'schema'), sent)),
      ...(answered === undefined || !contents[type]
        ? []
        : faults('answered', pointer(...base, 'responses', as, 'content', type, 'schema'), answered)),
    ]
  }
}
