/** The sign-in of a stand-in with OAuth 1.0a: request tokens, pages where a person allows, and a look at each signature. */
import { createHmac, randomBytes } from 'node:crypto'
import { text } from './body.ts'
import type { Person } from './oauth2.ts'
import { page, question, signInForm } from './pages.ts'
import { Refusal, type Answer, type Ask, type Route } from './server.ts'

export interface OAuth1Access {
  value: string
  secret: string
  person: Person
  perms: string
}

export interface OAuth1Settings {
  now(): number
  title: string
  requestPath: string
  authorizePath: string
  accessPath: string
  key: string
  secret: string
  /** From the least to the most. */
  perms: readonly string[]
  /** Milliseconds that a clock may be off. */
  leeway: number
  /** More fields of the answer with the token. */
  more(person: Person): Record<string, string>
}

export interface OAuth1 {
  routes: Route[]
  people: Person[]
  addPerson(wanted: { username: string; password: string; name?: string }): Person
  /** A token without the pages, for tests of other things than signing in. */
  grant(person: Person, perms?: string): OAuth1Access
  /** As when a person withdraws the app's access. */
  revoke(person: Person): void
  /** Who asks, when the signature is right; throws the refusal otherwise. */
  accessOf(ask: Ask): OAuth1Access
}

interface Request {
  value: string
  secret: string
  callback: string
  verifier: string | null
  person: Person | null
  perms: string
}

interface State {
  settings: OAuth1Settings
  people: Person[]
  grants: OAuth1Access[]
  requests: Request[]
  sessions: Map<string, Person>
  nonces: Set<string>
}

const random = () => randomBytes(12).toString('hex')
const bad = (problem: string) =>
  new Refusal(401, `oauth_problem=${problem}`, { 'content-type': 'text/plain; charset=utf-8' })

function encoded(value: string): string {
  const plain = (byte: number) => /[A-Za-z0-9._~-]/.test(String.fromCharCode(byte))
  return [...Buffer.from(value)]
    .map((byte) =>
      plain(byte) ? String.fromCharCode(byte) : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
}

function headerOf(ask: Ask): [string, string][] {
  const header = /^OAuth (.+)$/s.exec(ask.headers.authorization ?? '')?.[1] ?? ''
  return [...header.matchAll(/([a-z_]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    decodeURIComponent(value),
  ])
}

/** The `oauth_` fields of a request, from its header or its address. */
function fieldsOf(ask: Ask): Map<string, string> {
  return new Map([...[...ask.query].filter(([name]) => name.startsWith('oauth_')), ...headerOf(ask)])
}

/** All that is signed, what is given twice too: files are left out, fields of a form are not. */
function signatureOf(ask: Ask, key: string): string {
  const fields = Object.entries(ask.fields).map(([name, value]): [string, string] => [name, String(value)])
  const pairs = [...headerOf(ask), ...ask.query, ...fields]
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
  const base = `${ask.method}&${encoded(`${ask.origin}${ask.path}`)}&${encoded(pairs.join('&'))}`
  return createHmac('sha1', key).update(base).digest('base64')
}

/** Checks everything of a signed request; answers its fields. */
function checked({ settings, nonces }: State, ask: Ask, secret: string): Map<string, string> {
  const oauth = fieldsOf(ask)
  if (oauth.get('oauth_signature') === undefined) throw bad('parameter_absent')
  if (oauth.get('oauth_consumer_key') !== settings.key) throw bad('consumer_key_unknown')
  if (oauth.get('oauth_signature_method') !== 'HMAC-SHA1') throw bad('signature_method_rejected')
  if (Math.abs(Number(oauth.get('oauth_timestamp')) * 1000 - settings.now()) > settings.leeway)
    throw bad('timestamp_refused')
  const nonce = `${oauth.get('oauth_timestamp')} ${oauth.get('oauth_nonce')}`
  if (nonces.has(nonce)) throw bad('nonce_used')
  nonces.add(nonce)
  const key = `${encoded(settings.secret)}&${encoded(secret)}`
  if (oauth.get('oauth_signature') !== signatureOf(ask, key)) throw bad('signature_invalid')
  return oauth
}

const form = (fields: Record<string, string>): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: new URLSearchParams(fields).toString(),
})

