import type { Hit, TextDetector } from '../detector.ts'
import { holds, plain, spots } from './phrases-more.ts'
import { agedNames, firstNames } from './under-eighteens-names.ts'
import * as lists from './under-eighteens-signs.ts'
import { anyWord, sign, weigh } from './weigh.ts'

const young = anyWord(lists.young)
const contact = anyWord(lists.contacts)
const picture = anyWord(lists.pictures)
const honour = anyWord(lists.honours)
const signs = [
  { pattern: young, weight: 0.8, most: 2 },
  { pattern: contact, weight: 1, most: 2 },
  { pattern: picture, weight: 1, most: 2 },
  { pattern: honour, weight: 0.4, most: 2 },
  { pattern: /\b(?:you|your|ur|u)\b/gi, weight: 0.4, most: 1 },
  sign(-1.9, lists.innocent, 2),
]
const grownUp = /\((?:1[89]|[2-9]\d)\)|, (?:1[89]|[2-9]\d),|\b(?:1[89]|[2-6]\d)[- ]years?[- ]old/
const enough = 0.9

const worthALook = new RegExp(
  String.raw`${young.source}|\(\s?\d\d?\)|, \d\d?\b|\d\d?.year|\b(?:little|tiny|baby|girl|boy)\b`,
  'i',
)

export const underEighteens: TextDetector = {
  scope: 'text',
  fact: 'underEighteens',
  about:
    'Words that may name, picture, contact or collect from people under 18. Outreach where nobody is identified or contacted is left out. It misses things and can be wrong.',
  attributes: {
    kind: 'identified (a name beside an age or a school year), contact (they are asked to answer or send something) or image',
  },
  detect(written) {
    const text = plain(written)
    if (!worthALook.test(text)) return []
    const aged = agedNames(text)
    if (aged.length === 0 && !holds(young, text)) return []
    const named = firstNames(text)
    if (weightOf(text, aged.length, named.length) <= enough) return []
    return [
      ...marks('identified', [...aged, ...named].slice(0, 1)),
      ...marks('contact', spots(contact, text).slice(0, 1)),
      ...imagesIn(text),
    ].sort((a, b) => a.start - b.start)
  },
}

function weightOf(text: string, aged: number, named: number): number {
  return (
    weigh(signs, text) +
    (aged > 0 ? 1.2 : 0) +
    0.6 * Math.min(2, named) +
    (named > 0 && holds(honour, text) ? 0.6 : 0) -
    (grownUp.test(text) ? 0.6 : 0)
  )
}

/** Where young people stand in a post that speaks of a picture. */
function imagesIn(text: string): Hit[] {
  if (!holds(picture, text)) return []
  const [shown] = [...spots(young, text), ...spots(picture, text)]
  return shown ? marks('image', [shown]) : []
}

const marks = (kind: string, found: { start: number; end: number }[]): Hit[] =>
  found.map(({ start, end }) => ({ start, end, attributes: { kind } }))
