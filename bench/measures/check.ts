import {
  checkPost,
  compileRuleset,
  loadPack,
  packsFolder,
  type PostForCheck,
} from '#features/policy/index.ts'
import { rulesetOf } from '#features/policy/packs/pack.ts'
import { profiles } from '#networks/profiles.ts'
import { figure, percentile, type Measure } from '../figure.ts'

const warmUps = 300
const rounds = 2_000
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
function textOf(round: number): string {
  const from = round % sentences.length
  const turned = [...sentences.slice(from), ...sentences.slice(0, from)]
  return `No. ${round}: ${turned.join(' ')}`.slice(0, length)
}

function postOf(text: string): PostForCheck {
  const accountId = '00000000-0000-7000-8000-000000000001'
  const parts = [{ text, media: [], link: null }]
  return {
    targets: [{ accountId, network: 'bluesky', handle: 'library.example.ac.uk', parts }],
    audiences: ['students'],
    language: 'en-GB',
    recent: [],
  }
}

function timeOf(work: () => unknown): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

export const check: Measure = {
  name: 'check',
  about: 'The whole baseline check, every control and detector, on a post of 300 characters.',
  aim: 'no slower than the alex linter on the same text, p50 and p99',
  peers: true,
  async run() {
    const rules = compileRuleset(rulesetOf(await loadPack(`${packsFolder}/baseline`)))
    const institution = {
      name: 'Example University',
      nation: 'england' as const,
      domains: ['example.ac.uk'],
      telephones: ['01632 960000'],
      emails: [],
      postcodes: [],
      topics: [],
      electionPeriods: [],
      studentNumbers: [],
      welsh: false,
    }
    const now = '2026-11-21T09:00:00Z'
    // The tests' own packages are installed by now, and were not when this file was read.
    const { alexFindings } = await import('../../e2e/peers/alex.ts')
    const own: number[] = []
    const alex: number[] = []
    for (let round = 0; round < warmUps + rounds; round++) {
      const text = textOf(round)
      const post = postOf(text)
      const spent = [
        timeOf(() => checkPost({ rules }, post, { institution, profiles }, now)),
        timeOf(() => alexFindings(text)),
      ] as const
      if (round < warmUps) continue
      own.push(spent[0])
      alex.push(spent[1])
    }
    const note = `${rounds} texts after ${warmUps} to warm up, each new, both on each text.`
    return [0.5, 0.99].map((share) =>
      figure(`whole baseline check, p${share * 100}`, percentile(own, share), 'ms', {
        reference: { name: 'alex', value: percentile(alex, share) },
        aim: { of: 'ratio', bound: 'at most', to: 1 },
        note,
      }),
    )
  },
}
