import type { Hit, TextDetector } from '../detector.ts'
import { person } from './accused-person.ts'
import * as lists from './financial-lexicon.ts'
import { allOf, anyWord, has, once } from './nearby.ts'
import { hitsOf, placesOf, plain, sentencesOf, shape, wordsAfter, wordsBefore } from './phrases-more.ts'
import type { Place, Sentence } from './phrases-more.ts'

const worthALook =
  /£|\b(?:pins?|cvv|cvc|otp|bank\w*|acc(?:ount|t)?s?|sort ?codes?|card|pay\w*|paid|salar\w+|wages?|debts?|arrears|owe[sd]?|owing|overdra\w+|pass(?:word|code)?|monzo|paypal|venmo|revolut|starling|cash\.app|ko-fi|buymeacoffee|gofundme|bankrupt\w*|insolven\w+|iva|bailiffs?|ccjs?|quid|grand|fiver|tenner|p60|codes?|combo|digits|figures|\d+k|thousand|mill(?:ion)?|maxed|income|rent|skint|broke|gambl\w+|loans?|transfer|savings|hock|earn\w*|penniless|repossess\w*|benefits|credit|iban|login|mortgage|\d\d,\d{3}|cash|tab|slate|door|safe|till|tin|cheque|bounced|bursary|repay\w*|borrowed|lent|deposit|subs|refund|wallet)\b/i

const ones = 'one|two|three|four|five|six|seven|eight|nine'
const tens =
  'ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|a hundred'
const sum = new RegExp(
  [
    String.raw`-?[£€$]\s?\d[\d,]*(?:\.\d+)?\s?(?:k\b|grand\b|thousand\b|m\b)?`,
    String.raw`\b(?:\d[\d,.]{0,9}|(?:${tens})(?:[ -](?:${ones}))?|${ones}|(?:half )?a(?: couple of)?|half a|several|hundreds? of|thousands of)[ -]?(?:k|grand|quid|pounds|thousand|mill|hundred (?:quid|pounds|grand))\b(?!\s(?:run|race|walk|row|ride|fun|charity|steps|words|swim|followers|views|a week|people|students|books|times|miles|trees|copies|downloads|visitors|years|members|others))`,
    String.raw`\b\d{2,3},\d{3}\b(?! (?:students|people|words|copies|steps|views|books|of|visitors|miles|followers|graduates|members|trees))`,
    String.raw`\b(?:five|six|seven)[ -]figures?\b`,
    String.raw`\bdouble (?:his|her|my|what)\b`,
  ].join('|'),
  'gi',
)

// One person's money, and not that of a grade, a scheme or everybody. Capitals tell names here.
const pronoun =
  /\b(?:I|I'm|I've|I'd|I'll|i|i'm|my|me|he|she|his|her|him|he's|she's|he'd|she'd|theirs?|they're|mine|Dr|Prof|Professor|Mrs?|Ms|Mx|mum|dad|flatmate|housemate|mate|(?:my|our|his|her) (?:son|daughter|brother|sister|wife|husband|partner|boss))\b/
