import type { OAuth2, Person, Token } from '../stand-in/oauth2.ts'

export interface Item {
  kind: 'IMAGE' | 'VIDEO'
  /** As it was fetched. */
  type: string
  alt: string
}

export interface Container {
  id: string
  owner: Person
  kind: 'TEXT' | 'IMAGE' | 'VIDEO' | 'CAROUSEL'
  text: string
  items: Item[]
  isItem: boolean
  replyTo: Post | null
  topic: string | null
  link: string | null
  at: number
  /** How many more times it is "in progress" when asked for. */
  pending: number
  /** What the network could not do with it. */
  fault: string | null
  post: Post | null
}

export interface Post {
  id: string
  author: Person
  kind: Container['kind']
  text: string
  items: Item[]
  replyTo: Post | null
  topic: string | null
  link: string | null
  at: number
}

export interface Settings {
  now(): number
  /** How often a fresh container is "in progress" before it is finished. */
  processing: number
  /** Posts, replies and deletions of an account in 24 hours. */
  quota: { posts: number; replies: number; deletions: number }
}

/** All that the stand-in knows. Tests read and change it directly. */
export interface World {
  settings: Settings
  clientSecret: string
  oauth: OAuth2
  containers: Container[]
  /** Oldest first. */
  posts: Post[]
  deletions: { owner: Person; at: number }[]
  /** When a token was made, and whether it is one of the long-lived. */
  born: Map<Token, { at: number; long: boolean }>
  nextId(): string
}

const day = 86_400_000

/** What of these is not older than 24 hours. */
export function ofLastDay<T extends { at: number }>({ settings }: World, all: T[]): T[] {
  return all.filter(({ at }) => at > settings.now() - day)
}

export function statusOf({ settings }: World, container: Container): string {
  if (container.post) return 'PUBLISHED'
  if (container.at <= settings.now() - day) return 'EXPIRED'
  if (container.pending > 0) return 'IN_PROGRESS'
  return container.fault === null ? 'FINISHED' : 'ERROR'
}

export function addPost(world: World, from: Omit<Post, 'id' | 'at'>): Post {
  const { author, kind, text, items, replyTo, topic, link } = from
  const post: Post = {
    id: world.nextId(),
    at: world.settings.now(),
    author,
    kind,
    text,
    items,
    replyTo,
    topic,
    link,
  }
  world.posts.push(post)
  return post
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** "Emojis are counted as the number of UTF-8 bytes"; everything else as one. */
export function lengthOf(text: string): number {
  let count = 0
  for (const { segment } of graphemes.segment(text))
    count += /\p{RGI_Emoji}/v.test(segment) ? Buffer.byteLength(segment) : 1
  return count
}
