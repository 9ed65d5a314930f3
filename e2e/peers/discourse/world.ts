import { randomBytes } from 'node:crypto'

export interface Person {
  id: number
  username: string
  password: string
  name: string
  /** May pin, and may delete what has been answered. */
  staff: boolean
}

export interface UserKey {
  key: string
  clientId: string
  person: Person
  scopes: string[]
}

export interface Topic {
  id: number
  title: string
  category: number
  tags: string[]
  externalId: string | null
  pinned: boolean
  deleted: boolean
}

export interface Post {
  id: number
  topic: Topic
  number: number
  replyTo: number | null
  person: Person
  raw: string
  createdAt: number
  updatedAt: number
  version: number
  deleted: boolean
}

export interface Upload {
  id: number
  shortUrl: string
  name: string
  type: string
  bytes: Uint8Array
}

export interface Waiting {
  id: number
  person: Person
  title: string | undefined
  raw: string
}

export interface DiscourseSettings {
  now(): number
  /** Least length of a first post and of a title; 20 and 15 on a forum as it comes. */
  minPost: number
  minTitle: number
  maxPost: number
  /** Are a title that stands there, and words that the user has posted in the last minutes, refused? */
  refusesTwins: boolean
  /** Does everything wait for the staff? */
  approves: boolean
  readOnly: boolean
  /** Where the page that asks may send people back to; the beginning of an address, by the administrator. */
  redirects: string
  version: string
}

export interface World {
  settings: DiscourseSettings
  categories: { id: number; name: string; slug: string }[]
  people: Person[]
  userKeys: UserKey[]
  adminKeys: { key: string; person: Person | null }[]
  topics: Topic[]
  posts: Post[]
  uploads: Upload[]
  waiting: Waiting[]
  /** What an administrator's key asked for in the last two minutes, with its answer: `DistributedMemoizer`. */
  remembered: Map<string, { until: number; post: Post }>
}

export function newWorld(settings: DiscourseSettings): World {
  return {
    settings,
    categories: [{ id: 5, name: 'News', slug: 'news' }],
    people: [],
    userKeys: [],
    adminKeys: [],
    topics: [],
    posts: [],
    uploads: [],
    waiting: [],
    remembered: new Map(),
  }
}

export const newKey = (): string => randomBytes(32).toString('hex')

let last = 100
export const newNumber = (): number => ++last

/** Tags are lower case and have no spaces: `DiscourseTagging.clean_tag`. */
export const cleanTag = (name: string): string => name.trim().toLowerCase().replace(/\s+/g, '-').slice(0, 20)

export interface NewPost {
  person: Person
  title: string
  raw: string
  category?: number
  tags?: string[]
  externalId?: string | null
}

export function addTopic(world: World, { person, title, raw, category, tags, externalId }: NewPost): Post {
  const topic: Topic = {
    id: newNumber(),
    title,
    category: category ?? 1,
    tags: tags ?? [],
    externalId: externalId ?? null,
    pinned: false,
    deleted: false,
  }
  world.topics.push(topic)
  return addPost(world, { topic, person, raw, replyTo: null })
}

export function addPost(world: World, wanted: Pick<Post, 'topic' | 'person' | 'raw' | 'replyTo'>): Post {
  const now = world.settings.now()
  const number = world.posts.filter((post) => post.topic === wanted.topic).length + 1
  const post: Post = {
    ...wanted,
    // Stripped at its end, as Discourse does.
    raw: wanted.raw.trimEnd(),
    id: newNumber(),
    number,
    createdAt: now,
    updatedAt: now,
    version: 1,
    deleted: false,
  }
  world.posts.push(post)
  return post
}
