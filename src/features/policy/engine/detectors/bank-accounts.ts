import { digitsOf, masked, matches } from '../detector.ts'
import type { Hit, TextDetector } from '../detector.ts'

const sortCode = /(?<![\w/.-])\d{2}([ -])\d{2}\1\d{2}(?![\w/]|[-.]\d)/g
const accountNumber = /(?<![\w/.-])\d{8}(?![\w/]|[-.]\d)/g
const iban = /(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![\w-])/g
/** How far the two halves of an account may stand apart. */
const apart = 48

export const bankAccounts: TextDetector = {
  scope: 'text',
  fact: 'bankAccounts',
  about:
    'Bank accounts: a sort code with an account number near it, or an IBAN whose check figures are right.',
  attributes: { kind: 'sort-code or iban' },
  detect(text) {
    return [...sortCodes(text), ...ibans(text)].sort((a, b) => a.start - b.start)
  },
}

function sortCodes(text: string): Hit[] {
  const accounts = matches(accountNumber, text)
  if (accounts.length === 0) return []
  return matches(sortCode, text).flatMap((sort) => {
    const near = accounts.find(({ start, end }) => {
      const gap = start >= sort.end ? start - sort.end : sort.start - end
      return gap >= 0 && gap <= apart
    })
    if (!near) return []
    // A date in figures before an eight-figure number looks the same: words of banking must then be there.
    if (isDate(sort.match[0]) && !/\b(?:sort code|account|bank|pay|bacs|transfer)\b/i.test(text)) return []
    const digits = digitsOf(sort.match[0]) + near.match[0]
    const place = { start: Math.min(sort.start, near.start), end: Math.max(sort.end, near.end) }
    return [{ ...place, value: digits, shown: masked(digits), attributes: { kind: 'sort-code' } }]
  })
}

function isDate(text: string): boolean {
  const [day = 0, month = 0] = text.split(/[ -]/).map(Number)
  return day >= 1 && day <= 31 && month >= 1 && month <= 12
}

function ibans(text: string): Hit[] {
  return matches(iban, text).flatMap(({ match, start, end }) => {
    const value = match[0].replace(/ /g, '')
    if (value.length < 15 || value.length > 34 || !ibanChecks(value)) return []
    return [{ start, end, value, shown: masked(value), attributes: { kind: 'iban' } }]
  })
}

function ibanChecks(value: string): boolean {
  const moved = value.slice(4) + value.slice(0, 4)
  let rest = 0
  for (const char of moved) {
    const code = char >= 'A' ? String(char.charCodeAt(0) - 55) : char
    rest = Number(`${rest}${code}`) % 97
  }
  return rest === 1
}
