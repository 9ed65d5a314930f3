import type { Hit, TextDetector } from '../detector.ts'
import {
  closed,
  hushed,
  innocentHush,
  innocentLeaks,
  inside,
  leaking,
  papers,
  strays,
  teaching,
} from './confidentiality-lexicon.ts'
import { anyWord, blanked, firstIn, has, once, pairIn, type Stretch } from './nearby.ts'
import { plain, sentencesOf, type Sentence } from './phrases-more.ts'

const paper = anyWord(papers)
const shut = anyWord(closed)
const hush = anyWord(hushed)
const leak = anyWord(leaking)
const within = anyWord(inside)
const leakAlone = anyWord(['leaked', 'leak', 'leaks', 'leaking', 'leaker'])
const stray = anyWord(strays)
const shared =
  /\b(?:here(?:'s| is| are| it)|below|thread|attached|see pics?|in full|👇|⬇|📄|👀|read (?:it|them)|have a look|page \d|enjoy|make of (?:it|this|that)|says?|shows?|reveals?|looks? like)|👇|⬇|📄|👀|📎/i
// "This is confidential", "marked confidential": said of what is written, with no paper named.
const called =
  /\b(?:this|these|it|that|following|below|attached|all|marked|labelled|stamped|headed|treat\w*|classed|still|officially|technically|remains?|stays?|strictly|highly|v|very)\b[^.!?\n]{0,40}\b(?:confidential|top secret|commercially sensitive|market[- ]sensitive|price[- ]sensitive|politically sensitive|restricted circulation|internal[- ]only|internal use|hush[- ]hush|classified|secret for now|in confidence)\b/gi

// A nurse who keeps confidence gives nothing away.
const helping =
  /\b(?:nurses?|counsell\w+|chaplain\w*|therap\w+|advis[eo]rs?|helpline|nightline|samaritans|listens?|listening|talk to|chat to|well-?being|support team|report and support|drop-?ins?|mentors?|gps?|doctors?|survey|anonymous)\b/i

// A mark stands at the beginning of a line, in brackets or in capitals.
const heading = String.raw`(?:strictly |private (?:and|&) |highly |company |commercial |personal (?:and|&) |medical )?(?:confidential|in confidence|private|internal(?: use| memo| document| briefing| communication)?(?: only)?|restricted|commercial(?:ly)?[ -](?:in[ -]confidence|sensitive)|official[- :–]{1,3}sensitive|highly sensitive|sensitive|top secret|secret|classified|off the record|embargoed?|unpublished|reserved|not for \w+|draft(?: v?\d[\d.]*)?[ ,:–-]{1,3}not \w+|for internal \w+|(?:heads|managers|governors|members|recipients|addressee|panel|staff|board|council|senate|exec) (?:eyes )?only|eyes only|without prejudice)`
const atStart = new RegExp(
  String.raw`(?:^|\n|[[(*【#<"“'«]|\b(?:nb|note|fyi|status|re|fwd?|subject|classification|marking)\b ?[:–-])[^\w\n]{0,6}(${heading})(?=[^\w\n]{0,2}(?:[:\])*>–—!.,|-]|\n|$))`,
  'gi',
)
const inCapitals =
  /\b(?:CONFIDENTIAL|STRICTLY PRIVATE|INTERNAL(?: USE)? ONLY|(?:FOR )?INTERNAL USE|RESTRICTED|COMMERCIALLY SENSITIVE|COMMERCIAL[- ]IN[- ]CONFIDENCE|OFFICIAL[- :–]{1,3}SENSITIVE|HIGHLY SENSITIVE|NOT (?:YET )?FOR (?:[A-Z]+ ){0,3}[A-Z]{4,}|DO NOT (?:SHARE|CIRCULATE|FORWARD|PUBLISH|DISTRIBUTE|COPY|QUOTE|CITE|RELEASE)|TOP SECRET|UNPUBLISHED|EMBARGO(?:ED)?|NOT (?:YET )?(?:APPROVED|PUBLIC|ANNOUNCED|RELEASED)|EYES ONLY|TLP[: ](?:AMBER|RED|GREEN)|WITHOUT PREJUDICE|IN (?:STRICT )?CONFIDENCE|UNDER NDA|(?:STAFF|MANAGERS|GOVERNORS|BOARD|COUNCIL|SENATE|RECIPIENTS?|ADDRESSEES?|MEMBERS) ONLY(?=\W{0,2}[.:–—-]))\b/g

const worthALook =
  /confiden|embargo|leak|internal|sensitive|secret|restricted|\bonly\b|record\b|classified|unpublish|privileged|prejudice|\bNOT\b|draft|private|closed|reserved|unreleased|hush/i

const candidates = [hush, leak, stray]
const about = anyWord(teaching)
const calm = anyWord(innocentHush)
const plumbing = anyWord(innocentLeaks)
const embargo = /\bembargo(?:ed|es|s)?\b/gi
const embargoOver =
  /\b(?:no longer|oil|arms|trade|grain|fish|herring|cotton|embargo terms|on request|sanctions|lifted|(?:is|was|has) (?:now )?(?:over|ended|up|expired|passed)|after (?:the|an) embargo|out from under|no embargo|what an? embargo|why you|how (?:an )?embargo(?:es)? work|open access|repositor\w+|embargo periods?|months?'? embargo|thes[ie]s)\b/i
const finished =
  /\b(?:no longer (?:confidential|secret|embargoed|under|hush|private)|(?:isn't|not|never) (?:a )?(?:confidential|secret|embargoed)|no secrets?|secret(?:'s| is) out|(?:now|finally|at last) (?:we )?(?:can |be )?(?:public|tell|share|reveal|announce|say)|can (?:now|finally|at last)|lips are (?:now )?unsealed|declassified|until (?:19|20)\d\d|no need to)\b/i
const advice =
  /\b(?:how to|never (?:share|post|put|send|publish|upload|leak|forward|email)|before you (?:post|share|send)|think before|remember (?:not )?to|reminder|if (?:you|you've|someone|anyone|it's|in doubt)|make sure|avoid|beware|fake|hoax|rumou?rs?|would you|do you|did you know|are you|have you)\b/i

// "The results aren't out yet; they'll be on the portal": what is not yet known is only promised.
const unannounced = /\b(?:announced|out|published|released|approved|public|official|announcement)\b/i
const promised =
  /\b(?:they'll|they will|it'll|it will|we'll|will be|check (?:back|the|your)|please don't (?:ring|call|e-?mail)|let you know|watch this space|stay tuned|keep an eye|soon|sign up|due (?:on|at|in)|by e-?mail)\b(?![^\n]*\b(?:but|shh|secret|quiet|surprised?|here(?:'s| is))\b)/i
const asking =
  /^\W*(?:is|was|were|has|have|are|what|how|who|should|can|could|do|does|did|which|why|when|where|got)\b/i

export const confidentialityMarks: TextDetector = {
  scope: 'text',
  fact: 'confidentialityMarks',
  about:
    'Words that may mark what is written itself as confidential, under embargo or leaked; a person decides. Services that keep confidence, teaching and history are left out. It misses things and can be wrong.',
  attributes: { kind: 'mark (confidential, internal, not for circulation), embargo or leak' },
  detect(written) {
    const text = plain(written)
    if (!candidates.some((one) => has(one, text)) && !worthALook.test(text)) return []
    const post: Post = {
      shows: once(() => shared.test(text)),
      papers: once(() => has(paper, text)),
      helps: once(() => helping.test(text)),
      promises: once(() => promised.test(text)),
    }
    return sentencesOf(text).flatMap((sentence) => {
      const found = markIn(sentence) ?? embargoIn(sentence) ?? saidIn(sentence, post)
      if (!found) return []
      const { start, end, kind } = found
      return [
        { start: sentence.start + start, end: sentence.start + end, attributes: { kind } } satisfies Hit,
      ]
    })
  },
}

/** What the whole post tells. */
interface Post {
  shows: () => boolean
  papers: () => boolean
  helps: () => boolean
  promises: () => boolean
}

interface Found extends Stretch {
  kind: 'mark' | 'embargo' | 'leak'
}

const found = (stretch: Stretch | undefined, kind: Found['kind']): Found | undefined =>
  stretch && { ...stretch, kind }

function markIn({ text, asked }: Sentence): Found | undefined {
  if (asked || finished.test(text)) return undefined
  const place = firstIn(text, inCapitals) ?? firstIn(text, atStart)
  if (!place) return undefined
  const words = text.slice(place.start, place.end)
  if (has(calm, text) || (has(about, text) && !/[A-Z]{6}/.test(words))) return undefined
  return { ...place, kind: /embargo/i.test(words) ? 'embargo' : 'mark' }
}

function embargoIn({ text, asked }: Sentence): Found | undefined {
  if (asked || embargoOver.test(text) || has(about, text)) return undefined
  return found(firstIn(text, embargo), 'embargo')
}

function saidIn(sentence: Sentence, post: Post): Found | undefined {
  const { asked } = sentence
  if (finished.test(sentence.text) || (asked && advice.test(sentence.text))) return undefined
  const text = blanked(blanked(sentence.text, calm), plumbing)
  if (has(about, text)) return undefined
  const told = advice.test(sentence.text) || (asked && asking.test(text))
  if (!told) {
    const hushedHere = firstIn(text, hush)
    const words = hushedHere ? text.slice(hushedHere.start, hushedHere.end) : ''
    if (hushedHere && !(unannounced.test(words) && post.promises())) return found(hushedHere, 'mark')
    if (!asked) {
      const marked = (post.helps() ? undefined : firstIn(text, called)) ?? pairIn(text, shut, paper, 20)
      if (marked) return found(marked, 'mark')
    }
  }
  if (told && !post.shows()) return undefined
  const leaked = pairIn(text, leakAlone, paper, 60) ?? strayed(text) ?? closedLeak(text, post)
  return found(leaked, 'leak')
}

/** Left on a printer, sent by mistake: whose it is need not be said. */
const strayed = (text: string): Stretch | undefined => firstIn(text, stray)

/** Something got out, of a place that is closed. */
function closedLeak(text: string, post: Post): Stretch | undefined {
  if (!post.papers()) return undefined
  return pairIn(text, leak, within, 60)
}
