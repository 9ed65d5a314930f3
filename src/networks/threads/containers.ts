/** Containers: what Threads makes of a post before anybody can see it. One is published once, and ends after a day. */
import { z } from 'zod'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { troubled } from '../families/outcomes.ts'
import { callThreads, meaningOf, orThrow, type Work } from './api.ts'

const madeShape = z.object({ id: z.string().min(1) })
const statusShape = z.object({
  status: z.enum(['EXPIRED', 'ERROR', 'FINISHED', 'IN_PROGRESS', 'PUBLISHED']),
  error_message: z.string().nullish(),
})

/** `gone`: Threads knows no such container. `unclear`: it could not be read. */
export type ContainerState =
  | { kind: 'working' | 'ready' | 'published' | 'expired' | 'gone' }
  | { kind: 'failed'; why: string }
  | { kind: 'unclear'; answer: ApiAnswer }

/**
 * What a failed container is told of by: https://developers.facebook.com/documentation/threads/troubleshooting, read
 * 2026-11 (the spelling of `ASPEC` is theirs). What is not here may go better the next time.
 */
const faultsOfFile: Readonly<Record<string, string>> = {
  FAILED_PROCESSING_AUDIO: 'its sound can’t be read',
  FAILED_PROCESSING_VIDEO: 'its picture can’t be read',
  INVALID_ASPEC_RATIO: 'it is too wide or too tall',
  INVALID_BIT_RATE: 'its bit rate is too high',
  INVALID_DURATION: 'it is too long or too short',
  INVALID_FRAME_RATE: 'it has too many or too few frames a second',
  INVALID_AUDIO_CHANNELS: 'its sound has too many channels',
  INVALID_AUDIO_CHANNEL_LAYOUT: 'the channels of its sound are not stereo or mono',
}

/** Said of what is a post by now and has no status any more (a maintainer's report, meta-mcp #143, 2026-04). */
const isPostNow = /nonexisting field \(status\)/

/** What is wrong with the file, when it is the file. */
export function faultOfFile(why: string): string | null {
  return faultsOfFile[why] ?? null
}

export async function containerState(work: Work, id: string): Promise<ContainerState> {
  const answer = await callThreads(work, 'GET', encodeURIComponent(id), { fields: 'status,error_message' })
  const read = statusShape.safeParse(answer.body)
  if (meaningOf(answer) === 'missing') return { kind: 'gone' }
  if (isPostNow.test(answer.text)) return { kind: 'published' }
  if (meaningOf(answer) !== 'success' || !read.success) return { kind: 'unclear', answer }
  switch (read.data.status) {
    case 'IN_PROGRESS':
      return { kind: 'working' }
    case 'FINISHED':
      return { kind: 'ready' }
    case 'PUBLISHED':
      return { kind: 'published' }
    case 'EXPIRED':
      return { kind: 'expired' }
    case 'ERROR':
      return { kind: 'failed', why: read.data.error_message ?? 'UNKNOWN' }
  }
}

/** Looks until Threads has done its work, or the looks are used up. */
export async function stateWhenDone(work: Work, id: string, looks: number): Promise<ContainerState> {
  for (let look = 1; ; look++) {
    const state = await containerState(work, id)
    if (state.kind !== 'working' || look >= looks) return state
    await new Promise((resolve) => setTimeout(resolve, work.settings.pollEvery))
  }
}

/** What Threads is to make, as the fields of its request. */
function fieldsOf(media: OutgoingMedia): Record<string, string> {
  return {
    media_type: media.kind === 'image' ? 'IMAGE' : 'VIDEO',
    [media.kind === 'image' ? 'image_url' : 'video_url']: media.address(),
    ...(media.alt === '' ? {} : { alt_text: media.alt }),
  }
}

function fieldsOfPost(part: OutgoingPart): Record<string, string> {
  const [tag] = part.tags
  return {
    ...(part.text === '' ? {} : { text: part.text }),
    ...(part.parent ? { reply_to_id: part.parent.remoteId } : {}),
    ...(tag ? { topic_tag: tag } : {}),
    // Only for posts of words alone; beside a picture Threads shows no card.
    ...(part.link && part.media.length === 0 ? { link_attachment: part.link.url } : {}),
  }
}

/** Throws `MediaRefused`, `PostRefused`, `ReconnectNeeded` or `NetworkTrouble`. */
async function make(work: Work, fields: Record<string, string>, what: string): Promise<string> {
  const answer = await callThreads(work, 'POST', 'me/threads', fields).catch(
    troubled('Nothing was made of it.'),
  )
  if (meaningOf(answer) !== 'success' && fields['reply_to_id'] !== undefined)
    await parentOrThrow(work, answer, fields['reply_to_id'])
  const made = madeShape.safeParse(orThrow(work, answer, what).body)
  if (made.success) return made.data.id
  throw new NetworkTrouble('Threads answered something that can’t be understood. Nothing was published.')
}

/** A refusal does not say by its code that it is the parent that is missing, so the parent is asked for. */
async function parentOrThrow(work: Work, refusal: ApiAnswer, parent: string): Promise<void> {
  if (!['missing', 'refused'].includes(meaningOf(refusal))) return
  const answer = await callThreads(work, 'GET', encodeURIComponent(parent), { fields: 'id' }).catch(
    troubled('Nothing was made of it.'),
  )
  if (meaningOf(answer) === 'missing')
    throw new PostRefused('parent-missing', 'The post that this one follows is no longer there.')
}

async function makeItem(work: Work, media: OutgoingMedia): Promise<string> {
  const id = await make(work, { ...fieldsOf(media), is_carousel_item: 'true' }, `the ${media.kind}`)
  const state = await stateWhenDone(work, id, work.settings.looks).catch(troubled('Nothing was published.'))
  if (state.kind === 'ready') return id
  throw spoilt(state, `the ${media.kind}`)
}

/** Makes the container of a part and waits for it. It is answered also while Threads still works on it. */
export async function makeContainer(work: Work, part: OutgoingPart): Promise<string> {
  const [first, ...others] = part.media
  const id = await make(work, await fieldsWith(work, part, first, others.length > 0), 'the post')
  const state = await stateWhenDone(work, id, work.settings.looks).catch(() => null)
  if (state?.kind === 'failed') throw spoilt(state, first ? `the ${first.kind}` : 'the post')
  return id
}

async function fieldsWith(
  work: Work,
  part: OutgoingPart,
  first: OutgoingMedia | undefined,
  several: boolean,
): Promise<Record<string, string>> {
  const fields = fieldsOfPost(part)
  if (!first) return { media_type: 'TEXT', ...fields }
  if (!several) return { ...fieldsOf(first), ...fields }
  const children: string[] = []
  for (const media of part.media) children.push(await makeItem(work, media))
  return { media_type: 'CAROUSEL', children: children.join(','), ...fields }
}

function spoilt(state: ContainerState, what: string): Error {
  if (state.kind !== 'failed')
    return new NetworkTrouble(`Threads still works on ${what}. It will be tried again.`)
  const fault = faultOfFile(state.why)
  return fault
    ? new MediaRefused(`Threads did not take ${what}: ${fault}.`)
    : new NetworkTrouble(`Threads could not fetch or read ${what}. It will be tried again.`)
}
