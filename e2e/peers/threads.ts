import { openOAuth2, type Person } from './stand-in/oauth2.ts'
import { startStandIn, type Route, type StandIn } from './stand-in/server.ts'
import { exchange, lastingToken, refresh, signInRoutes } from './threads/tokens.ts'
import * as api from './threads/api.ts'
import { addPost, type Post, type Settings, type World } from './threads/world.ts'

export type { Person } from './stand-in/oauth2.ts'
export type { Post } from './threads/world.ts'

export interface Threads extends StandIn {
  /** May be changed while it runs. */
  settings: Settings
  clientId: string
  clientSecret: string
  addAccount(wanted: { username: string; password: string; name?: string }): Person
  /** A token of sixty days without the pages, for tests of other things than signing in. */
  token(person: Person, scopes?: readonly string[]): string
  /** As when a person withdraws the app's access: all their tokens are dead. */
  revokeTokens(person: Person): void
  /** Posts as the app of Threads does, past any client. */
  post(author: Person, text: string): Post
  /** All posts of an account with its replies, oldest first. */
  posts(author: Person): Post[]
  world: World
}

const scopes = [
  'threads_basic',
  'threads_content_publish',
  'threads_manage_replies',
  'threads_read_replies',
  'threads_manage_insights',
  'threads_keyword_search',
  'threads_delete',
]

/**
 * A stand-in that behaves as the published description of the Threads API says (v1.0, read 2026-11), because no server
 * of that network can be had. It is not Threads: no timelines, no searches, no insights, no polls, quotes or reposts.
 * It fetches media itself from the address it is given, works on containers for a while, ends them after a day, counts
 * posts, replies and deletions of 24 hours, and answers errors as the Graph API does. Not written down anywhere, and so
 * guesses here: what a second `threads_publish` of one container answers (24/4279009), and the code of a full quota (9).
 */
export async function startThreads(options: Partial<Settings> = {}): Promise<Threads> {
  const settings: Settings = {
    now: Date.now,
    processing: 1,
    quota: { posts: 250, replies: 1000, deletions: 100 },
    ...options,
  }
  const [clientId, clientSecret] = ['990602627938098', 'the secret of the app']
  const oauth = openOAuth2({
    now: () => settings.now(),
    title: 'Threads',
    authorizePath: '/oauth/authorize',
    tokenPath: '/oauth/access_token',
    clientId,
    clientSecret,
    pkce: 'none',
    separator: ',',
    scopes,
    lives: 3600,
    refreshLives: null,
    rotates: false,
  })
  let sequence = 0
  const world: World = {
    settings,
    clientSecret,
    oauth,
    containers: [],
    posts: [],
    deletions: [],
    born: new Map(),
    nextId: () => String(17_900_000_000_000_000n + BigInt(++sequence)),
  }
  const standIn = await startStandIn({
    routes: routesOf(world),
    before: () => ({ date: new Date(settings.now()).toUTCString() }),
  })
  return {
    ...standIn,
    settings,
    clientId,
    clientSecret,
    addAccount: (wanted) => oauth.addPerson(wanted),
    token: (person, wanted = scopes) => lastingToken(world, oauth, person, wanted).value,
    revokeTokens: (person) => oauth.revoke(person),
    post: (author, text) =>
      addPost(world, { author, kind: 'TEXT', text, items: [], replyTo: null, topic: null, link: null }),
    posts: (author) => world.posts.filter((post) => post.author === author),
    world,
  }
}

function routesOf(world: World): Route[] {
  return [
    ...signInRoutes(world),
    ['GET', /^\/access_token$/, (ask) => exchange(world, ask)],
    ['GET', /^\/refresh_access_token$/, (ask) => refresh(world, ask)],
    ['GET', /^\/v1\.0\/me$/, (ask) => api.me(world, ask)],
    ['POST', /^\/v1\.0\/me\/threads$/, (ask) => api.makeContainer(world, ask)],
    ['POST', /^\/v1\.0\/me\/threads_publish$/, (ask) => api.publish(world, ask)],
    ['GET', /^\/v1\.0\/me\/threads$/, (ask) => api.list(world, ask, false)],
    ['GET', /^\/v1\.0\/me\/replies$/, (ask) => api.list(world, ask, true)],
    ['GET', /^\/v1\.0\/me\/threads_publishing_limit$/, (ask) => api.quota(world, ask)],
    ['GET', /^\/v1\.0\/(\d+)$/, (ask) => api.show(world, ask)],
    ['DELETE', /^\/v1\.0\/(\d+)$/, (ask) => api.remove(world, ask)],
  ]
}
