/** What the stand-ins for Facebook and Instagram have in common: people, Pages, tokens, errors and limits. */
import { createHmac, randomBytes } from 'node:crypto'
import { text } from '../stand-in/body.ts'
import { limiter, type Spent } from '../stand-in/limits.ts'
import { openOAuth2, type OAuth2, type Person } from '../stand-in/oauth2.ts'
import { ok, Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'

export const VERSION = 'v25.0'
export const APP = { clientId: '1234567890', clientSecret: 'the-secret-of-the-app-at-meta' }

export interface InstagramAccount {
  id: string
  username: string
  name: string
}

export interface GraphPage {
  id: string
  name: string
  username: string
  /** The professional account that belongs to it. */
  instagram: InstagramAccount | null
  /** Who looks after it, and what they may do. */
  roles: { person: Person; tasks: string[] }[]
}

interface PageToken {
  value: string
  page: GraphPage
  person: Person
  scopes: string[]
}

export interface GraphSettings {
  now: () => number
  title: string
  /** Every scope that the app may ask for. */
  scopes: readonly string[]
  /** Calls that one Page may cause in an hour. */
  callsAnHour: number
}

export interface GraphWorld {
  settings: GraphSettings
  oauth: OAuth2
  pages: GraphPage[]
  routes: Route[]
  nextId(): string
  addPage(wanted: { name: string; username: string; people: Person[]; tasks?: string[] }): GraphPage
  /** A token of the Page, without the pages of the sign-in. */
  pageToken(page: GraphPage, scopes?: readonly string[]): string
  /** As when a person removes the app in their settings: all that came of it is over. */
  revoke(person: Person): void
  /** The Page whose token it is; an error in the network's own shape when it may not. */
  callerOf(ask: Ask, ...scopes: string[]): GraphPage
  /** Counts a call, and says how full the limits are. */
  before(ask: Ask): Record<string, string>
}

export interface Trouble {
  code: number
  message: string
  subcode?: number
  status?: number
  userMessage?: string
  transient?: boolean
  headers?: Record<string, string>
}

/** An error as Graph writes it. */
export function trouble({ code, message, subcode, status = 400, userMessage, transient, headers }: Trouble) {
  const error = {
    message: `(#${code}) ${message}`,
    type: code === 190 ? 'OAuthException' : 'GraphMethodException',
    code,
    ...(subcode === undefined ? {} : { error_subcode: subcode }),
    ...(transient === undefined ? {} : { is_transient: transient }),
    ...(userMessage === undefined ? {} : { error_user_title: 'Sorry', error_user_msg: userMessage }),
    fbtrace_id: randomBytes(8).toString('base64url'),
  }
  return new Refusal(status, { error }, headers)
}

export function gone(id: string): Refusal {
  const message = `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`
  return trouble({ code: 100, subcode: 33, message })
}

/** Only what was asked for, as Graph answers; a field that there is not is an error. */
export function pick(ask: Ask, whole: Record<string, unknown>): Record<string, unknown> {
  const wanted = namesIn(ask.query.get('fields') ?? 'id')
  for (const name of wanted)
    if (!(name in whole)) throw trouble({ code: 100, message: `Tried accessing nonexisting field (${name})` })
  return Object.fromEntries(['id', ...wanted].map((name) => [name, whole[name]]))
}

function namesIn(fields: string): string[] {
  let depth = 0
  const outer = Array.from(fields, (sign) => {
    if (sign === '{') depth += 1
    const kept = depth === 0 ? sign : ''
    if (sign === '}') depth -= 1
    return kept
  }).join('')
  return outer.split(',').filter(Boolean)
}

/** A page of a list, after the cursor that was asked for. */
export function listed(ask: Ask, items: readonly Record<string, unknown>[]): Answer {
  const limit = Math.min(Number(ask.query.get('limit') ?? 25), 100)
  const from = Number(Buffer.from(ask.query.get('after') ?? '', 'base64url').toString() || 0)
  const data = items.slice(from, from + limit).map((item) => pick(ask, item))
  const cursor = (at: number) => Buffer.from(String(at)).toString('base64url')
  const more = from + limit < items.length
  const next = `${ask.origin}${ask.path}?after=${cursor(from + limit)}`
  const paging = { cursors: { before: cursor(from), after: cursor(from + limit) }, ...(more ? { next } : {}) }
  return ok({ data, ...(data.length > 0 ? { paging } : {}) })
}

/** `2026-11-21T18:00:00+0000`, as Graph writes times. */
export function timeOf(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, '+0000')
}

