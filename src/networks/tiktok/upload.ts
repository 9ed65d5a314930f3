/** Uploading a video in parts, one after the other; with its last part TikTok makes the post. */
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { isoOf } from '#platform/services.ts'
import {
  NetworkTrouble,
  ReconnectNeeded,
  type Json,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import { callApi, type ApiAnswer } from '../families/call.ts'
import { largeBytes } from '../families/large.ts'
import { troubled } from '../families/outcomes.ts'
import { callTikTok, orThrow, type Work } from './api.ts'
import { audienceOf } from './creator.ts'
import { chunkBytes, uploadMinutes } from './limits.ts'
import { postState } from './status.ts'

export interface Plan {
  size: number
  /** Of every part but the last, which has the rest too. */
  chunk: number
  count: number
}

/** In which parts a file goes, by TikTok's rules: as many as fit whole, and what is over goes with the last. */
export function planOf(size: number, wanted: number): Plan {
  const chunk = Math.max(wanted, Math.ceil(size / chunkBytes.chunks))
  if (size < chunk || size < Math.min(chunkBytes.least, wanted)) return { size, chunk: size, count: 1 }
  return { size, chunk, count: Math.floor(size / chunk) }
}

export function rangeOf({ size, chunk, count }: Plan, index: number): { from: number; to: number } {
  return { from: index * chunk, to: index === count - 1 ? size : (index + 1) * chunk }
}

/** The part with which to go on when so many bytes are there. */
export function nextOf({ chunk, count }: Plan, uploaded: number): number {
  return Math.min(Math.floor(uploaded / chunk), count - 1)
}

const begunShape = z.object({
  data: z.object({ publish_id: z.string().min(1), upload_url: z.url({ protocol: /^https?$/ }) }),
})
const keptShape = z.object({ url: z.string() })

/** The address of an upload holds a secret, so it is kept sealed, and no longer than it holds. */
export async function uploadUrl({ context }: Work, publishId: string): Promise<string | null> {
  const kept = keptShape.safeParse(await context.store.get('upload', publishId))
  return kept.success ? kept.data.url : null
}

/** Begins a post of a video and uploads all but its last part; nobody sees anything of it. */
export async function beginVideo(work: Work, part: OutgoingPart, video: OutgoingMedia): Promise<Json> {
  const { context, settings } = work
  const plan = planOf(await video.size(), settings.chunk)
  const answer = await callTikTok(work, 'post/publish/video/init/', {
    post_info: {
      title: part.text,
      privacy_level: audienceOf(part),
      // Paid partnerships are declared in the app of TikTok; there is nowhere to say it here.
      brand_content_toggle: false,
      brand_organic_toggle: false,
    },
    source_info: {
      source: 'FILE_UPLOAD',
      video_size: plan.size,
      chunk_size: plan.chunk,
      total_chunk_count: plan.count,
    },
  }).catch(troubled('Nothing was begun.'))
  const begun = begunShape.safeParse(orThrow(work, answer, 'the post').body)
  if (!begun.success)
    throw new NetworkTrouble('TikTok answered something that can’t be understood. Nothing was published.')
  const { publish_id: publishId, upload_url: url } = begun.data.data
  const until = isoOf(context.clock.now().add({ minutes: uploadMinutes }))
  await context.store.set('upload', publishId, { url }, until)
  for (let index = 0; index < plan.count - 1; index++)
    await putSurely(work, { url, publishId, plan, video }, index)
  return { kind: 'video', publishId, ...plan }
}

export interface Upload {
  url: string
  publishId: string
  plan: Plan
  video: OutgoingMedia
}

/** Throws `FetchError`. TikTok answers 206 while more is to come, and 201 to the last part. */
export async function putPart(
  { context, settings }: Work,
  upload: Upload,
  index: number,
): Promise<ApiAnswer> {
  const { url, plan, video } = upload
  const { from, to } = rangeOf(plan, index)
  return callApi(context, {
    method: 'PUT',
    url,
    headers: { 'content-range': `bytes ${from}-${to - 1}/${plan.size}` },
    bytes: await largeBytes(video, from, to),
    timeout: settings.uploadTimeout,
  })
}

const tries = 3

/** A part that is not the last: tried again a few times, when TikTok says that it does not have it. */
export async function putSurely(work: Work, upload: Upload, index: number): Promise<void> {
  let trouble: NetworkTrouble | null = null
  for (let attempt = 0; attempt < tries; attempt++) {
    if (attempt > 0 && (await hasPart(work, upload, index))) return
    try {
      const answer = await putPart(work, upload, index)
      if (answer.status === 206 || answer.status === 201) return
      if (answer.status === 429) {
        trouble = new NetworkTrouble('TikTok asks us to wait with the video.', null, 'account')
        break
      }
      trouble = new NetworkTrouble(`TikTok answered ${answer.status} to a part of the video.`)
    } catch (error) {
      if (!(error instanceof FetchError)) throw error
      trouble = new NetworkTrouble(`${error.message}. The video was not uploaded.`)
    }
  }
  throw trouble ?? new NetworkTrouble('The video was not uploaded.')
}

async function hasPart(work: Work, { publishId, plan }: Upload, index: number): Promise<boolean> {
  const state = await postState(work, publishId, plan.size).catch(troubled('The video was not uploaded.'))
  if (state.kind === 'failed') throw new NetworkTrouble('TikTok has given the upload up. It begins anew.')
  if (state.kind === 'unclear' && state.answer.status === 401)
    throw new ReconnectNeeded('TikTok no longer takes our permission. Connect the account again.')
  return state.kind === 'waiting' && state.uploaded >= rangeOf(plan, index).to
}
