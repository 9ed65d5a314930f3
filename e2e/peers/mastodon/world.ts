import { randomBytes } from 'node:crypto'

export interface App {
  id: string
  name: string
  website: string | null
  clientId: string
  clientSecret: string
  redirectUris: string[]
  scopes: string[]
}

export interface Person {
  id: string
  username: string
  password: string
  displayName: string
  createdAt: Date
}

export interface Token {
  value: string
  app: App
  /** Absent for a token of the app itself (client_credentials). */
  person: Person | undefined
  scopes: string[]
  createdAt: Date
}

export interface Code {
  value: string
  app: App
  person: Person
  redirectUri: string
  scopes: string[]
  challenge: string | undefined
  at: number
}

export interface Media {
  id: string
  owner: Person
  type: 'image' | 'video' | 'gifv' | 'audio'
  mimeType: string
  bytes: Buffer
  description: string | null
  /** How many more times it is "still being processed" when asked for. */
  pending: number
  attached: boolean
}

export interface Post {
  id: string
  author: Person
  app: App | undefined
  text: string
  spoiler: string
  sensitive: boolean
  visibility: 'public' | 'unlisted' | 'private' | 'direct'
  language: string | null
  replyTo: Post | undefined
  media: Media[]
  createdAt: Date
  editedAt: Date | undefined
  pinned: boolean
  counts: { favourites: number; reblogs: number }
}

export interface Notice {
  id: string
  to: Person
  type: 'mention'
  post: Post
  createdAt: Date
}

export interface Settings {
  now: () => number
  title: string
  maxCharacters: number
  maxMedia: number
  /** How often a fresh attachment answers "still being processed" before it is ready; 0: ready at once. */
  processing: number
  /**
   * `honoured`: the same key within an hour gives the same post. `ignored`: as servers that do not know the header.
   * `racy`: parallel requests with one key both get through, later ones do not.
   */
  idempotency: 'honoured' | 'ignored' | 'racy'
  rateLimit: { limit: number; windowMs: number }
}

/** All that the stand-in knows. Tests read and change it directly. */
export interface World {
  url: string
  settings: Settings
  apps: App[]
  people: Person[]
  tokens: Token[]
  codes: Code[]
  media: Media[]
  /** Oldest first. */
  posts: Post[]
  notices: Notice[]
  keys: Map<string, { post: Post; at: number }>
  spent: Map<string, { count: number; until: number }>
  sessions: Map<string, Person>
  nextId(): string
}

export function newWorld(url: string, settings: Settings): World {
  let sequence = 0n
  return {
    url,
    settings,
    apps: [],
    people: [],
    tokens: [],
    codes: [],
    media: [],
    posts: [],
    notices: [],
    keys: new Map(),
    spent: new Map(),
    sessions: new Map(),
    nextId() {
      sequence += 1n
      return String((BigInt(settings.now()) << 16n) + sequence)
    },
  }
}

export function secret(): string {
  return randomBytes(32).toString('base64url')
}

export interface Draft {
  author: Person
  text: string
  app?: App
  spoiler?: string
  sensitive?: boolean
  visibility?: Post['visibility']
  language?: string | null
  replyTo?: Post
  media?: Media[]
}

/** Adds a post, and tells those it mentions and the one it answers. */
export function addPost(world: World, draft: Draft): Post {
  const createdAt = new Date(world.settings.now())
  const post: Post = {
    id: world.nextId(),
    author: draft.author,
    app: draft.app,
    text: draft.text,
    spoiler: draft.spoiler ?? '',
    sensitive: draft.sensitive ?? false,
    visibility: draft.visibility ?? 'public',
    language: draft.language ?? 'en',
    replyTo: draft.replyTo,
    media: draft.media ?? [],
    createdAt,
    editedAt: undefined,
    pinned: false,
    counts: { favourites: 0, reblogs: 0 },
  }
  for (const item of post.media) item.attached = true
  world.posts.push(post)
  for (const person of mentioned(world, post.text)) {
    if (person === post.author) continue
    world.notices.push({ id: world.nextId(), to: person, type: 'mention', post, createdAt })
  }
  return post
}

export function mentioned(world: World, text: string): Person[] {
  const names = new Set(Array.from(text.matchAll(/(?<![\w@/])@(\w+)/g), ([, name]) => name?.toLowerCase()))
  return world.people.filter(({ username }) => names.has(username.toLowerCase()))
}

/** A character is a grapheme; a link counts 23 however long; of `@name@server` only `@name` counts. */
export function lengthOf(text: string, spoiler: string): number {
  const counted = text.replace(/https?:\/\/\S+/g, 'x'.repeat(23)).replace(/(@\w+)@[\w.-]+\w/g, '$1')
  return [...new Intl.Segmenter().segment(counted + spoiler)].length
}
