import type { TextDetector } from '../detector.ts'
import {
  hitsOf,
  holds,
  listOf,
  placesOf,
  plain,
  shape,
  wordsAfter,
  wordsBefore,
  wordsOf,
} from './phrases-more.ts'
import type { Lexicon, Place } from './phrases-more.ts'

const way = String.raw`(?:street|st|road|rd|lane|ln|avenue|ave|close|cl|drive|dr|gardens|gdns|terrace|tce|crescent|cres|grove|court|ct|place|pl|row|way|mews|hill|square|sq|park|view|rise|walk|green|wynd|parade|villas|cottages|buildings|yard|wharf|gate|road west|road east)`
// A number and a street: "14 Station Road", "Flat 2, 9 Mill Lane".
const street = String.raw`(?:(?:flat|apt|apartment|room) \w{1,4},? (?:at )?)?\d{1,4}[a-d]?,? (?:[a-z][a-z'-]{1,20} ){1,3}?${way}(?![\w'])`
const lexicon: Lexicon = {
  street: [street],
  lives: listOf`
    lives?, living, lived, live, stays, staying, is staying, resides?, residing, moved (?:in|into),
    moving (?:in|into), has moved to, just moved to, based at home, rents, renting, is renting, lodges,
    lodging, sleeps, squatting, crashing, house-?sitting, housesitting, flat-?sitting, houses?,
    has a (?:flat|house|room|place), has bought, bought a house,
  `,
  at: listOf`
    at, in, on, above, behind, opposite, next door to, next to, round the corner from, over, across from,
    beside, number, no, at number, just off, off, near, two doors down from, a few doors from, down, up, by,
    with (?:his|her) (?:mum|parents|mother|dad), between,
  `,
  home: listOf`
    house, flat, home, place, address, door, front door, bedroom, bedsit, room, apartment, cottage, doorstep,
    driveway, digs, gaff, pad, houseboat, garden, home address, new place, yours, windows?,
  `,
  whose: listOf`
    his, her, their, my, our, dr \w+'s, prof \w+'s, professor \w+'s,
    the (?:dean|vc|tutor|lecturer|professor|vice-chancellor|head)'s, [a-z]+'s, your tutor's, mr \w+'s,
    mrs \w+'s, ms \w+'s,
  `,
  mine: listOf`
    mine, ours, my (?:place|house|flat|gaff|home|digs|garden|kitchen),
    our (?:place|house|flat|gaff|student house), his (?:place|house|flat|gaff), her (?:place|house|flat|gaff),
    their (?:place|house|flat|gaff), [a-z]+'s (?:place|house|flat|gaff|garden),
  `,
  come: listOf`
    come, come round, come over, pop round, pop over, head round, head over, head to, back, party, drinks,
    bbq, barbecue, pres, pre-drinks, predrinks, afters, after-party, round, over, meet, film night,
    house party, housewarming, meeting, dinner, poker night, revision, tutorials?, drop round, crash, gather,
    everyone, everybody, swing by, stop by, see you, games night, movie night, lunch, cheese and wine,
    garden party, at, collect, pick up, party's, study session,
  `,
  marks: listOf`
    the (?:\w+ )?(?:blue|red|green|yellow|black|white|pink|purple|orange|grey|brown) (?:door|house|gate|front door),
    (?:ring|press|buzz|knock) (?:the )?(?:bell|flat|door|number|top|bottom|for), just knock,
    key(?:s)? (?:is|are) under, under the (?:mat|plant ?pot|flower ?pot), doorbell,
  `,
  alone: listOf`
    home alone, alone at home,
    (?:in the house|in the flat|at home) (?:on (?:his|her|their) own|alone|by (?:himself|herself|themselves|myself)),
    on (?:his|her) own (?:at home|in the house|in the flat), all alone in (?:his|her|the|that),
  `,
  now: listOf`
    tonight, right now, now, at the moment, today, this week, all week, until \w+, till \w+, as we speak,
    this evening, currently, every (?:night|evening|morning|day), weekend, this weekend, while, alone,
  `,
  who: listOf`
    he, she, they, he's, she's, they're, dr \w+, prof \w+, professor \w+, sam, our \w+, my \w+, i'm,
    the (?:dean|vc|tutor|lecturer|vice-chancellor|professor), he is, she is,
  `,
  away: listOf`
    house is empty, flat is empty, house will be empty, house empty, empty house, away from home,
    nobody (?:is )?home, nobody in the house, house all to,
  `,
}
const estate = String.raw`(?:Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Gardens|Terrace|Crescent|Grove|Court|Place|Row|Mews|Hill|Walk|Rise|Villas|Cottages|estate|Estate)`
const shapes = [
  {
    // "has moved into one of the new builds on Quay Drive"
    pattern: new RegExp(
      String.raw`\b(?:lives?|living|(?:has|have|just|'s) (?:just )?moved (?:in|into|to)|stays|staying|rents|renting|lodg(?:es|ing)|(?:his|her|their|my|\w+'s) (?:student )?(?:house|flat|home|digs|place|cottage))\b[^.!?\n]{0,40} (?:[A-Z][\w']{1,20} ){1,2}${estate}\b`,
      'g',
    ),
    what: 'home',
  },
  {
    // "her cottage in Little Mill", "his parents' farm at Nether Mill"
    pattern:
      /\b(?:his|her|their|my|[A-Z][a-z]+'s) (?:(?:parents'|mum's|dad's|holiday|student|family|old|new|little) ){0,2}(?:cottage|house|flat|home|bungalow|farm|garden|place|studio|houseboat)(?: in| on| at| near| off| by|:) (?:the )?[A-Z][a-z]+/g,
    what: 'home',
  },
  {
    pattern: /\baddress(?: is|:) (?:flat |room )?\d+\w? [A-Z]\w+/gi,
    what: 'address',
  },
  ...[
    '{lives} ~3 {at} ~2 {street}',
    '{lives} ~2 {street}',
    '{come} ~6 {mine} ~5 {street}',
    '{whose} ~2 {home} ~4 {street}',
    '{street} ~4 {marks}',
    '(?:address|addresses) ~4 {street}',
    '{who} ~3 {at} {street}',
    '(?:send|post|deliver|flowers|cards|parcel|visit|drop|find) ~5 (?:him|her|me|them|home|house|tutor|lecturer) ~3 {street}',
    '(?:neighbours?|neighbour) ~4 {street}',
    '{mine} ~4 {street}',
    '{street} ~4 (?:is|belongs) ~2 (?:mine|home|house|flat)',
    '(?:outside|at) ~2 {home} ~3 {street}',
  ].map((written) => shape(written, 'address', lexicon)),
  ...[
    '(?:come|do|moved|pop|head|drop|swing|party|drinks|pres|afters|bbq|back|movie|film|dinner|revision|poker|housewarming|everyone|round|over|games|meeting|meet|tutorial|tutorials|crash) ~6 (?:at|to|round|by|over|in) {mine}',
    '{who} ~2 {lives} ~2 {at} ~5 {home}',
    '{who} ~3 (?:lives|living|stays|staying|resides|moved) ~1 {at} ~4 (?:flat|hall|halls|house|room|block|door|street|road|lane|cottage|shop|pub|library|station|chippy|tower|floor|bridge|house|campus|village|church|school|park|kitchen)',
    '(?:lives|live) (?:at|on|off|behind|opposite|above|round|next|two|near|by|just) ~6 (?:door|road|street|lane|close|avenue|crescent|shop|pub|chippy|station|church|bakery|bookshop|corner|drive|terrace|gardens|co-op|tesco|park|bridge|school|library|row|mews|hill|square)',
    '{whose} ~1 home address',
    '(?:lives?|living|staying|moved) ~2 with ~2 (?:mum|dad|parents|mother|father|partner|boyfriend|girlfriend|wife|husband|gran|nan|brother|sister) ~2 (?:in|on|at|near|by|round)',
    '(?:room|flat) [a-z]?[0-9]+[a-z]? ~3 (?:block|halls?|house|court|flats|tower|lodge|building) ~9 (?:knock|buzz|ask|find|lives|come|party|drinks|pop|ring)',
    '(?:room|flat) [a-z]?[0-9]+[a-z]? ~6 (?:knock|buzz|ring) ~5',
    '(?:is|sat|sick|staying|working|resting|recovering|hiding|asleep|isolating|marking|filming) ~3 (?:in|at|from) (?:his|her|their) ~2 {home}',
    '(?:house|flat|home|cottage) ~2 (?:is|has|with) ~1 {marks}',
    '{lives} ~8 {marks}',
  ].map((written) => shape(written, 'home', lexicon)),
  ...[
    '{who} ~3 {alone}',
    '{alone} ~6 {now}',
    '{who} ~2 (?:at|in|outside|leaving|leaves|gets) ~2 (?:home|house|flat) ~3 {now}',
    '{away}',
    '(?:house|flat|place) ~3 (?:is|will|stands) ~1 empty',
    '(?:outside|leaving|leaves|watching|waiting|following|filming) ~2 {whose} ~1 (?:house|flat|home|door|front|window|windows|driveway)',
    '(?:gets|walks|cycles|comes|goes|arrives|walking) ~1 home ~4 (?:at|by|via|along|through|past|after|every) ~3',
  ].map((written) => shape(written, 'whereabouts', lexicon)),
]

