import { linksBy } from '../families/entities.ts'
import { counted, graphemeLength, noMore, plain, type Entity, type NetworkProfile } from '../profile.ts'

/**
 * https://www.flickr.com/services/developer/api/, read 2026-11: 3,600 requests an hour for the whole key. One post takes
 * eight at most: upload, tags, three looks, permissions, and two readings back.
 */
const flickrQuota = { requests: 3600, seconds: 3600, requestsOfAPost: 8 } as const

/**
 * Who may see a photo, as Flickr's three switches; all off is what a draft has, so "only you" is none of them.
 * https://www.flickr.com/services/api/flickr.photos.setPerms.html, read 2026-11.
 */
export const flickrAudiences = {
  public: { is_public: '1', is_friend: '0', is_family: '0' },
  'friends-and-family': { is_public: '0', is_friend: '1', is_family: '1' },
  friends: { is_public: '0', is_friend: '1', is_family: '0' },
  family: { is_public: '0', is_friend: '0', is_family: '1' },
} as const
export type FlickrAudience = keyof typeof flickrAudiences

const links = /(?<![\p{L}\p{N}@/.-])https?:\/\/[^\s<>"“”]+/giu

/** Flickr makes links of addresses in a description, and nothing of the rest. */
export function flickrEntities(text: string): Entity[] {
  return linksBy(links, text, `.,;:!?'")]`)
}

/** The lasting identifier of an account, which also stands in its address until somebody chooses a name for it. */
export const nsid = /^\d+@N\d{2}$/

function handleProblem(handle: string): string | null {
  if (nsid.test(handle) || /^[a-z0-9_-]{1,32}$/.test(handle)) return null
  return 'A Flickr handle is what stands after flickr.com/photos/ in its address, such as exampleuniversity.'
}

function normaliseHandle(typed: string): string {
  const handle = typed
    .trim()
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^(?:https?:\/\/)?(?:(?:www|m)\.)?flickr\.com\/(?:photos|people)\//i, '')
    .replace(/[/?#].*$/, '')
  return /^\d+@n\d{2}$/i.test(handle) ? handle.toUpperCase() : handle.toLowerCase()
}

export const flickrProfile: NetworkProfile = {
  id: 'flickr',
  name: 'Flickr',
  handleHint: 'exampleuniversity',
  handleProblem,
  normaliseHandle,
  // https://www.flickr.com/services/api/, read 2026-11.
  capabilities: {
    ...plain,
    images: true,
    videos: true,
    needsMedia: true,
    // There is no field for it, so the description says it as its last paragraph.
    alternativeText: true,
    threads: false,
    linkCards: false,
    // One is made of the text when nobody gives one: Flickr would show the name of the file.
    title: 'optional',
    tags: true,
    audiences: [
      { id: 'public', label: 'Everybody' },
      { id: 'friends-and-family', label: 'Friends and family on Flickr' },
      { id: 'friends', label: 'Friends on Flickr' },
      { id: 'family', label: 'Family on Flickr' },
    ],
    edit: true,
    remove: true,
    reads: { own: true, comments: true, messages: false, metrics: true, search: true },
    // The photo is uploaded as a private one; publishing changes who may see it.
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // Flickr publishes no limit for titles, descriptions and tags; these are ours. 75 tags a photo is what its help
    // says: https://www.flickrhelp.com/hc/en-us/articles/4404064206996, read 2026-11.
    text: 10_000,
    unit: 'characters',
    title: 255,
    tags: 75,
    tag: 100,
    alternativeText: 2_000,
    // One photo a post: several would be several photos there, each with its own address.
    images: 1,
    // https://www.flickrhelp.com/hc/en-us/articles/4404079649300 (photos of 200 MB; videos of 1 GB and 3 minutes),
    // read 2026-11. PNG and GIF stay as they are; all else becomes a JPEG.
    imageBytes: 200_000_000,
    imageEdge: 6144,
    imageTypes: ['image/jpeg', 'image/png'],
    threadParts: 1,
    videos: 1,
    video: {
      bytes: 1_000_000_000,
      seconds: [1, 180],
      types: ['video/mp4', 'video/quicktime'],
      videoCodecs: ['avc'],
      audioCodecs: ['aac', 'mp3'],
      edge: 1920,
      frames: 60,
      ratio: null,
      captions: [],
    },
  },
  rates: [
    {
      id: 'requests',
      per: 'app',
      of: 'posts',
      most: Math.floor(flickrQuota.requests / flickrQuota.requestsOfAPost),
      seconds: flickrQuota.seconds,
    },
  ],
  count: (text, limits = flickrProfile.limits) => counted(graphemeLength(text), limits.text),
  entities: flickrEntities,
  preview: { accent: '#0b62c4', radius: 2, avatar: 'round', font: 'Proxima Nova, system-ui, sans-serif' },
}
