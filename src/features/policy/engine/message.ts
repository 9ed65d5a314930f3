import type { FactValue, Message, Messages } from './types.ts'

/** A sentence by key in the wanted language, else in English; null when no language has it. */
export function sentence(
  messages: Messages,
  key: string,
  params: Record<string, FactValue>,
  language = 'en-GB',
): string | null {
  const message = messages[language]?.[key] ?? messages['en-GB']?.[key]
  return message === undefined ? null : filled(message, params, language)
}

function filled(message: Message, params: Record<string, FactValue>, language: string): string {
  const form = typeof message === 'string' ? message : message[formFor(params['count'], language)]
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined || value === null ? whole : shown(value, language)
  })
}

function formFor(count: FactValue | undefined, language: string): 'one' | 'other' {
  return new Intl.PluralRules(language).select(Number(count ?? 0)) === 'one' ? 'one' : 'other'
}

function shown(value: FactValue, language: string): string {
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value)
  if (Array.isArray(value)) return new Intl.ListFormat(language).format(value.map(String))
  return String(value)
}

/** A key may hold attributes of the item: "unsafe-link.{unsafe}" → "unsafe-link.not-secure". */
export function keyFor(key: string, attributes: Record<string, FactValue>): string {
  return key.replace(/\{(\w+)\}/g, (_, name: string) => String(attributes[name] ?? ''))
}
