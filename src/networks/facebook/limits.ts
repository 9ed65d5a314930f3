import { cleanHandle, metaEntities } from '../families/meta-text.ts'
import { counted, noMore, plain, type NetworkProfile } from '../profile.ts'

/**
 * What reels and stories must be like beside what every video must:
 * https://developers.facebook.com/documentation/video-api/guides/reels-publishing (updated 2026-07) and
 * https://developers.facebook.com/docs/page-stories-api, both read 2026-11.
 */
export const uprightVideo = {
  reelSeconds: [3, 90],
  storySeconds: [3, 60],
  /** A reel or a video story is upright, 9 to 16; a little is left for odd encoders. */
  widestRatio: 0.6,
  narrowest: 540,
  /** Ours: it is sent in one go, from memory. */
  bytes: 500_000_000,
} as const

/** Seconds to wait where Facebook still works on a video before it can be published. Ours. */
export const stillWorking = 30

function normaliseHandle(typed: string): string {
  const clean = cleanHandle(typed)
  const url = URL.parse(/^https?:\/\//i.test(clean) ? clean : `https://${clean}`)
  if (url && /(?:^|\.)(?:facebook|fb)\.(?:com|me)$/i.test(url.hostname)) {
    const number =
      url.searchParams.get('id') ?? /^\/(?:pages\/[^/]+\/|p\/[^/]*-)(\d+)/.exec(url.pathname)?.[1]
    return (number ?? url.pathname.split('/')[1] ?? '').toLowerCase()
  }
  return clean.replace(/^@/, '').toLowerCase()
}

export const facebookProfile: NetworkProfile = {
  id: 'facebook',
  name: 'Facebook',
  handleHint: 'exampleuniversity',
  handleProblem: (handle) =>
    /^(?:[a-z0-9.]{5,50}|\d{5,20})$/.test(handle)
      ? null
      : 'A Page has a name such as exampleuniversity, as in facebook.com/exampleuniversity, or its number.',
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    alternativeText: true,
    captions: true,
    threads: false,
    // The address is ours to choose; title, words and picture are read by Facebook from the page itself.
    linkCards: true,
    firstComment: true,
    formats: ['post', 'story', 'short'],
    edit: true,
    remove: true,
    pin: true,
    reads: { own: true, comments: true, messages: true, metrics: true, search: false },
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // The length of a post and of a comment stand in no current page of the API; 63,206 and 8,000 are what Facebook's own
    // forms take (2026-11).
    text: 63_206,
    unit: 'characters',
    firstComment: 8_000,
    // `attached_media` has no published limit; this one is ours. Size and types: the stories page above, which says it of
    // every photo of a Page. PNG over 1 MB "may appear pixelated".
    images: 10,
    imageBytes: 10_000_000,
    imageEdge: 2048,
    imageTypes: ['image/jpeg', 'image/png'],
    // `alt_text_custom` has no published limit; this one is ours.
    alternativeText: 1000,
    threadParts: 1,
    videos: 1,
    video: {
      // What Facebook's help pages say of any video (2026-11).
      bytes: 10_000_000_000,
      seconds: [1, 240 * 60],
      types: ['video/mp4', 'video/quicktime'],
      videoCodecs: ['avc', 'hevc', 'vp9', 'av1'],
      audioCodecs: ['aac'],
      edge: 3840,
      frames: 60,
      ratio: null,
      // Facebook itself takes SubRip alone; WebVTT is turned into it on the way.
      captions: ['application/x-subrip', 'text/vtt'],
    },
  },
  // Calls are limited by how many people a Page reaches, which nobody can plan with; Facebook says so in its headers.
  // Only reels are counted (30 in 24 hours for a Page, same page as above), and a rule here would hold all posts.
  rates: [],
  count: (text, limits = facebookProfile.limits) => counted(text.length, limits.text),
  entities: (text) => metaEntities(text, ['link', 'hashtag']),
  preview: { accent: '#0a66d8', radius: 8, avatar: 'round', font: 'system-ui, sans-serif' },
}
