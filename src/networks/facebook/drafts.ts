/** Everything that a post is made of, put where nobody can see it yet. */
import { z } from 'zod'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  type OutgoingCaptions,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import { made, success } from '../families/graph.ts'
import { largeBytes } from '../families/large.ts'
import { subRip } from '../families/subtitles.ts'
import { facebookProfile, uprightVideo } from './limits.ts'
import type { Draft, Page } from './page.ts'

const offset = z.coerce.number().int().nonnegative()
const transferred = z.object({ start_offset: offset, end_offset: offset })
const started = transferred.extend({ upload_session_id: z.string().min(1), video_id: z.string().min(1) })
const reelStarted = z.object({ video_id: z.string().min(1), upload_url: z.string() })

const { limits } = facebookProfile

/** Refuses a file by what Facebook publishes of it, before a byte of it is sent. */
export async function checkMedia(media: OutgoingMedia): Promise<void> {
  const image = media.kind === 'image'
  const taken = image ? limits.imageTypes : limits.video?.types
  const most = (image ? limits.imageBytes : limits.video?.bytes) ?? 0
  if (taken?.includes(media.type) && (await media.size()) <= most) return
  const what = image ? 'JPEG and PNG images' : 'MP4 and MOV videos'
  throw new MediaRefused(`Facebook takes ${what} of at most ${most / 1_000_000} MB.`)
}

/** Why a part can't go out in its form; null when it can. */
export function objectionTo(part: OutgoingPart): { code: string; say: string } | null {
  const { used, max, over } = facebookProfile.count(part.text)
  if (over > 0) return { code: 'too-long', say: `The post has ${used} characters; Facebook takes ${max}.` }
  const videos = part.media.filter(({ kind }) => kind === 'video').length
  if (part.media.length === 0 && part.text.trim() === '' && !part.link)
    return { code: 'empty', say: 'There is nothing in the post.' }
  if (videos > 1 || (videos === 1 && part.media.length > 1))
    return { code: 'mixed-media', say: 'Facebook takes one video or several images in a post, not both.' }
  if (part.format === 'short' && videos === 0)
    return { code: 'no-video', say: 'A reel on Facebook is a video; there is none in the post.' }
  if (part.format === 'story' && part.media.length !== 1)
    return { code: 'no-media', say: 'A story on Facebook is one image or one video.' }
  if (part.format === 'story' && part.firstComment !== null)
    return { code: 'no-comments', say: 'A story on Facebook takes no first comment.' }
  return null
}

function checkUpright({ width, height, seconds }: OutgoingMedia, lengths: readonly [number, number]): void {
  const { widestRatio, narrowest } = uprightVideo
  const [shortest, longest] = lengths
  if (width / height > widestRatio || width < narrowest)
    throw new MediaRefused(
      `A reel or a video story must be upright, 9 to 16, and at least ${narrowest} pixels wide.`,
    )
  if (seconds !== null && (seconds < shortest || seconds > longest))
    throw new MediaRefused(`Such a video must last between ${shortest} and ${longest} seconds.`)
}

/** Makes what `publish` then shows. Uploads stand here, since only here is it known what a file is for. */
export async function makeDraft(page: Page, part: OutgoingPart): Promise<Draft> {
  const no = objectionTo(part)
  if (no) throw new PostRefused(no.code, no.say)
  const [first] = part.media
  if (part.format === 'short' && first)
    return { kind: 'reel', id: await uploadUpright(page, 'video_reels', first, part.media) }
  if (part.format === 'story' && first)
    return first.kind === 'image'
      ? { kind: 'photo-story', id: await uploadPhoto(page, first) }
      : { kind: 'video-story', id: await uploadUpright(page, 'video_stories', first, part.media) }
  if (first?.kind === 'video') return { kind: 'video', id: await makeVideo(page, part, first) }
  return { kind: 'post', id: await makePost(page, part) }
}

