import { z } from 'zod'
import { MediaRefused, NetworkTrouble, ReconnectNeeded, type Json, type OutgoingMedia } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { contentOf } from '../families/large.ts'
import { ended, orThrow, troubled, type Reading } from '../families/outcomes.ts'
import type { ServerCall, Settings } from './api.ts'
import { mastodonProfile } from './limits.ts'

const attachment = z.object({ id: z.string().min(1), url: z.string().nullish() })

export const preparedMedia = z.object({ id: z.string().min(1) })

/** How often a server that works on a file is asked, and every how many turns of `pollEvery`. */
const patience = { image: { looks: 30, turns: 1 }, video: { looks: 120, turns: 5 } }
/** Bytes that go up in a millisecond on a slow line: longer files get longer. */
const slowest = 250

export interface Uploads {
  settings: Settings
  reading: Reading
  call(call: ServerCall): Promise<ApiAnswer>
}

async function ask({ reading, call }: Uploads, wanted: ServerCall, what: string): Promise<ApiAnswer> {
  const answer = await call(wanted).catch(troubled(`It was not uploaded: ${what}.`))
  if (answer.status === 403) throw new ReconnectNeeded(ended(reading, answer))
  return orThrow(reading, answer, what)
}

function refuseUnfit(media: OutgoingMedia, size: number): void {
  const { imageTypes, imageBytes, video } = mastodonProfile.limits
  if (media.kind === 'image' && (!imageTypes.includes(media.type) || size > imageBytes))
    throw new MediaRefused(
      `Mastodon takes JPEG, PNG and WebP images of at most ${imageBytes / 1_000_000} MB.`,
    )
  if (media.kind === 'video' && video && (!video.types.includes(media.type) || size > video.bytes))
    throw new MediaRefused(`Mastodon takes MP4 and WebM videos of at most ${video.bytes / 1_048_576} MiB.`)
}

/** Uploads an image or a video with its description, and waits until the server has worked through it. */
export async function uploadMedia(uploads: Uploads, media: OutgoingMedia): Promise<Json> {
  const size = await media.size()
  refuseUnfit(media, size)
  const what = media.kind === 'image' ? 'the image' : 'the video'
  const name = `${media.sha256.slice(0, 16)}.${media.type.split('/')[1] ?? 'bin'}`
  const answer = await ask(
    uploads,
    {
      method: 'POST',
      path: '/api/v2/media',
      multipart: { description: media.alt, file: { name, ...(await contentOf(media)) } },
      timeout: uploads.settings.timeout + Math.ceil(size / slowest),
    },
    what,
  )
  const made = attachment.safeParse(answer.body)
  if ((answer.status !== 200 && answer.status !== 202) || !made.success)
    throw new NetworkTrouble(`The server answered something about ${what} that can’t be understood.`)
  if (answer.status === 202) await untilReady(uploads, media.kind, made.data.id, what)
  return { id: made.data.id }
}

/** 206 while the server still works on the file, 200 when it is done, 422 when it can't be used. */
async function untilReady(
  uploads: Uploads,
  kind: OutgoingMedia['kind'],
  id: string,
  what: string,
): Promise<void> {
  const { looks, turns } = patience[kind]
  for (let look = 0; look < looks; look++) {
    await new Promise((resolve) => setTimeout(resolve, uploads.settings.pollEvery * turns))
    const path = `/api/v1/media/${encodeURIComponent(id)}`
    const answer = await ask(uploads, { method: 'GET', path }, what)
    // A page of some network in between says 200 too; only the API answers with the file.
    if (answer.status === 200 && attachment.safeParse(answer.body).success) return
  }
  throw new NetworkTrouble(`The server still works on ${what}. It will be tried again.`)
}
