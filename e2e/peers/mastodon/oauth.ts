import { createHash } from 'node:crypto'
import { escapeHtml } from './shapes.ts'
import { ok, Refusal, text, type Answer, type Ask } from './http.ts'
import { secret, type App, type Person, type Token, type World } from './world.ts'

const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob'
const CODE_LIFE_MS = 10 * 60_000

export function oauthMetadata({ world: { url } }: Ask): Answer {
  return ok({
    issuer: `${url}/`,
    service_documentation: 'https://docs.joinmastodon.org/',
    authorization_endpoint: `${url}/oauth/authorize`,
    token_endpoint: `${url}/oauth/token`,
    revocation_endpoint: `${url}/oauth/revoke`,
    userinfo_endpoint: `${url}/oauth/userinfo`,
    app_registration_endpoint: `${url}/api/v1/apps`,
    scopes_supported: ['read', 'write', 'follow', 'push', 'profile'],
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    code_challenge_methods_supported: ['S256'],
  })
}

/** GET: the sign-in form, or, signed in, the question whether the app may. */
export function authorizePage(ask: Ask): Answer {
  const wanted = authorizationOf(ask)
  if (typeof wanted === 'string')
    return page('An error has occurred', `<p role="alert">${escapeHtml(wanted)}</p>`)
  const person = signedIn(ask)
  return person === undefined ? signInForm(ask) : question(ask, wanted, person)
}

/** POST: sign-in, consent or refusal, told apart by the button. */
export function authorizeForm(ask: Ask): Answer {
  const wanted = authorizationOf(ask)
  if (typeof wanted === 'string')
    return page('An error has occurred', `<p role="alert">${escapeHtml(wanted)}</p>`)
  const { world } = ask
  const does = text(ask, 'does')
  if (does === 'sign-in') {
    const person = world.people.find(({ username, password }) => {
      return username === text(ask, 'username') && password === text(ask, 'password')
    })
    if (person === undefined) return signInForm(ask, 'Invalid username or password.')
    const session = secret()
    world.sessions.set(session, person)
    const cookie = `_session=${session}; Path=/; HttpOnly; SameSite=Lax`
    return {
      status: 302,
      headers: { location: `${world.url}/oauth/authorize?${ask.query}`, 'set-cookie': cookie },
      body: '',
    }
  }
  const person = signedIn(ask)
  if (person === undefined) return signInForm(ask)
  const back = new URLSearchParams()
  if (does === 'allow') {
    const code = secret()
    world.codes.push({ value: code, person, at: world.settings.now(), ...wanted })
    if (wanted.redirectUri === OUT_OF_BAND) return page('Authorization code', `<code>${code}</code>`)
    back.set('code', code)
  } else {
    back.set('error', 'access_denied')
    back.set('error_description', 'The resource owner or authorization server denied the request.')
  }
  const state = ask.query.get('state')
  if (state !== null) back.set('state', state)
  const joint = wanted.redirectUri.includes('?') ? '&' : '?'
  return { status: 302, headers: { location: `${wanted.redirectUri}${joint}${back}` }, body: '' }
}

interface Wanted {
  app: App
  redirectUri: string
  scopes: string[]
  challenge: string | undefined
}

function authorizationOf({ world, query }: Ask): Wanted | string {
  const app = world.apps.find(({ clientId }) => clientId === query.get('client_id'))
  if (app === undefined) return 'Client authentication failed due to unknown client.'
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!app.redirectUris.includes(redirectUri)) return 'The redirect uri included is not valid.'
  if (query.get('response_type') !== 'code')
    return 'The authorization server does not support this response type.'
  const scopes = (query.get('scope') ?? 'read').split(/[ +]/).filter(Boolean)
  const registered = scopes.every((scope) =>
    app.scopes.some((has) => has === scope || has === scope.split(':')[0]),
  )
  if (!registered) return 'The requested scope is invalid, unknown, or malformed.'
  const challenge = query.get('code_challenge') ?? undefined
  if (challenge !== undefined && query.get('code_challenge_method') !== 'S256') {
    return 'The code challenge method must be S256.'
  }
  return { app, redirectUri, scopes, challenge }
}

