import type { OAuth2, Person, Token } from '../stand-in/oauth2.ts'
import { Refusal, type Ask } from '../stand-in/server.ts'

export interface Settings {
  now: () => number
  /** How often media is still worked on when asked for; infinite: never ready. */
  processing: number
  processingFails: boolean
  /** How often a post with a video is still worked on when asked for. */
  postProcessing: number
  postFails: boolean
  partBytes: number
  /** A day, through this app. */
  callsOfMember: number
  oldestVersion: string
}

export interface Page {
  id: number
  vanityName: string
  name: string
  type: 'SCHOOL' | 'BRAND' | 'NONE'
  admins: Person[]
}

export interface Media {
  urn: string
  page: Page
  kind: 'image' | 'video'
  type: string
  bytes: Map<number, Buffer>
  size: number
  state: 'WAITING_UPLOAD' | 'PROCESSING'
  pending: number
  captions: string | null
}

export interface Article {
  source: string
  title: string
  description?: string
  thumbnail?: string
}

export interface Post {
  urn: string
  page: Page
  /** As it was sent, in little text. */
  commentary: string
  /** As people see it. */
  text: string
  visibility: string
  media: { media: Media; alt: string }[]
  article: Article | null
  createdAt: number
  pending: number
  comments: { actor: string; text: string }[]
}

export interface World {
  oauth: OAuth2
  settings: Settings
  pages: Page[]
  posts: Post[]
  media: Media[]
  nextId(): string
  add(wanted: Pick<Post, 'page' | 'commentary'> & Partial<Post>): Post
  stateOf(post: Post): 'PUBLISHED' | 'PUBLISH_REQUESTED' | 'PUBLISH_FAILED'
}

/** An error in the shape that LinkedIn uses. */
export function problem(status: number, code: string, message: string, more: object = {}) {
  return { status, code, serviceErrorCode: status === 401 ? 65600 : 100, message, ...more }
}

/** The token a request carries, if it grants what is asked. */
export function authorised({ oauth }: World, ask: Ask, ...scopes: string[]): Token {
  const token = oauth.tokenOf(ask)
  if (!token) throw new Refusal(401, problem(401, 'INVALID_ACCESS_TOKEN', 'Invalid access token'))
  if (scopes.every((scope) => token.scopes.includes(scope))) return token
  throw denied(`Not enough permissions to access: ${ask.method} ${ask.path}`)
}

export const denied = (message: string) => new Refusal(403, problem(403, 'ACCESS_DENIED', message))
export const invalid = (message: string, code = 'ILLEGAL_ARGUMENT') =>
  new Refusal(400, problem(400, code, message))

/** The Page that a URN names, if the token's person administers it. */
export function pageOf(world: World, urn: unknown, person: Person): Page {
  const id = /^urn:li:organization(?:Brand)?:(\d+)$/.exec(String(urn))?.[1]
  const page = world.pages.find((each) => String(each.id) === id)
  if (page?.admins.includes(person)) return page
  throw denied('Organization permissions must be used when using organization as author')
}

/** As LinkedIn reads little text: what is reserved and not escaped ends the post there. */
export function shown(little: string): string {
  let text = ''
  for (let at = 0; at < little.length; at++) {
    const rest = little.slice(at)
    const tag = /^\{hashtag\|\\?#\|((?:\\.|[^}])+)\}/u.exec(rest)
    const character = rest[0] ?? ''
    if (tag) {
      text += `#${(tag[1] ?? '').replace(/\\(.)/g, '$1')}`
      at += tag[0].length - 1
    } else if (character === '\\') text += little[++at] ?? ''
    else if (/^#[\p{L}\p{N}]/u.test(rest)) text += character
    else if (/[|{}@[\]()<>#*_~]/.test(character)) break
    else text += character
  }
  return text
}

export function openWorld(oauth: OAuth2, settings: Settings): World {
  const posts: Post[] = []
  let sequence = 0n
  const nextId = () => String((BigInt(settings.now()) << 12n) + ++sequence)
  return {
    oauth,
    settings,
    pages: [],
    posts,
    media: [],
    nextId,
    add(wanted) {
      const video = wanted.media?.some(({ media }) => media.kind === 'video') ?? false
      const post: Post = {
        urn: `urn:li:${video ? 'ugcPost' : 'share'}:${nextId()}`,
        visibility: 'PUBLIC',
        media: [],
        article: null,
        createdAt: settings.now(),
        pending: video ? settings.postProcessing : 0,
        comments: [],
        ...wanted,
        text: shown(wanted.commentary),
      }
      posts.push(post)
      return post
    },
    stateOf: ({ pending, media }) => {
      if (pending > 0) return 'PUBLISH_REQUESTED'
      return settings.postFails && media.length > 0 ? 'PUBLISH_FAILED' : 'PUBLISHED'
    },
  }
}
