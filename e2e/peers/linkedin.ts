import { openApi } from './linkedin/api.ts'
import { openUploads } from './linkedin/uploads.ts'
import { openWorld, problem, type Page, type Post, type Settings, type World } from './linkedin/world.ts'
import { limiter } from './stand-in/limits.ts'
import { openOAuth2, type OAuth2, type Person } from './stand-in/oauth2.ts'
import { Refusal, startStandIn, type Ask, type StandIn } from './stand-in/server.ts'

export type { Page, Post } from './linkedin/world.ts'

export interface LinkedInPeer extends Pick<StandIn, 'url' | 'host' | 'faults' | 'stop'> {
  oauth: OAuth2
  app: { clientId: string; clientSecret: string }
  /** May be changed while it runs. */
  settings: Settings
  addAccount(username: string): Person
  /** A Page; `admins` are its super admins. */
  addPage(vanityName: string, admins: Person[], type?: Page['type']): Page
  /** Posts as an admin of the Page does at LinkedIn itself. */
  post(page: Page, text: string): Post
  /** All posts of a Page, oldest first. */
  posts(page: Page): Post[]
}

/**
 * A stand-in that behaves as LinkedIn's published description says (Marketing APIs 202608): sign-in, Pages and who
 * administers them, posts with their “little” text, uploads in parts with ETags and processing, comments, edits,
 * deletions, refusals of twins and day limits. It is not LinkedIn: no members' posts, no reactions, no advertising, no
 * statistics. LinkedIn publishes no description for machines, so nothing but its pages binds it.
 */
export async function startLinkedIn(options: Partial<Settings> = {}): Promise<LinkedInPeer> {
  const settings: Settings = {
    now: Date.now,
    processing: 1,
    processingFails: false,
    postProcessing: 1,
    postFails: false,
    partBytes: 4_194_304,
    callsOfMember: Infinity,
    oldestVersion: '202509',
    ...options,
  }
  const app = { clientId: 'rostrum-at-linkedin', clientSecret: 'the-secret-of-the-app-at-linkedin' }
  const refreshLives = 31_536_000
  const oauth = openOAuth2({
    now: settings.now,
    title: 'Stand-in LinkedIn',
    authorizePath: '/oauth/v2/authorization',
    tokenPath: '/oauth/v2/accessToken',
    ...app,
    secretIn: 'body',
    pkce: 'none',
    scopes: [
      'rw_organization_admin',
      'r_organization_social',
      'w_organization_social',
      'r_organization_social_feed',
      'w_organization_social_feed',
    ],
    lives: 5_184_000,
    refreshLives,
    rotates: false,
    more: () => ({ refresh_token_expires_in: refreshLives }),
  })
  const world: World = openWorld(oauth, settings)
  const spend = limiter({
    get limit() {
      return settings.callsOfMember
    },
    length: 86_400_000,
    now: settings.now,
  })
  const before = (ask: Ask) => {
    if (!ask.path.startsWith('/rest/')) return {}
    const version = ask.headers['linkedin-version']
    if (typeof version !== 'string' || ask.headers['x-restli-protocol-version'] !== '2.0.0')
      throw new Refusal(400, problem(400, 'VERSION_MISSING', 'A version must be present.'))
    if (version < settings.oldestVersion)
      throw new Refusal(
        426,
        problem(426, 'NONEXISTENT_VERSION', `Requested version ${version} is not active`),
      )
    if (spend(ask.headers.authorization ?? '').over)
      throw new Refusal(
        429,
        problem(
          429,
          'TOO_MANY_REQUESTS',
          'Resource level throttle MEMBER DAY limit for calls to this resource is reached.',
        ),
      )
    return {}
  }
  const standIn = await startStandIn({
    routes: [...oauth.routes, ...openApi(world), ...openUploads(world)],
    before,
    notFound: () => ({ status: 404, body: problem(404, 'RESOURCE_NOT_FOUND', 'No resource is here.') }),
  })
  return {
    ...standIn,
    oauth,
    app,
    settings,
    addAccount: (username) => oauth.addPerson({ username, password: `password of ${username}` }),
    addPage(vanityName, admins, type = 'SCHOOL') {
      const page = { id: 5000 + world.pages.length, vanityName, name: `The ${vanityName}`, type, admins }
      world.pages.push(page)
      return page
    },
    post: (page, text) => world.add({ page, commentary: text }),
    posts: (page) => world.posts.filter((post) => post.page === page),
  }
}
