/** Reading the Page's own posts back. */
import {
  NetworkTrouble,
  ReconnectNeeded,
  type Found,
  type OutgoingPart,
  type OwnPosts,
  type RemoteRef,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { comparable, earliestOf, foundAmong, skewOf, type Roll } from '../families/own-posts.ts'
import type { LinkedInCall } from './api.ts'
import { commentList, linkedinPost, ownPostOf, postList, type LinkedInPost } from './posts.ts'

const pageSize = 100
const pagesToRead = 5

export interface ReadingBack {
  call: (call: LinkedInCall) => Promise<ApiAnswer>
  now: () => number
  /** The Page's URN. */
  author: string
  /** The sentence for a grant that has ended. */
  lost: (answer: ApiAnswer) => string
}

type Unread = Extract<Found, { kind: 'undetermined' | 'reconnect' }>

function unreadable({ lost }: ReadingBack, answer: ApiAnswer): Unread {
  if (answer.status === 401) return { kind: 'reconnect', say: lost(answer) }
  return { kind: 'undetermined', say: `LinkedIn answered ${answer.status} when asked for the post.` }
}

/** What LinkedIn says of a post that it took but does not show: it works on it, or has given up on it. */
function unsettled({ lifecycleState }: LinkedInPost): Found | null {
  if (lifecycleState === 'PUBLISHED') return null
  if (lifecycleState === 'PUBLISH_FAILED')
    return {
      kind: 'rejected',
      code: 'not-published',
      say: 'LinkedIn took the post and could not publish it.',
    }
  return { kind: 'undetermined', say: 'LinkedIn has the post and still works on it.' }
}

async function one(back: ReadingBack, urn: string): Promise<LinkedInPost | ApiAnswer> {
  const answer = await back.call({ method: 'GET', path: `/rest/posts/${encodeURIComponent(urn)}` })
  const found = answer.status === 200 ? linkedinPost.safeParse(answer.body) : null
  return found?.success ? found.data : answer
}

/** Its state; null when it could not be read. */
export async function lookAt(back: ReadingBack, urn: string): Promise<string | null> {
  const found = await one(back, urn)
  return 'lifecycleState' in found ? found.lifecycleState : null
}

export async function known(back: ReadingBack, part: OutgoingPart, ref: RemoteRef): Promise<Found> {
  const found = await one(back, ref.remoteId)
  if (!('lifecycleState' in found))
    // A page of some network in between may say 404 too; LinkedIn says it in its own shape.
    return found.status === 404 && found.body !== undefined ? { kind: 'absent' } : unreadable(back, found)
  const { remoteId, url, text, media } = ownPostOf(found)
  const same = comparable(text) === comparable(part.text) && media === part.media.length
  return unsettled(found) ?? { kind: 'present', text, same, remoteId, url }
}

interface Read {
  posts: LinkedInPost[]
  complete: boolean
  skew: number | null
}

/** Newest first, until one is older than what `from` makes of LinkedIn's clock. */
async function newest(back: ReadingBack, from: (skew: number | null) => string): Promise<Read | Unread> {
  const posts = new Map<string, LinkedInPost>()
  let skew: number | null = null
  for (let at = 0; at < pagesToRead; at++) {
    const answer = await back.call({
      method: 'GET',
      path: '/rest/posts',
      query: {
        q: 'author',
        author: back.author,
        sortBy: 'CREATED',
        // Also what LinkedIn still works on.
        viewContext: 'AUTHOR',
        start: String(at * pageSize),
        count: String(pageSize),
      },
      restMethod: 'FINDER',
    })
    const list = answer.status === 200 ? postList.safeParse(answer.body) : null
    if (!list?.success) return unreadable(back, answer)
    skew ??= skewOf(answer.headers, back.now())
    const before = posts.size
    for (const post of list.data.elements) posts.set(post.id, post)
    const all = [...posts.values()]
    // LinkedIn's own count of pages is not to be relied on: the end is a page that brings nothing new.
    const oldest = Math.min(...list.data.elements.map(({ createdAt }) => createdAt))
    if (posts.size === before || oldest < Date.parse(from(skew))) return { posts: all, complete: true, skew }
  }
  return { posts: [...posts.values()], complete: false, skew }
}

/** There is no mark on the post itself, so the newest posts are read back to the time of the intent. */
export async function among(
  back: ReadingBack,
  part: OutgoingPart,
  settle: number,
  roll: Roll,
): Promise<Found> {
  const read = await newest(back, (skew) => earliestOf(part, skew))
  if (!('posts' in read)) return read
  const own = { posts: read.posts.map(ownPostOf), complete: read.complete }
  const since = earliestOf(part, read.skew)
  const found = foundAmong(own, part, {
    now: back.now(),
    settle,
    since,
    isAnothers: roll.isAnothers(part.key),
  })
  if (found.kind !== 'present') return found
  roll.note(found.remoteId, part.key)
  const post = read.posts.find(({ id }) => id === found.remoteId)
  return (post && unsettled(post)) ?? found
}

export async function ownSince(back: ReadingBack, since: string): Promise<OwnPosts> {
  const read = await newest(back, () => since)
  if (!('posts' in read))
    throw read.kind === 'reconnect' ? new ReconnectNeeded(read.say) : new NetworkTrouble(read.say)
  const shown = read.posts.filter(
    ({ createdAt, lifecycleState }) => lifecycleState === 'PUBLISHED' && createdAt >= Date.parse(since),
  )
  return { posts: shown.map(ownPostOf), complete: read.complete }
}

/** Does the Page's own comment with these words stand under the post? */
export async function commented(back: ReadingBack, urn: string, words: string): Promise<boolean | Unread> {
  const path = `/rest/socialActions/${encodeURIComponent(urn)}/comments`
  const answer = await back.call({ method: 'GET', path, query: { start: '0', count: '100' } })
  const list = answer.status === 200 ? commentList.safeParse(answer.body) : null
  if (!list?.success) return unreadable(back, answer)
  return list.data.elements.some(
    ({ actor, message }) => actor === back.author && comparable(message.text) === words,
  )
}
