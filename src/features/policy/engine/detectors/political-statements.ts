import type { TextDetector } from '../detector.ts'
import { before, followed, hitsOfMarks, inSentence, markAt, ordered, together } from './concept-marks.ts'
import { readerOf } from './concepts.ts'
import type { Mark, Reading } from './concepts.ts'
import { plain } from './phrases-more.ts'
import { politicalConcepts } from './political-lexicon.ts'

type Concept = keyof typeof politicalConcepts
type Kind = 'endorsement' | 'vote-call' | 'attack' | 'lobbying'
interface Stand extends Mark {
  kind: Kind
}

const read = readerOf(politicalConcepts)
const worthALook =
  /\b(?:vot\w+|labour|conservatives?|tory|tories|lib|libdems?|liberals?|reform|snp|plaid|greens?|ukip|sinn|dup|sdlp|uup|alliance|alba|party|mps?|msps?|candidate\w*|minist\w+|government\w*|govt\w*|gov|pm|secretary|mayor\w*|petition\w*|westminster|downing|politic\w+|lobby\w*|parliament|council\w*|cllr|cabinet|treasury|whitehall|trump|republicans|democrats|opposition|dfe|home office|open letter|cross|ballot|poll\w*|elect\w*|lords|peers|senedd|holyrood|stormont|chancellor|lot|number (?:10|ten)|no\.? ?10|bill|levy|#\w+|referendum|leaders|charge|canvass\w*|leaflet\w*|ofs|far right|campaign\w*|ge\d*)\b/i
// "Green" and "labour" in other senses.
const otherSense =
  /\b(?:labour (?:market|ward|law|force|economics|day|history|intensive|costs?|shortage|of love|relations|migration|movement|exploitation|rights|turnover|saving)|(?:manual|hard|slave|child|forced|in|cheap|emotional|division of|student|skilled|graduate) labour|(?:law|welfare|curriculum|prison|land|tax|for|of|to|electoral|school|urgent|exam|assessment|education|planning|social|penal) reform|reform (?:act|club|of|the)|green (?:gown|space|room|chemistry|energy|roof|week|campus|award|travel|flag|hydrogen|tech\w*|skills|jobs|tea|light|house|building|impact|plan|spaces|transport|fund|kitchen|grants?|finance|book|screen|party\?|bins?|shoots|belt|team|office|man|paper|pen|recovery|living|steel|belts?|shirts?)|conservative (?:estimates?|forecast|treatment|society|dentistry|management|approach)|alliance (?:of|for|with|between)|(?:research|strategic|our|an|new|the|student|knowledge|university|civic|global) alliance|go greens?|go green(?:er)?|the right (?:to|of|time|place|answer|way|course|side|hand|thing|one|moment|support|tools|people|track|name)|on the (?:left|right)|to the (?:left|right)|the left (?:of|hand|side|wing|luggage)|your party(?! (?:has|is|was|will|members))|liberal (?:arts|studies)|vice[- ]chancellor\w*|pro[- ]vice[- ]chancellor\w*|lord mayor|(?:our|new|installed as|university'?s?) chancellor|lords? (?:of the dance|sugar|cricket))\b/gi

export const politicalStatements: TextDetector = {
  scope: 'text',
  fact: 'politicalStatements',
  about:
    'Words that may take the side of a party or a candidate, urge how to vote, lobby, or attack a party or a government; a person decides. Neutral information, teaching and research are left out. It misses things and can be wrong.',
  attributes: { kind: 'endorsement, vote-call, attack or lobbying' },
  detect(written) {
    if (!worthALook.test(written)) return []
    // Other senses are covered by signs of the same length, so that places stay.
    const text = plain(written).replace(otherSense, (words) => '_'.repeat(words.length))
    const reading = read(text)
    const stands = standsIn(reading).filter((stand) => counts(reading, stand))
    return hitsOfMarks(stands, ({ kind }) => ({ kind }))
  },
}

function standsIn(reading: Reading<Concept>): Stand[] {
  const { marks } = reading
  const as = (kind: Kind, marked: readonly Mark[]) => marked.map((mark) => ({ ...mark, kind }))
  const capital = marks.maybe.filter(({ start }) => /[A-Z]/.test(reading.text[start] ?? ''))
  const party = ordered([...marks.party, ...capital])
  const anyParty = ordered([...marks.party, ...marks.maybe])
  const runs = ordered([...party, ...marks.candidate])
  const power = ordered([...party, ...marks.ruling])
  return [
    ...as('vote-call', together(marks.vote, anyParty, 4)),
    ...as('vote-call', together(marks.vote, marks.candidate, 6)),
    ...as('vote-call', found(reading, calls)),
    ...as('attack', together(power, marks.blame, 12)),
    ...as(
      'attack',
      together(power, marks.mild, 8).filter(({ sentence }) => !inSentence(marks.news, sentence)),
    ),
    ...as('attack', found(reading, attacks)),
    ...as('lobbying', found(reading, demands)),
    ...as('endorsement', together(runs, marks.back, 10)),
    ...as('endorsement', together(marks.ruling, marks.cheer, 7)),
    ...as('endorsement', party.length > 2 ? [] : together(party, marks.voice, 16)),
    ...as('lobbying', followed(marks.lobby, marks.ruling, 5)),
    ...as('lobbying', followed(followed(marks.ruling, marks.ought, 2), marks.deed, 2)),
    ...as('lobbying', together(marks.against, marks.bill, 4)),
    ...as('lobbying', together(marks.petition, marks.fight, 14)),
  ]
}

/** The words alone are a stand: "vote them out", "this government", "ministers, listen". */
function found(reading: Reading<Concept>, pattern: RegExp): Mark[] {
  return [...reading.text.matchAll(pattern)].map((match) =>
    markAt(reading, match.index, match.index + match[0].length),
  )
}
const attacks =
  /\bthis (?:government|govt|shower|cabinet|prime minister|chancellor|home secretary|education secretary|minister)\b(?! (?:has published|has announced|published|announced|visited|opened|spoke|will speak|scheme|building|department))|\b\d+ (?:\w+ )?years of (?:\w+ )?(?:failure|cuts|chaos|lies|misery|neglect|austerity|broken|mis\w+|decline)\b|\bgeneral election (?:now|please)\b|\bchange of government\b/gi
const demands =
  /\b(?:ministers?|prime minister|chancellor|government|mps?|westminster|peers|secretary)[,:!] ?(?:please |just )?(?:listen|act|stop|think|scrap|fund|drop|do|give|hands|fix|pay|look|wake|keep|save|where|we|students|enough)\b|\b(?:scrap|axe|bin|ditch|unfreeze|reverse|abolish|restore) (?:the|this|these|those) (?:\w+ ){0,3}(?:levy|bill|cap|visa\w*|fees|cuts|tax|ban|freeze|grants?)\b/gi
const calls =
  /\bvote (?:them|him|her|tactically|leave|remain|yes|no|wisely against|for change|red|blue|yellow)\b|\b(?:get|kick|boot|turf|throw|chuck|vote|sling) (?:\w+ ){0,4}out (?:on (?:thursday|polling|may)|of (?:office|number|no|power|downing))|\b(?:put|stick) (?:your|a|an) (?:cross|x) (?:\w+ ){0,3}(?:next|by|beside|in|for)|(?:message|lesson|hiding|kicking|bloody nose) at the (?:ballot|polls)|\bballot box\b.{0,40}\b(?:message|punish|lesson|coming|them)\b|\b(?:has|have|got|gets|get|'s got) (?:our|my|your) votes?\b|\bwhich box\b|\blend (?:\w+ ){1,3}your vote\b|\bheartbroken by the (?:exit poll|result)|\bvote (?:like|as if)\b|\b(?:rt|retweet) if you (?:think|want|agree)\b.{0,30}\b(?:government|minister|mp|tor|labour|council)\w*|\bonly one (?:party|candidate|choice)\b|#\w*tor(?:y|ies)\w*|#(?:vote|back|elect|go|for|never|stop)(?:labour|greens?|tory|tories|conservatives?|reform|lib ?dems?|snp|plaid|them\w*|him|her)\w*|#gtto\b|#\w*(?:labour|snp|reform(?:uk)?|libdems?|greens?)(?:out|win|lies|gain|surge|landslide|government)\b|\b(?:choose|pick|vote for|back|elect|want) (?:the|a) (?:party|candidate|mp|government) (?:that|who|which)\b|\bgrown-?ups (?:back )?in charge\b|\bsupport\w* (?:a|the) (?:yes|no|leave|remain) vote|\banyone but (?:the )?(?:reform|labour|tor|conserv|lib|green|snp|ukip)/gi

function counts({ marks, sentences }: Reading<Concept>, mark: Stand): boolean {
  const { kind } = mark
  const sentence = sentences[mark.sentence]
  const petitions = kind === 'lobbying' && inSentence(marks.petition, mark.sentence)
  if (sentence?.asked && !petitions && wondering.test(sentence.text)) return false
  const harsh = kind === 'attack' || kind === 'vote-call'
  if (inSentence(marks.even, mark.sentence)) return false
  if (!harsh && inSentence(marks.news, mark.sentence)) return false
  if (!harsh && inSentence(marks.deny, mark.sentence)) return false
  return !before(marks.saying, mark, 4)
}

const wondering =
  /^\W*(?:should|has|do you think|what|how|is|are|does|did|who|why do|why are|will|would|have you|can|could|which)\b/i
