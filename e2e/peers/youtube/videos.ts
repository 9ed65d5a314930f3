/** videos.list, videos.update, videos.delete, and what videos may say. */
import { z } from 'zod'
import { ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import {
  channelOf,
  manages,
  problem,
  reads,
  spend,
  uploadStatusOf,
  videoFor,
  type Snippet,
  type Video,
  type World,
} from './world.ts'

const bodyShape = z.object({
  id: z.string().optional(),
  snippet: z
    .object({
      title: z.string().optional(),
      description: z.string().default(''),
      tags: z.array(z.string()).default([]),
      categoryId: z.string().optional(),
      defaultLanguage: z.string().optional(),
    })
    .optional(),
  status: z
    .object({
      privacyStatus: z.string().optional(),
      selfDeclaredMadeForKids: z.boolean().default(false),
      embeddable: z.boolean().default(true),
      license: z.string().default('youtube'),
    })
    .optional(),
})
type VideoBody = z.infer<typeof bodyShape>

const privacies = ['public', 'unlisted', 'private']
const categories = ['1', '2', '10', '15', '17', '19', '20', '22', '23', '24', '25', '26', '27', '28', '29']

export function bodyOf(ask: Ask): VideoBody {
  const read = bodyShape.safeParse(ask.fields)
  if (read.success) return read.data
  throw problem(400, 'invalidVideoMetadata', 'The request metadata is invalid.', 'youtube.video')
}

/** https://developers.google.com/youtube/v3/docs/videos/insert#errors, read 2026-11. */
export function snippetOf(given: VideoBody['snippet'], wantsCategory: boolean): Snippet {
  const bad = (reason: string, message: string) => problem(400, reason, message, 'youtube.video')
  const { title = '', description = '', tags = [], categoryId, defaultLanguage } = given ?? {}
  if (title.trim() === '' || title.length > 100 || /[<>]/.test(title))
    throw bad('invalidTitle', 'The request metadata specifies an invalid or empty video title.')
  if (Buffer.byteLength(description) > 5000 || /[<>]/.test(description))
    throw bad('invalidDescription', 'The request metadata specifies an invalid video description.')
  const together = tags.map((tag) => (tag.includes(' ') ? `"${tag}"` : tag)).join(',')
  if (together.length > 500 || tags.some((tag) => /[,<>]/.test(tag)))
    throw bad('invalidTags', 'The request metadata specifies invalid video keywords.')
  if (categoryId === undefined ? wantsCategory : !categories.includes(categoryId))
    throw bad('invalidCategoryId', 'The snippet.categoryId property specifies an invalid category ID.')
  return { title, description, tags, categoryId: categoryId ?? '22', defaultLanguage }
}

export function privacyOf(given: string | undefined): string {
  const privacy = given ?? 'public'
  if (privacies.includes(privacy)) return privacy
  throw problem(400, 'invalidVideoMetadata', 'The privacy status is invalid.', 'youtube.video')
}

export function resourceOf(world: World, video: Video) {
  const uploadStatus = uploadStatusOf(world, video)
  const processingStatus =
    uploadStatus === 'uploaded' ? 'processing' : uploadStatus === 'processed' ? 'succeeded' : 'terminated'
  return {
    kind: 'youtube#video',
    etag: `"${video.id}"`,
    id: video.id,
    snippet: {
      publishedAt: new Date(video.publishedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
      channelId: video.channel.id,
      channelTitle: video.channel.title,
      title: video.snippet.title,
      description: video.snippet.description,
      ...(video.snippet.tags.length > 0 ? { tags: video.snippet.tags } : {}),
      categoryId: video.snippet.categoryId,
      defaultLanguage: video.snippet.defaultLanguage,
      liveBroadcastContent: 'none',
    },
    status: {
      uploadStatus,
      ...(uploadStatus === 'rejected' ? { rejectionReason: video.rejectionReason } : {}),
      ...(uploadStatus === 'failed' ? { failureReason: video.failureReason } : {}),
      privacyStatus: video.privacyStatus,
      license: video.license,
      embeddable: video.embeddable,
      publicStatsViewable: true,
      madeForKids: video.selfDeclaredMadeForKids,
      selfDeclaredMadeForKids: video.selfDeclaredMadeForKids,
    },
    processingDetails: { processingStatus },
  }
}

const resultsOf = (items: unknown[]) => ({
  pageInfo: { totalResults: items.length, resultsPerPage: items.length },
  items,
})

function list(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, reads)
  spend(world, 1)
  const ids = (ask.query.get('id') ?? '').split(',').filter(Boolean)
  if (ids.length === 0)
    throw problem(400, 'missingRequiredParameter', 'No filter selected.', 'youtube.parameter')
  const seen = world.videos.filter(
    (video) => ids.includes(video.id) && (video.channel === channel || video.privacyStatus !== 'private'),
  )
  return ok({
    kind: 'youtube#videoListResponse',
    ...resultsOf(seen.map((video) => resourceOf(world, video))),
  })
}

function update(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, manages)
  spend(world, 50)
  const parts = (ask.query.get('part') ?? '').split(',')
  const { id = '', snippet, status } = bodyOf(ask)
  const video = videoFor(world, channel, id)
  // What is left out of a part is dropped.
  if (parts.includes('snippet')) video.snippet = snippetOf(snippet, true)
  if (parts.includes('status') && status) {
    const privacy = privacyOf(status.privacyStatus)
    video.selfDeclaredMadeForKids = status.selfDeclaredMadeForKids
    video.embeddable = status.embeddable
    video.license = status.license
    if (world.settings.audited) {
      if (video.privacyStatus === 'private' && privacy !== 'private') video.publishedAt = world.settings.now()
      video.privacyStatus = privacy
    }
  }
  return ok(resourceOf(world, video))
}

function remove(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, manages)
  spend(world, 50)
  const video = videoFor(world, channel, ask.query.get('id') ?? '')
  world.videos.splice(world.videos.indexOf(video), 1)
  return { status: 204 }
}

export function videoRoutes(world: World): Route[] {
  return [
    ['GET', /^\/youtube\/v3\/videos$/, (ask) => list(world, ask)],
    ['PUT', /^\/youtube\/v3\/videos$/, (ask) => update(world, ask)],
    ['DELETE', /^\/youtube\/v3\/videos$/, (ask) => remove(world, ask)],
  ]
}