export function isTrue(ask: Ask, name: string): boolean | undefined {
  const value = text(ask, name)
  return value === undefined ? undefined : value === 'true' || value === '1'
}

const hour = 3_600_000

export function openGraph(given: Partial<GraphSettings> & Pick<GraphSettings, 'scopes'>): GraphWorld {
  const settings = { now: Date.now, title: 'Facebook', callsAnHour: 4800, ...given }
  const oauth = openOAuth2({
    ...APP,
    now: settings.now,
    title: settings.title,
    authorizePath: `/${VERSION}/dialog/oauth`,
    tokenPath: `/${VERSION}/oauth/access_token`,
    pkce: 'none',
    separator: ',',
    scopes: settings.scopes,
    lives: 3600,
    refreshLives: null,
    rotates: false,
  })
  const pages: GraphPage[] = []
  const pageTokens: PageToken[] = []
  const spend = limiter({ limit: settings.callsAnHour, length: hour, now: settings.now })
  let last = BigInt(settings.now()) * 1000n
  const nextId = () => String((last += 7n))
  const tokenFor = (page: GraphPage, person: Person, scopes: string[]): string => {
    const known = pageTokens.find((token) => token.page === page && token.person === person)
    if (known) {
      known.scopes = scopes
      return known.value
    }
    const value = `EAAPage${randomBytes(24).toString('base64url')}`
    pageTokens.push({ value, page, person, scopes })
    return value
  }
  return {
    settings,
    oauth,
    pages,
    routes: signInRoutes(oauth, pages, tokenFor),
    nextId,
    addPage({ name, username, people, tasks = ['CREATE_CONTENT', 'MODERATE', 'ANALYZE', 'MANAGE'] }) {
      const roles = people.map((person) => ({ person, tasks }))
      const page = { id: nextId(), name, username, instagram: null, roles }
      pages.push(page)
      return page
    },
    pageToken(page, scopes = settings.scopes) {
      const [role] = page.roles
      if (!role) throw new Error('Nobody looks after this Page')
      return tokenFor(page, role.person, [...scopes])
    },
    revoke(person) {
      oauth.revoke(person)
      pageTokens.splice(0, pageTokens.length, ...pageTokens.filter((token) => token.person !== person))
    },
    callerOf(ask, ...scopes) {
      const value = bearerOf(ask)
      const token = pageTokens.find((known) => known.value === value)
      if (!token)
        throw trouble({
          code: 190,
          subcode: 460,
          status: 401,
          message: 'Error validating access token: The session has been invalidated',
        })
      checkProof(ask, token.value)
      const missing = scopes.find((scope) => !token.scopes.includes(scope))
      if (missing)
        throw trouble({
          code: 200,
          status: 403,
          message: `Requires ${missing} permission to manage the object`,
        })
      return token.page
    },
    before: (ask) => {
      const page = pageTokens.find(({ value }) => value === bearerOf(ask))?.page
      return page ? usageOf(page, spend(page.id), settings.now()) : {}
    },
  }
}

const bearerOf = (ask: Ask): string | undefined =>
  /^(?:Bearer|OAuth) (.+)$/i.exec(ask.headers.authorization ?? '')?.[1] ?? text(ask, 'access_token')

