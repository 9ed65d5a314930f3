import type { Hit, TextDetector } from '../detector.ts'
import * as lists from './advertising-signs.ts'
import { holds, plain, spots } from './phrases-more.ts'
import { anyWord, sign, weigh } from './weigh.ts'

// What a reader knows as an advertisement: the label stands first or as a tag, and says so in so many words.
const labelled =
  /#(?:ad|advert|advertisement|advertising|advertorial|paidpartnership|paidad)\b|^\W{0,4}(?:ad|advert|advertisement|advertising|paid (?:partnership|promotion|post|ad))\b(?=\W)|[[(]\W?(?:ad|advert|advertisement)\W?[\])]|\b(?:advertisement feature|advertising feature|paid partnership|paid promotion)\b|(?:^|\n|\| ?)(?:ad|advert)\b\s?(?:[|:–—-]|$)/im
const shopLink =
  /(?<![\w./-])(?:https?:\/\/)?[\w.-]{3,60}\/?[^\s<>"]{0,80}?(?:[?&/](?:tag|ref|aff|affid|affiliate|aff_id|referral|awc|clickref)=|\/r\/)[^\s<>"]{1,80}|(?<![\w.])(?:https?:\/\/)?(?:amzn\.to|liketk\.it|awin1\.com|rstyle\.me|shopstyle\.it|ltk\.app)\/[^\s<>"]{1,80}/gi
// Somebody’s name as a maker would write it, or a handle.
const brand =
  /(?<=[a-z,;')] )(?!(?:University|Students?|Christmas|Easter|Hub|January|February|March|April|May|June|July|August|September|October|November|December|Great|Hall|English|British|Welsh|Scottish|French|German|Latin|Europe|London|Dr|Prof|The|We|Our|You|It|RAG|SU|Union|Library|School|Careers|Estates|Room|Year|Week|Business|Engineering|Law|History|Physics|Chemistry|Street|Road|Lane)\b|\w+day\b)[A-Z][a-z]{2,}|\b[A-Z][a-z]+[A-Z][a-z]+|@[a-z]\w{2,}|\b(?:at|from|by|off|with|try|buy|an?|to|new|the|and) (?:the )?(?!University|Students?|Christmas|Easter|Hub|September|October|January|May|June|July|\w+day\b)[A-Z][a-z]+|\b[A-Z][a-z]+ (?:&|and) [A-Z][a-z]+/
// These say by themselves that something was had for it.
const plainly =
  /#(?:spon\w*|sp|collab\w*|brandpartner\w*|brandambassador|gifted|prpackage|aff\w*)\b|^\s?(?:sp|spon|collab\w*):?\b|paid (?:us|me|for this)|\b(?:being|been|get|got) paid\b|\bbrand (?:ambassador|rep|partner)|\bgifted (?:by|me|us|this|these|from)\b|\bkindly gifted\b|\baffiliate links?\b|\breferral (?:code|link)/gi

const offer = anyWord(lists.offers)
const code = anyWord(lists.codes)
const affiliate = anyWord(lists.affiliate)
const gift = anyWord(lists.gifts)
const paid = anyWord(lists.paid)
/** Something was had for it, or is to be: without one of these nothing is advertised. */
const bargains = [
  { pattern: offer, weight: 0.6, most: 2 },
  { pattern: code, weight: 0.4, most: 2 },
  { pattern: affiliate, weight: 0.6, most: 2 },
  { pattern: gift, weight: 0.5, most: 2 },
  { pattern: paid, weight: 0.6, most: 2 },
  { pattern: plainly, weight: 1.5, most: 2 },
]
const praise = sign(1, lists.praises, 2)
const press = sign(0.9, lists.presses, 2)
const around = [praise, press, sign(-1.4, lists.innocent, 3)]
const enough = 1

export const unlabelledAdvertising: TextDetector = {
  scope: 'text',
  fact: 'unlabelledAdvertising',
  about:
    'Words that may advertise somebody else’s goods for money, a gift, a commission or with a discount code, without a label that a reader cannot miss. The institution’s own courses, events and shops are left out. It misses things and can be wrong.',
  attributes: { kind: 'paid, gifted, affiliate or discount' },
  detect(written, { institution }) {
    const text = plain(written)
    const linked = text.includes('/') && holds(shopLink, text) ? 1.5 : 0
    const bargained = weigh(bargains, text) + linked
    if (bargained === 0 || labelled.test(text)) return []
    if (bargained + weigh(around, text) + (isBranded(text, institution.name) ? 0.5 : 0) <= enough) return []
    return linked === 0 && kindsOfSign(text) < 2 ? [] : kindsOf(text).slice(0, 1)
  },
}

/** A price alone, or thanks alone, sells nothing: how many different signs there are, each with words of its own. */
function kindsOfSign(text: string): number {
  if (holds(plainly, text)) return 2
  const found = [[offer], [code], [affiliate], [gift, paid], [praise.pattern], [press.pattern]].map(
    (patterns) => patterns.flatMap((pattern) => spots(pattern, text)),
  )
  let reached = 0
  let places = 0
  for (const { start, end } of found.flat().sort((a, b) => a.start - b.start)) {
    if (start >= reached) places++
    reached = Math.max(reached, end)
  }
  return Math.min(places, found.filter(({ length }) => length > 0).length)
}

const isBranded = (text: string, us: string): boolean =>
  brand.test(us === '' ? text : text.replaceAll(us, 'we'))

/** The signs of each kind, the plainest first. */
const kindsOf = (text: string): Hit[] => [
  ...marks('affiliate', shopLink, text),
  ...marks(kindOf(text), plainly, text),
  ...marks('gifted', gift, text),
  ...marks('paid', paid, text),
  ...marks('discount', offer, text),
  ...marks('affiliate', affiliate, text),
  ...marks('discount', code, text),
]

/** Which of the plain words it was. */
function kindOf(text: string): string {
  const [first] = spots(plainly, text)
  if (/gift|pr/i.test(first?.words ?? '')) return 'gifted'
  return /aff|referral/i.test(first?.words ?? '') ? 'affiliate' : 'paid'
}

const marks = (kind: string, pattern: RegExp, text: string): Hit[] =>
  holds(pattern, text)
    ? spots(pattern, text).map(({ start, end }) => ({ start, end, attributes: { kind } }))
    : []
