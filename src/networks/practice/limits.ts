import { counted, graphemeLength, noMore, plain, type Entity, type NetworkProfile } from '../profile.ts'

const patterns: { kind: Entity['kind']; find: RegExp }[] = [
  { kind: 'link', find: /(?<=^|[\s(])https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]/giu },
  { kind: 'mention', find: /(?<=^|[\s(])@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?/giu },
  { kind: 'hashtag', find: /(?<=^|[\s(])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu },
]

/** Links, mentions and hashtags, in the order of the text. */
export function practiceEntities(text: string): Entity[] {
  return patterns
    .flatMap(({ kind, find }) =>
      [...text.matchAll(find)].map((match) => ({
        kind,
        start: match.index,
        end: match.index + match[0].length,
        value: kind === 'link' ? match[0] : match[0].slice(1),
      })),
    )
    .sort((a, b) => a.start - b.start)
}

export const practiceProfile: NetworkProfile = {
  id: 'practice',
  name: 'Practice',
  handleHint: 'example-library',
  normaliseHandle: (typed) => typed.trim().replace(/^@/, '').toLowerCase(),
  handleProblem: (handle) =>
    /^[a-z0-9](?:[a-z0-9-]{0,28}[a-z0-9])?$/.test(handle)
      ? null
      : 'A practice handle has 1 to 30 letters a to z, digits and hyphens, and neither begins nor ends with a hyphen.',
  capabilities: {
    ...plain,
    images: true,
    alternativeText: true,
    threads: true,
    linkCards: true,
    edit: true,
    remove: true,
    reads: { own: true, comments: false, messages: false, metrics: false, search: false },
    idempotency: 'by-key',
  },
  limits: {
    ...noMore,
    text: 500,
    unit: 'characters',
    images: 4,
    imageBytes: 8_000_000,
    imageEdge: 2048,
    imageTypes: ['image/jpeg', 'image/png', 'image/webp'],
    alternativeText: 1500,
    threadParts: 25,
  },
  rates: [],
  count: (text, limits = practiceProfile.limits) => counted(graphemeLength(text), limits.text),
  entities: practiceEntities,
  preview: { accent: '#2f5d62', radius: 8, avatar: 'square', font: 'inherit' },
}
