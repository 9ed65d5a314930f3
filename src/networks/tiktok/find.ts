/** Reading back what became of a post that was begun. */
import { FetchError } from '#platform/fetch/index.ts'
import { sentenceOf } from '../answers.ts'
import type { Found, OutgoingPart, RemoteRef } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { earliestOf, foundAmong, notThere } from '../families/own-posts.ts'
import { codeOf, endedBecause, failureOf, hasEnded, saidBy, type Work } from './api.ts'
import { begunOf, remembered } from './photos.ts'
import { listVideos, readVideo, sameShown, Unread } from './posts.ts'
import { extraShape, isPublic, mediumOf, refOf, stagedShape } from './staged.ts'
import { stateInTime, type PostState } from './status.ts'

export async function findPost(work: Work, part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
  try {
    return await found(work, part, ref)
  } catch (error) {
    if (error instanceof Unread) return unread(work, error.answer)
    if (error instanceof FetchError) return { kind: 'undetermined', say: sentenceOf(error) }
    throw error
  }
}

async function found(work: Work, part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
  const staged = stagedShape.safeParse(part.staged)
  const known = extraShape.safeParse(ref?.extra)
  const size = staged.data?.kind === 'video' ? staged.data.size : null
  if (known.success) return foundBy(work, part, known.data.publishId, size)
  // Nothing can be out that was not begun.
  if (!staged.success) return { kind: 'absent' }
  if (staged.data.kind === 'video') return foundBy(work, part, staged.data.publishId, size)
  const begun = await begunOf(work, staged.data.attempt)
  if (begun.kind === 'begun') return foundBy(work, part, begun.publishId, null)
  if (begun.kind === 'never' && isRemembered(work, part)) return { kind: 'absent' }
  return among(work, part)
}

function isRemembered({ context }: Work, part: OutgoingPart): boolean {
  const age = context.clock.now().epochMilliseconds - Date.parse(part.sentAt ?? part.createdAt)
  return age < (remembered - 1) * 86_400_000
}

async function foundBy(
  work: Work,
  part: OutgoingPart,
  publishId: string,
  size: number | null,
): Promise<Found> {
  const { context, settings } = work
  const isEnough = (now: PostState) =>
    now.kind !== 'working' && (now.kind !== 'done' || now.postId !== null || !isPublic(part))
  const state = await stateInTime(work, publishId, size, isEnough)
  switch (state.kind) {
    case 'waiting':
      return notThere(part, { now: context.clock.now().epochMilliseconds, settle: settings.settle })
    case 'working':
      return { kind: 'undetermined', say: 'TikTok still works on it.' }
    case 'done':
      return present(work, part, publishId, state.postId)
    case 'failed': {
      const failure = failureOf(work, state.reason)
      if (failure.kind === 'ended') return { kind: 'reconnect', say: failure.say }
      return failure.kind === 'refused'
        ? { kind: 'rejected', code: failure.code, say: failure.say }
        : { kind: 'absent' }
    }
    case 'gone':
      return among(work, part)
    case 'unclear':
      return unread(work, state.answer)
  }
}

/** Lists show public videos only; of everything else TikTok says that it was published, and no more. */
async function present(
  work: Work,
  part: OutgoingPart,
  publishId: string,
  postId: string | null,
): Promise<Found> {
  const medium = mediumOf(part)
  if (postId === null && isPublic(part))
    return { kind: 'undetermined', say: 'TikTok looks at it before it shows it to everybody.' }
  const ref = refOf(work.connection.handle, publishId, postId, medium)
  if (postId === null || medium === 'photo') return { kind: 'present', text: part.text, same: true, ...ref }
  const video = await readVideo(work, postId)
  if (video) return { kind: 'present', text: video.text, same: sameShown(video.text, part), ...ref }
  return {
    kind: 'undetermined',
    say: 'TikTok published it and does not list it among the public videos: it was taken down, or shown to fewer people.',
  }
}

/** The last resort: a public video of these words, if there is one. That there is none proves nothing. */
async function among(work: Work, part: OutgoingPart): Promise<Found> {
  const { context, settings } = work
  const list = await listVideos(work, Date.parse(part.createdAt))
  const seen = foundAmong(
    { ...list, complete: false },
    { ...part, media: part.media.slice(0, 1) },
    {
      now: context.clock.now().epochMilliseconds,
      settle: settings.settle,
      since: earliestOf(part, list.skew),
    },
  )
  if (seen.kind === 'present') return seen
  return {
    kind: 'undetermined',
    say: 'TikTok can’t tell whether it was posted. Look at the account, and say here what you see.',
  }
}

function unread(work: Work, answer: ApiAnswer): Found {
  if (hasEnded(codeOf(answer))) return { kind: 'reconnect', say: endedBecause(work, saidBy(work, answer)) }
  return { kind: 'undetermined', say: `TikTok answered ${answer.status} when asked for the post.` }
}
