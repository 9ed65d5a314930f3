/** What a stand-in for YouTube knows, and the errors and costs that all its methods share. */
import { createHash, randomBytes } from 'node:crypto'
import type { OAuth2, Person, Token } from '../stand-in/oauth2.ts'
import { Refusal, type Ask } from '../stand-in/server.ts'

export interface Channel {
  id: string
  uploads: string
  handle: string
  title: string
  person: Person
  commentsDisabled: boolean
}

export interface Video {
  id: string
  channel: Channel
  snippet: Snippet
  privacyStatus: string
  selfDeclaredMadeForKids: boolean
  license: string
  embeddable: boolean
  /** Milliseconds since 1970. */
  uploadedAt: number
  publishedAt: number
  type: string
  digest: string
  /** When YouTube has worked on it; null when it never will. */
  readyAt: number | null
  rejectionReason: string | null
  failureReason: string | null
  captions: { language: string; name: string; text: string }[]
  cover: { type: string; size: number } | null
  comments: { channel: Channel; text: string; at: number }[]
  notified: boolean
}

export interface Snippet {
  title: string
  description: string
  tags: string[]
  categoryId: string
  defaultLanguage?: string
}

export interface Upload {
  id: string
  channel: Channel
  snippet: Snippet
  status: { privacyStatus: string; selfDeclaredMadeForKids: boolean }
  notify: boolean
  type: string
  size: number
  received: Buffer
  video: Video | null
}

export interface Settings {
  now(): number
  /** Units that the project has for a day, and uploads. */
  units: number
  uploads: number
  /** Milliseconds that YouTube works on a video; null: it never ends. */
  processing: number | null
  /** Has Google audited the project? Otherwise its uploads stay private. */
  audited: boolean
  /** Uploads that a channel may make in a day. */
  channelUploads: number
  /** What every file is taken to be, because nobody looks inside. */
  shape: { width: number; height: number; seconds: number }
}

export interface World {
  settings: Settings
  oauth: OAuth2
  channels: Channel[]
  videos: Video[]
  uploads: Upload[]
  spent: { units: number; uploads: number }
}

export const scopes = {
  forceSsl: 'https://www.googleapis.com/auth/youtube.force-ssl',
  all: 'https://www.googleapis.com/auth/youtube',
  upload: 'https://www.googleapis.com/auth/youtube.upload',
  read: 'https://www.googleapis.com/auth/youtube.readonly',
}
export const manages = [scopes.forceSsl, scopes.all]
export const uploads = [...manages, scopes.upload]
export const reads = [...manages, scopes.read]

export function problem(status: number, reason: string, message: string, domain = 'youtube'): Refusal {
  const errors = [{ message, domain, reason }]
  return new Refusal(status, { error: { code: status, message, errors } })
}

function tokenOf(world: World, ask: Ask): Token {
  const token = world.oauth.tokenOf(ask)
  if (!token) throw problem(401, 'authError', 'Invalid Credentials', 'global')
  return token
}

/** The channel that asks, when its token has one of the scopes. */
export function channelOf(world: World, ask: Ask, wanted: readonly string[]): Channel {
  const token = tokenOf(world, ask)
  if (!token.scopes.some((scope) => wanted.includes(scope)))
    throw problem(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', 'global')
  const channel = world.channels.find(({ person }) => person.id === token.person.id)
  if (!channel) throw problem(401, 'youtubeSignupRequired', 'The user has no channel.')
  return channel
}

/** Every call costs, also one that is refused for what it asks. */
export function spend(world: World, units: number, uploadCalls = 0): void {
  const { spent, settings } = world
  if (spent.units + units > settings.units || spent.uploads + uploadCalls > settings.uploads)
    throw problem(
      403,
      'quotaExceeded',
      'The request cannot be completed because you have exceeded your <a href="/youtube/v3/getting-started#quota">quota</a>.',
      'youtube.quota',
    )
  spent.units += units
  spent.uploads += uploadCalls
}

export function videoFor(world: World, channel: Channel, id: string): Video {
  const video = world.videos.find((each) => each.id === id && each.channel === channel)
  if (video) return video
  throw problem(
    404,
    'videoNotFound',
    'The video that you are trying to work on cannot be found.',
    'youtube.video',
  )
}

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
export const newId = (bytes: number): string => randomBytes(bytes).toString('base64url')

export function uploadStatusOf(world: World, video: Video): string {
  const ready = video.readyAt !== null && video.readyAt <= world.settings.now()
  if (!ready) return 'uploaded'
  if (video.rejectionReason !== null) return 'rejected'
  return video.failureReason === null ? 'processed' : 'failed'
}

/** Puts a file among the videos of its channel, as an upload's end does. */
export function addVideo(
  world: World,
  wanted: Pick<Video, 'channel' | 'snippet' | 'privacyStatus' | 'type' | 'digest' | 'notified'> & {
    madeForKids?: boolean
  },
): Video {
  const { madeForKids = false, ...given } = wanted
  const now = world.settings.now()
  const twin = world.videos.some(
    ({ channel, digest, rejectionReason }) =>
      channel === given.channel && digest === given.digest && rejectionReason === null,
  )
  const { processing } = world.settings
  const video: Video = {
    ...given,
    id: newId(8),
    selfDeclaredMadeForKids: madeForKids,
    license: 'youtube',
    embeddable: true,
    uploadedAt: now,
    publishedAt: now,
    readyAt: processing === null ? null : now + processing,
    rejectionReason: twin ? 'duplicate' : null,
    failureReason: null,
    captions: [],
    cover: null,
    comments: [],
  }
  world.videos.push(video)
  return video
}
