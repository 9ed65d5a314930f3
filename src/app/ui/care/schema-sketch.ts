import type { JsonSchema } from './api-document.ts'

const deepest = 8

function scalar(schema: JsonSchema): string {
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'anything')
  const limits = [
    schema.format,
    schema.maxLength === undefined ? null : `at most ${schema.maxLength.toLocaleString('en-GB')} characters`,
    schema.minimum === undefined || Math.abs(schema.minimum) > 1e15 ? null : `from ${schema.minimum}`,
    schema.maximum === undefined || Math.abs(schema.maximum) > 1e15 ? null : `to ${schema.maximum}`,
  ].filter((limit) => limit !== null && limit !== undefined)
  return limits.length > 0 ? `${type} (${limits.join(', ')})` : type
}

function objectOf(schema: JsonSchema, indent: string, depth: number): string {
  const inner = `${indent}  `
  const required = new Set(schema.required)
  const lines = Object.entries(schema.properties ?? {}).map(
    ([name, property]) =>
      `${inner}${name}${required.has(name) ? '' : '?'}: ${sketch(property, inner, depth + 1)}`,
  )
  if (typeof schema.additionalProperties === 'object')
    lines.push(`${inner}[name]: ${sketch(schema.additionalProperties, inner, depth + 1)}`)
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`
}

/** All of one kind, or one after the other of their own kinds. */
function itemsOf({ items, prefixItems }: JsonSchema, indent: string, depth: number): string {
  if (prefixItems) return prefixItems.map((item) => sketch(item, indent, depth + 1)).join(', ')
  return typeof items === 'object' ? sketch(items, indent, depth + 1) : 'anything'
}

/** A schema as a person would jot it down: `{ title: string, tags?: [string] }`, one property a line. */
export function sketch(schema: JsonSchema, indent = '', depth = 0): string {
  if (depth > deepest) return '…'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((choice) => sketch(choice, indent, depth + 1)))].join(' | ')
  if (schema.allOf) return schema.allOf.map((part) => sketch(part, indent, depth + 1)).join(' & ')
  if (schema.type === 'array') return `[${itemsOf(schema, indent, depth)}]`
  if (schema.properties || typeof schema.additionalProperties === 'object')
    return objectOf(schema, indent, depth)
  return scalar(schema)
}
