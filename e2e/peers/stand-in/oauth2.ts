/** The sign-in of a stand-in: pages where a person signs in and allows, and tokens for the codes that come back. */
import { createHash, randomBytes } from 'node:crypto'
import { text } from './body.ts'
import { escape, page, question, signInForm } from './pages.ts'
import { Refusal, type Answer, type Ask, type Route } from './server.ts'

/** Somebody who can sign in there; `accounts` are what they may act for, with the network's identifiers. */
export interface Person {
  id: string
  username: string
  password: string
  name: string
}

export interface Token {
  value: string
  refresh: string | null
  person: Person
  scopes: string[]
  /** Milliseconds since 1970; null when it does not end. */
  until: number | null
  /** Of the refresh token. */
  refreshUntil: number | null
}

export interface OAuth2Settings {
  now(): number
  title: string
  authorizePath: string
  tokenPath: string
  clientId: string
  clientSecret: string
  /** What the network calls the app's id; `client_id` unless told. */
  idName?: string
  secretName?: string
  secretIn?: 'body' | 'basic'
  /** Is a challenge taken, wanted, or not known there? */
  pkce: 'required' | 'optional' | 'none'
  separator?: string
  /** Every scope that the network has. */
  scopes: readonly string[]
  /** Seconds; null when tokens don't end. */
  lives: number | null
  /** Seconds; null when there are no refresh tokens. */
  refreshLives: number | null
  /** Does a refresh end the old refresh token? */
  rotates: boolean
  /** More fields of a token's answer. */
  more?: (token: Token) => Record<string, unknown>
}

export interface OAuth2 {
  routes: Route[]
  people: Person[]
  tokens: Token[]
  addPerson(wanted: { username: string; password: string; name?: string }): Person
  /** A token without the pages, for tests of other things than signing in. */
  grant(person: Person, scopes?: readonly string[]): Token
  /** As when a person withdraws the app's access. */
  revoke(person: Person): void
  /** The token a request carries, as a bearer or in `access_token`; null when it is none of ours or has ended. */
  tokenOf(ask: Ask): Token | null
}

interface Code {
  value: string
  person: Person
  redirectUri: string
  scopes: string[]
  challenge: string | undefined
  until: number
}

const secret = () => randomBytes(24).toString('base64url')
const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')