/** The app is set to "Require app secret", so nothing is answered without the proof. */
function checkProof(ask: Ask, token: string): void {
  const wanted = createHmac('sha256', APP.clientSecret).update(token).digest('hex')
  const given = text(ask, 'appsecret_proof')
  if (given === wanted || ask.path.startsWith('/video-upload/')) return
  throw trouble({
    code: 100,
    message: given
      ? 'Invalid appsecret_proof provided in the API argument'
      : 'API calls from the server require an appsecret_proof argument',
  })
}

function usageOf(page: GraphPage, { limit, remaining, resetAt, over }: Spent, now: number) {
  const used = Math.min(100, Math.round((100 * (limit - remaining)) / limit))
  const share = { call_count: used, total_time: used, total_cputime: used }
  const minutes = over ? Math.ceil((resetAt - now) / 60_000) : 0
  const useCase = { type: 'pages', ...share, estimated_time_to_regain_access: minutes }
  const headers = {
    'x-app-usage': JSON.stringify({ call_count: 1, total_time: 1, total_cputime: 1 }),
    'x-business-use-case-usage': JSON.stringify({ [page.id]: [useCase] }),
    'facebook-api-version': VERSION,
  }
  if (!over) return headers
  throw trouble({ code: 80_001, message: 'There have been too many calls to this Page account', headers })
}

/** From a person's token of an hour to one of 60 days, and to the tokens of the Pages. */
function signInRoutes(
  oauth: OAuth2,
  pages: GraphPage[],
  tokenFor: (page: GraphPage, person: Person, scopes: string[]) => string,
): Route[] {
  const personal = (value: string | undefined) => {
    const token = oauth.tokens.find((known) => known.value === value)
    if (token) return token
    throw trouble({ code: 190, status: 401, message: 'Invalid OAuth access token.' })
  }
  const exchange = (ask: Ask): Answer => {
    const { query } = ask
    const app = query.get('client_id') === APP.clientId && query.get('client_secret') === APP.clientSecret
    if (!app) throw trouble({ code: 101, message: 'Error validating application.' })
    if (query.get('grant_type') !== 'fb_exchange_token')
      throw trouble({ code: 100, message: 'Invalid grant_type' })
    const old = personal(query.get('fb_exchange_token') ?? undefined)
    const token = oauth.grant(old.person, old.scopes)
    return ok({ access_token: token.value, token_type: 'bearer', expires_in: 60 * 86_400 })
  }
  const inspect = (ask: Ask): Answer => {
    if (bearerOf(ask) !== `${APP.clientId}|${APP.clientSecret}`)
      throw trouble({ code: 100, message: 'You must provide an app access token' })
    const { person, scopes } = personal(ask.query.get('input_token') ?? undefined)
    const now = Math.floor(Date.now() / 1000)
    const data = {
      app_id: APP.clientId,
      type: 'USER',
      application: 'Rostrum',
      is_valid: true,
      issued_at: now,
      expires_at: now + 60 * 86_400,
      data_access_expires_at: now + 90 * 86_400,
      scopes,
      user_id: person.id,
    }
    return ok({ data })
  }
  const accounts = (ask: Ask): Answer => {
    const { person, scopes, value } = personal(bearerOf(ask))
    checkProof(ask, value)
    if (!scopes.includes('pages_show_list')) return ok({ data: [] })
    const mine = pages.flatMap((page) => {
      const role = page.roles.find((each) => each.person === person)
      if (!role) return []
      const { id, name, username, instagram } = page
      return [
        {
          id,
          name,
          username,
          link: `https://www.facebook.com/${username}`,
          access_token: tokenFor(page, person, scopes),
          tasks: role.tasks,
          instagram_business_account: instagram ?? undefined,
        },
      ]
    })
    return listed(ask, mine)
  }
  return [
    ...oauth.routes,
    ['GET', new RegExp(`^/${VERSION}/oauth/access_token$`), exchange],
    ['GET', new RegExp(`^/${VERSION}/debug_token$`), inspect],
    ['GET', new RegExp(`^/${VERSION}/me/accounts$`), accounts],
  ]
}
