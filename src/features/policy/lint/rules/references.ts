import type { Found, LintRule } from '../finding.ts'
import { placesOf, under } from '../places.ts'
import type { Place } from '../places.ts'
import type { Passage, PolicyView } from '../view.ts'
import { contentWords, sentencesOf } from '../words.ts'
import { referencesIn } from './reference-words.ts'
import type { Reference } from './reference-words.ts'

export const references: LintRule = {
  id: 'references',
  about:
    'A section or clause that is named but is not there, or that is about something else than the words say.',
  find(view): Found[] {
    const places = placesOf(view)
    const greatest = Math.max(
      0,
      ...places.flatMap(({ numbers }) => numbers.map((number) => Number.parseInt(number, 10))),
    )
    return view.passages
      .filter(({ kind }) => kind !== 'heading')
      .flatMap((passage) => [
        ...deadLinks(view, passage, places),
        ...unknownIds(view, passage, places),
        ...sentencesOf(passage.text).flatMap((sentence) =>
          referencesIn(sentence, greatest).flatMap((reference) => judge(view, passage, reference, places)),
        ),
      ])
  },
}

function deadLinks(view: PolicyView, passage: Passage, places: Place[]): Found[] {
  return [...passage.source.matchAll(/\[([^\]]*)\]\(#([^)\s]*)\)/g)]
    .filter(([, , id]) => !places.some((place) => place.id === id))
    .map(([, words = '', id = '']) => ({
      ...view.at(passage, words),
      weight: 'fault' as const,
      says: `${passage.name} links to #${id}, which is not in the policy.`,
      mend: nearest(id, places),
    }))
}

function nearest(id: string, places: Place[]): string {
  const meant = places.find((place) => place.id.toLowerCase() === id.toLowerCase())
  return meant ? `Write #${meant.id}.` : 'Link to a clause or section that is there, or leave the link out.'
}

function unknownIds(view: PolicyView, passage: Passage, places: Place[]): Found[] {
  const prefix = /^[A-Z]+/.exec(view.pack.clauses[0]?.id ?? '')?.[0] ?? ''
  if (prefix === '') return []
  const ids = [...passage.text.matchAll(new RegExp(String.raw`\b${prefix}-\d+(?:\.\d+)*[a-z]?\b`, 'g'))].map(
    ([id]) => id,
  )
  return ids
    .filter((id) => !places.some((place) => place.id === id))
    .map((id) => ({
      ...view.at(passage, id),
      weight: 'fault' as const,
      says: `${passage.name} refers to ${id}, which is not in the policy.`,
      mend: 'Name a clause that is there, or leave the reference out.',
    }))
}

function judge(view: PolicyView, passage: Passage, reference: Reference, places: Place[]): Found[] {
  const where = view.at(passage, reference.words)
  const meant = placeMeant(reference, places)
  const perhaps = meant ? ` “${meant.title}” is ${meant.kind} ${meant.numbers[0]}.` : ''
  if (!places.some((place) => under(place, reference.number))) {
    const says = `${passage.name} refers to “${reference.words}”, but the policy has no ${reference.number}.`
    const mend = meant
      ? `Refer to ${meant.kind} ${meant.numbers[0]} instead.`
      : 'Name the section or clause that is meant.'
    return [{ ...where, weight: 'fault', says: says + perhaps, mend }]
  }
  const named = places.find(({ numbers }) => numbers.includes(reference.number))
  if (meant && meant.id !== named?.id && !within(meant, reference.number)) {
    const is = named && named.title !== '' ? `, which is “${named.title}”` : ''
    const says = `${passage.name} speaks of “${meant.title}” but refers to “${reference.words}”${is}.${perhaps}`
    return [{ ...where, weight: 'fault', says, mend: `Refer to ${meant.kind} ${meant.numbers[0]} instead.` }]
  }
  if (named && named.id === passage.clause) {
    const says = `${passage.name} refers to itself (“${reference.words}”).`
    return [
      {
        ...where,
        weight: 'advice',
        says,
        mend: 'Name the clause that is meant, or leave the reference out.',
      },
    ]
  }
  return []
}

/** One lies in the other: “the general principles in clause 2.1”. */
function within({ numbers }: Place, number: string): boolean {
  return numbers.some(
    (own) => own.startsWith(`${number}.`) || number.startsWith(`${own}.`) || number.startsWith(own),
  )
}

const joint =
  /(?:,?\s*(?:(?:as|that|which)\s+(?:is|are)\s+)?(?:listed|set out|given|described|laid down|stated|named|found|explained|contained|mentioned|outlined|defined|written))?\s*(?:above\s+|below\s+)?(?:\b(?:in|of|under|at|from|by|see|see also)\b|\()\s*(?:the\s+)?$/i
// Words that any heading may carry say nothing about which one is meant.
const general = new Set([
  'general',
  'key',
  'main',
  'basic',
  'core',
  'overall',
  'other',
  'further',
  'more',
  'social',
  'medium',
  'media',
  'policy',
  'university',
])

/** The place whose title the words around a reference give, when they give one. */
function placeMeant({ before, after }: Reference, places: Place[]): Place | undefined {
  const ahead = joint.test(before) ? contentWords(before.replace(joint, '')).slice(-5) : []
  const behind = /^\s*(?:[,:(–-]|\bon\b|\babout\b|\bcalled\b)/.test(after)
    ? contentWords(after.split(/[.;)]/)[0] ?? '').slice(0, 5)
    : []
  const titled = places
    .map((place) => ({ place, title: contentWords(place.title) }))
    .filter(({ title }) => title.length > 0)
  const whole = titled.filter(
    ({ title }) => title.length >= 2 && (endsWith(ahead, title) || startsWith(behind, title)),
  )
  if (whole.length > 0) return whole.length === 1 ? whole[0]?.place : undefined
  const last = ahead.at(-1)
  if (last === undefined || last.length < 6 || general.has(last)) return undefined
  const byHead = titled.filter(({ place, title }) => place.kind === 'section' && title.includes(last))
  const [only] = byHead
  const distinct = only?.title.filter((word) => !general.has(word)) ?? []
  return byHead.length === 1 && distinct.length === 1 && distinct[0] === last ? only?.place : undefined
}

const endsWith = (words: string[], title: string[]): boolean =>
  title.every((word, at) => words[words.length - title.length + at] === word)
const startsWith = (words: string[], title: string[]): boolean =>
  title.every((word, at) => words[at] === word)
