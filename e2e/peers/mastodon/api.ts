import { authorised, list, notFound, ok, Refusal, text, type Answer, type Ask } from './http.ts'
import {
  accountShape,
  appShape,
  credentialShape,
  mediaShape,
  noticeShape,
  statusShape,
  SUPPORTED_TYPES,
} from './shapes.ts'
import { addPost, lengthOf, secret, type Media, type Person, type Post, type World } from './world.ts'

const HOUR_MS = 3_600_000
const VISIBILITIES: readonly string[] = ['public', 'unlisted', 'private', 'direct']

export function registerApp(ask: Ask): Answer {
  const name = text(ask, 'client_name')
  const redirectUris = list(ask, 'redirect_uris').flatMap((entry) => entry.split(/\s+/).filter(Boolean))
  if (name === undefined) throw invalid("Application name can't be blank")
  if (redirectUris.length === 0) throw invalid("Redirect URI can't be blank")
  const scopes = (text(ask, 'scopes') ?? 'read').split(' ').filter(Boolean)
  const website = text(ask, 'website') ?? null
  const app = {
    id: ask.world.nextId(),
    name,
    website,
    clientId: secret(),
    clientSecret: secret(),
    redirectUris,
    scopes,
  }
  ask.world.apps.push(app)
  return ok(appShape(app))
}

export function verifyCredentials(ask: Ask): Answer {
  return ok(credentialShape(ask.world, personOf(ask, 'profile', 'read:accounts')))
}

export function showAccount(ask: Ask): Answer {
  const person = ask.world.people.find(({ id }) => id === ask.id)
  if (person === undefined) throw notFound()
  return ok(accountShape(ask.world, person))
}

/** By name; somebody elsewhere is known only once somebody here has met them, so here nobody elsewhere is. */
export function lookUpAccount(ask: Ask): Answer {
  const wanted = (text(ask, 'acct') ?? '').replace(/^@/, '').toLowerCase()
  const person = ask.world.people.find(({ username }) => username.toLowerCase() === wanted)
  if (person === undefined) throw notFound()
  return ok(accountShape(ask.world, person))
}

export async function addMedia(ask: Ask): Promise<Answer> {
  const owner = personOf(ask, 'write:media')
  const { file } = ask.files
  if (file === undefined) throw invalid("File can't be blank")
  if (!SUPPORTED_TYPES.includes(file.type)) throw invalid('File content type is invalid')
  const [kind] = file.type.split('/')
  const media: Media = {
    id: ask.world.nextId(),
    owner,
    type: kind === 'image' || kind === 'video' ? kind : 'audio',
    mimeType: file.type,
    bytes: Buffer.from(await file.arrayBuffer()),
    description: text(ask, 'description') ?? null,
    pending: ask.world.settings.processing,
    attached: false,
  }
  ask.world.media.push(media)
  return { status: media.pending > 0 ? 202 : 200, body: mediaShape(ask.world, media) }
}

export function showMedia(ask: Ask): Answer {
  const media = mediaOf(ask)
  const answer = { status: media.pending > 0 ? 206 : 200, body: mediaShape(ask.world, media) }
  media.pending = Math.max(0, media.pending - 1)
  return answer
}

export function describeMedia(ask: Ask): Answer {
  const media = mediaOf(ask)
  if (media.attached) throw notFound()
  media.description = text(ask, 'description') ?? null
  return ok(mediaShape(ask.world, media))
}

export async function createStatus(ask: Ask): Promise<Answer> {
  const { world } = ask
  const author = personOf(ask, 'write:statuses')
  const header = ask.headers['idempotency-key']
  const key = typeof header === 'string' && header !== '' ? `${author.id}:${header}` : undefined
  const before = key === undefined ? undefined : world.keys.get(key)
  if (before !== undefined && before.at + HOUR_MS > world.settings.now()) {
    return ok(statusShape(world, before.post, author))
  }
  const content = contentOf(ask, author)
  const replyTo = text(ask, 'in_reply_to_id')
  const parent = replyTo === undefined ? undefined : world.posts.find(({ id }) => id === replyTo)
  if (replyTo !== undefined && parent === undefined) {
    throw new Refusal(404, 'The status you are trying to reply to does not appear to exist.')
  }
  const visibility = text(ask, 'visibility') ?? 'public'
  if (!isVisibility(visibility)) throw invalid('Visibility is not included in the list')
  if (world.settings.idempotency === 'racy') await new Promise((resolve) => setTimeout(resolve, 100))
  const app = world.tokens.find(({ value }) => ask.headers.authorization?.endsWith(value))?.app
  const post = addPost(world, { ...content, author, app, visibility, replyTo: parent })
  if (key !== undefined && world.settings.idempotency !== 'ignored')
    world.keys.set(key, { post, at: world.settings.now() })
  return ok(statusShape(world, post, author))
}

