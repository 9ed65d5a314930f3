import type { Settings } from './x/access.ts'
import { openApi, type Post } from './x/api.ts'
import { limiter } from './stand-in/limits.ts'
import { openOAuth2, type OAuth2, type Person } from './stand-in/oauth2.ts'
import { Refusal, startStandIn, type Ask, type StandIn } from './stand-in/server.ts'
import { problem } from './x/shapes.ts'

export type { Post } from './x/api.ts'

export interface XPeer extends Pick<StandIn, 'url' | 'host' | 'faults' | 'stop'> {
  oauth: OAuth2
  app: { clientId: string; clientSecret: string }
  /** May be changed while it runs. */
  settings: Settings
  addAccount(username: string): Person
  /** Posts as the account's owner does, past any app. */
  post(author: Person, text: string): Post
  /** All posts of an account, oldest first. */
  posts(author: Person): Post[]
}

/**
 * A stand-in that behaves as X's published description says (API v2, 2.167): sign-in by OAuth 2.0 with PKCE, posts and
 * replies, uploads in parts with processing, alternative text and captions, reading back with shortened links, and its
 * limits with their headers. It is not X: no timeline but an account's own, no search, no messages, no cards, no
 * payment. What the description leaves out (the words of a refusal for the same words twice) is as seen in public.
 */
export async function startX(options: Partial<Settings> = {}): Promise<XPeer> {
  const settings: Settings = {
    now: Date.now,
    processing: 1,
    processingFails: false,
    credits: Infinity,
    postsIn15Minutes: 100,
    ...options,
  }
  const app = { clientId: 'rostrum-at-x', clientSecret: 'the-secret-of-the-app-at-x' }
  const oauth = openOAuth2({
    now: settings.now,
    title: 'Stand-in X',
    authorizePath: '/i/oauth2/authorize',
    tokenPath: '/2/oauth2/token',
    ...app,
    secretIn: 'basic',
    pkce: 'required',
    scopes: ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'],
    lives: 7200,
    refreshLives: 15_552_000,
    rotates: true,
  })
  const api = openApi(oauth, settings)
  const spend = limiter({
    get limit() {
      return settings.postsIn15Minutes
    },
    length: 900_000,
    now: settings.now,
  })
  const before = (ask: Ask) => {
    if (ask.method !== 'POST' || ask.path !== '/2/tweets') return {}
    const spent = spend(ask.headers.authorization ?? '')
    const told = {
      'x-rate-limit-limit': String(spent.limit),
      'x-rate-limit-remaining': String(spent.remaining),
      'x-rate-limit-reset': String(Math.ceil(spent.resetAt / 1000)),
    }
    if (spent.over) throw new Refusal(429, problem(429, 'Too Many Requests', 'Too Many Requests'), told)
    return told
  }
  const standIn = await startStandIn({
    routes: [...oauth.routes, ...api.routes],
    before,
    notFound: () => ({ status: 404, body: problem(404, 'Not Found', 'Not Found') }),
  })
  return {
    ...standIn,
    oauth,
    app,
    settings,
    addAccount: (username) => oauth.addPerson({ username, password: `password of ${username}` }),
    post: (author, text) => api.add({ author, text }),
    posts: (author) => api.posts.filter((post) => post.author === author),
  }
}
