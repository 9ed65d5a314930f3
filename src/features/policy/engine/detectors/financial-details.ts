import type { Hit, TextDetector } from '../detector.ts'
import * as lists from './financial-lexicon.ts'
import {
  hitsOf,
  holds,
  placesOf,
  plain,
  sentencesOf,
  shape,
  spots,
  wordsAfter,
  wordsBefore,
  wordsOf,
} from './phrases-more.ts'
import type { Place, Sentence } from './phrases-more.ts'

const worthALook =
  /£|\b(?:pin|cvv|cvc|otp|bank|accounts?|sort ?codes?|card|pay\w*|salary|debts?|arrears|owe[sd]?|overdra\w+|pass(?:word|code)|monzo|paypal|revolut|starling|cash\.app|ko-fi|buymeacoffee|bankrupt|bailiffs?|ccj|quid|grand|p60|code|digits|figures|\d+k|maxed|income|rent)\b/i

const sum =
  /-?£\s?\d[\d,]*(?:\.\d+)?\s?(?:k\b|grand\b)?|\b(?:\d[\d,.]{0,9}|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|eighty|ninety|a hundred)[ -]?(?:k|grand|quid|pounds)\b(?!\s(?:run|race|walk|row|ride|fun|charity|steps|words|swim|followers|views|a week))|\b(?:five|six|seven)[ -]figures?\b/gi

// One person's money, and not that of a grade, a scheme or everybody. Capitals tell names here.
const role =
  'dean|head|VC|vice.chancellor|registrar|lecturer|tutor|supervisor|director|porter|manager|officer|technician|student|finalist|first.year|second.year|third.year|fresher|tenant|flatmate|provost|principal|cleaner|researcher|colleague|postdoc|treasurer|president|captain|chef|barista|coach|professor|secretary'
const pronoun =
  /\b(?:I|I'm|I've|I'd|i'm|my|me|he|she|his|her|him|he's|she's|theirs?|Dr|Prof|Professor|Mrs?|Ms|Mx)\b/i
const office = new RegExp(
  String.raw`\b(?:our|the|a|an|new|one|this|that)\W(?:[\w-]{1,15}\W){0,2}(?:${role})\b`,
  'i',
)
const called =
  /\b(?:[A-Z]\. )?(?!(?:The|This|That|It|There|What|Rent|Pay|Salary|Room|Fees?|Tuition|Tickets?|Our|We|You|They|Students?|Library|Finance)\b)[A-Z][a-z]{1,14}(?:'s\b| (?:[A-Z][\w-]+ )?(?:still |just |now |also |in [\w' ]{1,14} )?(?:owes?|earns?|is|was|has|gets?|got|takes?|left|makes?|who)\b|, (?:who|our|a|an|the)\b| from [A-Z]| in (?:the|flat|room|block)\b)/

const pays = wordsOf(lists.payWords)
const owes = wordsOf(lists.debtWords)
const broke = wordsOf(lists.broke)
const everybody = wordsOf(lists.everybody)
const denial = wordsOf(lists.denials)
const warning = wordsOf(lists.warnings)
const innocentCode = wordsOf(lists.innocentCodes)
const bank = wordsOf(lists.banks)

const lexicon = {
  ...lists,
  sends: [
    'send',
    'transfer',
    'pay',
    'wire',
    'ping',
    'bung',
    'chip in',
    'donate',
    'tips?',
    'money',
    'cash',
    'deposit',
  ],
  purse: [
    'monzo',
    'paypal',
    'revolut',
    'starling',
    'cash ?app',
    'venmo',
    'personal account',
    'bank account',
    'account',
  ],
  whose: ['me', 'my', 'him', 'his', 'her', "\\w+'s"],
  figures: [
    String.raw`(?!(?:19|20)\d\d\b)\d{3,8}`,
    String.raw`\d\d/\d\d`,
    String.raw`\d{2,3}[\s-]\d{2,3}(?:[\s-]\d\d)?`,
  ],
  secret: ['password', 'passcode', 'memorable word', 'log-?in'],
  value: [String.raw`(?=\w*[\d!$?*])[\w!$?*]{4,20}`, 'is \\w+'],
}
const shapes = [
  ...[
    '{sends} ~5 {whose} ~3 {purse}',
    'bank transfer (?:me|us|him|her)',
    '{whose} (?:monzo|paypal|revolut) is',
  ].map((written) => shape(written, 'payment-link', lexicon)),
  ...['{codes} ~8 {figures}', '{secret} ~6 {value}'].map((written) =>
    shape(written, 'security-code', lexicon),
  ),
  ...['{asks} ~9 {details}', '{details} ~4 (?:here|below|in the form|to us|to me|by reply)'].map((written) =>
    shape(written, 'asks', lexicon),
  ),
  {
    pattern:
      /(?<![\w.])(?:https?:\/\/)?(?:www\.)?(?:paypal\.me|monzo\.me|revolut\.me|settleup\.starlingbank\.com|cash\.app|venmo\.com|buymeacoffee\.com|ko-fi\.com|paypal\.com\/paypalme)\/[^\s<>"]{1,80}/gi,
    what: 'payment-link',
  },
]

export const financialDetails: TextDetector = {
  scope: 'text',
  fact: 'financialDetails',
  about:
    'Words that may tell of a person’s own money: pay, debts, a link to pay somebody, secret codes, or that ask people to send such. Fees, prices and grants are left out. It misses things and can be wrong.',
  attributes: {
    kind: 'pay, debt, payment-link, security-code, or asks (people may be asked to send such details)',
  },
  detect(written) {
    if (!worthALook.test(written)) return []
    const text = plain(written)
    const warned = holds(warning, text)
    const places = placesOf(text, shapes).filter((place) => !warned && counts(place, text))
    return [...hitsOf(places, ({ what }) => ({ kind: what })), ...sentencesOf(text).flatMap(ownMoney)].sort(
      (a, b) => a.start - b.start,
    )
  },
}

function counts(place: Place<string>, text: string): boolean {
  const before = wordsBefore(place)
  if (holds(denial, before) || holds(denial, place.words)) return false
  if (place.what !== 'security-code') return true
  if (holds(innocentCode, before + place.words + wordsAfter(place, 30))) return false
  return !/^(?:password|log)/i.test(place.words) || holds(bank, text)
}

/** A sum with words of pay or debt, said of one person. */
function ownMoney({ text, start }: Sentence): Hit[] {
  const kind = holds(pays, text) ? 'pay' : 'debt'
  const inDebt = holds(owes, text)
  if (kind === 'debt' && !inDebt) return []
  if (holds(everybody, text) || !(pronoun.test(text) || office.test(text) || called.test(text))) return []
  const sums = spots(sum, text).filter(({ words }) => inDebt || !/^£\s?\d{1,2}(?:\.\d\d)?$/.test(words))
  const found = sums.length > 0 ? sums : spots(broke, text)
  return found.map((spot) => ({
    start: start + spot.start,
    end: start + spot.end,
    attributes: { kind: sums.length > 0 ? kind : 'debt' },
  }))
}
