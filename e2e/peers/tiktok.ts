import { limiter, type Spent } from './stand-in/limits.ts'
import { openOAuth2, type Person } from './stand-in/oauth2.ts'
import { startStandIn, type Route, type StandIn } from './stand-in/server.ts'
import * as api from './tiktok/api.ts'
import { begin, isThere, type Begun, type Settings, type World } from './tiktok/world.ts'

export type { Person } from './stand-in/oauth2.ts'
export type { Begun } from './tiktok/world.ts'

export interface TikTok extends StandIn {
  /** May be changed while it runs. */
  settings: Settings
  clientKey: string
  clientSecret: string
  /** `secluded`: only followers see the account. */
  addAccount(wanted: { username: string; password: string; name?: string; secluded?: boolean }): Person
  /** Tokens without the pages, for tests of other things than signing in. */
  tokens(person: Person, scopes?: readonly string[]): { accessToken: string; refreshToken: string }
  /** As when a person withdraws the app's access: all their tokens are dead. */
  revokeTokens(person: Person): void
  /** Posts as the app of TikTok does, past any client. */
  post(author: Person, text: string): Begun
  /** What stands on an account, oldest first, whoever may see it. */
  posts(author: Person): Begun[]
  world: World
}

const scopes = ['user.info.basic', 'video.publish', 'video.upload', 'video.list']

/**
 * A stand-in that behaves as TikTok's published description of its Content Posting API says (v2, read 2026-11), with the
 * two lists of the Display API, because no server of that network can be had. It is not TikTok: no drafts in an inbox,
 * no videos that it fetches itself, no webhooks. It wants uploads in parts of 5 to 64 MB one after the other, fetches
 * photos from the address that it is given, works on posts and looks at public ones before it names them, lists public
 * videos only, counts requests of a minute and posts of a day, and lets an app that was not audited post to nobody but
 * the account itself. A MOV file fails its check here, so that something does. Not written down anywhere, and so
 * guesses: what a part answers that was sent before (416), and that photos are in no list.
 */
export async function startTikTok(options: Partial<Settings> = {}): Promise<TikTok> {
  const settings: Settings = {
    now: Date.now,
    processing: 1,
    moderation: 1,
    audited: true,
    verified: null,
    chunks: { least: 5_000_000, most: 64_000_000, last: 128_000_000 },
    longest: 600,
    postsOfDay: 15,
    perMinute: { creator: 20, init: 6, status: 30 },
    ...options,
  }
  const [clientKey, clientSecret] = ['awexampleclientkey', 'the secret of the app']
  const refreshLives = 365 * 86_400
  const oauth = openOAuth2({
    now: () => settings.now(),
    title: 'TikTok',
    authorizePath: '/v2/auth/authorize/',
    tokenPath: '/v2/oauth/token/',
    clientId: clientKey,
    clientSecret,
    idName: 'client_key',
    pkce: 'none',
    separator: ',',
    scopes,
    lives: 86_400,
    refreshLives,
    rotates: true,
    more: ({ person }) => ({ open_id: `-000${person.id}`, refresh_expires_in: refreshLives }),
  })
  const world = worldOf(settings, oauth)
  const standIn = await startStandIn({
    routes: routesOf(world, { id: clientKey, secret: clientSecret }),
    before: () => ({ date: new Date(settings.now()).toUTCString() }),
  })
  return {
    ...standIn,
    settings,
    clientKey,
    clientSecret,
    addAccount({ secluded = false, ...wanted }) {
      const person = oauth.addPerson(wanted)
      if (secluded) world.secluded.add(person)
      return person
    },
    tokens(person, wanted = scopes) {
      const { value, refresh } = oauth.grant(person, wanted)
      return { accessToken: value, refreshToken: refresh ?? '' }
    },
    revokeTokens: (person) => oauth.revoke(person),
    post: (owner, text) =>
      begin(world, {
        owner,
        kind: 'video',
        text,
        audience: 'PUBLIC_TO_EVERYONE',
        types: ['video/mp4'],
        pending: 0,
        moderation: 0,
      }),
    posts: (author) => world.begun.filter((post) => post.owner === author && isThere(post)),
    world,
  }
}

function worldOf(settings: Settings, oauth: World['oauth']): World {
  let sequence = 0n
  const rules = new Map<string, (who: string) => Spent>()
  return {
    settings,
    oauth,
    secluded: new Set(),
    begun: [],
    spend(rule, who, limit) {
      const key = `${rule} ${limit}`
      const count = rules.get(key) ?? limiter({ limit, length: 60_000, now: () => settings.now() })
      rules.set(key, count)
      return !count(who).over
    },
    nextId: () => String(7_370_000_000_000_000_001n + (sequence += 2n)),
  }
}

function routesOf(world: World, client: { id: string; secret: string }): Route[] {
  return [
    ...world.oauth.routes,
    ['POST', /^\/v2\/oauth\/revoke\/$/, (ask) => api.revoke(world, ask, client)],
    ['POST', /^\/v2\/post\/publish\/creator_info\/query\/$/, (ask) => api.creatorInfo(world, ask)],
    ['POST', /^\/v2\/post\/publish\/video\/init\/$/, (ask) => api.initVideo(world, ask)],
    ['POST', /^\/v2\/post\/publish\/content\/init\/$/, (ask) => api.initPhotos(world, ask)],
    ['POST', /^\/v2\/post\/publish\/status\/fetch\/$/, (ask) => api.fetchStatus(world, ask)],
    ['POST', /^\/v2\/video\/list\/$/, (ask) => api.listVideos(world, ask)],
    ['POST', /^\/v2\/video\/query\/$/, (ask) => api.queryVideos(world, ask)],
    ['PUT', /^\/video\/$/, (ask) => api.putPart(world, ask)],
  ]
}
