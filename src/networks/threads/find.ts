/** Reading a part back: by its id, or by what became of its container. */
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { sentenceOf } from '../answers.ts'
import type { Found, OutgoingPart, RemoteRef } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { comparable, earliestOf, foundAmong, notThere } from '../families/own-posts.ts'
import { endedBecause, meaningOf, type Work } from './api.ts'
import { stateWhenDone } from './containers.ts'
import { addressOf, listPosts, ownPostOf, readPost, Unread, type Listed, type Post } from './posts.ts'

export const stagedShape = z.object({ container: z.string().min(1) })

export async function findPost(work: Work, part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
  try {
    return ref ? await findKnown(work, part, ref) : await findByContainer(work, part)
  } catch (error) {
    return failed(work, error)
  }
}

function failed(work: Work, error: unknown): Found {
  if (error instanceof Unread) return unread(work, error.answer)
  if (error instanceof FetchError) return { kind: 'undetermined', say: sentenceOf(error) }
  throw error
}

async function findKnown(work: Work, part: OutgoingPart, { remoteId }: RemoteRef): Promise<Found> {
  const post = await readPost(work, remoteId)
  if (post) return present(work, part, post)
  // "Does not exist" is also said of what may not be seen, so the list has to say it too.
  const { posts, complete } = await listFor(work, part)
  if (complete && !posts.some(({ id }) => id === remoteId)) return { kind: 'absent' }
  return {
    kind: 'undetermined',
    say: 'Threads says that the post is not there, and its list does not agree.',
  }
}

/** Nothing can have been published without a container; the container knows whether it was. */
async function findByContainer(work: Work, part: OutgoingPart): Promise<Found> {
  const staged = stagedShape.safeParse(part.staged)
  if (!staged.success) return { kind: 'absent' }
  const state = await stateWhenDone(work, staged.data.container, 1)
  const { clock } = work.context
  switch (state.kind) {
    case 'working':
    case 'ready':
    case 'expired':
    case 'failed':
      return notThere(part, { now: clock.now().epochMilliseconds, settle: work.settings.settle })
    case 'unclear':
      return unread(work, state.answer)
    case 'gone':
      return among(work, part)
    case 'published': {
      const found = await among(work, part)
      if (found.kind !== 'absent') return found
      return { kind: 'undetermined', say: 'Threads has published it and does not show it yet.' }
    }
  }
}

async function listFor(work: Work, part: OutgoingPart): Promise<Listed> {
  return listPosts(work, part.parent ? 'replies' : 'threads', Date.parse(part.createdAt))
}

async function among(work: Work, part: OutgoingPart): Promise<Found> {
  const { context, settings, connection, roll } = work
  const { posts, complete, skew } = await listFor(work, part)
  const parent = part.parent?.remoteId
  const ours = posts
    .filter(({ replied_to }) => parent === undefined || replied_to?.id === parent)
    .map((post) => ownPostOf(post, connection.handle))
  return foundAmong({ posts: ours, complete }, part, {
    now: context.clock.now().epochMilliseconds,
    settle: settings.settle,
    since: earliestOf(part, skew),
    isAnothers: roll.isAnothers(part.key),
  })
}

function present(work: Work, part: OutgoingPart, post: Post): Found {
  const text = post.text ?? ''
  const url = addressOf(post, work.connection.handle)
  return { kind: 'present', text, same: comparable(text) === comparable(part.text), remoteId: post.id, url }
}

function unread(work: Work, answer: ApiAnswer): Found {
  if (meaningOf(answer) === 'ended') return { kind: 'reconnect', say: endedBecause(work, answer) }
  return { kind: 'undetermined', say: `Threads answered ${answer.status} when asked for the post.` }
}

/** Which of the account's posts is it, when it is known to be out? */
export function findAmong(work: Work, part: OutgoingPart): Promise<Found> {
  return among(work, part).catch((error: unknown) => failed(work, error))
}

/** Is it among the account's posts now? `unknown` when they can't be read far enough back. */
export async function isListed(work: Work, part: OutgoingPart): Promise<'yes' | 'no' | 'unknown'> {
  const found = await findAmong({ ...work, settings: { ...work.settings, settle: 0 } }, part)
  if (found.kind === 'present') return 'yes'
  return found.kind === 'absent' ? 'no' : 'unknown'
}
