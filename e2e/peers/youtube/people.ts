/** channels.list, playlistItems.list, comment threads, and Google's sign-in. */
import { text } from '../stand-in/body.ts'
import { ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { channelOf, manages, newId, problem, reads, spend, type Channel, type World } from './world.ts'

const resourceOf = (channel: Channel) => ({
  kind: 'youtube#channel',
  id: channel.id,
  snippet: { title: channel.title, customUrl: `@${channel.handle}` },
  contentDetails: { relatedPlaylists: { likes: 'LL', uploads: channel.uploads } },
})

function channels(world: World, ask: Ask): Answer {
  const mine = channelOf(world, ask, reads)
  spend(world, 1)
  const wanted = (ask.query.get('forHandle') ?? '').replace(/^@/, '').toLowerCase()
  const found =
    ask.query.get('mine') === 'true' ? [mine] : world.channels.filter(({ handle }) => handle === wanted)
  // Without any there are no items at all.
  return ok({
    kind: 'youtube#channelListResponse',
    pageInfo: { totalResults: found.length },
    ...(found.length > 0 ? { items: found.map(resourceOf) } : {}),
  })
}

function playlist(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, reads)
  spend(world, 1)
  if (ask.query.get('playlistId') !== channel.uploads)
    throw problem(404, 'playlistNotFound', 'The playlist cannot be found.', 'youtube.playlistItem')
  const most = Math.min(50, Number(ask.query.get('maxResults') ?? 5))
  const from = Number(ask.query.get('pageToken') ?? 0)
  const all = world.videos.filter((video) => video.channel === channel).toReversed()
  const items = all.slice(from, from + most).map((video) => ({
    kind: 'youtube#playlistItem',
    id: newId(12),
    contentDetails: { videoId: video.id, videoPublishedAt: new Date(video.publishedAt).toISOString() },
  }))
  const more = from + most < all.length ? { nextPageToken: String(from + most) } : {}
  return ok({ kind: 'youtube#playlistItemListResponse', ...more, items })
}

function threads(world: World, ask: Ask): Answer {
  channelOf(world, ask, manages.slice(0, 1))
  spend(world, 1)
  const video = world.videos.find(({ id }) => id === ask.query.get('videoId'))
  if (!video) throw problem(404, 'videoNotFound', 'The video cannot be found.', 'youtube.commentThread')
  if (video.channel.commentsDisabled)
    throw problem(403, 'commentsDisabled', 'The video has disabled comments.', 'youtube.commentThread')
  const items = video.comments.toReversed().map((comment) => ({
    kind: 'youtube#commentThread',
    snippet: {
      videoId: video.id,
      topLevelComment: {
        snippet: { textOriginal: comment.text, authorChannelId: { value: comment.channel.id } },
      },
    },
  }))
  return ok({ kind: 'youtube#commentThreadListResponse', items })
}

function comment(world: World, ask: Ask): Answer {
  const channel = channelOf(world, ask, manages.slice(0, 1))
  spend(world, 50)
  const { snippet } = ask.fields as {
    snippet: { videoId: string; topLevelComment: { snippet: { textOriginal: string } } }
  }
  const video = world.videos.find(({ id }) => id === snippet.videoId)
  if (!video) throw problem(404, 'videoNotFound', 'The video cannot be found.', 'youtube.commentThread')
  if (video.channel.commentsDisabled)
    throw problem(403, 'commentsDisabled', 'The video has disabled comments.', 'youtube.commentThread')
  if (video.privacyStatus === 'private')
    throw problem(403, 'forbidden', 'The comment thread cannot be created due to insufficient permissions.')
  const { textOriginal } = snippet.topLevelComment.snippet
  video.comments.push({ channel, text: textOriginal, at: world.settings.now() })
  return ok({ kind: 'youtube#commentThread', id: newId(12) })
}

export function channelRoutes(world: World): Route[] {
  return [
    ['GET', /^\/youtube\/v3\/channels$/, (ask) => channels(world, ask)],
    ['GET', /^\/youtube\/v3\/playlistItems$/, (ask) => playlist(world, ask)],
    ['GET', /^\/youtube\/v3\/commentThreads$/, (ask) => threads(world, ask)],
    ['POST', /^\/youtube\/v3\/commentThreads$/, (ask) => comment(world, ask)],
  ]
}

const withoutRefresh = (answer: Answer): Answer => {
  const { refresh_token: _dropped, ...body } = answer.body as Record<string, unknown>
  return { ...answer, body }
}

/**
 * Google's own habits: to an app that had its consent before, a refresh token comes only when the consent is asked for
 * anew and for work while the person is away; never with a renewal.
 */
export function signInRoutes(world: World): Route[] {
  const offline = new Set<string>()
  const wrap =
    (handle: Route[2]): Route[2] =>
    async (ask) => {
      const answer = await handle(ask)
      const back = answer.headers?.location
      const code = back && URL.canParse(back) ? new URL(back).searchParams.get('code') : null
      const asked = ask.query.get('access_type') === 'offline' && ask.query.get('prompt') === 'consent'
      if (code && asked) offline.add(code)
      if (ask.path !== '/token' || answer.status !== 200) return answer
      return offline.has(text(ask, 'code') ?? '') ? answer : withoutRefresh(answer)
    }
  const revoke = (ask: Ask): Answer => {
    const value = text(ask, 'token')
    const token = world.oauth.tokens.find((known) => known.value === value || known.refresh === value)
    if (!token) return { status: 400, body: { error: 'invalid_token' } }
    world.oauth.revoke(token.person)
    return ok({})
  }
  const pages = world.oauth.routes.map(([method, path, handle]): Route => [method, path, wrap(handle)])
  return [...pages, ['POST', /^\/revoke$/, revoke]]
}