export function openOAuth2(settings: OAuth2Settings): OAuth2 {
  const people: Person[] = []
  const tokens: Token[] = []
  const codes: Code[] = []
  const sessions = new Map<string, Person>()
  const idName = settings.idName ?? 'client_id'

  const grant = (person: Person, scopes: readonly string[] = settings.scopes): Token => {
    const now = settings.now()
    const ends = (seconds: number | null) => (seconds === null ? null : now + seconds * 1000)
    const token: Token = {
      value: secret(),
      refresh: settings.refreshLives === null ? null : secret(),
      person,
      scopes: [...scopes],
      until: ends(settings.lives),
      refreshUntil: ends(settings.refreshLives),
    }
    tokens.push(token)
    return token
  }

  const wanted = (ask: Ask) => {
    const scopes = (ask.query.get('scope') ?? '').split(settings.separator ?? ' ').filter(Boolean)
    const challenge = ask.query.get('code_challenge') ?? undefined
    const redirectUri = ask.query.get('redirect_uri') ?? ''
    if (ask.query.get(idName) !== settings.clientId) throw problem('The app is not known here.')
    if (!URL.canParse(redirectUri)) throw problem('The redirect address is not valid.')
    if (ask.query.get('response_type') !== 'code') throw problem('Only codes are handed out.')
    const unknown = scopes.filter((scope) => !settings.scopes.includes(scope))
    if (unknown.length > 0) throw problem(`Invalid scope: ${unknown.join(', ')}`)
    if (settings.pkce === 'required' && challenge === undefined) throw problem('A challenge is wanted.')
    if (settings.pkce !== 'none' && challenge && ask.query.get('code_challenge_method') !== 'S256')
      throw problem('The challenge method must be S256.')
    return { scopes, challenge: settings.pkce === 'none' ? undefined : challenge, redirectUri }
  }

  const personOf = (ask: Ask) =>
    sessions.get(/(?:^|; )_stand_in=([^;]+)/.exec(ask.headers.cookie ?? '')?.[1] ?? '')

  const authorize = (ask: Ask): Answer => {
    const { scopes, challenge, redirectUri } = wanted(ask)
    const where = { path: settings.authorizePath, query: ask.query, title: settings.title }
    const does = ask.method === 'POST' ? text(ask, 'does') : undefined
    if (does === 'sign-in') {
      const found = people.find(
        ({ username, password }) => username === text(ask, 'username') && password === text(ask, 'password'),
      )
      if (!found) return signInForm(where, 'Invalid username or password.')
      const session = secret()
      sessions.set(session, found)
      const headers = {
        location: `${settings.authorizePath}?${ask.query}`,
        'set-cookie': `_stand_in=${session}; Path=/; HttpOnly; SameSite=Lax`,
      }
      return { status: 302, headers }
    }
    const person = personOf(ask)
    if (!person) return signInForm(where)
    if (!does) return question(where, person, scopes)
    const back = new URL(redirectUri)
    if (does === 'allow') {
      const value = secret()
      codes.push({ value, person, redirectUri, scopes, challenge, until: settings.now() + 600_000 })
      back.searchParams.set('code', value)
    } else back.searchParams.set('error', 'access_denied')
    const state = ask.query.get('state')
    if (state !== null) back.searchParams.set('state', state)
    return { status: 302, headers: { location: back.href } }
  }

  const giveToken = (ask: Ask): Answer => {
    checkClient(settings, idName, ask)
    if (text(ask, 'grant_type') === 'refresh_token') return answerOf(settings, refreshed(ask))
    if (text(ask, 'grant_type') !== 'authorization_code') throw oauthError('unsupported_grant_type')
    const code = codes.find(({ value }) => value === text(ask, 'code'))
    const fits =
      code !== undefined &&
      code.redirectUri === text(ask, 'redirect_uri') &&
      code.until > settings.now() &&
      (code.challenge === undefined || code.challenge === s256(text(ask, 'code_verifier') ?? ''))
    if (!fits) throw oauthError('invalid_grant')
    codes.splice(codes.indexOf(code), 1)
    return answerOf(settings, grant(code.person, code.scopes))
  }

  const refreshed = (ask: Ask): Token => {
    const old = tokens.find(({ refresh }) => refresh !== null && refresh === text(ask, 'refresh_token'))
    if (!old || (old.refreshUntil !== null && old.refreshUntil <= settings.now()))
      throw oauthError('invalid_grant')
    tokens.splice(tokens.indexOf(old), 1)
    const token = grant(old.person, old.scopes)
    if (!settings.rotates) token.refresh = old.refresh
    return token
  }

  return {
    people,
    tokens,
    routes: [
      ['GET', exactly(settings.authorizePath), authorize],
      ['POST', exactly(settings.authorizePath), authorize],
      ['POST', exactly(settings.tokenPath), giveToken],
    ],
    addPerson({ username, password, name = username }) {
      const person = { id: String(1000 + people.length), username, password, name }
      people.push(person)
      return person
    },
    grant,
    revoke: (person) =>
      void tokens.splice(0, tokens.length, ...tokens.filter((token) => token.person !== person)),
    tokenOf(ask) {
      const value =
        /^(?:Bearer|OAuth) (.+)$/i.exec(ask.headers.authorization ?? '')?.[1] ?? text(ask, 'access_token')
      const token = tokens.find((known) => known.value === value)
      return token && (token.until === null || token.until > settings.now()) ? token : null
    },
  }
}

const exactly = (path: string) => new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`)

function checkClient(settings: OAuth2Settings, idName: string, ask: Ask): void {
  const basic = /^Basic (.+)$/i.exec(ask.headers.authorization ?? '')?.[1]
  const secretName = settings.secretName ?? 'client_secret'
  const [id, key] =
    settings.secretIn === 'basic'
      ? Buffer.from(basic ?? '', 'base64')
          .toString()
          .split(':')
          .map(decodeURIComponent)
      : [text(ask, idName), text(ask, secretName)]
  if (id !== settings.clientId || key !== settings.clientSecret) throw oauthError('invalid_client', 401)
}

function answerOf(settings: OAuth2Settings, token: Token): Answer {
  const body = {
    access_token: token.value,
    token_type: 'bearer',
    scope: token.scopes.join(settings.separator ?? ' '),
    ...(settings.lives === null ? {} : { expires_in: settings.lives }),
    ...(token.refresh === null ? {} : { refresh_token: token.refresh }),
    ...settings.more?.(token),
  }
  return { status: 200, body }
}

function oauthError(error: string, status = 400): Refusal {
  return new Refusal(status, { error, error_description: 'The request was refused by the stand-in.' })
}

function problem(say: string): Refusal {
  return new Refusal(400, page('Something is wrong', `<p role="alert">${escape(say)}</p>`))
}
