/** Videos as YouTube shows them to their channel: draft or published, and how far YouTube is with them. */
import { z } from 'zod'
import type { OutgoingPart, OwnPost, RemoteRef } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { comparable } from '../families/own-posts.ts'
import { callYouTube, type Settings, type Work } from './api.ts'
import { takeable, titleOf } from './limits.ts'

/** https://developers.google.com/youtube/v3/docs/videos, read 2026-11. */
export const videoShape = z.object({
  id: z.string().min(1),
  snippet: z.object({
    title: z.string(),
    description: z.string().default(''),
    publishedAt: z.iso.datetime({ offset: true }),
    channelId: z.string(),
    tags: z.array(z.string()).default([]),
    categoryId: z.string().optional(),
  }),
  status: z.object({
    uploadStatus: z.string(),
    failureReason: z.string().optional(),
    rejectionReason: z.string().optional(),
    privacyStatus: z.string(),
    license: z.string().optional(),
    embeddable: z.boolean().optional(),
    publicStatsViewable: z.boolean().optional(),
    selfDeclaredMadeForKids: z.boolean().optional(),
    containsSyntheticMedia: z.boolean().optional(),
  }),
  processingDetails: z
    .object({ processingStatus: z.string(), processingFailureReason: z.string().optional() })
    .optional(),
})
export type Video = z.infer<typeof videoShape>

const listShape = z.object({ items: z.array(videoShape) })

/** `working`: uploaded, not yet to be watched. `failed`: for good, with what is wrong. `unclear`: it could not be read. */
export type State =
  | { kind: 'working' | 'ready'; video: Video }
  | { kind: 'failed'; video: Video; code: string; say: string }
  | { kind: 'gone' }
  | { kind: 'unclear'; answer: ApiAnswer }

const rejections: Readonly<Record<string, string>> = {
  claim: 'somebody claims rights in it',
  copyright: 'it infringes a copyright',
  duplicate: 'the same video was uploaded to the channel before',
  inappropriate: 'it breaks the community guidelines',
  legal: 'there is a legal complaint',
  length:
    'it is longer than the channel may upload; a channel without a proved telephone number may upload 15 minutes',
  termsOfUse: 'it breaks the terms of use',
  trademark: 'it infringes a trade mark',
  uploaderAccountClosed: 'the channel’s account is closed',
  uploaderAccountSuspended: 'the channel’s account is suspended',
}
const failures: Readonly<Record<string, string>> = {
  codec: 'its codec is not one that YouTube knows',
  conversion: 'it could not be converted',
  emptyFile: 'the file is empty',
  invalidFile: 'the file is no video',
  tooSmall: 'the file is too small',
  uploadAborted: 'the upload was broken off',
}

function stateOf(video: Video): State {
  const { uploadStatus, rejectionReason = '', failureReason = '' } = video.status
  const failed = (code: string, why: string): State => ({
    kind: 'failed',
    video,
    code,
    say: `YouTube did not take the video: ${why}.`,
  })
  switch (uploadStatus) {
    case 'processed':
      return { kind: 'ready', video }
    case 'rejected':
      return failed(
        rejectionReason === 'duplicate' ? 'duplicate' : 'refused-by-network',
        rejections[rejectionReason] ?? 'it does not say why',
      )
    case 'failed':
      return failed('media-refused', failures[failureReason] ?? 'it could not be read')
    case 'deleted':
      return { kind: 'gone' }
    default:
      return video.processingDetails?.processingStatus === 'failed'
        ? failed('media-refused', 'it could not be converted')
        : { kind: 'working', video }
  }
}

export function listVideos(work: Work, ids: readonly string[]): Promise<ApiAnswer> {
  const query = { part: 'snippet,status,processingDetails', id: ids.join(',') }
  return callYouTube(work, { method: 'GET', path: '/youtube/v3/videos', query })
}

export function videosOf(answer: ApiAnswer): Video[] | null {
  const read = answer.status === 200 ? listShape.safeParse(answer.body) : null
  return read?.success ? read.data.items : null
}