export function giveToken(ask: Ask): Answer {
  const { world } = ask
  const app = clientOf(ask)
  const grant = text(ask, 'grant_type')
  if (grant === 'client_credentials') {
    const scopes = (text(ask, 'scope') ?? 'read').split(' ')
    return ok(tokenShape(addToken(world, { app, person: undefined, scopes })))
  }
  if (grant !== 'authorization_code') {
    throw new Refusal(400, 'unsupported_grant_type', {
      error_description: 'The authorization grant type is not supported by the authorization server.',
    })
  }
  const code = world.codes.find(({ value }) => value === text(ask, 'code'))
  const fits =
    code !== undefined &&
    code.app === app &&
    code.redirectUri === text(ask, 'redirect_uri') &&
    code.at + CODE_LIFE_MS > world.settings.now() &&
    (code.challenge === undefined || code.challenge === s256(text(ask, 'code_verifier') ?? ''))
  if (!fits) throw new Refusal(400, 'invalid_grant', { error_description: INVALID_GRANT })
  world.codes.splice(world.codes.indexOf(code), 1)
  return ok(tokenShape(addToken(world, code)))
}

const INVALID_GRANT =
  'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the ' +
  'authorization request, or was issued to another client.'

export function revokeToken(ask: Ask): Answer {
  const { world } = ask
  const app = clientOf(ask)
  const token = world.tokens.find(({ value }) => value === text(ask, 'token'))
  if (token !== undefined && token.app !== app) {
    throw new Refusal(403, 'unauthorized_client', {
      error_description: 'You are not authorized to revoke this token',
    })
  }
  if (token !== undefined) world.tokens.splice(world.tokens.indexOf(token), 1)
  return ok({})
}

export function addToken(
  world: World,
  of: { app: App; person: Person | undefined; scopes: string[] },
): Token {
  const { app, person, scopes } = of
  const token: Token = { value: secret(), app, person, scopes, createdAt: new Date(world.settings.now()) }
  world.tokens.push(token)
  return token
}

function tokenShape(token: Token) {
  return {
    access_token: token.value,
    token_type: 'Bearer',
    scope: token.scopes.join(' '),
    created_at: Math.floor(token.createdAt.getTime() / 1000),
  }
}

function clientOf(ask: Ask): App {
  const basic = /^Basic (.+)$/i.exec(ask.headers.authorization ?? '')?.[1]
  const [id, password] = basic
    ? Buffer.from(basic, 'base64').toString().split(':').map(decodeURIComponent)
    : [text(ask, 'client_id'), text(ask, 'client_secret')]
  const app = ask.world.apps.find(
    ({ clientId, clientSecret }) => clientId === id && clientSecret === password,
  )
  if (app !== undefined) return app
  throw new Refusal(401, 'invalid_client', {
    error_description:
      'Client authentication failed due to unknown client, no client authentication included, or unsupported ' +
      'authentication method.',
  })
}

function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url')
}

function signedIn({ world, headers }: Ask): Person | undefined {
  const session = /(?:^|; )_session=([^;]+)/.exec(headers.cookie ?? '')?.[1]
  return session === undefined ? undefined : world.sessions.get(session)
}

function signInForm(ask: Ask, complaint?: string): Answer {
  return page(
    `Log in to ${ask.world.settings.title}`,
    `${complaint ? `<p role="alert">${complaint}</p>` : ''}
    <form method="post" action="${formAction(ask)}">
      <p><label>Username <input name="username" autocomplete="username" required></label></p>
      <p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
      <button name="does" value="sign-in">Log in</button>
    </form>`,
  )
}

function question(ask: Ask, { app, scopes }: Wanted, person: Person): Answer {
  return page(
    'Authorization required',
    `<p><strong>${escapeHtml(app.name)}</strong> would like permission to access the account
      <strong>@${escapeHtml(person.username)}</strong>.</p>
    <ul>${scopes.map((scope) => `<li>${escapeHtml(scope)}</li>`).join('')}</ul>
    <form method="post" action="${formAction(ask)}">
      <button name="does" value="allow">Authorize</button>
      <button name="does" value="deny">Deny</button>
    </form>`,
  )
}

function formAction({ query }: Ask): string {
  return escapeHtml(`/oauth/authorize?${query}`)
}

function page(title: string, content: string): Answer {
  const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>
  <body><main><h1>${escapeHtml(title)}</h1>${content}</main></body></html>`
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body }
}
