/**
 * Texts as the database can keep them: it knows no NUL and no half characters, which come along when somebody pastes
 * out of a document, or when a program cuts a text in the middle of an emoji. Nobody's words may be refused for one.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')

/** The same for everything in a value that came as JSON or as a form. What is fine already stays what it is. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storable)
  if (value === null || typeof value !== 'object') return value
  const prototype: unknown = Object.getPrototypeOf(value)
  // Parsers of addresses make objects of a kind of their own, which inherits from nothing.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]): [string, unknown] => [storableText(key), storable(part)]),
  )
}

/** How JSON writes a NUL and half a character. */
const unstorable = /\\u(?:0000|d[89a-f])/

/** As `JSON.stringify`, of which the database understands every word. */
export function storableJson(value: unknown): string {
  const plain = JSON.stringify(value)
  // Seldom, and looking at every text of a large value costs more than finding out that there is nothing.
  return unstorable.test(plain) ? JSON.stringify(storable(JSON.parse(plain))) : plain
}
