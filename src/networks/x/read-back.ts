/** Reading the account's own posts back. Each post that X gives costs the university money, so no more than needed. */
import { z } from 'zod'
import type { Found, OpenConnection, OutgoingPart, OwnPost, RemoteRef } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { earliestOf, skewOf } from '../families/own-posts.ts'
import { problemOf, type XCall } from './api.ts'
import { alike, expansions, followed, ownPostOf, postFields, textOf, xPost } from './posts.ts'

/** Clocks further apart than this are met by asking once more. */
const slack = 15 * 60_000
const pageSize = 100
const pagesToRead = 5

const one = z.object({ data: xPost })
const page = z.object({
  data: z.array(xPost).default([]),
  meta: z.object({ next_token: z.string().nullish(), result_count: z.number() }),
})

export interface ReadingBack {
  call: (call: XCall) => Promise<ApiAnswer>
  now: () => number
  connection: OpenConnection
  /** The sentence for a grant that has ended. */
  lost: (answer: ApiAnswer) => string
}

interface Read {
  posts: { post: OwnPost; follows: string | null }[]
  complete: boolean
  /** How far X's clock is ahead of ours, in milliseconds; null when it did not say. */
  skew: number | null
}
type Unread = Extract<Found, { kind: 'undetermined' | 'reconnect' }>

function unreadable({ lost }: ReadingBack, answer: ApiAnswer): Unread {
  if (answer.status === 401) return { kind: 'reconnect', say: lost(answer) }
  return { kind: 'undetermined', say: `X answered ${answer.status} when asked for the post.` }
}

function ask(back: ReadingBack, ref: RemoteRef): Promise<ApiAnswer> {
  const query = { 'post.fields': postFields, expansions }
  return back.call({ method: 'GET', path: `/2/tweets/${encodeURIComponent(ref.remoteId)}`, query })
}

/** Of a post that is gone X answers 200 with a problem and no post, or 404 in its own shape. */
const saysGone = (answer: ApiAnswer) =>
  (answer.status === 404 && answer.body !== undefined) ||
  problemOf(answer).type.endsWith('/resource-not-found')

export async function isGone(back: ReadingBack, ref: RemoteRef): Promise<boolean> {
  return saysGone(await ask(back, ref))
}

export async function findKnown(back: ReadingBack, part: OutgoingPart, ref: RemoteRef): Promise<Found> {
  const answer = await ask(back, ref)
  const found = answer.status === 200 ? one.safeParse(answer.body) : null
  if (found?.success) {
    const post = ownPostOf(found.data.data, back.connection.handle)
    const same = alike(textOf(found.data.data)) === alike(part.text) && post.media === part.media.length
    return { kind: 'present', text: post.text, same, remoteId: post.remoteId, url: post.url }
  }
  return saysGone(answer) ? { kind: 'absent' } : unreadable(back, answer)
}

/** Newest first, from `since` on our clock, whatever X's own says. */
export async function newestOf(back: ReadingBack, since: string): Promise<Read | Unread> {
  const read = await pagesFrom(back, Date.parse(since) - slack)
  if (!('posts' in read) || read.skew === null || read.skew > -slack) return read
  return pagesFrom(back, Date.parse(since) + read.skew - slack)
}

async function pagesFrom(back: ReadingBack, from: number): Promise<Read | Unread> {
  const posts: Read['posts'] = []
  let skew: number | null = null
  let next: string | undefined
  for (let at = 0; at < pagesToRead; at++) {
    const answer = await back.call({
      method: 'GET',
      path: `/2/users/${encodeURIComponent(back.connection.remoteId)}/tweets`,
      query: {
        max_results: String(pageSize),
        // X takes whole seconds.
        start_time: new Date(from).toISOString().replace(/\.\d+Z$/, 'Z'),
        exclude: 'retweets',
        'post.fields': postFields,
        expansions,
        ...(next ? { pagination_token: next } : {}),
      },
    })
    const list = answer.status === 200 ? page.safeParse(answer.body) : null
    if (!list?.success) return unreadable(back, answer)
    skew ??= skewOf(answer.headers, back.now())
    for (const post of list.data.data)
      posts.push({ post: ownPostOf(post, back.connection.handle), follows: followed(post) })
    next = list.data.meta.next_token ?? undefined
    if (!next) return { posts, complete: true, skew }
  }
  return { posts, complete: false, skew }
}

/** The earliest instant, on X's clock, at which the part can have been made. */
export function sinceOf(part: OutgoingPart, { skew }: Read): string {
  return earliestOf(part, skew)
}
