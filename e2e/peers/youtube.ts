import { randomBytes } from 'node:crypto'
import { openOAuth2, type Token } from './stand-in/oauth2.ts'
import { startStandIn, type StandIn } from './stand-in/server.ts'
import { channelRoutes, signInRoutes } from './youtube/people.ts'
import { uploadRoutes } from './youtube/uploads.ts'
import { videoRoutes } from './youtube/videos.ts'
import { addVideo, scopes, type Channel, type Settings, type Video, type World } from './youtube/world.ts'

export type { Channel, Video } from './youtube/world.ts'

export const youtubeApp = {
  clientId: '1-example.apps.googleusercontent.com',
  clientSecret: 'GOCSPX-a-secret-for-tests',
}

export interface YouTube extends StandIn {
  /** May be changed while it runs. */
  settings: Settings
  addChannel(wanted: { username: string; password: string; handle: string; title?: string }): Channel
  /** A token without the pages, for tests of other things than signing in. */
  grant(channel: Channel, scopes?: readonly string[]): Token
  /** As when the channel's owner takes the app's access away. */
  revoke(channel: Channel): void
  /** Takes a video away, as its channel does by hand. */
  drop(video: Video): void
  /** As if an hour had gone by: the tokens of access end, those of refreshing don't. */
  endAccess(channel: Channel): void
  /** What stands on the channel, oldest first; also private videos when told. */
  videos(channel: Channel, all?: boolean): Video[]
  /** Publishes past any app. */
  post(channel: Channel, description: string): Video
  /** Would YouTube show it among the shorts? */
  isShort(): boolean
  /** Units spent today. */
  spent(): World['spent']
}

/**
 * A stand-in that behaves as the published description of YouTube's Data API v3 and of Google's sign-in says
 * (https://developers.google.com/youtube/v3/docs, read 2026-11): sign-in pages, scopes on each call, resumable uploads,
 * work on videos, duplicates of a file, quota in units and in uploads, private locking of apps that are not audited,
 * errors with their reasons. It is not YouTube: nobody looks inside a file, so each is taken to have the shape that
 * `settings` says, and nobody reviews anything. A person has one channel.
 */
export async function startYouTube(options: Partial<Settings> = {}): Promise<YouTube> {
  const settings: Settings = {
    now: () => Date.now(),
    units: 10_000,
    uploads: 100,
    processing: 20,
    audited: true,
    channelUploads: 50,
    shape: { width: 720, height: 1280, seconds: 12 },
    ...options,
  }
  const oauth = openOAuth2({
    now: () => settings.now(),
    title: 'Google',
    authorizePath: '/o/oauth2/v2/auth',
    tokenPath: '/token',
    ...youtubeApp,
    pkce: 'optional',
    scopes: Object.values(scopes),
    lives: 3599,
    refreshLives: 180 * 86_400,
    rotates: false,
  })
  const world: World = {
    settings,
    oauth,
    channels: [],
    videos: [],
    uploads: [],
    spent: { units: 0, uploads: 0 },
  }
  const routes = [
    ...signInRoutes(world),
    ...channelRoutes(world),
    ...uploadRoutes(world),
    ...videoRoutes(world),
  ]
  const server = await startStandIn({ routes })
  return {
    ...server,
    settings,
    addChannel({ username, password, handle, title = handle }) {
      const person = oauth.addPerson({ username, password, name: title })
      const tail = randomBytes(16).toString('base64url').slice(0, 22)
      const channel = {
        id: `UC${tail}`,
        uploads: `UU${tail}`,
        handle,
        title,
        person,
        commentsDisabled: false,
      }
      world.channels.push(channel)
      return channel
    },
    grant: ({ person }, wanted = [scopes.forceSsl]) => oauth.grant(person, wanted),
    revoke: ({ person }) => oauth.revoke(person),
    drop: (video) => void world.videos.splice(world.videos.indexOf(video), 1),
    endAccess({ person }) {
      for (const token of oauth.tokens) if (token.person === person) token.until = settings.now()
    },
    videos: (channel, all = false) =>
      world.videos.filter((video) => video.channel === channel && (all || isOut(video))),
    post: (channel, description) =>
      addVideo(world, {
        channel,
        snippet: { title: 'Posted by hand', description, tags: [], categoryId: '22' },
        privacyStatus: 'public',
        type: 'video/mp4',
        digest: randomBytes(8).toString('hex'),
        notified: true,
      }),
    isShort: () => settings.shape.width <= settings.shape.height && settings.shape.seconds <= 180,
    spent: () => world.spent,
  }
}

/** What waits as a draft is private and has its mark; a private one that was published has lost it. */
const isOut = ({ privacyStatus, snippet }: Video): boolean =>
  privacyStatus !== 'private' || !snippet.tags.some((tag) => tag.startsWith('rostrum-'))
