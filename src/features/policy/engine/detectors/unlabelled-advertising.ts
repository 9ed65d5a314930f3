import type { Hit, TextDetector } from '../detector.ts'
import * as lists from './advertising-lexicon.ts'
import { holds, plain, spots, wordsOf } from './phrases-more.ts'

const worthALook =
  /%|£\s?\d+ off|\b(?:sponsor\w*|spon|sp|collab\w*|partner\w*|ambassador\w*|paid|affiliate|aff|referral|commission|gift\w*|freebies?|complimentary|courtesy|codes?|half price|bogof|discount|amzn|liketk|sent|loan|giveaway|goodie|goody|folk|wearing|flavour|nothing|something|sent|gave|given|lent|flew|hosted|sending|treat\w*|free|teamed|teaming|working with|link|earn|swipe|win|buy|order|fares?|deals?|voucher|pr|brought to you|cheers|thanks|thank|fuelled|powered|asked|steal|fees?|off|checkout|till|best|obsessed|loving)\b|[?&/](?:tag|ref|aff)/i

// What a reader knows as an advertisement: the label stands first or as a tag, and says so in so many words.
const labelled =
  /#(?:ad|advert|advertisement|advertising|advertorial|paidpartnership|paidad)\b|^\W{0,4}(?:ad|advert|advertisement|advertising|paid (?:partnership|promotion|post|ad))\b(?=\W)|[[(]\W?(?:ad|advert|advertisement)\W?[\])]|\b(?:advertisement feature|paid partnership|paid promotion)\b|(?:^|\n|\| ?)(?:ad|advert)\b\s?(?:[|:–—-]|$)/im
const shopLink =
  /(?:https?:\/\/)?[\w.-]{1,60}\/?[^\s<>"]{0,80}[?&/](?:tag|ref|aff|affid|affiliate|aff_id|referral|awc|clickref)=[^\s<>"]{1,80}|(?<![\w.])(?:https?:\/\/)?(?:amzn\.to|liketk\.it|awin1\.com|rstyle\.me|shopstyle\.it|ltk\.app)\/[^\s<>"]{1,80}/gi
const codeWord = /\b(?=[A-Z0-9]{0,15}[A-Z]{2})[A-Z][A-Z0-9]{4,15}\b/
const brand =
  /\b[A-Z][a-z]+[A-Z][a-z]+|@[a-z]\w{2,}|\b(?:at|from|by|off|with|try|buy|a|an|to|new) (?:the )?(?!Example University|University|September|October|January|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|May|June|July)[A-Z][a-z]+|\b(?:their|theirs)\b/

const gifts = wordsOf(lists.gifts)
const paid = wordsOf(lists.paid)
const affiliate = wordsOf(lists.affiliate)
const praise = wordsOf(lists.praises)
const press = wordsOf(lists.presses)
const hardSell = wordsOf(lists.hardSells)
const code = wordsOf(lists.codes)
const saving = wordsOf(lists.savings)
const own = wordsOf(lists.own)
const noSale = wordsOf(lists.noSale)
const denial = wordsOf(lists.denials)
// These say by themselves that something was had for it.
const plainlyPaid =
  /#?\b(?:spon|sp|collab|brandpartner|sponsored)\b:?|paid (?:us|me|for this)|being paid|been paid|brand (?:ambassador|rep|partner)/gi
const plainlyGiven = /#gifted|\bgifted (?:by|me|us|this|these|from)\b|\bkindly gifted\b|\bfreebies?\b/gi

export const unlabelledAdvertising: TextDetector = {
  scope: 'text',
  fact: 'unlabelledAdvertising',
  about:
    'Words that may advertise somebody else’s goods for money, a gift, a commission or with a discount code, without a label that a reader cannot miss. The institution’s own courses, events and shops are left out. It misses things and can be wrong.',
  attributes: { kind: 'paid, gifted, affiliate or discount' },
  detect(written) {
    if (!worthALook.test(written) || labelled.test(written)) return []
    const text = plain(written)
    if (holds(own, text) || holds(noSale, text) || holds(denial, text)) return []
    const [found] = kindsOf(text)
    return found ? [found] : []
  },
}

/** The signs of each kind, the plainest first. */
function kindsOf(text: string): Hit[] {
  const sells = holds(praise, text) || holds(press, text)
  const branded = brand.test(text)
  return [
    ...marks('affiliate', shopLink, text),
    ...marks('affiliate', affiliate, text),
    ...(holds(code, text) && codeWord.test(text) ? marks('discount', saving, text) : []),
    ...marks('gifted', plainlyGiven, text),
    ...marks('paid', plainlyPaid, text),
    ...(sells ? marks('gifted', gifts, text) : []),
    ...(sells ? marks('paid', paid, text) : []),
    ...(branded ? marks('discount', saving, text) : []),
    ...(branded && holds(praise, text) ? marks('paid', hardSell, text) : []),
  ]
}

const marks = (kind: string, pattern: RegExp, text: string): Hit[] =>
  spots(pattern, text).map(({ start, end }) => ({ start, end, attributes: { kind } }))
