import type { Hit, TextDetector } from '../detector.ts'
import * as lists from './accusations-lexicon.ts'
import { peopleIn, type Somebody } from './accused-person.ts'
import { allOf, anyWord, blanked, has } from './nearby.ts'
import { plain, sentencesOf, type Sentence } from './phrases-more.ts'

const kinds = [
  { kind: 'crime', pattern: anyWord(lists.crime) },
  { kind: 'dishonesty', pattern: anyWord(lists.dishonesty) },
  { kind: 'misconduct', pattern: anyWord(lists.misconduct) },
  { kind: 'incompetence', pattern: anyWord(lists.incompetence) },
]
const hint = anyWord(lists.hints)
const strongHint = anyWord(lists.strongHints)
const loot = anyWord(lists.loot)
const harmless = anyWord(lists.harmless)
const speaking = anyWord(lists.speaking)
const genre = anyWord(lists.genre)
const cleared = anyWord(lists.cleared)
const suffered = anyWord(lists.suffered)

const negated =
  /(?:\b(?:not|hardly|nobody|nor|neither|without|cannot|no one)|n't)[ '-]+(?:\w+[ '-]+){0,2}$|\bnever\W+$/i
const deedDenies =
  /^(?:can|could|does|did|has|never|isn't|not|no|didn't|doesn't|wouldn't|won't|refus|turn|without|ignor|couldn't|don't|should|unfit|knew|hasn't)/i
// The one who is spoken of may stand in the sentence before.
const pronoun =
  /^\W*(?:(?:and|but|so|then|because|now|also|well|honestly|turns out|yes|yeah|apparently|still|maybe|perhaps) )*(?:he|she|he's|she's|he'd|she'd|they|they're|his|her|this (?:man|woman|guy|bloke|person)|what an?|such an?)\b|^\W*(?:total|absolute|utter|proper|complete|actual|what an?|such an?)\b/i
const bare = /^\W*(?:[a-z'-]+\W*){1,6}$/i
const theirs = /\b(?:he|she|him|his|her|hers|he's|she's)\b/i
// "Angry students", "Second homes": a capital that only begins the sentence.
const crowd =
  /^[A-Z][a-z]+ (?:people|folk|men|women|children|students|firms?|companies|researchers|experts|sites|gangs?|(?!is\b|was\b|has\b|does\b|always\b|steals|lies|cheats|bullies|takes|fakes|keeps|gets|makes|sleeps|sells|needs|deserves|hits|shouts|[a-z]*ss\b)[a-z]{3,}s) (?:are|were|have|do|is|can|all|just|who|that|lie|steal|cheat)\b/
const askedInGeneral =
  /^\W*(?:what (?:is|are|makes|counts|to|would|if|should|can)|how (?:do|to|can|would|should|much|many|did|are|is)|have you|has your|are (?:you|we)|do you|did you|did (?:the|richard|shakespeare)|is your|worried|ever|need|want|can|should|why do|why are|which|was|were|is (?:it|richard|cheating|plagiarism|copying|there|this|that)|could|where (?:can|do)|think|feeling|seen|been|who (?:was|stole|killed|wrote|invented|owns)|does|would you)\b/i
const askedToAccuse =
  /\b(?:why (?:is|does|has|did|do)|when (?:will|is)|how (?:is|does|has|can|did|come)|isn't|hasn't|doesn't|didn't|know (?:that|how|why|what|who|if)|there anyone|want (?:your|to be)|surprised|see that|hear(?:d)? that|hear(?:d)? about|can we talk|did (?:anyone|anybody|you|nobody|no one) (?:else )?(?:see|hear|notice|know|catch|clock)|remember when|guess who|what kind of|who (?:lets|let|hired|thought|approved)|is it true|how many (?:more|times)|who else|anyone else|has anyone|is it (?:just|true)|what (?:are we|happened)|where (?:did|has|is)|or is|right\?|amirite)\b/i

export const accusations: TextDetector = {
  scope: 'text',
  fact: 'accusations',
  about:
    'Words that may accuse a person who is named, or told by an office, of a crime, dishonesty, misconduct or incompetence; a person decides. Research, teaching and help are left out. It misses things and can be wrong.',
  attributes: {
    named: 'the words that name the person',
    kind: 'crime, dishonesty, misconduct or incompetence',
  },
  detect(written) {
    const text = plain(written)
    if (!kinds.some(({ pattern }) => has(pattern, text)) && ![hint, strongHint].some((one) => has(one, text)))
      return []
    let last = ''
    let innocent = false
    return sentencesOf(text).flatMap((sentence) => {
      const people = peopleIn(sentence.text).filter(
        ({ start }) => !crowd.test(sentence.text.slice(start, start + 60)),
      )
      const hit = accusedIn(sentence, people, innocent ? '' : last)
      // What follows upon a lecture or a clearing speaks of that, too.
      innocent = hit.length === 0 && [speaking, genre, cleared].some((one) => has(one, sentence.text))
      last = people.findLast(({ sure }) => sure)?.words ?? last
      return hit
    })
  },
}

interface Deed {
  start: number
  end: number
  kind: string
}

/** The deeds of a sentence in their order, without those that are denied. */
function deedsIn(text: string): Deed[] {
  return kinds
    .flatMap(({ kind, pattern }) =>
      allOf(pattern, text)
        .filter(
          ({ start, words }) =>
            deedDenies.test(words) || !negated.test(text.slice(Math.max(0, start - 40), start)),
        )
        .map(({ start, end }) => ({ start, end, kind })),
    )
    .sort((a, b) => a.start - b.start)
}

// An unknown word with a capital is somebody when it does the deed itself: "Hargreaves stole", "Hargreaves is a thief".
const does =
  /^(?:(?:,? who)? (?:is|was|has|had|been|just|still|really|clearly|only|always|never|totally|such|a|an|the|total|absolute|complete|utter|didn't|doesn't|hasn't|keeps|keep|got|gets|did|will|would)\b){0,5} ?$/i

/** "They shouted at Amara": she did nothing. */
const doneTo = (text: string, deed: Deed, one: Somebody): boolean =>
  /\b(?:at|on|from)$/.test(text.slice(deed.start, deed.end)) && one.start - deed.end <= 1

function accusedIn(
  { text: whole, start, asked }: Sentence,
  people: readonly Somebody[],
  last: string,
): Hit[] {
  const text = blanked(whole, harmless)
  if (has(genre, text) || has(cleared, text)) return []
  if (asked && askedInGeneral.test(text) && !askedToAccuse.test(text)) return []
  const hit = (from: number, to: number, named: string, kind: string): Hit[] => [
    { start: start + from, end: start + to, attributes: { named, kind } },
  ]
  const told = [...allOf(speaking, text), ...allOf(suffered, text)].map(({ start }) => start)
  // "Dr Example warns of thieves" accuses nobody; "Dr Example stole from a lecture" does.
  const deeds = deedsIn(text).filter(({ end }) => !told.some((from) => from < end))
  for (const deed of deeds) {
    // A name may hold a word of a deed, and a deed a name: they must be apart.
    const doers = people.filter(({ sure, end }) => sure || does.test(text.slice(end, deed.start)))
    const before = doers.findLast((one) => one.end <= deed.start && deed.start - one.end <= 160)
    const behind = doers.find(
      (one) => one.sure && one.start >= deed.end && one.start - deed.end <= 70 && !doneTo(text, deed, one),
    )
    const around = doers.find((one) => one.sure && one.start >= deed.start && one.end <= deed.end)
    const one = before ?? behind ?? around
    if (one) return hit(Math.min(one.start, deed.start), Math.max(one.end, deed.end), one.words, deed.kind)
  }
  const [first] = deeds
  if (first && last && (pronoun.test(text) || bare.test(text) || theirs.test(text)))
    return hit(first.start, first.end, last, first.kind)
  const [sure] = allOf(strongHint, text)
  const [hinted] = sure ? [sure] : allOf(hint, text)
  const one = people.find(({ sure }) => sure)
  if (hinted && (sure || has(loot, text) || first)) {
    const named = one?.words ?? last
    if (named) return hit(hinted.start, hinted.end, named, 'dishonesty')
  }
  return []
}
