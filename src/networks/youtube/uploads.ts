/**
 * One file in parts, taken up again after a cut: https://developers.google.com/youtube/v3/guides/using_resumable_upload_protocol,
 * read 2026-11. The address of the upload is kept before the first byte of the file leaves, so that a repeat goes on
 * where the last one ended, also after this process was killed, and one file never becomes two videos.
 */
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { MediaRefused, NetworkTrouble, type OutgoingMedia, type OutgoingPart } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { largeBytes, type LargeBytes } from '../families/large.ts'
import { troubled } from '../families/outcomes.ts'
import { callYouTube, type Work } from './api.ts'
import { meaningOf, thrown } from './errors.ts'
import { draftOf, look } from './videos.ts'

const what = 'the video'
/** YouTube keeps an unfinished upload for about a week. */
const keptFor = { hours: 6 * 24 }

const keptShape = z.object({ address: z.string().min(1), video: z.string().min(1).nullable() })
type Kept = z.infer<typeof keptShape>
const uploaded = z.object({ id: z.string().min(1) })

async function keep(work: Work, key: string, kept: Kept): Promise<void> {
  const { clock, store } = work.context
  await store.set('upload', key, kept, clock.now().add(keptFor).toString({ fractionalSecondDigits: 3 }))
}

/** Forgets an upload whose video is lost, so that the next one begins anew. */
export function forget(work: Work, key: string): Promise<void> {
  return work.context.store.delete('upload', key)
}

/** Google's own hosts, or the one that we were told to ask: the token goes to nobody else. */
function isTheirs(work: Work, address: string): boolean {
  const url = URL.parse(address)
  if (!url) return false
  return (
    url.origin === new URL(work.settings.api).origin ||
    (url.protocol === 'https:' && url.hostname.endsWith('.googleapis.com'))
  )
}

async function begin(work: Work, part: OutgoingPart, media: OutgoingMedia): Promise<string> {
  const answer = await callYouTube(work, {
    method: 'POST',
    path: '/upload/youtube/v3/videos',
    query: {
      uploadType: 'resumable',
      part: 'snippet,status',
      notifySubscribers: String(work.settings.notifySubscribers),
    },
    headers: {
      'x-upload-content-length': String(await media.size()),
      'x-upload-content-type': media.type,
    },
    json: draftOf(part, work.settings),
  }).catch(troubled('The upload to YouTube could not begin.'))
  if (answer.status !== 200) throw thrown(work, answer, what)
  const address = answer.headers.get('location') ?? ''
  if (isTheirs(work, address)) return address
  throw new NetworkTrouble('YouTube answered something about the upload that can’t be understood.')
}

/** Where an upload is. `broken`: nothing came back that says so. */
type Progress =
  | { kind: 'done'; video: string }
  | { kind: 'more'; from: number }
  | { kind: 'lost' }
  | { kind: 'broken' }

function progressOf(work: Work, answer: ApiAnswer): Progress {
  const { status, headers } = answer
  if (status === 200 || status === 201) {
    const made = uploaded.safeParse(answer.body)
    return made.success ? { kind: 'done', video: made.data.id } : { kind: 'broken' }
  }
  if (status === 308) {
    const last = /^bytes=0-(\d+)$/.exec(headers.get('range') ?? '')?.[1]
    return { kind: 'more', from: last === undefined ? 0 : Number(last) + 1 }
  }
  if (status === 404 || status === 410) return { kind: 'lost' }
  if (meaningOf(answer) === 'unclear') return { kind: 'broken' }
  throw thrown(work, answer, what)
}

async function put(work: Work, address: string, range: string, bytes: LargeBytes): Promise<Progress> {
  try {
    const answer = await callYouTube(work, {
      method: 'PUT',
      path: address,
      headers: { 'content-range': range },
      bytes,
      timeout: work.settings.uploadTimeout,
    })
    return progressOf(work, answer)
  } catch (error) {
    if (error instanceof FetchError) return { kind: 'broken' }
    throw error
  }
}

/** From wherever YouTube says that it is to the end. */
async function send(work: Work, address: string, media: OutgoingMedia, asks: boolean): Promise<Progress> {
  const size = await media.size()
  const ask = async () => put(work, address, `bytes */${size}`, await largeBytes(media, 0, 0))
  let progress: Progress = asks ? await ask() : { kind: 'more', from: 0 }
  let reached = -1
  let stalls = 0
  for (let cuts = 0; progress.kind === 'more' || progress.kind === 'broken';) {
    if (progress.kind === 'broken') {
      if (++cuts > work.settings.resumes) return progress
      progress = await ask()
      continue
    }
    const { from } = progress
    // What YouTube answers as if nothing had come would otherwise be sent again without end.
    if (from <= reached && ++stalls > work.settings.resumes) return { kind: 'broken' }
    reached = Math.max(reached, from)
    const to = Math.min(size, from + work.settings.part)
    // All of it is there, and YouTube has not said what became of it.
    if (from >= size) progress = { kind: 'broken' }
    else
      progress = await put(
        work,
        address,
        `bytes ${from}-${to - 1}/${size}`,
        await largeBytes(media, from, to),
      )
  }
  return progress
}

/** The kept upload, if what came of it is still there. */
async function keptOf(work: Work, key: string): Promise<Kept | null> {
  const kept = keptShape.safeParse(await work.context.store.get('upload', key))
  if (!kept.success) return null
  if (kept.data.video === null) return kept.data
  const state = await look(work, kept.data.video).catch(
    troubled('YouTube could not be asked for the upload.'),
  )
  return state.kind === 'gone' ? null : kept.data
}

/** Answers the id of the private video. The same part gives the same video, however often it is called. */
export async function uploadVideo(work: Work, part: OutgoingPart, media: OutgoingMedia): Promise<string> {
  const kept = await keptOf(work, part.key)
  if (kept?.video) return kept.video
  const address = kept?.address ?? (await begin(work, part, media))
  if (!kept) await keep(work, part.key, { address, video: null })
  const progress = await send(work, address, media, kept !== null)
  switch (progress.kind) {
    case 'done':
      await keep(work, part.key, { address, video: progress.video })
      return progress.video
    case 'lost':
      await forget(work, part.key)
      throw new NetworkTrouble('YouTube no longer knows the upload. It is begun anew.')
    case 'more':
    case 'broken':
      throw new NetworkTrouble('The upload to YouTube was cut. It goes on where it stopped.')
  }
}

/** What can be said of a file before anything of it is sent. */
export async function checkVideo(
  media: OutgoingMedia,
  limits: { bytes: number; seconds: readonly [number, number]; types: readonly string[] } | null,
): Promise<void> {
  const size = await media.size()
  if (media.kind !== 'video' || !limits?.types.includes(media.type) || size === 0 || size > limits.bytes)
    throw new MediaRefused('YouTube takes MP4, QuickTime and WebM videos of at most 256 GB.')
  const [, longest] = limits.seconds
  if (media.seconds !== null && media.seconds > longest)
    throw new MediaRefused(`YouTube takes videos of at most ${longest / 3600} hours.`)
}
