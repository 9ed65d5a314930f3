import type { Hit, TextDetector } from '../detector.ts'
import { argues, everyday, matters, opinion, slogans, stand } from './contentious-lexicon.ts'
import { anyOf, edge, holds, listOf, plain, sentencesOf, spots, wordsOf } from './phrases-more.ts'
import type { Sentence } from './phrases-more.ts'

const names = Object.keys(matters)
// In a hashtag words run together: "#AssistedDying".
const anyMatter = new RegExp(
  `${edge.before}(?:${names.map((name) => `(${anyOf(matters[name] ?? []).slice(3, -1)})`).join('|')})${edge.after}`.replaceAll(
    '[\\s-]{1,2}',
    '[\\s-]{0,2}',
  ),
  'gi',
)
const side = wordsOf(stand['side'] ?? [])
const must = wordsOf(stand['must'] ?? [])
const verdict = wordsOf(stand['verdict'] ?? [])
const opinionated = wordsOf(opinion)
const slogan = wordsOf(slogans)
const arguing = wordsOf(argues)
const isEveryday = new RegExp(`^${anyOf(everyday)}$`, 'i')
const cry = new RegExp(
  `(?:^|[^\\w]{1,3}|#)${anyOf(stand['cry'] ?? [])}[^\\w]{0,2}(?:the |our |all |these |this |any |more )?$`,
  'i',
)

// Teaching, research, help and both sides of a question are no stand.
const even = wordsOf(listOf`
  lectures?, seminars?, a debate, debate:, (?:the|our|tonight's|union|public|join the) debate,
  debates?(?= on (?!campus)| about| with| night| series| team|,), debating, panel,
  (?:our|new|latest|her|his|their) research, researchers?, study, studies, paper, findings?, finds, survey,
  modules?, ma in, msc in, ba in, phd, degree in, exhibition, archive, new book,
  (?:a|free|public|tonight's) talk, podcast, workshop, briefing, explain(?:s|er|ed)?, explores?, exploring,
  examin(?:e|es|ing), discuss(?:es|ing|ion)?, history of, advice, guidance, support is available, find out,
  information, faqs?, how to, apply, deadline, drop-in, helpline, both sides, all sides, different views,
  perspectives, all views, this house, conference, symposium, reading group, film, screening, q&a, scholars,
  (?:stays?|remains?) open, timetables?, (?:more|extra) time, open(?:s)? (?:at|as usual|during),
  gives evidence, game, prize, oral history, historians?, museum, maps?, tickets?, bookings?, booked, rota,
  on this day, minutes of, poetry, journalism, reading list, quiz,
`)
// A day, an hour, a place, a form: such a post gives notice.
const notice =
  /\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|\b\d{1,2}(?:[.:]\d\d)?\s?(?:am|pm)\b|\b\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|\b(?:floor|room|moved|reopens?|closures?|places|starts?|read|available|own words|updated|published|straight to us|tomorrow|today's|tonight|free|here|watch|new|meet|join|pay (?:in|by|your|online)|instalments|our (?:chemists|scientists|engineers|biologists|economists|alumni|students)|walk|tour|lego|film|concert|café|scholarships|module|course|open access|fundrais\w+|gala|craft|workshop|collection|slides|transfer|q&a)\b/i
// "We support students with fees" helps; it takes no side.
const helping =
  /\b(?:support|help|welcome|back)(?:s|ed|ing)? (?:is |our |all |any |every |you|new )*(?:students?|applicants?|anyone|anybody|everyone|those|people|you|colleagues affected|staff affected|available)\b/gi

// The same word and another thing.
const otherSense =
  /\blightning strikes?\b|\bstrik(?:es?|ing) (?:twice|gold|lucky|a (?:balance|pose|chord|match)|the right note)\b|\b(?:lucky|bird) strikes?\b/gi

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
    if (
      cries.length === 0 &&
      !holds(anyMatter, text) &&
      !institution.topics.some((topic) => holds(patternOf(topic), text))
    )
      return []
    if (holds(even, text)) return []
    const sentences = sentencesOf(text)
    return sentences.flatMap((sentence, at) => {
      const taken = takenIn(sentence, institution.topics)
      if (taken.length === 0) return []
      // What is thought of it may follow in the next sentence: "That statue is still there. Topple it."
      const around = sentence.text + (sentences[at + 1]?.text ?? '')
      const crying = cries.some(({ start }) => start >= sentence.start && start < sentence.end)
      return crying || taken.some((hit) => takesAStand(sentence, hit, around)) ? taken : []
    })
  },
}

function patternOf(topic: string): RegExp {
  const known = asPattern.get(topic)
  if (known) return known
  // "Example Quarter development" is also meant by "the Example Quarter plans".
  const words = topic.replace(/[^\w\s]/g, '\\$&').split(/\s+/)
  const made = wordsOf(words.length > 2 ? [words.join(' '), words.slice(0, -1).join(' ')] : [words.join(' ')])
  asPattern.set(topic, made)
  return made
}

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
  return [
    {
      start,
      end: start + taken.match[0].length,
      value: taken.topic,
      attributes: { topic: taken.topic, listed },
    },
  ]
}

function takesAStand({ text, start, asked }: Sentence, hit: Hit, around: string): boolean {
  const at = hit.start
  if (cry.test(text.slice(Math.max(0, at - start - 40), at - start))) return !asked
  const said = (asked ? around.slice(text.length) : around).replace(helping, ' ')
  if ([side, verdict, must, opinionated].some((pattern) => holds(pattern, said))) return true
  if (asked || notice.test(around)) return false
  return holds(arguing, said) || !isEveryday.test(text.slice(hit.start - start, hit.end - start))
}
