import { bareOf, wordsOf } from './letters.ts'

/**
 * Words that any account may have. One that has no other is no name to be taken for: a library is called “library”
 * everywhere.
 */
const common = new Set(
  `academy admissions alumni arts business campus careers chemistry college comms computing department dept design
  economics education engineering english faculty film geography geology graduates health history humanities institute
  international it jobs lab labs languages law library life literature maths mathematics media medicine museum music
  news nursing official online outreach philosophy physics politics press psychology research school science sciences
  social society sociology sport sports staff student students studies su support technology theatre union uni
  university welfare`.split(/\s+/),
)

/** Words that are put on a name to make another of it. */
const putOn = new Set(
  `account admin admission admissions alert alerts app applications apply care careers clearing contact desk eng enquiries enrol
  fees finance giveaway giveaways global gb help helpdesk helpline hq info intl jobs live mail my mobile news now office
  official online original page payments real refund refunds scholarship scholarships service services site social
  support team the tickets tv uk update updates verified verify visa web welcome world ltd inc org com net`.split(
    /\s+/,
  ),
)

const longestPutOn = 14

export const isCommon = (name: string): boolean =>
  wordsOf(name).every((word) => common.has(word) || /^\d+$/.test(word))

interface Base {
  bare: string
  /** The words put on stood apart from the name, so that it may be a short one. */
  apart: boolean
}

/** What is left of a name when the words that may have been put on are taken off, one to three of them. */
export function withoutPutOn(name: string): Base[] {
  const bases = new Map<string, Base>()
  const words = wordsOf(name)
  const kept = words.filter((word) => !putOn.has(word) && !/^\d{1,4}$/.test(word))
  if (kept.length < words.length && kept.length > 0) {
    const bare = kept.join('')
    bases.set(bare, { bare, apart: true })
  }
  let now = [bareOf(name)]
  for (let round = 0; round < 3; round++) {
    now = now.flatMap(withoutOne)
    for (const bare of now) if (!bases.has(bare)) bases.set(bare, { bare, apart: false })
  }
  return [...bases.values()]
}

function withoutOne(bare: string): string[] {
  const less: string[] = []
  for (let length = 2; length <= Math.min(longestPutOn, bare.length - 3); length++) {
    if (putOn.has(bare.slice(0, length))) less.push(bare.slice(length))
    if (putOn.has(bare.slice(-length))) less.push(bare.slice(0, -length))
  }
  const unnumbered = bare.replace(/^\d{1,4}|\d{1,4}$/, '')
  if (unnumbered !== bare && unnumbered.length >= 3) less.push(unnumbered)
  return less
}