/** The channel sees all its videos, so one that is not answered is not there. Throws `FetchError`. */
export async function look(work: Work, id: string): Promise<State> {
  const answer = await listVideos(work, [id])
  const videos = videosOf(answer)
  if (!videos) return { kind: 'unclear', answer }
  const video = videos.find((each) => each.id === id)
  return video ? stateOf(video) : { kind: 'gone' }
}

/** Looks until YouTube has done its work, or the looks are used up. */
export async function lookWhenDone(work: Work, id: string, looks: number): Promise<State> {
  for (let at = 1; ; at++) {
    const state = await look(work, id)
    if (state.kind !== 'working' || at >= looks) return state
    await new Promise((resolve) => setTimeout(resolve, work.settings.pollEvery))
  }
}

/** The tag that a draft alone has: publishing takes it away. Only the channel sees the tags of a private video. */
const markOf = (part: OutgoingPart): string => `rostrum-${part.key}`
const isMark = (tag: string): boolean => /^rostrum-[2-7a-z]{13}$/.test(tag)

export const audienceOf = (part: OutgoingPart): string => part.audience ?? 'public'

/** Neither by us nor by anybody else was it shown yet. */
export const isDraft = (video: Video): boolean =>
  video.status.privacyStatus === 'private' && video.snippet.tags.some(isMark)

/** Is it shown to those for whom the part is meant? */
export const isOutFor = (video: Video, part: OutgoingPart): boolean =>
  !isDraft(video) && video.status.privacyStatus === audienceOf(part)

/** What the video says. YouTube drops what an update of the snippet leaves out. */
export function snippetOf(part: OutgoingPart, category: string) {
  return {
    title: titleOf(part.title ?? ''),
    description: takeable(part.text),
    tags: part.tags,
    categoryId: category,
    defaultLanguage: part.language,
    defaultAudioLanguage: part.language,
  }
}

export function draftOf(part: OutgoingPart, settings: Settings) {
  return {
    snippet: { ...snippetOf(part, settings.category), tags: [markOf(part)] },
    status: { privacyStatus: 'private', selfDeclaredMadeForKids: settings.madeForKids },
  }
}

/** The draft as it is to be seen; what somebody set of it at YouTube in the meantime stays. */
export function publishedOf(part: OutgoingPart, { id, snippet, status }: Video, settings: Settings) {
  const { license, embeddable, publicStatsViewable, containsSyntheticMedia } = status
  const { selfDeclaredMadeForKids = settings.madeForKids } = status
  return {
    id,
    snippet: snippetOf(part, snippet.categoryId ?? settings.category),
    status: {
      privacyStatus: audienceOf(part),
      selfDeclaredMadeForKids,
      license,
      embeddable,
      publicStatsViewable,
      containsSyntheticMedia,
    },
  }
}

/** Does it say what the part says, to whom it is meant to? */
export function isSame({ snippet, status }: Video, part: OutgoingPart): boolean {
  // YouTube keeps each tag once.
  const sorted = (tags: readonly string[]) =>
    [...new Set(tags.map((tag) => tag.trim().toLowerCase()))].toSorted().join()
  return (
    comparable(snippet.description) === comparable(takeable(part.text)) &&
    comparable(snippet.title) === comparable(titleOf(part.title ?? '')) &&
    sorted(snippet.tags) === sorted(part.tags) &&
    status.privacyStatus === audienceOf(part)
  )
}

export function refOf(id: string, format: OutgoingPart['format']): RemoteRef {
  const path = format === 'short' ? `shorts/${id}` : `watch?v=${id}`
  return { remoteId: id, url: `https://www.youtube.com/${path}` }
}

export function ownPostOf({ id, snippet }: Video): OwnPost {
  const createdAt = new Date(snippet.publishedAt).toISOString()
  return { ...refOf(id, 'post'), text: snippet.description, createdAt, media: 1 }
}