const called =
  /\b(?:[A-Z]\. )?(?!(?:The|This|That|It|There|What|Rent|Pay|Salary|Room|Fees?|Tuition|Tickets?|Our|We|You|They|Students?|Library|Finance)\b)[A-Z][a-z]{1,14}(?:'s\b| (?:[A-Z][\w-]+ )?(?:still |just |now |also |only |in [\w' ]{1,14} )?(?:owes?|earns?|is|was|has|gets?|got|takes?|left|makes?|who|on|starts?|signed|pockets?|says|needs|can't|borrowed|lost|had|walked|pulls?|made)\b|, (?:who|our|a|an|the)\b| from [A-Z]| in (?:the|flat|room|block)\b)/

const pays = anyWord(lists.payWords)
const owes = anyWord(lists.debtWords)
const broke = anyWord(lists.broke)
const everybody = anyWord(lists.everybody)
const denial = anyWord(lists.denials)
const warning = anyWord(lists.warnings)
const innocentCode = anyWord(lists.innocentCodes)
const bank = anyWord(lists.banks)

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
    'subs',
    'deposits?',
    'quid',
    'tenner',
    'fiver',
    'twenty',
    'payments?',
    'refunds?',
    'chuck',
    'stick',
    'fling',
    'drop',
    'settle up',
    'collecting',
    'whip-?round',
    'kitty',
    'contributions?',
    'subscriptions?',
    'fees?',
    'help',
    'support',
    'refund',
    'tip',
    'buy',
    '£\\d+',
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
    'gofundme',
    'sort code',
    'ko-?fi',
    'barclays',
    'natwest',
    'lloyds',
    'santander',
    'hsbc',
    'bank',
    'wise',
    'pingit',
    'apple cash',
  ],
  whose: ['me', 'my', 'him', 'his', 'her', "[a-z]+[']s"],
  figures: [
    String.raw`(?!(?:19|20)\d\d\b)\d{3,8}`,
    String.raw`\d\d/\d\d`,
    String.raw`\d{2,3}[\s-]\d{2,3}(?:[\s-]\d\d)?`,
  ],
  secret: [
    'password',
    'passwords',
    'passcode',
    'pass',
    'pw',
    'pwd',
    'memorable word',
    'log-?in',
    'user(?:name)?',
  ],
  value: [String.raw`(?=\w*[\d!$?*])[\w!$?*]{4,20}`, 'is \\w+'],
}
const shapes = [
  ...[
    '{sends} ~5 {whose} ~3 {purse}',
    '(?:bank transfer|venmo|monzo|paypal|revolut|cashapp|cash app) (?:me|us|him|her|it)',
    '(?:transfer|transfers|payments?|cash|subs|money) ~2 to (?!the|our|your|a|an)\\w+ ~2 \\d\\d[- ]\\d\\d[- ]\\d\\d',
    'paypal ~6 (?=[\\w.]+@)[\\w.]+',
    '{whose} (?:monzo|paypal|revolut|starling|venmo|cashapp|ko-?fi|gofundme|bank details)',
  ].map((written) => shape(written, 'payment-link', lexicon)),
  ...['{codes} ~8 {figures}', '{secret} ~6 {value}'].map((written) =>
    shape(written, 'security-code', lexicon),
  ),
  ...['{asks} ~9 {details}', '{details} ~4 (?:here|below|in the form|to us|to me|by reply)'].map((written) =>
    shape(written, 'asks', lexicon),
  ),
  {
    pattern:
      /(?<![\w.])(?:https?:\/\/)?(?:www\.)?(?:paypal\.me|monzo\.me|revolut\.me|settleup\.starlingbank\.com|cash\.app|venmo\.com|buymeacoffee\.com|ko-fi\.com|gofundme\.com\/f|wise\.com\/pay\/me|pay\.sumup\.com|starlingbank\.\w+|patreon\.com|onlyfans\.com|paypal\.com\/paypalme)\/[^\s<>"]{1,80}/gi,
    what: 'payment-link',
  },
  {
    pattern: /(?<![\d-])\d\d[- ]\d\d[- ]\d\d(?![\d-])[^.!?\n]{0,25}(?<!\d)\d{8}(?!\d)/g,
    what: 'payment-link',
  },
  {
    pattern:
      /\b(?:pin|passcode|combo|combination|cvv)(?:'s| is| was) (?:the year|my birthday|\w+'s birthday|the same as|backwards|still \d|written on)\b/gi,
    what: 'security-code',
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
    const onePerson = once(() => ofOne(text) && !has(everybody, text))
    const warned = has(warning, text)
    const places = placesOf(text, shapes).filter((place) => !warned && counts(place, text))
    return [
      ...hitsOf(places, ({ what }) => ({ kind: what })),
      ...sentencesOf(text).flatMap((sentence) => ownMoney(sentence, onePerson)),
    ].sort((a, b) => a.start - b.start)
  },
}

function counts(place: Place<string>, text: string): boolean {
  const before = wordsBefore(place, 35)
  if (/[a-z]\.[a-z]{2,}\//i.test(place.words))
    return !/\b(?:don't|do not|never|avoid|fake|stop)\b/i.test(before)
  if (has(denial, before) || has(denial, place.words)) return false
  if (place.what !== 'security-code') return true
  if (has(innocentCode, before + place.words + wordsAfter(place, 30))) return false
  return !/^(?:pass|pw|log|user)/i.test(place.words) || has(bank, text)
}

/** A sum with words of pay or debt, said of one person. */
function ownMoney({ text, start }: Sentence, onePerson: () => boolean): Hit[] {
  const kind = has(pays, text) ? 'pay' : 'debt'
  const inDebt = has(owes, text)
  if (kind === 'debt' && !inDebt) return []
  if (has(everybody, text) || !(ofOne(text) || onePerson())) return []
  const sums = allOf(sum, text).filter(({ words }) => inDebt || !/^£\s?\d{1,2}(?:\.\d\d)?$/.test(words))
  const found = sums.length > 0 ? sums : allOf(broke, text)
  return found.map((spot) => ({
    start: start + spot.start,
    end: start + spot.end,
    attributes: { kind: sums.length > 0 ? kind : 'debt' },
  }))
}

/** Is one person spoken of? A single word at the beginning has its capital from there. */
const ofOne = (text: string): boolean =>
  pronoun.test(text) ||
  called.test(text) ||
  allOf(person, text).some(
    ({ start, words }) =>
      /[ @]/.test(words) || !/(?:^|[.!?\n])\W*$/.test(text.slice(Math.max(0, start - 6), start)),
  )
