/** Reading back what was sent. */
import { z } from 'zod'
import type { Found, OutgoingPart, OwnPosts, RemoteRef } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { comparable, earliestOf, foundAmong, notThere, skewOf } from '../families/own-posts.ts'
import { faultOf } from './api.ts'
import type { Forum } from './forum.ts'
import { imagesOfRaw, rawOfText, textOfRaw } from './markdown.ts'
import { rawOf } from './outgoing.ts'
import {
  isGone,
  latestShape,
  ownPost,
  pendingId,
  pendingShape,
  placeShape,
  postShape,
  refOf,
  type Post,
} from './posts.ts'

/** Pages of the forum's newest posts, of everybody, 50 each. */
const pagesToRead = 8

/** What the forum says of a part: by what is known of it, by our key, or among the newest. Throws `FetchError`. */
export async function findPart(forum: Forum, part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
  const waiting = pendingId(ref)
  if (waiting !== null) return findPending(forum, part, waiting)
  if (ref) return findKnown(forum, part, ref.remoteId)
  return forum.bearsKey(part) ? findByKey(forum, part) : findAmongNewest(forum, part)
}

/** Waits for the forum's staff: there, when it is among the newest; refused, when it waits no longer and is not. */
async function findPending(forum: Forum, part: OutgoingPart, id: number): Promise<Found> {
  const found = await findAmongNewest(forum, part)
  if (found.kind === 'present' || found.kind === 'reconnect') return found
  const path = `/posts/${encodeURIComponent(forum.grant.username)}/pending.json`
  const answer = await forum.call({ method: 'GET', path })
  const read = answer.status === 200 ? pendingShape.safeParse(answer.body) : null
  if (!read?.success) return forum.unreadable(answer)
  if (read.data.pending_posts.some((each) => each.id === id))
    return { kind: 'undetermined', say: 'The forum’s staff have not approved the post yet.' }
  return found.kind === 'absent'
    ? { kind: 'rejected', code: 'not-approved', say: 'The forum’s staff did not approve the post.' }
    : found
}

async function findKnown(forum: Forum, part: OutgoingPart, id: string | number): Promise<Found> {
  const answer = await forum.toldWho(await forum.read(id))
  if (answer.status === 404 || answer.status === 410) return { kind: 'absent' }
  const found = answer.status === 200 ? postShape.safeParse(answer.body) : null
  if (!found?.success) return forum.unreadable(answer)
  return isGone(found.data) ? { kind: 'absent' } : present(forum, found.data, part)
}

/** The forum sends on from our key to the topic, whose first post it then names. */
export async function findByKey(forum: Forum, part: OutgoingPart): Promise<Found> {
  const path = `/t/external_id/${encodeURIComponent(part.key)}.json`
  const answer = await forum.toldWho(await forum.call({ method: 'GET', path }))
  if (answer.status === 404 && faultOf(answer)) return notThere(part, forum.looking())
  const to = URL.parse(answer.headers.get('location') ?? '', forum.server)
  const topic = to?.origin === forum.server ? /^\/t\/(?:[^/]+\/)?(\d+)/.exec(to.pathname)?.[1] : undefined
  if (![301, 302].includes(answer.status) || topic === undefined) return forum.unreadable(answer)
  const shown = await forum.call({ method: 'GET', path: `/t/${topic}.json` })
  const first = z
    .object({
      post_stream: z.object({
        posts: z.array(z.object({ id: z.number().int(), post_number: z.number() })),
      }),
    })
    .safeParse(shown.body)
  const id = first.data?.post_stream.posts.find(({ post_number }) => post_number === 1)?.id
  return shown.status === 200 && id !== undefined ? findKnown(forum, part, id) : forum.unreadable(shown)
}

/** No mark of ours on the post itself, so the forum's newest posts are read back to the time of the intent. */
async function findAmongNewest(forum: Forum, part: OutgoingPart): Promise<Found> {
  const parent = part.parent ? await topicOfParent(forum, part.parent) : null
  if (part.parent && parent === null)
    return { kind: 'undetermined', say: 'The forum could not show the post that this one follows.' }
  const read = await newest(forum, (skew) => earliestOf(part, skew))
  if ('kind' in read) return read
  const there = read.posts.filter((post) =>
    parent === null ? post.post_number === 1 : post.topic_id === parent && post.post_number > 1,
  )
  const own: OwnPosts = { posts: there.map((post) => ownPost(forum.server, post)), complete: read.complete }
  const sent = textOfRaw(rawOfText(part.text))
  return foundAmong(own, { ...part, text: sent }, { ...forum.looking(), since: read.since })
}

async function topicOfParent(forum: Forum, parent: RemoteRef): Promise<number | null> {
  const known = placeShape.safeParse(parent.extra)
  if (known.success) return known.data.topic
  const read = postShape.safeParse((await forum.read(parent.remoteId)).body)
  return read.success ? read.data.topic_id : null
}

/** Our own among the newest of everybody, until one is older than `since` says by the forum's clock. */
export async function newest(
  forum: Forum,
  sinceOf: (skew: number | null) => string,
): Promise<
  { posts: Post[]; complete: boolean; since: string } | Extract<Found, { kind: 'undetermined' | 'reconnect' }>
> {
  const posts: Post[] = []
  let before: number | null = null
  let since: string | null = null
  for (let page = 0; page < pagesToRead; page++) {
    const query: Record<string, string> = before === null ? {} : { before: String(before) }
    const asked: ApiAnswer = await forum.call({ method: 'GET', path: '/posts.json', query })
    const answer = await forum.toldWho(asked)
    const read = answer.status === 200 ? latestShape.safeParse(answer.body) : null
    if (!read?.success) return forum.unreadable(answer)
    since ??= sinceOf(skewOf(answer.headers, forum.context.clock.now().epochMilliseconds))
    const from = Date.parse(since)
    const all = read.data.latest_posts
    const isOwn = ({ username }: Post) => username.toLowerCase() === forum.grant.username.toLowerCase()
    posts.push(...all.filter((post) => isOwn(post) && !isGone(post) && Date.parse(post.created_at) >= from))
    const oldest = all.at(-1)
    if (!oldest || Date.parse(oldest.created_at) < from) return { posts, complete: true, since }
    before = oldest.id
  }
  return { posts, complete: false, since: since ?? '' }
}

function present(forum: Forum, post: Post, part: OutgoingPart): Found {
  const same =
    part.prepared.length >= part.media.length &&
    comparable(textOfRaw(post.raw)) === comparable(textOfRaw(rawOfText(part.text))) &&
    imagesOfRaw(post.raw).join(' ') === imagesOfRaw(rawOf(part)).join(' ')
  return { kind: 'present', text: textOfRaw(post.raw), same, ...refOf(forum.server, post) }
}
