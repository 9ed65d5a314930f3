import { findPhoneNumbersInText } from 'libphonenumber-js/min'
import { digitsOf, matches } from '../detector.ts'
import type { Hit, TextDetector } from '../detector.ts'

// The library knows which ranges are in use and so leaves out numbers that were never given out, among them those
// that Ofcom keeps for drama. For a check, the shape of a British number is enough; the library serves the rest of
// the world, where a number is only taken as such when it begins with "+".
const british =
  /(?<![\w/£$€.:#@-])(?:\+44[ .-]?(?:\(0\)[ .-]?)?|0044[ .-]?|\(?0)\d[\d ().-]{6,16}\d(?![\w/@]|[.:-]\d)/g
const noTelephoneBefore =
  /(?:isbn|issn|orcid|doi|patent|grant|order|invoice|ref(?:erence)?|student (?:no|number|id)|\bid|urn|uprn|account|charity(?: no)?|company(?: no)?|barcode)[\s:.#no]{0,6}$/i

export const telephones: TextDetector = {
  scope: 'text',
  fact: 'telephones',
  about:
    'Telephone numbers, British or with an international prefix. Short helplines (111, 0800 1111) are left out.',
  attributes: {
    kind: 'mobile, landline, service (freephone, 03, 08, 09: never a person’s own) or international',
    institutional: 'true when the institution lists the number as its own',
    suggestion: 'the institution’s first listed number, or empty',
  },
  detect(text, { institution }) {
    const own = new Set(institution.telephones.map(canonical))
    const suggestion = institution.telephones[0] ?? ''
    const hits: Hit[] = []
    for (const { start, end, national } of [...inBritain(text), ...abroad(text)]) {
      if (hits.some((hit) => start < hit.end && hit.start < end)) continue
      const attributes = { kind: kindOf(national), institutional: own.has(national), suggestion }
      hits.push({ start, end, value: national, attributes })
    }
    return hits.sort((a, b) => a.start - b.start)
  },
}

interface Found {
  start: number
  end: number
  national: string
}

function inBritain(text: string): Found[] {
  const found: Found[] = []
  for (const { match, start } of matches(british, text)) {
    const shaped = longestNumber(match[0])
    if (!shaped || noTelephoneBefore.test(text.slice(0, start))) continue
    found.push({ start, end: start + shaped.length, national: canonical(shaped) })
  }
  return found
}

/** The run may have swallowed a second number or a date: the longest prefix that is a whole number counts. */
function longestNumber(run: string): string | null {
  const international = /^\+44|^0044/.test(run)
  for (let end = run.length; end > 8; end--) {
    const candidate = run.slice(0, end)
    if (!/\d$/.test(candidate) || /^\d/.test(run.slice(end))) continue
    const national = canonical(candidate)
    if (!/^0[12357-9]\d{9}$/.test(national)) continue
    if (international || plainlyGrouped(candidate)) return candidate
  }
  return null
}

/** "020 7946 0958" and "01632960001" are written as telephone numbers are; "01.12.2026 0900" is not. */
function plainlyGrouped(candidate: string): boolean {
  const groups = candidate
    .replace(/[()]/g, ' ')
    .trim()
    .split(/[ .-]+/)
  const first = groups[0] ?? ''
  return groups.length <= 5 && (first.length === 11 || (first.length >= 3 && first.length <= 7))
}

function abroad(text: string): Found[] {
  if (!text.includes('+')) return []
  return findPhoneNumbersInText(text)
    .filter(({ number, startsAt }) => number.countryCallingCode !== '44' && text[startsAt] === '+')
    .map(({ startsAt, endsAt, number }) => ({ start: startsAt, end: endsAt, national: number.number }))
}

/** British numbers as 0…, others as +…: one spelling for each number. */
function canonical(number: string): string {
  const digits = digitsOf(number)
  if (/^\s*\+(?!44)/.test(number)) return `+${digits}`
  return `0${digits.replace(/^(?:0044|44(?=\d{10,}$))/, '').replace(/^0/, '')}`
}

function kindOf(national: string): string {
  if (national.startsWith('+')) return 'international'
  if (/^07[1-57-9]/.test(national)) return 'mobile'
  return /^0[12]/.test(national) ? 'landline' : 'service'
}