function giveRequest(state: State, ask: Ask): Answer {
  const callback = checked(state, ask, '').get('oauth_callback') ?? ''
  if (!URL.canParse(callback)) throw bad('parameter_absent')
  const request = { value: random(), secret: random(), callback, verifier: null, person: null, perms: '' }
  state.requests.push(request)
  const { value, secret } = request
  return form({ oauth_callback_confirmed: 'true', oauth_token: value, oauth_token_secret: secret })
}

function authorize({ settings, requests, people, sessions }: State, ask: Ask): Answer {
  const request = requests.find(({ value }) => value === ask.query.get('oauth_token'))
  const perms = ask.query.get('perms') ?? settings.perms[0] ?? ''
  if (!request || !settings.perms.includes(perms))
    throw new Refusal(400, page('Something is wrong', '<p role="alert">This is no request of ours.</p>'))
  const where = { path: settings.authorizePath, query: ask.query, title: settings.title }
  const does = ask.method === 'POST' ? text(ask, 'does') : undefined
  if (does === 'sign-in') {
    const found = people.find(
      ({ username, password }) => username === text(ask, 'username') && password === text(ask, 'password'),
    )
    if (!found) return signInForm(where, 'Invalid username or password.')
    const session = random()
    sessions.set(session, found)
    const cookie = `_stand_in=${session}; Path=/; HttpOnly; SameSite=Lax`
    return { status: 302, headers: { location: `${where.path}?${ask.query}`, 'set-cookie': cookie } }
  }
  const person = sessions.get(/(?:^|; )_stand_in=([^;]+)/.exec(ask.headers.cookie ?? '')?.[1] ?? '')
  if (!person) return signInForm(where)
  if (!does) return question(where, person, [perms])
  const back = new URL(request.callback)
  if (does === 'allow') {
    const verifier = random()
    Object.assign(request, { person, perms, verifier })
    back.searchParams.set('oauth_token', request.value)
    back.searchParams.set('oauth_verifier', verifier)
  } else back.searchParams.set('oauth_problem', 'user_refused')
  return { status: 302, headers: { location: back.href } }
}

function grant({ grants }: State, person: Person, perms: string): OAuth1Access {
  const given = { value: `72157720000000-${random()}`, secret: random(), person, perms }
  grants.push(given)
  return given
}

function giveAccess(state: State, ask: Ask): Answer {
  const request = state.requests.find(({ value }) => value === fieldsOf(ask).get('oauth_token'))
  if (!request) throw bad('token_rejected')
  const oauth = checked(state, ask, request.secret)
  if (!request.person || oauth.get('oauth_verifier') !== request.verifier) throw bad('verifier_invalid')
  state.requests.splice(state.requests.indexOf(request), 1)
  const { value, secret } = grant(state, request.person, request.perms)
  return form({ oauth_token: value, oauth_token_secret: secret, ...state.settings.more(request.person) })
}

const exactly = (path: string) => new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)

export function openOAuth1(settings: OAuth1Settings): OAuth1 {
  const people: Person[] = []
  const grants: OAuth1Access[] = []
  const state: State = { settings, people, grants, requests: [], sessions: new Map(), nonces: new Set() }
  return {
    people,
    grant: (person, perms = settings.perms.at(-1) ?? '') => grant(state, person, perms),
    routes: [
      ['POST', exactly(settings.requestPath), (ask) => giveRequest(state, ask)],
      ['GET', exactly(settings.authorizePath), (ask) => authorize(state, ask)],
      ['POST', exactly(settings.authorizePath), (ask) => authorize(state, ask)],
      ['POST', exactly(settings.accessPath), (ask) => giveAccess(state, ask)],
    ],
    addPerson({ username, password, name = username }) {
      const person = { id: String(1000 + people.length), username, password, name }
      people.push(person)
      return person
    },
    revoke: (person) =>
      void grants.splice(0, grants.length, ...grants.filter((each) => each.person !== person)),
    accessOf(ask) {
      const found = grants.find(({ value }) => value === fieldsOf(ask).get('oauth_token'))
      if (!found) throw bad('token_rejected')
      checked(state, ask, found.secret)
      return found
    },
  }
}
