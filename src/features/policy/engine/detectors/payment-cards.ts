import { digitsOf, masked, matches } from '../detector.ts'
import type { TextDetector } from '../detector.ts'

const run = /(?<![\w.#/+-])\d(?:[ -]?\d){12,18}(?![\w/]|[-.]\d)/g
// First figures and lengths of the schemes in use. An ORCID begins with 0 and an ISBN with 978, so neither fits.
const schemes: { begins: RegExp; lengths: number[] }[] = [
  { begins: /^4/, lengths: [13, 16, 19] },
  { begins: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^3(?:0[0-5]|[689])/, lengths: [14] },
  { begins: /^35(?:2[89]|[3-8])/, lengths: [16] },
  { begins: /^6(?:011|4[4-9]|5)/, lengths: [16] },
  { begins: /^62/, lengths: [16, 17, 18, 19] },
  { begins: /^(?:50|5[6-8]|6[37])/, lengths: [16, 18, 19] },
]

export const paymentCards: TextDetector = {
  scope: 'text',
  fact: 'paymentCards',
  about: 'Numbers of payment cards: a known scheme, the right length, and a check figure that is right.',
  attributes: {},
  detect(text) {
    return matches(run, text).flatMap(({ match, start, end }) => {
      const digits = digitsOf(match[0])
      const known = schemes.some(
        ({ begins, lengths }) => begins.test(digits) && lengths.includes(digits.length),
      )
      if (!known || !luhn(digits)) return []
      return [{ start, end, value: digits, shown: masked(digits), attributes: {} }]
    })
  },
}

function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0 && /[1-9]/.test(digits)
}
