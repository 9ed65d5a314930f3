/**
 * Photos go out with the one request that begins them: TikTok fetches them by itself and makes the post. There is no
 * draft and no key, so what was begun is written down before the first byte leaves and after the answer has come.
 */
import { z } from 'zod'
import { isoOf } from '#platform/services.ts'
import type { Json, OutgoingPart } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { callTikTok, isSuccess, type Work } from './api.ts'
import { audienceOf } from './creator.ts'

const noteShape = z.object({ publishId: z.string().nullable() })
const begunShape = z.object({ data: z.object({ publish_id: z.string().min(1) }) })

/** Days for which it is known what was begun. */
export const remembered = 30

/** `sending`: the request has left and had no answer yet, or none that tells. */
export type Begun = { kind: 'never' } | { kind: 'sending' } | { kind: 'begun'; publishId: string }

export async function begunOf({ context }: Work, attempt: string): Promise<Begun> {
  const note = noteShape.safeParse(await context.store.get('photos', attempt))
  if (!note.success) return { kind: 'never' }
  const { publishId } = note.data
  return publishId === null ? { kind: 'sending' } : { kind: 'begun', publishId }
}

async function note({ context }: Work, attempt: string, publishId: string | null): Promise<void> {
  const until = isoOf(context.clock.now().add({ hours: 24 * remembered }))
  const kept: Json = { publishId }
  await context.store.set('photos', attempt, kept, until)
}

/** Nothing came of it, and TikTok has said so. */
export function forget({ context }: Work, attempt: string): Promise<void> {
  return context.store.delete('photos', attempt)
}

/** Throws `FetchError`; whoever catches one that proves that nothing left forgets the attempt. */
export async function beginPhotos(
  work: Work,
  part: OutgoingPart,
  attempt: string,
): Promise<{ answer: ApiAnswer; publishId: string | null }> {
  await note(work, attempt, null)
  const answer = await callTikTok(work, 'post/publish/content/init/', {
    media_type: 'PHOTO',
    post_mode: 'DIRECT_POST',
    post_info: {
      description: part.text,
      privacy_level: audienceOf(part),
      // Music that nobody has approved.
      auto_add_music: false,
    },
    source_info: {
      source: 'PULL_FROM_URL',
      photo_cover_index: 0,
      photo_images: part.media.map((media) => media.address()),
    },
  })
  const begun = begunShape.safeParse(answer.body)
  if (!isSuccess(answer) || !begun.success) return { answer, publishId: null }
  const publishId = begun.data.data.publish_id
  await note(work, attempt, publishId)
  return { answer, publishId }
}