export function editStatus(ask: Ask): Answer {
  const author = personOf(ask, 'write:statuses')
  const post = ownPost(ask, author)
  const { text: words, spoiler, sensitive, language, media } = contentOf(ask, author, post)
  Object.assign(post, {
    text: words,
    spoiler,
    sensitive,
    language,
    media,
    editedAt: new Date(ask.world.settings.now()),
  })
  return ok(statusShape(ask.world, post, author))
}

const MOST_PINNED = 5

/** Pinning twice breaks the uniqueness of the pin, and the network says so without another word. */
export function pinStatus(ask: Ask): Answer {
  const author = personOf(ask, 'write:accounts')
  const post = ownPost(ask, author)
  if (post.pinned) throw new Refusal(422, 'Duplicate record')
  if (ask.world.posts.filter((other) => other.author === author && other.pinned).length >= MOST_PINNED)
    throw invalid('You have already pinned the maximum number of posts')
  post.pinned = true
  return ok(statusShape(ask.world, post, author))
}

export function unpinStatus(ask: Ask): Answer {
  const author = personOf(ask, 'write:accounts')
  const post = ownPost(ask, author)
  post.pinned = false
  return ok(statusShape(ask.world, post, author))
}

/** The answer carries the source text, so that a client can offer it for redrafting. */
export function deleteStatus(ask: Ask): Answer {
  const author = personOf(ask, 'write:statuses')
  const post = ownPost(ask, author)
  const shape = { ...statusShape(ask.world, post, author), text: post.text }
  const { posts, notices, keys } = ask.world
  posts.splice(posts.indexOf(post), 1)
  ask.world.notices = notices.filter((notice) => notice.post !== post)
  for (const [key, kept] of keys) if (kept.post === post) keys.delete(key)
  for (const other of posts) if (other.replyTo === post) other.replyTo = undefined
  return ok(shape)
}

export function showStatus(ask: Ask): Answer {
  return ok(statusShape(ask.world, visiblePost(ask), viewerOf(ask)))
}

export function showSource(ask: Ask): Answer {
  const post = ownPost(ask, personOf(ask, 'read:statuses'))
  return ok({ id: post.id, text: post.text, spoiler_text: post.spoiler })
}

export function showContext(ask: Ask): Answer {
  const post = visiblePost(ask)
  const ancestors: Post[] = []
  for (let at = post.replyTo; at !== undefined; at = at.replyTo) ancestors.unshift(at)
  const below = (of: Post): Post[] =>
    ask.world.posts.filter(({ replyTo }) => replyTo === of).flatMap((answer) => [answer, ...below(answer)])
  const shape = (entry: Post) => statusShape(ask.world, entry)
  return ok({ ancestors: ancestors.map(shape), descendants: below(post).map(shape) })
}

export function listStatuses(ask: Ask): Answer {
  const viewer = viewerOf(ask)
  const { world } = ask
  const own = world.posts.filter((post) => {
    if (post.author.id !== ask.id) return false
    if (post.author !== viewer && (post.visibility === 'private' || post.visibility === 'direct'))
      return false
    return !(text(ask, 'exclude_replies') === 'true' && post.replyTo !== undefined)
  })
  return sliced(ask, own, 20, 40, (post) => statusShape(world, post, viewer))
}

export function listNotifications(ask: Ask): Answer {
  const person = personOf(ask, 'read:notifications')
  const types = list(ask, 'types')
  const without = list(ask, 'exclude_types')
  const own = ask.world.notices.filter(({ to, type }) => {
    return to === person && (types.length === 0 || types.includes(type)) && !without.includes(type)
  })
  return sliced(ask, own, 40, 80, (notice) => noticeShape(ask.world, notice))
}