const worthALook =
  /\b(?:room|bungalow|farm|garden|parents|sat|sick|empty|li(?:ves?|ving|ved)|stays|staying|mine|ours|reside\w*|house|flat|home|gaff|place|digs|address\w*|door|doorstep|alone|moved|rents|renting|lodg\w+|street|road|lane|close|avenue|gardens|terrace|crescent|drive|grove|cottage|sleeps)\b/i
// Buildings of the institution, venues, meanings of home that are no home of anybody.
const notHome = wordsOf(listOf`
  reception, venue, great hall, main hall, lecture theatre, theatre, museum, gallery, library card,
  campus map, university house, students' union, box office, doors open, tickets?, registration,
  home (?:game|match|side|win|page|team|advantage|office|secretary|fixture|leg|students|fees?), home to,
  home of, home for, new home, at home with, second home, home from home, home[- ]?grown, homepage,
  home economics, welcome home, spiritual home, natural home, home ground, lecture on, talk on, seminar,
  research, researchers, study, studies, history, historian, poet, novelist, exhibition, plaque, born,
  1[0-9]\d\d, century, victorian, tudor, roman, who lived, used to live, museum of, archive, statue,
  open house, house of (?:lords|commons), full house, house music, house plants?, in-house, house style,
  green house, greenhouse, safe house, light ?house, species, moss, birds?, foxes, hedgehogs?, swans?, ducks?,
  otters?, bees?, bats, peregrines?, squirrels?, bacteria, fish, badgers?, owls?, campus cat, cat, peacock,
  heron, beetle, fungi, our company, the company, company (?:has|is), office, offices, clinic, surgery,
  (?:shop|cafe|bookshop|store|club|bar|pub) (?:has|is|was|moved|now|opens|at), cafe, charity, department,
  school of, bus route, roadworks, traffic, station is, branch, hospital, police station, council offices,
  open day, headquarters, hq, visit us, our centre, workshop, sports centre, nursery is, accommodation is,
  halls are, apply for, rooms? (?:are|available|from|to let), to let, landlords?, letting agents?, viewings?,
  per week, pcm, bills included, how to, tips, if you live, if you're living, do you live, students who live,
  students living, anyone living, those living, people living, people who live,
  living in (?:halls|private|our|poverty|london|britain|the uk|wales|scotland|england),
  live in (?:halls|private), where you live, wherever you live, live music, live stream,
  live on (?:stage|air|radio), live at the, live in concert, live from, live in the (?:great|union|main),
  cost of living, living wage, living lab, living archive, live[- ]?stream\w*, band, gig, comedian, comedy,
  streaming, broadcast,
`)
const denial = wordsOf(listOf`
  don't (?:post|share|publish|give|tell|put|say|reveal),
  do not (?:post|share|publish|give|tell|put|say|reveal),
  never (?:post|share|publish|give|tell|put|say|reveal), avoid, without (?:giving|sharing|posting), keep your,
  protect your, update your, change your, check your, your (?:term-time|home|new|current|postal) address,
  no longer lives, shouldn't, careful, not his, not her, nobody lives, in a joke, fiction\w*, character,
  sherlock, wonderland, monopoly, song, sitcom, episode,
`)

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
    return hitsOf(placesOf(plain(written), shapes).filter(counts), ({ what }) => ({ kind: what }))
  },
}

function counts(place: Place<string>): boolean {
  const { sentence, words, what } = place
  if (
    sentence.asked &&
    /^\W*(?:is|are|do|does|where|how|who|should|can|need|looking|want|moving|worried|what|have you|new)\b/i.test(
      sentence.text,
    )
  )
    return false
  if (holds(denial, wordsBefore(place, 80) + words + wordsAfter(place, 60))) return false
  // An invitation to one's own home may well speak of tickets or a band; a bare street may not.
  const invited =
    what !== 'whereabouts' && /\b(?:mine|my (?:place|house|flat|gaff)|just knock)\b/i.test(words)
  return invited || !holds(notHome, sentence.text)
}
