import type { Hit, TextDetector } from '../detector.ts'
import { against, groups, scorn, slurs } from './hostile-lexicon.ts'
import { anyOf, edge, holds, listOf, plain, sentencesOf, shape, wordsOf } from './phrases-more.ts'
import type { Sentence } from './phrases-more.ts'

/** One pattern for all kinds, which tells by its group which kind it was. */
function sorted(lexicon: Readonly<Record<string, readonly string[]>>) {
  const names = Object.keys(lexicon)
  const source = names.map((name) => `(${anyOf(lexicon[name] ?? []).slice(3, -1)})`).join('|')
  const pattern = new RegExp(`${edge.before}(?:${source})${edge.after}`, 'gi')
  const nameOf = (match: RegExpMatchArray): string => names[match.slice(1).findIndex(Boolean)] ?? ''
  return { pattern, nameOf }
}
const named = sorted(groups)
const demeaning = sorted(slurs)

const start = (pattern: RegExp): RegExp => new RegExp(`^[^\\w.!?]{1,4}${pattern.source}`, 'i')
const end = (pattern: RegExp): RegExp => new RegExp(`${pattern.source}[^\\w.!?]{1,4}$`, 'i')
const turnedAfter = [
  '~3 {unable} ~4 {bad}',
  '~2 {is} ~4 {bad}',
  '~3 {out}',
  '~5 {harms}',
  '~4 {sameness}',
].map((written) => start(shape(written, '', against).pattern))
const turnedBefore = listOf`
  {shut}, {shut} these, {shut} all the, {shut} more, {shut} the, {shut} of,
`.map((written) => end(shape(written, '', against).pattern))

// Who quotes such words to oppose or study them does not say them.
const opposed = wordsOf(listOf`
  myths?, stereotyp\w*, racis[mt]\w*, sexis[mt]\w*, homophobi\w+, transphobi\w+, islamophobi\w+,
  antisemiti\w+, ableis[mt], ageis[mt], misogyn\w+, bigot\w*, prejudice\w*, discriminat\w+, harass\w+,
  abuse\w*, slurs?, hate crimes?, zero tolerance, condemn\w*, unacceptable, not ok(?:ay)?, never ok(?:ay)?,
  isn't ok(?:ay)?, offensive, debunk\w*, report it, report and support, call (?:it|this) out, wrong to say,
  bust(?:ing)?, people say, was told, were told, been told, told (?:that|me|her|him|us|them),
  used to (?:say|think|believe), barriers?, bias(?:es)?, nobody should, no one should, no-one should,
  stop saying, never say, don't say, avoid (?:saying|the (?:word|term|phrase)), contrary to, history of,
  inclusive language, reclaim\w*, hurtful, think again, prove\w* (?:them|that|it|him) wrong,
`)
const supportive = wordsOf(listOf`
  research\w*, study, studies, survey, evidence, exhibition, novel, film, book, lecture on, seminar on,
  talk on, a debate, debate:, support(?:ing|s|ed)?, (?<!not )(?<!n't )welcom(?:e|es|ed|ing), celebrat\w+,
  help(?:s|ing)?, accessib\w+, step-free, inclusi\w+, adjustments?, under-?represent\w+, gap, network,
  society (?:is|event|stall|social|welcomes), panel, open day, summer camp, awareness, history month,
  mubarak, happy (?:eid|diwali|hanukkah|vaisakhi|easter|pride), pride, solidarity,
  should(?:n't| not| never)? (?:be (?:asked|told|made|expected|forced|afraid)|have to), should pay, rights?,
  you've rights, safe(?:ty|r)?, deserve, proud, still (?:so )?(?:few|earn|paid|walk|face|hear), tell us,
  look at applications, we look, never too old, come to, come and, policy, guide, everyone is, all welcome,
  allies, team, match, squad, trials, v\.?, goal, prayer, quiet room, parking, map, admitted until,
  how they feel, shed, never have to, more productive, learning to code, graduat\w+, doctorate, degree,
  alumni share, first pride, i'm gay, i am gay, as a (?:gay|black|disabled|trans|muslim|jewish|woman),
  our \w+ network,
`)
const scornful = wordsOf(scorn)
// What nobody says kindly.
const vile =
  /retard|spa(?:z|stic)|mong|trann|she-?male|p[a*]ki|chink|n[i*]gg|wog|coon|pikey|gyppo|kike|yid|head|fag|poof|dyke|slut|slag|cripple|dark|jap|where (?:you|they)/i
const retold =
  /["“”][^"“”]{4,120}["“”].{0,60}\b(?:said|told|say|hear|heard|wrote|asked|thought|myth|wrong|years ago|used to)\b|\b(?:said|told|hear|heard|wrote|someone|somebody|people say|don't say)\b.{0,60}["“”][^"“”]{4,120}["“”]/i

const worthALook = new RegExp(`${named.pattern.source}|${demeaning.pattern.source}`, 'i')

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
    if (!worthALook.test(written)) return []
    const text = plain(written)
    if (holds(opposed, text) || retold.test(text)) return []
    const helpful = holds(supportive, text)
    const scorned = !helpful && holds(scornful, text)
    return sentencesOf(text).flatMap((sentence) => {
      const turned = scorned ? namings(sentence) : helpful ? [] : turnedOn(sentence)
      const hits = [...insults(sentence, helpful), ...turned]
      return hits.sort((a, b) => a.start - b.start).slice(0, 3)
    })
  },
}

/** Demeaning words. Beside words of help only those count that nobody uses kindly. */
function insults({ text, start }: Sentence, helpful: boolean): Hit[] {
  return [...text.matchAll(demeaning.pattern)]
    .filter(([words]) => !helpful || vile.test(words))
    .map((match) => hit(start + match.index, match[0].length, demeaning.nameOf(match)))
}

/** Names of groups, where scorn stands beside them in the post. */
function namings({ text, start }: Sentence): Hit[] {
  return [...text.matchAll(named.pattern)].map((match) =>
    hit(start + match.index, match[0].length, named.nameOf(match)),
  )
}

/** A group's name with words right before or after it that turn on the group. */
function turnedOn({ text, start }: Sentence): Hit[] {
  return [...text.matchAll(named.pattern)].flatMap((match) => {
    const from = match.index
    const rest = text.slice(from + match[0].length, from + match[0].length + 90)
    const after = turnedAfter.map((pattern) => pattern.exec(rest)?.[0]).find(Boolean) ?? ''
    const ahead = text.slice(Math.max(0, from - 40), from)
    const before = turnedBefore.map((pattern) => pattern.exec(ahead)?.[0]).find(Boolean) ?? ''
    // "The men's team", "no women were admitted until 1920": of a team, of the past.
    const ofThePast = /\bno\W+$/i.test(before) && /^ (?:were|was|had|have|has|did|in \d)/.test(rest)
    if (before + after === '' || ofThePast || (/^'s?\b/.test(rest) && before === '')) return []
    const length = before.length + match[0].length + after.length
    return [hit(start + from - before.length, length, named.nameOf(match))]
  })
}

const hit = (start: number, length: number, characteristic: string): Hit => ({
  start,
  end: start + length,
  attributes: { characteristic },
})
