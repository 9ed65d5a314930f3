import type { Hit, TextDetector } from '../detector.ts'
import { peopleIn } from './accused-person.ts'
import * as lists from './home-lexicon.ts'
import { allOf, anyWord, blanked, firstIn, has, once, pairIn, type Stretch } from './nearby.ts'
import { plain, sentencesOf, type Sentence } from './phrases-more.ts'

const way = String.raw`(?:street|str|st|road|rd|lane|ln|avenue|ave|av|close|drive|dr|gardens|gdns|terrace|tce|crescent|cres|grove|court|ct|place|pl|row|way|mews|hill|square|sq|park|view|rise|walk|green|wynd|parade|villas|cottages|buildings|yard|wharf|gate|quay|bank|brow|end|fold|vale|mount|hollow|common|side|maltings|embankment|esplanade|chase|mead|croft|meadows?|estate|house|lodge)`
// "14 Station Road", "Flat 2, 9 Mill Lane", "no 41 Quay St"
const numbered = new RegExp(
  String.raw`(?<![\w£.:/-])(?:(?:flat|apt|apartment|room|unit) \w{1,4},? (?:at |in )?)?(?:(?:no\.?|number) ?)?\d{1,4}[a-d]?,? (?:the )?(?:[a-z][a-z'-]{1,20} ){1,3}?${way}(?![\w'-])|(?<![\w£.:/-])\d{1,3}[a-d]? The [A-Z][a-z]{2,15}(?![\w'])`,
  'gi',
)
// A street with its capitals and no number.
const street =
  /(?<!\w)(?:[A-Z][\w']{1,20} ){1,2}(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Gardens|Terrace|Crescent|Grove|Court|Place|Row|Mews|Hill|Walk|Rise|Villas|Cottages|Square|Quay|Parade|Wharf|Way|Estate|Maltings|Farm|Cottage|Green|Fold|Croft|Common|Bank)\b/g
const estate = /\b(?:[A-Z][\w']{1,20} )(?:estate|village|road|street|lane|close|avenue)\b/g
// "Flat 9, room C", "Riverside C14", "room 9 corridor 4 Mill Court"
const hall = new RegExp(
  [
    String.raw`\b(?:flat|room|rm|apartment|apt|staircase|corridor|kitchen) ?(?:no\.? ?)?(?:[a-z]?\d{1,4}[a-z]?|[a-f])\b(?:[^.!?\n]{0,25}\b(?:hall|halls|house|block|court|lodge|building|tower|village|flats|corridor|floor|riverside|hillside|room|mews|maltings|place|heights|point|studios|residences?)\b)`,
    String.raw`\b(?:halls?|[a-z]+ (?:hall|house|court|lodge|tower|heights|village|residences?)|riverside|hillside|block \w)\b,? ?(?:block \w,? ?|flat |room |floor \d,? ?|house |rm ){0,3}[a-h]?\d{1,4}[a-z]?\b(?!%|[ap]m|:\d|\.\d|ers|(?:st|nd|rd|th)\b| (?:to|till|until) \d)`,
    String.raw`\b(?:flat|room) (?:[a-z]\d{1,3}|\d{1,4}[a-z]?)\b`,
  ].join('|'),
  'gi',
)

// Lectures, too, have rooms with a number and nothing else.
const bareRoom = /^room [a-z]?\d{1,4}[a-z]?$/i
// "poker at Dave's", "I'm in Hillside, Beech 214"
const named =
  /\b(?:at|to|round(?: at)?|over at|for|from) (?!St |McDonald|Sainsbury|Greggs|Wetherspoon|Nando|Domino|Lloyd|Waterstone|Blackwell|Costa|Boot)[A-Z][a-z]{1,12}'s(?= (?:on|tonight|this|at|from|after|tomorrow|later|in|til|till|again|for|\d)|[,.!]|$)/g
const inRoom =
  /\b(?:I'm|i'm|he's|she's|[A-Z][a-z]+'s|[A-Z][a-z]+ is|who's|is|me|living|lives) (?:still |now |just )?in (?:[A-Z]\w+,? ){1,2}[A-H]?\d{1,4}\b/g

const dwell = anyWord(lists.dwell)
const dwelling = anyWord(lists.dwelling)
const invite = anyWord(lists.invite)
const mine = anyWord(lists.mine)
const marks = anyWord(lists.marks)
const alone = anyWord(lists.alone)
const watch = anyWord(lists.watch)
const somebody = anyWord(lists.somebody)
const innocent = anyWord(lists.innocent)
const elsewhere = anyWord(lists.elsewhere)
const place =
  /\b(?:in|at|on|near|by|off|to|down|up|round|behind|opposite|above|over) (?:the )?(?:Little |Upper |Lower |Nether |Great |Old |New |North |South |East |West )?[A-Z][a-z]{3,}/g
const notPlace =
  /^\w+ (?:the )?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|June|July|August|September|October|November|December|Christmas|Easter|Freshers|University|Library|Campus|English|French|Spain|Mondays|Fridays|Saturdays|Sundays|Wednesdays|Tuesdays|Thursdays|Week|Zoom|Teams|Instagram|Facebook|Twitter|Open|Great|Students|Union|Hub|Biomedical|Drama|Chemistry|Physics|School|Department|Faculty|Wales|England|Scotland|Ireland|Britain|London|Europe|France|Italy|Germany|India|China|Nigeria|Kenya|America|Canada|Australia)\b/
const time =
  /\b(?:tonight|now|rn|today|this (?:evening|afternoon|week|weekend|morning)|tomorrow|until|till|weekends?|every|all week|at \d|from \d|\d ?[ap]m|\d\.30|after the|after|from (?:six|seven|eight|nine)|(?:mon|tues?|weds?|thurs?|fri|sat|sun)(?:day)?)\b/i
const notMine =
  /\b(?:gold|coal|salt|tin|lead|copper|slate|data|land|silver|iron) ?mine\b|\b(?:friend|favourites?|idea|fault|opinion|dream|view|colleague|pleasure|all|heart|victory|world|game|cup|trophy|title|yours and|that|win|campus|best|choice|one) (?:of |is |are |'s |was )?(?:mine|ours)\b|\b(?:place|yours) or (?:yours|mine)\b|ours? (?:is|are|has) (?:in|the|a)\b/i

const worthALook =
  /\b(?:li(?:ves?|ving|ved)|stay(?:s|ing)|mine|ours|resid\w+|house\w*|flat\w*|home|gaff|place|pad|digs|address\w*|door\w*|doorstep|alone|mov(?:ed|es|ing)|rents?|renting|lodg\w+|street|str?|road|rd|lane|close|avenue|ave|gardens?|terrace|crescent|drive|grove|court|row|mews|hill|cottage|sleeps|room|bungalow|farm\w*|parents|empty|neighbours?|nan's|mum's|kitchen|bed(?:room)?|halls?|block|corridor|party|pres|round|bins|boat|studio|floor|villas?|knock|buzz|walk|close|village|bbq|drinks|quay|square|parade|rise|view|way|owns|bought|kettle|caravan)\b/i

export const homeLocations: TextDetector = {
  scope: 'text',
  fact: 'homeLocations',
  about:
    'Words that may tell where somebody lives or is at home just now; a person decides. Buildings of the institution, venues and figures of speech are left out. It misses things and can be wrong.',
  attributes: {
    kind: 'address (a number and a street), home (where or how it is to be found) or whereabouts (somebody is at home, or away, just now)',
  },
  detect(written) {
    if (!worthALook.test(written)) return []
    const text = plain(written)
    let before = false
    const peopled = once(() => {
      const told = blanked(text, innocent)
      return [dwell, invite, mine, somebody, dwelling, marks].some((one) => has(one, told))
    })
    return sentencesOf(text).flatMap((sentence) => {
      const hit = foundIn(sentence, peopled, before)
      before = before || has(elsewhere, sentence.text)
      return hit
    })
  },
}

interface Found extends Stretch {
  kind: 'address' | 'home' | 'whereabouts'
}

function foundIn(sentence: Sentence, peopled: () => boolean, elsewhereBefore: boolean): Hit[] {
  const text = blanked(sentence.text, innocent)
  const invited = has(mine, text) && (has(invite, text) || has(numbered, text)) && !notMine.test(text)
  if (!invited && has(elsewhere, text)) return []
  const found =
    addressIn(text, peopled, elsewhereBefore) ??
    homeIn(sentence, text) ??
    (sentence.asked ? undefined : aboutIn(text))
  if (!found) return []
  const { start, end, kind } = found
  return [{ start: sentence.start + start, end: sentence.start + end, attributes: { kind } }]
}

const anybody = (text: string): boolean => has(somebody, text) || peopleIn(text).some(({ sure }) => sure)

/** A number and a street are a home when anything in the post tells of people, living, or coming round. */
function addressIn(text: string, peopled: () => boolean, elsewhereBefore: boolean): Found | undefined {
  const [first] = allOf(numbered, text)
  if (!first || elsewhereBefore) return undefined
  const named = /(?:[A-Z]\. [A-Z]\w+|Dr|Prof|[A-Z][a-z]+),? (?:of|at|from)[^.!?\n]{0,3}$/.test(
    text.slice(0, first.start),
  )
  return named || peopled() ? { start: first.start, end: first.end, kind: 'address' } : undefined
}

function homeIn({ asked, text: written }: Sentence, text: string): Found | undefined {
  const home = (stretch: Stretch | undefined): Found | undefined => stretch && { ...stretch, kind: 'home' }
  const about =
    asked &&
    /^\W*(?:is|are|do|does|where|how|should|can|need|looking|want|worried|what|have you|new|which)\b/i.test(
      written,
    )
  if (about && !/\b(?:dean|vc|him|her|he|she|mp|vice)\b/i.test(written)) return undefined
  const own = notMine.test(text)
    ? undefined
    : (pairIn(text, invite, mine, 55) ?? pairIn(text, invite, named, 30))
  if (own) return home(own)
  const room = firstIn(text, inRoom)
  if (room) return home(room)
  const halls = firstIn(text, hall)
  if (
    halls &&
    (has(dwell, text) ||
      (!bareRoom.test(text.slice(halls.start, halls.end)) && (has(invite, text) || anybody(text))))
  )
    return home(halls)
  // The cheap words go before the dear names.
  const lodged = [dwell, mine].some((one) => has(one, text))
  if ((!lodged && !has(dwelling, text)) || !anybody(text)) return undefined
  const where = placeIn(text)
  for (const one of [dwell, mine]) {
    const [at] = allOf(one, text)
    if (!at) continue
    if (where && Math.abs(where.start - at.end) <= 60) return home(span(at, where))
    const told = pairIn(text, one, marks, 50)
    if (told) return home(told)
  }
  const seen = pairIn(text, dwelling, marks, 25)
  const lives = has(mine, text) || has(dwell, text) || /\b(?:he's|she's|he is|she is)\b/i.test(text)
  return seen && lives ? home(seen) : undefined
}

const span = (a: Stretch, b: Stretch): Stretch => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
})

/** A street, an estate, or a place with a capital. */
function placeIn(text: string): Stretch | undefined {
  return (
    firstIn(text, street) ??
    firstIn(text, estate) ??
    allOf(place, text).find(({ words }) => !notPlace.test(words))
  )
}

/** Somebody is at home, or away from it. */
function aboutIn(text: string): Found | undefined {
  const away = firstIn(text, alone)
  const seen = away ? undefined : firstIn(text, watch)
  if ((!away && !seen) || !anybody(text)) return undefined
  if (away) return { ...away, kind: 'whereabouts' }
  if (!seen) return undefined
  const fixed =
    time.test(text) ||
    placeIn(text) ||
    has(marks, text) ||
    /\b(?:outside|bins|live from|kettle|dog|spotted|saw|follow\w+|watch\w+)\b/i.test(text)
  return fixed ? { ...seen, kind: 'whereabouts' } : undefined
}
