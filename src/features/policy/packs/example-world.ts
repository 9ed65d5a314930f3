import { noMore, plain, type Capabilities, type Limits, type NetworkProfile } from '#networks/profile.ts'
import { matches } from '../engine/detector.ts'
import type { InstitutionForCheck } from '../engine/index.ts'

/** The made-up institution that examples are judged at. Its numbers are those that Ofcom keeps for drama. */
export function exampleInstitution(
  nation: InstitutionForCheck['nation'],
  election = false,
  blackout = false,
): InstitutionForCheck {
  return {
    name: 'Example University',
    nation,
    domains: ['example.ac.uk'],
    telephones: ['01632 960000', '01632 960555'],
    emails: ['admissions@example.ac.uk', 'graduation.2026@example.ac.uk'],
    postcodes: ['EX1 2AB'],
    topics: ['tuition fees', 'industrial action', 'Example Quarter development'],
    electionPeriods: election ? [{ name: 'General election', from: '2026-09-01', until: '2026-09-30' }] : [],
    blackouts: blackout
      ? [{ name: 'Day of mourning', from: '2026-09-15', until: '2026-09-15', clause: '', goes: '' }]
      : [],
    studentNumbers: ['99999999', 'E9999999'],
    welsh: nation === 'wales',
  }
}

/** A network of no name, so that examples do not change when a real one changes its limits. */
export function exampleNetwork(own: Partial<Limits>, has: Partial<Capabilities> = {}): NetworkProfile {
  const limits: Limits = {
    ...noMore,
    text: 300,
    unit: 'characters',
    images: 4,
    imageBytes: 2_000_000,
    imageEdge: 2000,
    imageTypes: ['image/jpeg', 'image/png', 'image/webp'],
    alternativeText: 2000,
    threadParts: 10,
    ...own,
  }
  const graphemes = new Intl.Segmenter('en-GB', { granularity: 'grapheme' })
  return {
    id: 'example',
    name: 'Example network',
    handleHint: 'name',
    handleProblem: () => null,
    normaliseHandle: (typed) => typed,
    capabilities: {
      ...plain,
      images: true,
      alternativeText: true,
      threads: true,
      linkCards: true,
      edit: false,
      remove: true,
      reads: { own: true, comments: false, messages: false, metrics: false, search: false },
      idempotency: 'by-key',
      ...has,
    },
    limits,
    rates: [],
    count: (text, { text: max } = limits) => {
      const used = [...graphemes.segment(text)].length
      return { used, max, over: Math.max(0, used - max) }
    },
    entities: (text) =>
      matches(/(?<![\w@])@(\w+)/g, text).map(({ match: [, value = ''], start, end }) => ({
        kind: 'mention',
        start,
        end,
        value,
      })),
    preview: { accent: '#334455', radius: 8, avatar: 'round', font: 'sans-serif' },
  }
}
