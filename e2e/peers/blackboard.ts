import { announcementRoutes } from './blackboard/announcements.ts'
import {
  isSeen,
  marked,
  newWorld,
  type Announcement,
  type Course,
  type Settings,
} from './blackboard/world.ts'
import { text } from './stand-in/body.ts'
import { limiter } from './stand-in/limits.ts'
import { openOAuth2, type OAuth2, type Person } from './stand-in/oauth2.ts'
import { Refusal, startStandIn, type Answer, type Ask, type Route, type StandIn } from './stand-in/server.ts'

export type { Announcement, Course } from './blackboard/world.ts'
export type { Person } from './stand-in/oauth2.ts'

export interface Blackboard extends StandIn {
  oauth: OAuth2
  /** What an administrator fills in of the application. */
  app: { clientId: string; clientSecret: string }
  /** May be changed while it runs. */
  settings: Settings
  /** The user that the school gave the integration. */
  integration: Person
  addPerson(username: string): Person
  addCourse(courseId: string, staff: Person[]): Course
  /** Somebody deletes every draft. */
  dropDrafts(): void
  /** May announce to everybody. */
  promote(person: Person): void
  /** Announces as a lecturer does in Learn itself. */
  announce(course: Course | null, title: string, words: string): Announcement
  /** What people see there, oldest first. */
  seen(course: Course | null): Announcement[]
  /** What is there and nobody sees. */
  hidden(course: Course | null): Announcement[]
}

const oauthPath = '/learn/api/public/v1/oauth2'
const dayMs = 86_400_000

/** The token of an application by itself, which acts as the user that the school gave it. */
function integrationToken(oauth: OAuth2, app: Blackboard['app'], user: Person): (ask: Ask) => Answer {
  return ({ headers }) => {
    const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? ''
    const [id, secret] = Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
    if (id !== app.clientId || secret !== app.clientSecret)
      throw new Refusal(401, {
        error: 'invalid_client',
        error_description: 'Invalid client credentials, or no access granted to this Learn server.',
      })
    const { value } = oauth.grant(user, ['read', 'write', 'delete'])
    return { status: 200, body: { access_token: value, token_type: 'bearer', expires_in: 3599, scope: '*' } }
  }
}

/**
 * A stand-in that behaves as the public REST API of Blackboard Learn says (v1, as of 3900): sign-in by page with a code,
 * tokens of one hour, drafts of course announcements, announcements to everybody that begin and end, entitlements, and
 * the day's calls in `X-Rate-Limit-*`. It is not Learn: it has courses and announcements, and nothing else. What a
 * refusal says in words is our own, since Blackboard publishes only the fields.
 */
export async function startBlackboard(wanted: Partial<Settings> = {}): Promise<Blackboard> {
  const settings: Settings = { now: Date.now, callsADay: 10_000, withheld: new Set(), ...wanted }
  const world = newWorld(settings)
  const app = {
    clientId: '8dbba050-b830-414f-b7f1-0b448a6320c9',
    clientSecret: 'a secret of the application',
  }
  const oauth = openOAuth2({
    now: settings.now,
    title: 'Stand-in Blackboard',
    authorizePath: `${oauthPath}/authorizationcode`,
    tokenPath: `${oauthPath}/token`,
    ...app,
    secretIn: 'basic',
    pkce: 'optional',
    scopes: ['read', 'write', 'delete', 'offline'],
    lives: 3599,
    refreshLives: 180 * 86_400,
    rotates: true,
    more: ({ person }) => ({ user_id: person.id }),
  })
  const integration = oauth.addPerson({ username: 'rostrum-integration', password: 'never typed' })
  const byItself = integrationToken(oauth, app, integration)
  const spend = limiter({ limit: settings.callsADay, length: dayMs, now: settings.now })

  const oauthRoutes = oauth.routes.map(([method, path, handle]): Route => [
    method,
    path,
    (ask) => (text(ask, 'grant_type') === 'client_credentials' ? byItself(ask) : handle(ask)),
  ])
  const standIn = await startStandIn({
    routes: [...oauthRoutes, ...announcementRoutes(world, oauth)],
    notFound: () => ({
      status: 404,
      body: { status: 404, message: 'The specified resource was not found.' },
    }),
    before(ask) {
      if (ask.path.startsWith(oauthPath)) return {}
      const { limit, remaining, resetAt, over } = spend('site')
      const headers = {
        date: new Date(settings.now()).toUTCString(),
        'x-rate-limit-limit': String(limit),
        'x-rate-limit-remaining': String(remaining),
        'x-rate-limit-reset': String(Math.ceil((resetAt - settings.now()) / 1000)),
      }
      if (over) throw new Refusal(429, { status: 429, message: 'The rate limit was exceeded' }, headers)
      return headers
    },
  })
  const of = (course: Course | null) => world.announcements.filter((each) => each.course === course)
  return {
    ...standIn,
    oauth,
    app,
    settings,
    integration,
    addPerson: (username) => oauth.addPerson({ username, password: 'a password for tests' }),
    addCourse(courseId, staff) {
      const course = { id: world.nextId(), courseId, name: `About ${courseId}`, staff: new Set(staff) }
      world.courses.push(course)
      return course
    },
    dropDrafts() {
      world.announcements = world.announcements.filter(({ draft }) => !draft)
    },
    promote: (person) => void world.administrators.add(person),
    announce(course, title, words) {
      const now = new Date(settings.now())
      const made = {
        id: world.nextId(),
        course,
        title,
        body: marked(`<p>${words}</p>`),
        draft: false,
        duration: { type: 'Permanent' },
        creator: '_1_1',
        created: now,
        modified: now,
      }
      world.announcements.push(made)
      return made
    },
    seen: (course) => of(course).filter((each) => isSeen(each, settings.now())),
    hidden: (course) => of(course).filter((each) => !isSeen(each, settings.now())),
  }
}
