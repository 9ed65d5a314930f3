import { randomUUID } from 'node:crypto'
import type { OAuth2, Person } from '../stand-in/oauth2.ts'

/** What was begun: a video until all of it is there, or photos that are fetched. */
export interface Begun {
  publishId: string
  owner: Person
  kind: 'video' | 'photo'
  text: string
  audience: string
  at: number
  /** Of a video. */
  upload: {
    id: string
    token: string
    size: number
    chunk: number
    count: number
    uploaded: number
    until: number
  } | null
  /** Media types of what is in it. */
  types: string[]
  /** How many more times it is "being processed", and then looked at before it is shown, when asked for. */
  pending: number
  moderation: number
  fault: string | null
  /** What the network calls the post. */
  postId: string
}

export interface Settings {
  now(): number
  /** How often a post is being processed when asked for, and how often it has no id after that. */
  processing: number
  moderation: number
  /** Has the network audited the app? */
  audited: boolean
  /** Where photos may be fetched from; null: from anywhere. */
  verified: string[] | null
  /** Bytes of a part; see the media transfer guide. */
  chunks: { least: number; most: number; last: number }
  /** Seconds of the longest video. */
  longest: number
  /** Posts of a day, and requests of a minute, of one account. */
  postsOfDay: number
  perMinute: { creator: number; init: number; status: number }
}

export interface World {
  settings: Settings
  oauth: OAuth2
  /** Accounts that only followers see. */
  secluded: Set<Person>
  /** Oldest first. */
  begun: Begun[]
  spend(rule: string, who: string, limit: number): boolean
  nextId(): string
}

export function isComplete({ upload }: Begun): boolean {
  return upload === null || upload.uploaded >= upload.size
}

/** Does it stand on the account? */
export function isThere(post: Begun): boolean {
  return isComplete(post) && post.pending <= 0 && post.fault === null
}

/** May everybody see it, and has the network looked at it? */
export function isPublic(post: Begun): boolean {
  return isThere(post) && post.audience === 'PUBLIC_TO_EVERYONE' && post.moderation <= 0
}

export function audiencesOf({ secluded }: World, person: Person): string[] {
  return [
    secluded.has(person) ? 'FOLLOWER_OF_CREATOR' : 'PUBLIC_TO_EVERYONE',
    'MUTUAL_FOLLOW_FRIENDS',
    'SELF_ONLY',
  ]
}

export function begin(
  world: World,
  what: Pick<Begun, 'owner' | 'kind' | 'text' | 'audience'> & Partial<Begun>,
): Begun {
  const { settings } = world
  const prefix = what.kind === 'video' ? 'v_pub_file' : 'p_pub_url'
  const post: Begun = {
    publishId: `${prefix}~v2-1.${world.nextId()}`,
    at: settings.now(),
    upload: null,
    types: [],
    pending: settings.processing,
    moderation: settings.moderation,
    fault: null,
    postId: world.nextId(),
    ...what,
  }
  world.begun.push(post)
  return post
}

export function uploadOf(
  { settings }: World,
  size: number,
  chunk: number,
  count: number,
): NonNullable<Begun['upload']> {
  const until = settings.now() + 3_600_000
  return { id: randomUUID(), token: randomUUID(), size, chunk, count, uploaded: 0, until }
}
