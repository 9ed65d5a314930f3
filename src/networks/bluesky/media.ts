import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { closed, comeBackAt, excerpt } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type Json,
  type NetworkContext,
  type OpenConnection,
  type OutgoingCaptions,
  type OutgoingMedia,
} from '../contract.ts'
import { contentOf, type Content } from '../families/large.ts'
import { graphemeLength } from '../profile.ts'
import { blueskyProfile, captionLimits, videoAlt } from './limits.ts'
import { blobRef } from './record.ts'
import { errorOf, type Caller } from './xrpc.ts'

const uploaded = z.object({ blob: blobRef })
type Blob = z.infer<typeof blobRef>

/** Bytes that go up in a millisecond on a slow line: longer files get longer. */
const slowest = 250

export interface Uploads {
  context: Pick<NetworkContext, 'clock'>
  connection: Pick<OpenConnection, 'handle'>
  call: Caller
}

/** Uploads an image, or a video with its captions, as blobs that nobody sees until a record names them. */
export async function uploadMedia(uploads: Uploads, media: OutgoingMedia): Promise<Json> {
  const size = await media.size()
  if (media.kind === 'image') {
    const { imageBytes } = blueskyProfile.limits
    if (size > imageBytes)
      throw new MediaRefused(`Bluesky takes images of at most ${imageBytes / 1_000_000} MB.`)
    return uploadBlob(uploads, await contentOf(media), 'the image')
  }
  refuseUnfitVideo(media, size)
  const captions = []
  for (const each of media.captions)
    captions.push({ lang: each.language, file: await uploadCaptions(uploads, each) })
  return { video: await uploadBlob(uploads, await contentOf(media), 'the video'), captions }
}

function refuseUnfitVideo(media: OutgoingMedia, size: number): void {
  const { video } = blueskyProfile.limits
  if (!video) return
  const [, longest] = video.seconds
  if (!video.types.includes(media.type) || size > video.bytes || (media.seconds ?? 0) > longest)
    throw new MediaRefused(
      `Bluesky takes MP4 videos of at most ${video.bytes / 1_000_000} MB and ${longest / 60} minutes.`,
    )
  if (graphemeLength(media.alt) > videoAlt)
    throw new MediaRefused(`Bluesky takes at most ${videoAlt} characters as the description of a video.`)
  if (media.captions.length > captionLimits.files)
    throw new MediaRefused(`Bluesky takes at most ${captionLimits.files} captions with a video.`)
}

async function uploadCaptions(uploads: Uploads, captions: OutgoingCaptions): Promise<Blob> {
  const bytes = await captions.bytes()
  if (captions.type !== 'text/vtt' || bytes.byteLength > captionLimits.bytes)
    throw new MediaRefused(`Bluesky takes captions as WebVTT of at most ${captionLimits.bytes / 1000} kB.`)
  return uploadBlob(uploads, { type: captions.type, bytes }, 'the captions')
}

async function uploadBlob(
  { context, connection, call }: Uploads,
  file: Content,
  what: string,
): Promise<Blob> {
  const size = 'bytes' in file ? file.bytes.byteLength : file.size
  const answer = await call({
    method: 'POST',
    name: 'com.atproto.repo.uploadBlob',
    bytes: file,
    longer: Math.ceil(size / slowest),
  }).catch((error: unknown) => {
    if (error instanceof FetchError)
      throw new NetworkTrouble(`${error.message}. It was not uploaded: ${what}.`)
    throw error
  })
  const parsed = uploaded.safeParse(answer.body)
  if (answer.status === 200 && parsed.success) return parsed.data.blob
  const { error, message } = errorOf(answer)
  const words = excerpt(message || error)
  // Who was connected before Rostrum sent videos has given no permission for them.
  if (answer.status === 403)
    throw new ReconnectNeeded(
      `Bluesky does not let us upload ${what} as ${connection.handle} (${words}). Connect the account again.`,
    )
  if (answer.status === 429)
    throw new NetworkTrouble('Bluesky asks us to wait.', comeBackAt(answer.headers, context.clock), 'account')
  if (answer.status >= 400 && answer.status < 500)
    throw new MediaRefused(`Bluesky did not take ${what}: ${closed(words)}`)
  throw new NetworkTrouble(`Bluesky could not take ${what} just now.`)
}
