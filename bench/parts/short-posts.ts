import type { InstitutionForCheck, PostForCheck } from '#features/policy/index.ts'

const length = 300

const sentences = [
  'Applications for our postgraduate bursaries close on Friday at noon.',
  'Join us in the main hall for an evening of music by our own students.',
  'The library opens at eight tomorrow, and the café an hour later.',
  'Our researchers have found a kinder way to recycle old batteries.',
  'He or she who leads the session will be at the door to welcome you.',
  'Call 01632 960123 or write to events@example.ac.uk if you need a parking space.',
  'Read more at https://www.example.ac.uk/news/2026/open-day before you come.',
  'Thank you to everybody who came to #OpenDay on Saturday!',
  'Congratulations to all who graduated this week, and to their families.',
  'The lifts in the engineering building are being mended until Monday.',
]

/** A text of 300 characters that was never seen before, so that nothing remembered from an earlier one helps. */
export function textOf(round: number): string {
  const from = round % sentences.length
  const turned = [...sentences.slice(from), ...sentences.slice(0, from)]
  return `No. ${round}: ${turned.join(' ')}`.slice(0, length)
}

export function postOf(text: string, networks: readonly string[]): PostForCheck {
  const parts = [{ text, media: [], link: null }]
  return {
    targets: networks.map((network, index) => ({
      accountId: `00000000-0000-7000-8000-00000000000${index + 1}`,
      network,
      handle: `library${index + 1}.example.ac.uk`,
      parts,
    })),
    audiences: ['students'],
    language: 'en-GB',
    recent: [],
  }
}

export const exampleUniversity: InstitutionForCheck = {
  name: 'Example University',
  nation: 'england',
  domains: ['example.ac.uk'],
  telephones: ['01632 960000'],
  emails: [],
  postcodes: [],
  topics: [],
  electionPeriods: [],
  blackouts: [],
  studentNumbers: [],
  welsh: false,
}

export const now = '2026-11-21T09:00:00Z'

/** Milliseconds. */
export function timeOf(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}
