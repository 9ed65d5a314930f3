import type { Hit, TextDetector } from '../detector.ts'
import { argues, everyday, matters, opinion, slogans, verdicts } from './contentious-lexicon.ts'
import { calm, judges, urges } from './contentious-signs.ts'
import { anyOf, edge, plain, sentencesOf, spots, wordsOf } from './phrases-more.ts'
import type { Sentence } from './phrases-more.ts'
import { anyWord, byLetter, sign, weigh } from './weigh.ts'

const names = Object.keys(matters)
// In a hashtag words run together: "#AssistedDying".
const anyMatter = new RegExp(
  `${edge.before}(?:${names.map((name) => `(${byLetter(matters[name] ?? [])})`).join('|')})${edge.after}`.replaceAll(
    '[\\s-]{1,2}',
    '[\\s-]{0,2}',
  ),
  'gi',
)
const worthALook = new RegExp(anyMatter.source, 'i')
const slogan = anyWord(slogans)
const isEveryday = new RegExp(`^${anyOf(everyday)}$`, 'i')
const signs = [
  sign(1, judges, 3),
  sign(0.8, urges, 2),
  sign(0.5, opinion, 2),
  sign(0.4, verdicts, 2),
  sign(0.25, argues, 2),
  { pattern: slogan, weight: 2.5, most: 1 },
  sign(-1.4, calm, 3),
]
const enough = 0.5

// The same word and another thing.
const otherSense =
  /\blightning strikes?\b|\bstrik(?:es?|ing) (?:twice|gold|lucky|rate|a (?:balance|pose|chord|match)|the right note)\b|\b(?:lucky|bird) strikes?\b|\b(?:paper|hair|clean) cuts?\b|\bcut(?:ting)? (?:and colour|edge)\b|\bstatue of liberty\b|\bking of the\b|\bking's (?:cross|college)\b|\bpicket.fence\b|\binto pieces\b/gi

const asPattern = new Map<string, RegExp>()

export const contentiousTopics: TextDetector = {
  scope: 'text',
  fact: 'contentiousTopics',
  about:
    'Words that may take a stand, or speak for the institution, on a contested matter: those usual ones that Rostrum knows and those the institution lists. Teaching, research and help are left out. It misses things and can be wrong.',
  attributes: {
    topic: 'the matter, as the institution or Rostrum names it',
    listed: 'true when it is one that the institution lists',
  },
  detect(written, { institution }) {
    const text = plain(written).replace(otherSense, (words) => ' '.repeat(words.length))
    const cries = spots(slogan, text)
    const { topics } = institution
    if (cries.length === 0 && !worthALook.test(text) && !topics.some((topic) => patternOf(topic).test(text)))
      return []
    const taken = sentencesOf(text).flatMap((sentence) => takenIn(sentence, topics))
    if (taken.length === 0) return cries.map(({ start, end }) => hit(start, end, 'protest', false))
    const plainly = taken.filter(({ start, end }) => !isEveryday.test(text.slice(start, end))).length
    const weight = 0.5 * Math.min(2, plainly) + 0.1 * Math.min(2, taken.length - plainly) + weigh(signs, text)
    return weight > enough ? taken : []
  },
}

function patternOf(topic: string): RegExp {
  const known = asPattern.get(topic)
  if (known) {
    known.lastIndex = 0
    return known
  }
  // "Example Quarter development" is also meant by "the Example Quarter plans".
  const words = topic.replace(/[^\w\s]/g, '\\$&').split(/\s+/)
  const made = wordsOf(words.length > 2 ? [words.join(' '), words.slice(0, -1).join(' ')] : [words.join(' ')])
  asPattern.set(topic, made)
  return made
}

/** The plainest name of a contested matter in a sentence. */
function takenIn(sentence: Sentence, topics: readonly string[]): Hit[] {
  const found = [
    ...topics.flatMap((topic) =>
      [...sentence.text.matchAll(patternOf(topic))].map((match) => ({ match, topic })),
    ),
    ...[...sentence.text.matchAll(anyMatter)].map((match) => ({
      match,
      topic: names[match.slice(1).findIndex(Boolean)] ?? '',
    })),
  ]
  const taken = found.find(({ match }) => !isEveryday.test(match[0])) ?? found[0]
  if (!taken) return []
  const start = sentence.start + taken.match.index
  const listed = topics.some((topic) => topic.toLowerCase() === taken.topic.toLowerCase())
  return [hit(start, start + taken.match[0].length, taken.topic, listed)]
}

const hit = (start: number, end: number, topic: string, listed: boolean): Hit => ({
  start,
  end,
  value: topic,
  attributes: { topic, listed },
})
