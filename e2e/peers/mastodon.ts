import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { freePort } from './child.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import * as api from './mastodon/api.ts'
import { notFound, ok, readFields, Refusal, spend, type Answer, type Ask } from './mastodon/http.ts'
import * as oauth from './mastodon/oauth.ts'
import { instanceShape } from './mastodon/shapes.ts'
import { addPost, newWorld, type Person, type Post, type Settings, type World } from './mastodon/world.ts'

export type { Person, Post } from './mastodon/world.ts'

type Handler = (ask: Ask) => Answer | Promise<Answer>

const ROUTES: [method: string, path: RegExp, handler: Handler][] = [
  ['POST', /^\/api\/v1\/apps$/, api.registerApp],
  ['GET', /^\/api\/v1\/accounts\/verify_credentials$/, api.verifyCredentials],
  ['GET', /^\/api\/v1\/accounts\/lookup$/, api.lookUpAccount],
  ['GET', /^\/api\/v1\/accounts\/(\d+)$/, api.showAccount],
  ['GET', /^\/api\/v1\/accounts\/(\d+)\/statuses$/, api.listStatuses],
  ['GET', /^\/api\/v2\/instance$/, ({ world }) => ok(instanceShape(world))],
  ['POST', /^\/api\/v2\/media$/, api.addMedia],
  ['GET', /^\/api\/v1\/media\/(\d+)$/, api.showMedia],
  ['PUT', /^\/api\/v1\/media\/(\d+)$/, api.describeMedia],
  ['POST', /^\/api\/v1\/statuses$/, api.createStatus],
  ['GET', /^\/api\/v1\/statuses\/(\d+)$/, api.showStatus],
  ['PUT', /^\/api\/v1\/statuses\/(\d+)$/, api.editStatus],
  ['DELETE', /^\/api\/v1\/statuses\/(\d+)$/, api.deleteStatus],
  ['POST', /^\/api\/v1\/statuses\/(\d+)\/pin$/, api.pinStatus],
  ['POST', /^\/api\/v1\/statuses\/(\d+)\/unpin$/, api.unpinStatus],
  ['GET', /^\/api\/v1\/statuses\/(\d+)\/context$/, api.showContext],
  ['GET', /^\/api\/v1\/statuses\/(\d+)\/source$/, api.showSource],
  ['GET', /^\/api\/v1\/notifications$/, api.listNotifications],
  ['GET', /^\/\.well-known\/oauth-authorization-server$/, oauth.oauthMetadata],
  ['GET', /^\/oauth\/authorize$/, oauth.authorizePage],
  ['POST', /^\/oauth\/authorize$/, oauth.authorizeForm],
  ['POST', /^\/oauth\/token$/, oauth.giveToken],
  ['POST', /^\/oauth\/revoke$/, oauth.revokeToken],
]

export interface Mastodon {
  url: string
  /** Everything passes through here: `faults.fail('/api/v1/statuses', …)`. */
  faults: FaultProxy
  /** May be changed while it runs. */
  settings: Settings
  addAccount(wanted: { username: string; password: string; displayName?: string }): Person
  /** A token without the pages, for tests of other things than signing in. */
  token(person: Person, scopes?: string[]): string
  /** As when a person withdraws the app's access: all their tokens are dead. */
  revokeTokens(person: Person): void
  /** Posts as somebody else does, past any client: to be answered, or to be found. */
  post(author: Person, text: string, replyTo?: string): Post
  /** All posts of an account, oldest first. */
  posts(author: Person): Post[]
  stop(): Promise<void>
}

/**
 * A stand-in that behaves as Mastodon's published API says (4.5), because no server of that network can be installed
 * from the package registries. It is not Mastodon: no federation, no streaming, no polls; only what is listed above.
 * `scheduled_at` is ignored and the post goes out at once, as some servers do. Its shapes are checked against the
 * network's published description where that file is at hand (mastodon.test.ts).
 */
export async function startMastodon(options: Partial<Settings> = {}): Promise<Mastodon> {
  const settings: Settings = {
    now: Date.now,
    title: 'Stand-in Mastodon',
    maxCharacters: 500,
    maxMedia: 4,
    processing: 1,
    idempotency: 'honoured',
    rateLimit: { limit: 300, windowMs: 300_000 },
    ...options,
  }
  const port = await freePort()
  const faults = await startFaultProxy(`http://127.0.0.1:${port}`)
  const world = newWorld(faults.url, settings)
  const server = createServer((request, response) => void serve(world, request, response))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')

  return {
    url: faults.url,
    faults,
    settings,
    addAccount({ username, password, displayName = username }) {
      const person = {
        id: world.nextId(),
        username,
        password,
        displayName,
        createdAt: new Date(settings.now()),
      }
      world.people.push(person)
      return person
    },
    token(person, scopes = ['read', 'write', 'profile']) {
      const app = {
        id: '1',
        name: 'Test',
        website: null,
        clientId: '',
        clientSecret: '',
        redirectUris: [],
        scopes,
      }
      return oauth.addToken(world, { app, person, scopes }).value
    },
    revokeTokens(person) {
      world.tokens = world.tokens.filter((token) => token.person !== person)
    },
    post(author, text, replyTo) {
      return addPost(world, { author, text, replyTo: world.posts.find(({ id }) => id === replyTo) })
    },
    posts: (author) => world.posts.filter((post) => post.author === author),
    async stop() {
      await faults.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function serve(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', world.url)
  const picture = /^\/media\/(\d+)$/.exec(url.pathname)
  const media = picture && world.media.find(({ id }) => id === picture[1])
  if (media) return void response.writeHead(200, { 'content-type': media.mimeType }).end(media.bytes)

  const answer = await answerTo(world, request, url)
  const html = typeof answer.body === 'string'
  response.writeHead(answer.status, {
    ...(html ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    ...answer.headers,
  })
  response.end(html ? answer.body : JSON.stringify(answer.body))
}

async function answerTo(world: World, request: IncomingMessage, url: URL): Promise<Answer> {
  const method = request.method ?? 'GET'
  let told: Record<string, string> = {}
  try {
    for (const [wanted, pattern, handler] of ROUTES) {
      const match = pattern.exec(url.pathname)
      if (wanted !== method || match === null) continue
      const { fields, files } = await readFields(request)
      const id = match[1] ?? ''
      const ask = {
        world,
        method,
        path: url.pathname,
        query: url.searchParams,
        headers: request.headers,
        fields,
        files,
        id,
      }
      if (url.pathname.startsWith('/api/')) told = spend(ask)
      const answer = await handler(ask)
      return { ...answer, headers: { ...told, ...answer.headers } }
    }
    throw notFound()
  } catch (error) {
    if (error instanceof SyntaxError) return { status: 400, body: { error: 'Bad Request' } }
    if (!(error instanceof Refusal)) return { status: 500, body: { error: String(error) } }
    return { status: error.status, body: error.body, headers: { ...told, ...error.headers } }
  }
}
