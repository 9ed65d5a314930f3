import type { Hit, TextDetector } from '../detector.ts'
import { groups } from './hostile-groups.ts'
import * as lists from './hostile-signs.ts'
import { slurs } from './hostile-slurs.ts'
import { anyOf, edge, holds, listOf, plain, sentencesOf, spots } from './phrases-more.ts'
import type { Sentence } from './phrases-more.ts'
import { byLetter, sign, weigh } from './weigh.ts'

/** One pattern for all kinds, which tells by its group which kind it was. */
function sorted(lexicon: Readonly<Record<string, readonly string[]>>) {
  const names = Object.keys(lexicon)
  const source = names.map((name) => `(${byLetter(lexicon[name] ?? [])})`).join('|')
  const pattern = new RegExp(`${edge.before}(?:${source})${edge.after}`, 'gi')
  const nameOf = (match: RegExpMatchArray): string => names[match.slice(1).findIndex(Boolean)] ?? ''
  return { pattern, nameOf }
}
const named = sorted(groups)
const demeaning = sorted(slurs)

// What nobody says kindly.
const vile =
  /retard|spa(?:z|stic)|^mongs?$|trann|she-?male|^p[a*]k|chink|n[i*]gg|wog|coon|pikey|gypp?o|kike|yid|rag.?head|fag|poof|dyke|slut|slag|cripple|darkie|jap|where (?:you|they)|sandwich|kitchen/i
// Said as often of nobody in particular, or in kindness.
const mildWords = listOf`
  she, man, men, women, woman, girls?, boys?, lads?, period, cows?, camp, add, ms, natives, conditions?,
  visas?, diversity, bab(?:y|ies), mums?, mothers?, parents?, wife, god, pride, ramps?,
  (?:black|white|brown) \w+, \w+ bus, chinese, foreign, young people, trans\w* \w+, international students?,
  accents?, mental health, birds?, skirts?, secretar(?:y|ies), hormon\w+, husbands?, childcare, anxiety,
  medication, trauma, ocd, lad(?:y|ies), males?, females?, pray\w*, priests?, vicars?, rainbow \w+,
  generation \w+, teenagers?, part.?timers?, immigration, minorit(?:y|ies), bump, expecting, limp, kosher,
  halal, travellers, natives?,
`
const mild = new RegExp(`^${anyOf(mildWords)}$`, 'i')
// Somebody who speaks of their own life.
const own = listOf`
  i'm (?:a |an )?(?:gay|lesbian|bi|trans|muslim|jewish|black|deaf|blind|autistic|disabled|dyslexic|\d\d),
  i am (?:a |an )?(?:gay|lesbian|bi|trans|muslim|jewish|black|deaf|blind|autistic|disabled|dyslexic|\d\d),
  as a (?:\w+ )?(?:woman|man|student|person|muslim|mother|mum), call us, we came, my own, never too old,
  it's never too, gave me, told me i,
  my (?:mum|dad|nan|gran|daughter|son|wife|husband|hearing aid|wheelchair|hijab|turban|faith|adhd|autism|dyslexia|accent),
`
// Talk is about "them" and knows no dates; a notice says when, where and whose.
const talk =
  /\b(?:they|them|their|these|those|all|always|never|another|again|even|just|only|too|anyway|some|who|him|her|he|she|you|if|no|not|n't|don't|won't|isn't|can't|what|why)\b|\?\?|\.\.\.|(?:^|[.!?] )[a-z]/g
const official =
  /: |\b(?:[Oo]ur|[Ww]e|[Ww]e're|[Ww]e've|us)\b|#\w|https?:|\b(?:by|in|of|at|with) [A-Z]\w|\d\d/g
const tone = [
  { pattern: talk, weight: 0.35, most: 4 },
  { pattern: official, weight: -0.5, most: 3 },
]
const hostile = [
  sign(0.8, lists.contempt, 3),
  sign(0.9, lists.exclusion, 3),
  sign(1.1, lists.stereotype, 3),
  sign(0.9, lists.mockery, 3),
]
const innocent = [
  sign(-1.2, lists.opposes, 3),
  sign(-1.2, lists.kindly, 3),
  sign(-0.3, lists.settings, 2),
  sign(-1, own, 2),
]
const quotation = /["“”][^"“”]{4,200}["“”]/
const enough = 0.7
const enoughTalk = 1.2

export const hostileRemarks: TextDetector = {
  scope: 'text',
  fact: 'hostileRemarks',
  about:
    'Words that may turn a protected characteristic against a person or a group: an insult, a stereotype, exclusion or mockery. Words that oppose such remarks are left out. It misses things and can be wrong.',
  attributes: {
    characteristic:
      'age, disability, gender-reassignment, marriage-pregnancy, race, religion, sex or sexual-orientation',
  },
  detect(written) {
    const text = plain(written)
    const insults = spots(demeaning.pattern, text)
    const people = spots(named.pattern, text)
    if (insults.length + people.length === 0) return []
    if (!isHostile(text, insults, people)) return []
    const found = sentencesOf(text).flatMap((sentence) => marksIn(sentence).slice(0, 3))
    return found.slice(0, 6)
  },
}

type Words = readonly { words: string }[]

function isHostile(text: string, insults: Words, people: Words): boolean {
  const plainly = people.filter(({ words }) => !mild.test(words)).length
  const mildly = people.length - plainly
  const cursed = insults.filter(({ words }) => vile.test(words)).length
  const against = weigh(hostile, text)
  // Talk alone turns on nobody.
  if (plainly + insults.length === 0 && against === 0) return false
  const around = weigh(tone, text) + weigh(innocent, text) - (quotation.test(text) ? 0.4 : 0)
  // Nor does a group that is only named, unless somebody talks about it.
  if (insults.length === 0 && against === 0) return Math.min(1, plainly) * 0.9 + around > enoughTalk
  const named = 0.9 * Math.min(2, plainly) + 0.3 * Math.min(2, mildly)
  return named + 1.2 * Math.min(2, insults.length) + 1.5 * Math.min(1, cursed) + against + around > enough
}

/** Demeaning words and the names of groups, each with the hostile words that stand right by it. */
function marksIn({ text, start }: Sentence): Hit[] {
  const turned = hostile
    .filter(({ pattern }) => holds(pattern, text))
    .flatMap(({ pattern }) => spots(pattern, text))
  const hits = [demeaning, named].flatMap(({ pattern, nameOf }) =>
    [...text.matchAll(pattern)].map((match) => {
      const from = match.index
      const to = from + match[0].length
      const beside = turned.filter((other) => other.end > from - 30 && other.start < to + 30)
      return {
        start: start + Math.min(from, ...beside.map((other) => other.start)),
        end: start + Math.max(to, ...beside.map((other) => other.end)),
        attributes: { characteristic: nameOf(match) },
      }
    }),
  )
  return apart(hits)
}

/** In their order, without those that begin within another. */
function apart(hits: Hit[]): Hit[] {
  let reached = -1
  return hits
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < reached) return false
      reached = end
      return true
    })
}
