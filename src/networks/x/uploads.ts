/**
 * Media in parts: initialise, append, finalise, and look until it is ready. Then its alternative text, or its captions.
 * https://docs.x.com/x-api/media/quickstart/media-upload-chunked, description 2.167, read 2026-11.
 */
import { z } from 'zod'
import { MediaRefused, NetworkTrouble, type OutgoingCaptions, type OutgoingMedia } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { largeBytes } from '../families/large.ts'
import { orThrow, troubled, type Reading } from '../families/outcomes.ts'
import { subRip } from '../families/subtitles.ts'
import { waitFor, type Settings, type XCall } from './api.ts'
import { xProfile } from './limits.ts'

const upload = z.object({
  data: z.object({
    id: z.string().regex(/^\d+$/),
    processing_info: z
      .object({ state: z.string(), check_after_secs: z.number().nonnegative().nullish() })
      .nullish(),
  }),
})
type Working = z.infer<typeof upload>['data']['processing_info']

interface File {
  category: 'tweet_image' | 'tweet_video' | 'subtitles'
  type: string
  size: number
  slice: (from: number, to: number) => Promise<Uint8Array>
}

export interface Uploading {
  settings: Settings
  reading: () => Reading
  call: (call: XCall) => Promise<ApiAnswer>
}

async function ask(up: Uploading, what: string, call: XCall): Promise<ApiAnswer> {
  const answer = await up.call(call).catch(troubled(`${what} was not uploaded.`))
  const wait = waitFor(up.reading(), answer)
  if (wait) throw new NetworkTrouble(wait.say, wait.after, wait.limited ?? null)
  // A redirect is no success, and nothing of ours was refused; a page of some network in between says 200 too, and so
  // does one that says nothing: taken for a yes, X would later miss that part and refuse the file for good.
  const page = answer.body === undefined && (answer.text.trim() !== '' || answer.status === 200)
  if ((answer.status >= 300 && answer.status < 400) || (answer.status < 300 && page))
    throw new NetworkTrouble(`X answered ${answer.status}. ${what} was not uploaded.`)
  return orThrow(up.reading(), answer, what.toLowerCase())
}

function read(answer: ApiAnswer, what: string): z.infer<typeof upload>['data'] {
  const told = upload.safeParse(answer.body)
  if (told.success) return told.data.data
  throw new NetworkTrouble(`X answered something about ${what.toLowerCase()} that can’t be understood.`)
}

async function untilReady(up: Uploading, what: string, id: string, first: Working): Promise<void> {
  let working = first
  for (let look = 0; working && working.state !== 'succeeded'; look++) {
    if (working.state === 'failed') throw new MediaRefused(`X could not work with ${what.toLowerCase()}.`)
    if (look >= up.settings.looks)
      throw new NetworkTrouble(`X still works on ${what.toLowerCase()}. It will be tried again.`)
    const wait = up.settings.pollEvery ?? (working.check_after_secs ?? 2) * 1000
    await new Promise((resolve) => setTimeout(resolve, wait))
    const query = { media_id: id, command: 'STATUS' }
    const answer = await ask(up, what, { method: 'GET', path: '/2/media/upload', query })
    working = read(answer, what).processing_info
  }
}

async function send(up: Uploading, what: string, { category, type, size, slice }: File): Promise<string> {
  const json = { media_category: category, media_type: type, total_bytes: size }
  const begun = await ask(up, what, { method: 'POST', path: '/2/media/upload/initialize', json })
  const { id } = read(begun, what)
  for (let at = 0, segment = 0; at < size; at += up.settings.part, segment++) {
    const file = { type: 'application/octet-stream', size: () => Promise.resolve(size), slice }
    const media = { name: 'part', ...(await largeBytes(file, at, Math.min(size, at + up.settings.part))) }
    const multipart = { segment_index: String(segment), media }
    await ask(up, what, { method: 'POST', path: `/2/media/upload/${id}/append`, multipart })
  }
  const done = await ask(up, what, { method: 'POST', path: `/2/media/upload/${id}/finalize` })
  await untilReady(up, what, id, read(done, what).processing_info)
  return id
}

async function addCaptions(up: Uploading, video: string, captions: OutgoingCaptions): Promise<void> {
  const what = 'The captions'
  const bytes = await subRip(captions)
  const slice = (from: number, to: number) => Promise.resolve(bytes.subarray(from, to))
  const file: File = { category: 'subtitles', type: 'text/srt', size: bytes.byteLength, slice }
  const id = await send(up, what, file)
  const [language = 'en'] = captions.language.split('-')
  const subtitles = {
    id,
    // Two capitals, whatever it says of BCP 47: description 2.167.
    language_code: language.slice(0, 2).toUpperCase(),
    display_name: new Intl.DisplayNames(['en-GB'], { type: 'language' }).of(language) ?? language,
  }
  const json = { id: video, media_category: 'TweetVideo', subtitles }
  await ask(up, what, { method: 'POST', path: '/2/media/subtitles', json })
}

/** Answers the media id. Nobody can see it before a post has it; without one X drops it within a day. */
export async function uploadMedia(up: Uploading, media: OutgoingMedia): Promise<string> {
  const { imageTypes, imageBytes, video } = xProfile.limits
  const image = media.kind === 'image'
  const size = await media.size()
  const types = image ? imageTypes : (video?.types ?? [])
  const most = image ? imageBytes : (video?.bytes ?? 0)
  if (!types.includes(media.type) || size > most || size === 0)
    throw new MediaRefused(
      image
        ? `X takes JPEG, PNG and WebP images of at most ${imageBytes / 1_000_000} MB.`
        : `X takes MP4 and QuickTime videos of at most ${most / 1_000_000} MB.`,
    )
  const what = image ? 'The image' : 'The video'
  const category = image ? 'tweet_image' : 'tweet_video'
  const id = await send(up, what, { category, type: media.type, size, slice: media.slice })
  // X keeps alternative text for images only; a video has its captions.
  if (image && media.alt !== '') {
    const json = { id, metadata: { alt_text: { text: media.alt } } }
    await ask(up, what, { method: 'POST', path: '/2/media/metadata', json })
  }
  for (const captions of media.captions) await addCaptions(up, id, captions)
  return id
}