async function makePost({ graph, id }: Page & { id: string }, part: OutgoingPart): Promise<string> {
  const photos: string[] = []
  for (const media of part.media) photos.push(await uploadPhoto({ graph, id }, media))
  const params = {
    message: part.text,
    published: false,
    ...(photos.length > 0
      ? { attached_media: photos.map((photo) => ({ media_fbid: photo })) }
      : { link: part.link?.url }),
  }
  return (await graph.taken(graph.post(`${id}/feed`, params), made, 'the post')).id
}

async function uploadPhoto({ graph, id }: Pick<Page, 'graph' | 'id'>, media: OutgoingMedia): Promise<string> {
  const source = { name: fileName(media), type: media.type, bytes: await media.bytes() }
  const params = { published: false, ...(media.alt ? { alt_text_custom: media.alt } : {}) }
  return (await graph.taken(graph.post(`${id}/photos`, params, { source }), made, 'the image')).id
}

/** The resumable upload: https://developers.facebook.com/docs/graph-api/reference/page/videos/, read 2026-11. */
async function makeVideo(page: Page, part: OutgoingPart, media: OutgoingMedia): Promise<string> {
  const { graph, id } = page
  const edge = `${id}/videos`
  const begin = graph.post(edge, { upload_phase: 'start', file_size: await media.size() })
  const session = await graph.taken(begin, started, 'the video')
  const { upload_session_id, video_id } = session
  let { start_offset: from, end_offset: to } = session
  while (from < to) {
    const chunk = { name: fileName(media), ...(await largeBytes(media, from, to)) }
    const params = { upload_phase: 'transfer', upload_session_id, start_offset: from }
    const sent = graph.post(edge, params, { video_file_chunk: chunk })
    const next = await graph.taken(sent, transferred, 'the video')
    if (next.start_offset <= from)
      throw new NetworkTrouble('Facebook asks for the same piece of the video again.')
    from = next.start_offset
    to = next.end_offset
  }
  const finish = { upload_phase: 'finish', upload_session_id, description: part.text, published: false }
  await graph.taken(graph.post(edge, finish), success, 'the video')
  for (const captions of media.captions) await addCaptions(page, video_id, captions)
  return video_id
}

async function addCaptions({ graph }: Page, video: string, captions: OutgoingCaptions): Promise<void> {
  const { language, region } = new Intl.Locale(captions.language).maximize()
  const locale = `${language}_${region ?? ''}`
  const file = { name: `captions.${locale}.srt`, type: 'application/x-subrip', bytes: await subRip(captions) }
  const added = graph.post(`${video}/captions`, { default_locale: locale }, { captions_file: file })
  await graph.taken(added, success, 'the captions')
}

/** Reels and video stories: the session itself is the draft, and ending it publishes it. */
async function uploadUpright(
  page: Page,
  edge: 'video_reels' | 'video_stories',
  media: OutgoingMedia,
  all: readonly OutgoingMedia[],
): Promise<string> {
  const size = await media.size()
  if (size > uprightVideo.bytes)
    throw new MediaRefused(`A reel or a video story has at most ${uprightVideo.bytes / 1_000_000} MB here.`)
  checkUpright(media, edge === 'video_reels' ? uprightVideo.reelSeconds : uprightVideo.storySeconds)
  const { graph, id, options } = page
  const begin = graph.post(`${id}/${edge}`, { upload_phase: 'start' })
  const { video_id, upload_url } = await graph.taken(begin, reelStarted, 'the video')
  // The token goes there, so it must be Meta's own.
  if (URL.parse(upload_url)?.origin !== options.uploadUrl)
    throw new NetworkTrouble('Facebook wants the video at an address that is not its own.')
  const sent = graph.upload(upload_url, { offset: '0', file_size: String(size) }, await largeBytes(media))
  await graph.taken(sent, success, 'the video')
  const words = all.flatMap(({ captions }) => captions)
  if (edge === 'video_reels') for (const captions of words) await addCaptions(page, video_id, captions)
  return video_id
}

function fileName({ sha256, type }: OutgoingMedia): string {
  return `${sha256.slice(0, 16)}.${type.split('/')[1] ?? 'bin'}`
}