/** Newest first between the ids asked for, with the links that lead on. `min_id` gives the page just after it. */
function sliced<T extends { id: string }>(
  ask: Ask,
  oldestFirst: T[],
  usual: number,
  most: number,
  shape: (entry: T) => unknown,
): Answer {
  const limit = Math.min(most, Number(text(ask, 'limit') ?? usual))
  const id = (name: string) => {
    const value = text(ask, name)
    return value === undefined ? undefined : BigInt(value)
  }
  const [max, since, min] = [id('max_id'), id('since_id'), id('min_id')]
  const between = oldestFirst.filter((entry) => {
    const at = BigInt(entry.id)
    return (
      (max === undefined || at < max) &&
      (since === undefined || at > since) &&
      (min === undefined || at > min)
    )
  })
  const page = (min === undefined ? between.slice(-limit) : between.slice(0, limit)).toReversed()
  const [first, last] = [page.at(0), page.at(-1)]
  const to = (name: string, entry: T) => `<${ask.world.url}${ask.path}?limit=${limit}&${name}=${entry.id}>`
  const link: Record<string, string> = {}
  if (first && last) link['link'] = `${to('max_id', last)}; rel="next", ${to('min_id', first)}; rel="prev"`
  return ok(page.map(shape), link)
}

interface Content {
  text: string
  spoiler: string
  sensitive: boolean
  language: string | null
  media: Media[]
}

function contentOf(ask: Ask, author: Person, edited?: Post): Content {
  const { settings } = ask.world
  const words = text(ask, 'status') ?? ''
  const spoiler = text(ask, 'spoiler_text') ?? ''
  const media = list(ask, 'media_ids').map((id) => attachable(ask.world, author, id, edited))
  if (words.trim() === '' && media.length === 0) throw invalid("Text can't be blank")
  if (lengthOf(words, spoiler) > settings.maxCharacters) {
    throw invalid(`Text character limit of ${settings.maxCharacters} exceeded`)
  }
  if (media.length > settings.maxMedia) throw invalid(`Cannot attach more than ${settings.maxMedia} files`)
  if (media.length > 1 && media.some(({ type }) => type !== 'image'))
    throw invalid('Cannot attach a video to a post that already contains images')
  const sensitive = text(ask, 'sensitive') === 'true' || spoiler !== ''
  return { text: words, spoiler, sensitive, language: text(ask, 'language') ?? 'en', media }
}

function attachable(world: World, author: Person, wanted: string, edited: Post | undefined): Media {
  const media = world.media.find(({ id, owner }) => id === wanted && owner === author)
  if (media === undefined) throw invalid(`Media attachments with IDs ${wanted} not found`)
  if (media.attached && !edited?.media.includes(media)) throw invalid('Media attachments already attached')
  if (media.pending > 0) {
    throw invalid('Cannot attach files that have not finished processing. Try again in a moment!')
  }
  return media
}

function personOf(ask: Ask, ...scopes: string[]): Person {
  const { person } = authorised(ask, ...scopes)
  if (person === undefined) throw new Refusal(422, 'This method requires an authenticated user')
  return person
}

function viewerOf(ask: Ask): Person | undefined {
  return ask.headers.authorization === undefined ? undefined : authorised(ask, 'read:statuses').person
}

function mediaOf(ask: Ask): Media {
  const owner = personOf(ask, 'write:media')
  const media = ask.world.media.find((entry) => entry.id === ask.id && entry.owner === owner)
  if (media === undefined) throw notFound()
  return media
}

function ownPost(ask: Ask, author: Person): Post {
  const post = ask.world.posts.find((entry) => entry.id === ask.id && entry.author === author)
  if (post === undefined) throw notFound()
  return post
}

function visiblePost(ask: Ask): Post {
  const viewer = viewerOf(ask)
  const post = ask.world.posts.find(({ id }) => id === ask.id)
  const hidden = post?.visibility === 'private' || post?.visibility === 'direct'
  if (post === undefined || (hidden && post.author !== viewer)) throw notFound()
  return post
}

function isVisibility(value: string): value is Post['visibility'] {
  return VISIBILITIES.includes(value)
}

function invalid(what: string): Refusal {
  return new Refusal(422, `Validation failed: ${what}`)
}
