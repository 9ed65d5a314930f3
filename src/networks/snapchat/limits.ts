import { counted, graphemeLength, noMore, plain, type Entity, type NetworkProfile } from '../profile.ts'

const topics = /(?<![\p{L}\p{N}_])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu
const people = /(?<![\p{L}\p{N}_.@])@[a-z][a-z0-9._-]{1,13}[a-z0-9]/giu

function entitiesOf(text: string): Entity[] {
  const found = (kind: Entity['kind'], pattern: RegExp) =>
    [...text.matchAll(pattern)].map((match) => ({
      kind,
      start: match.index,
      end: match.index + match[0].length,
      value: match[0].slice(1),
    }))
  return [...found('hashtag', topics), ...found('mention', people)].sort((a, b) => a.start - b.start)
}

export const snapchatProfile: NetworkProfile = {
  id: 'snapchat',
  name: 'Snapchat',
  handleHint: 'example-univ',
  handleProblem: (handle) =>
    /^[a-z][a-z0-9._-]{1,13}[a-z0-9]$/.test(handle) && (handle.match(/[._-]/g) ?? []).length <= 1
      ? null
      : 'A Snapchat username has 3 to 15 letters and digits with at most one hyphen, underscore or full stop, and begins with a letter.',
  normaliseHandle: (typed) =>
    typed
      .trim()
      .replace(/^(?:https?:\/\/)?(?:www\.)?snapchat\.com\/(?:add\/|@)?/i, '')
      .replace(/^@/, '')
      .replace(/[/?#].*$/, '')
      .toLowerCase(),
  capabilities: {
    ...plain,
    publish: 'manual',
    images: true,
    videos: true,
    needsMedia: true,
    alternativeText: false,
    threads: false,
    linkCards: false,
    // Spotlight is the short; the public story is gone after a day.
    formats: ['short', 'story'],
    edit: false,
    remove: false,
    reads: { own: false, comments: false, messages: false, metrics: false, search: false },
    idempotency: 'none',
  },
  limits: {
    ...noMore,
    // The description of a Spotlight, and what pictures and videos must be like, by the Public Profile API's
    // specifications (developers.snap.com, "Public Profile API", read 2026-11): that API itself is open to chosen
    // partners only. Snap's help pages let a person upload longer videos.
    text: 160,
    unit: 'characters',
    images: 1,
    imageBytes: 20_000_000,
    imageEdge: 1920,
    imageTypes: ['image/jpeg', 'image/png'],
    imageRatio: [0.5625, 0.5625],
    alternativeText: 0,
    threadParts: 1,
    videos: 1,
    video: {
      bytes: 500_000_000,
      seconds: [5, 60],
      types: ['video/mp4'],
      videoCodecs: ['avc'],
      audioCodecs: ['aac'],
      edge: 1920,
      frames: 60,
      ratio: [0.5, 0.6],
      captions: [],
    },
  },
  rates: [],
  count: (text, limits = snapchatProfile.limits) => counted(graphemeLength(text), limits.text),
  entities: entitiesOf,
  preview: { accent: '#8a6d00', radius: 16, avatar: 'round', font: 'system-ui, sans-serif' },
}
