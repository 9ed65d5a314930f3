/** Everything of a post that is made before anybody can see it: the private video, its captions and its picture. */
import {
  NetworkTrouble,
  MediaRefused,
  PostRefused,
  type OutgoingCaptions,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import { troubled } from '../families/outcomes.ts'
import { callYouTube, type Work } from './api.ts'
import { reasonOf, thrown } from './errors.ts'
import { coverLimits, shortLimits, tagsProblem, titleOf, youtubeProfile } from './limits.ts'
import { checkVideo, forget, uploadVideo } from './uploads.ts'
import { audienceOf, lookWhenDone } from './videos.ts'

const { limits } = youtubeProfile

/** A body of JSON and a file, as Google wants small uploads: `multipart/related`. */
function related(about: object, type: string, file: Uint8Array): { type: string; bytes: Uint8Array } {
  const boundary = `rostrum-${crypto.randomUUID()}`
  const head = `--${boundary}\r\ncontent-type: application/json; charset=UTF-8\r\n\r\n${JSON.stringify(about)}\r\n`
  const middle = `--${boundary}\r\ncontent-type: ${type}\r\n\r\n`
  const bytes = Buffer.concat([Buffer.from(head + middle), file, Buffer.from(`\r\n--${boundary}--\r\n`)])
  return { type: `multipart/related; boundary=${boundary}`, bytes }
}

/** https://developers.google.com/youtube/v3/docs/captions/insert, read 2026-11: 409 `captionExists` of a repeat. */
async function addCaptions(work: Work, video: string, captions: OutgoingCaptions): Promise<void> {
  const what = 'the captions'
  const about = { snippet: { videoId: video, language: captions.language, name: '', isDraft: false } }
  const answer = await callYouTube(work, {
    method: 'POST',
    path: '/upload/youtube/v3/captions',
    query: { uploadType: 'multipart', part: 'snippet' },
    bytes: related(about, 'application/octet-stream', await captions.bytes()),
    timeout: work.settings.uploadTimeout,
  }).catch(troubled(`YouTube did not get ${what}.`))
  if (answer.status === 200 || (answer.status === 409 && reasonOf(answer) === 'captionExists')) return
  throw thrown(work, answer, what)
}

/** https://developers.google.com/youtube/v3/docs/thumbnails/set, read 2026-11. A repeat sets the same picture. */
async function setCover(work: Work, video: string, cover: OutgoingMedia): Promise<void> {
  const what = 'the picture of the video'
  const answer = await callYouTube(work, {
    method: 'POST',
    path: '/upload/youtube/v3/thumbnails/set',
    query: { videoId: video, uploadType: 'media' },
    bytes: { type: cover.type, bytes: await cover.bytes() },
    timeout: work.settings.uploadTimeout,
  }).catch(troubled(`YouTube did not get ${what}.`))
  if (answer.status !== 200) throw thrown(work, answer, what)
}

/** What YouTube would refuse, found before anything is sent. */
export function problemOf(part: OutgoingPart): PostRefused | null {
  const { used, max, over } = youtubeProfile.count(part.text)
  if (over > 0)
    return new PostRefused('too-long', `YouTube takes descriptions of ${max} bytes; this one has ${used}.`)
  const title = titleOf(part.title ?? '')
  if (title === '') return new PostRefused('title-missing', 'YouTube wants a title for every video.')
  if (title.length > limits.title)
    return new PostRefused(
      'title-too-long',
      `YouTube takes titles of ${limits.title} characters; this one has ${title.length}.`,
    )
  const tags = tagsProblem(part.tags)
  if (tags !== null) return new PostRefused('tags-refused', tags)
  return problemOfComment(part) ?? problemOfShort(part)
}

function problemOfComment(part: OutgoingPart): PostRefused | null {
  const { firstComment } = part
  if (firstComment === null) return null
  if (audienceOf(part) === 'private')
    return new PostRefused('comment-on-private', 'YouTube takes no comments under a private video.')
  if (firstComment.length > limits.firstComment)
    return new PostRefused('comment-too-long', `YouTube takes comments of ${limits.firstComment} characters.`)
  return null
}

function problemOfShort(part: OutgoingPart): PostRefused | null {
  const [media] = part.media
  if (part.format !== 'short' || !media) return null
  const tall = media.width / media.height <= shortLimits.ratio
  if (tall && (media.seconds ?? 0) <= shortLimits.seconds) return null
  return new PostRefused(
    'no-short',
    `A short is square or upright and at most ${shortLimits.seconds / 60} minutes long.`,
  )
}

function videoOf(part: OutgoingPart): OutgoingMedia {
  const [media, ...more] = part.media
  if (!media || more.length > 0) throw new PostRefused('one-video', 'A post on YouTube is exactly 1 video.')
  return media
}

function checkCover(cover: OutgoingMedia, size: number): void {
  if (!coverLimits.types.includes(cover.type) || size > coverLimits.bytes)
    throw new MediaRefused(
      `YouTube takes a JPEG or PNG of at most ${coverLimits.bytes / 1_000_000} MB as the picture of a video.`,
    )
}

/** The file is only looked at here: it goes with its words, when the draft is made. */
export async function prepareVideo(media: OutgoingMedia): Promise<null> {
  await checkVideo(media, limits.video)
  if (media.cover) checkCover(media.cover, await media.cover.size())
  return null
}

/** Makes the private video, and waits a while until YouTube has worked on it. Answers its id. */
export async function makeDraft(work: Work, part: OutgoingPart): Promise<string> {
  const problem = problemOf(part)
  if (problem) throw problem
  const media = videoOf(part)
  const video = await uploadVideo(work, part, media)
  for (const captions of media.captions) await addCaptions(work, video, captions)
  if (media.cover) await setCover(work, video, media.cover)
  const state = await lookWhenDone(work, video, work.settings.looks).catch(
    troubled('YouTube could not be asked for the video.'),
  )
  switch (state.kind) {
    case 'ready':
    // It is asked again when it is due.
    case 'working':
      return video
    case 'failed':
      if (state.code === 'media-refused') throw new MediaRefused(state.say)
      throw new PostRefused(state.code, state.say)
    case 'gone':
      await forget(work, part.key)
      throw new NetworkTrouble('The private video is no longer at YouTube. It is uploaded anew.')
    case 'unclear':
      throw thrown(work, state.answer, 'the video')
  }
}
