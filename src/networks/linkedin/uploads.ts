/**
 * Images in one piece, videos in the parts that LinkedIn asks for, each confirmed by its ETag; then looked at until they
 * are ready. https://learn.microsoft.com/linkedin/marketing/community-management/shares/images-api and videos-api,
 * 202608, read 2026-11.
 */
import { z } from 'zod'
import {
  MediaRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type NetworkContext,
  type OutgoingCaptions,
  type OutgoingMedia,
} from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'
import { largeBytes } from '../families/large.ts'
import { ended, orThrow, troubled, type Reading } from '../families/outcomes.ts'
import { subRip } from '../families/subtitles.ts'
import { waitFor, type LinkedInCall, type Settings } from './api.ts'
import { linkedinProfile } from './limits.ts'

const imageBegun = z.object({ value: z.object({ image: z.string(), uploadUrl: z.string() }) })
const videoBegun = z.object({
  value: z.object({
    video: z.string(),
    uploadToken: z.string().default(''),
    uploadInstructions: z
      .array(z.object({ uploadUrl: z.string(), firstByte: z.number(), lastByte: z.number() }))
      .min(1),
    captionsUploadUrl: z.string().nullish(),
  }),
})
const state = z.object({ status: z.string() })

export interface Uploading {
  context: Pick<NetworkContext, 'fetch'>
  settings: Settings
  /** The Page, which owns what is uploaded. */
  owner: string
  reading: () => Reading
  /** A call of the API. */
  call: (call: LinkedInCall) => Promise<ApiAnswer>
  /** A call with the token, to an address that LinkedIn gave. */
  withToken: (ask: (token: string) => Promise<ApiAnswer>) => Promise<ApiAnswer>
}

async function ask(up: Uploading, what: string, sending: Promise<ApiAnswer>): Promise<ApiAnswer> {
  const answer = await sending.catch(troubled(`${what} was not uploaded.`))
  const wait = waitFor(up.reading(), answer)
  if (wait) throw new NetworkTrouble(wait.say, wait.after, wait.limited ?? null)
  if (answer.status === 403) throw new ReconnectNeeded(ended(up.reading(), answer))
  // A redirect is no success, and nothing of ours was refused; a page of some network in between says 200 too.
  const page = answer.body === undefined && /<(?:!doctype|html|p|title)/i.test(answer.text.slice(0, 500))
  if ((answer.status >= 300 && answer.status < 400) || (answer.status < 300 && page))
    throw new NetworkTrouble(`LinkedIn answered ${answer.status}. ${what} was not uploaded.`)
  return orThrow(up.reading(), answer, what.toLowerCase())
}

function read<T>(shape: z.ZodType<T>, answer: ApiAnswer, what: string): T {
  const told = shape.safeParse(answer.body)
  if (told.success) return told.data
  throw new NetworkTrouble(
    `LinkedIn answered something about ${what.toLowerCase()} that can’t be understood.`,
  )
}

/** The token goes to LinkedIn and nobody else, whatever address an answer names. */
function put(up: Uploading, what: string, address: string, call: Omit<ApiCall, 'url' | 'method'>) {
  const { api, pages, timeout } = up.settings
  const url = URL.parse(address)
  const theirs = url?.protocol === 'https:' && /(?:^|\.)linkedin\.com$/.test(url.hostname)
  if (!url || !(theirs || [api, pages].includes(url.origin)))
    throw new NetworkTrouble('LinkedIn named an address for the upload that is not its own.')
  const send = (token: string) =>
    callApi(up.context, { timeout, ...call, method: 'PUT', url: url.href, token })
  return ask(up, what, up.withToken(send))
}

async function begin<T>(
  up: Uploading,
  what: string,
  kind: 'images' | 'videos',
  shape: z.ZodType<T>,
  more: object,
) {
  const json = { initializeUploadRequest: { owner: up.owner, ...more } }
  const query = { action: 'initializeUpload' }
  return read(
    shape,
    await ask(up, what, up.call({ method: 'POST', path: `/rest/${kind}`, query, json })),
    what,
  )
}

async function untilReady(
  up: Uploading,
  what: string,
  kind: 'images' | 'videos',
  urn: string,
): Promise<void> {
  for (let look = 0; look < up.settings.looks; look++) {
    const path = `/rest/${kind}/${encodeURIComponent(urn)}`
    const { status } = read(state, await ask(up, what, up.call({ method: 'GET', path })), what)
    if (status === 'AVAILABLE') return
    if (status === 'PROCESSING_FAILED')
      throw new MediaRefused(`LinkedIn could not work with ${what.toLowerCase()}.`)
    await new Promise((resolve) => setTimeout(resolve, up.settings.pollEvery))
  }
  throw new NetworkTrouble(`LinkedIn still works on ${what.toLowerCase()}. It will be tried again.`)
}

async function uploadImage(up: Uploading, media: OutgoingMedia): Promise<string> {
  const what = 'The image'
  const { value } = await begin(up, what, 'images', imageBegun, {})
  await put(up, what, value.uploadUrl, { bytes: { type: media.type, bytes: await media.bytes() } })
  await untilReady(up, what, 'images', value.image)
  return value.image
}

/** As LinkedIn writes a language: `en-GB` is `{ language: 'EN', country: 'GB' }`. */
function localeOf(tag: string) {
  const { language, region } = new Intl.Locale(tag)
  return { language: language.toUpperCase(), ...(region ? { country: region } : {}) }
}

async function putCaptions(up: Uploading, address: string, captions: OutgoingCaptions): Promise<void> {
  const metadata = {
    format: 'SRT',
    formattedForEasyReader: false,
    largeText: false,
    source: 'USER_PROVIDED',
    locale: localeOf(captions.language),
    transcriptType: 'CLOSED_CAPTION',
  }
  const json = {
    name: 'metadata.json',
    type: 'application/json',
    bytes: Buffer.from(JSON.stringify(metadata)),
  }
  const file = { name: 'captions.srt', type: 'application/octet-stream', bytes: await subRip(captions) }
  await put(up, 'The captions', address, { multipart: { metadata: json, file } })
}

async function uploadVideo(up: Uploading, media: OutgoingMedia): Promise<string> {
  const what = 'The video'
  const [captions] = media.captions
  const fileSizeBytes = await media.size()
  const more = { fileSizeBytes, uploadCaptions: captions !== undefined, uploadThumbnail: false }
  const { value } = await begin(up, what, 'videos', videoBegun, more)
  const uploadedPartIds: string[] = []
  for (const { uploadUrl, firstByte, lastByte } of value.uploadInstructions) {
    const bytes = await largeBytes({ ...media, type: 'application/octet-stream' }, firstByte, lastByte + 1)
    const answer = await put(up, what, uploadUrl, { bytes })
    const etag = answer.headers.get('etag')
    if (!etag) throw new NetworkTrouble('LinkedIn did not confirm a part of the video.')
    uploadedPartIds.push(etag.replace(/^"(.*)"$/, '$1'))
  }
  if (captions) {
    if (!value.captionsUploadUrl) throw new NetworkTrouble('LinkedIn named no address for the captions.')
    await putCaptions(up, value.captionsUploadUrl, captions)
  }
  const json = {
    finalizeUploadRequest: { video: value.video, uploadToken: value.uploadToken, uploadedPartIds },
  }
  const query = { action: 'finalizeUpload' }
  await ask(up, what, up.call({ method: 'POST', path: '/rest/videos', query, json }))
  await untilReady(up, what, 'videos', value.video)
  return value.video
}

/** Answers the URN. Nobody can see it before a post has it. */
export async function uploadMedia(up: Uploading, media: OutgoingMedia): Promise<string> {
  const { imageTypes, imageBytes, video } = linkedinProfile.limits
  const image = media.kind === 'image'
  const size = await media.size()
  const types = image ? imageTypes : (video?.types ?? [])
  const most = image ? imageBytes : (video?.bytes ?? 0)
  if (!types.includes(media.type) || size > most || size === 0)
    throw new MediaRefused(
      image
        ? `LinkedIn takes JPEG and PNG images of at most ${imageBytes / 1_000_000} MB.`
        : `LinkedIn takes MP4 videos of at most ${most / 1_000_000} MB.`,
    )
  if (media.captions.length > 1)
    throw new MediaRefused('LinkedIn takes captions in one language for a video.')
  return image ? uploadImage(up, media) : uploadVideo(up, media)
}
