/** How a request shows who it is, and the page on which a user gives a key: `UserApiKeysController`. */
import { constants, createPublicKey, publicEncrypt } from 'node:crypto'
import { text } from '../stand-in/body.ts'
import { Refusal, ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { newKey, type Person, type UserKey, type World } from './world.ts'

export interface Caller {
  person: Person
  /** Set when an administrator's key is used; only then may a topic have a key of ours. */
  admin: boolean
}

export const invalidAccess = (say = 'You are not permitted to view the requested resource.'): Refusal =>
  new Refusal(403, { errors: [say], error_type: 'invalid_access' })

const header = (ask: Ask, name: string): string | undefined => {
  const value = ask.headers[name]
  return Array.isArray(value) ? value[0] : value
}

/** Null for nobody; a key that is none is refused. */
export function callerOf(world: World, ask: Ask): Caller | null {
  const [admin, user] = [header(ask, 'api-key'), header(ask, 'user-api-key')]
  if (admin !== undefined) {
    const key = world.adminKeys.find((each) => each.key === admin)
    const username = header(ask, 'api-username')?.toLowerCase()
    const person = world.people.find((each) => each.username.toLowerCase() === username)
    if (!key || !person || (key.person !== null && key.person !== person))
      throw invalidAccess('The API username or key is invalid.')
    return { person, admin: true }
  }
  if (user === undefined) return null
  const key = world.userKeys.find((each) => each.key === user)
  if (!key) throw invalidAccess()
  const revoking = ask.path === '/user-api-key/revoke'
  const allowed = key.scopes.includes('write') || (key.scopes.includes('read') && ask.method === 'GET')
  if (!allowed && !revoking) throw invalidAccess()
  return { person: key.person, admin: false }
}

export function signedIn(world: World, ask: Ask): Caller {
  const caller = callerOf(world, ask)
  if (!caller)
    throw new Refusal(403, { errors: ['You need to be logged in to do that.'], error_type: 'not_logged_in' })
  return caller
}

const known = ['read', 'write', 'message_bus', 'push', 'notifications', 'session_info', 'one_time_password']
const escape = (value: string) => value.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`)
const page = (title: string, content: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><main><h1>${title}</h1>${content}</main></body></html>`

export function keyRoutes(world: World): Route[] {
  const sessions = new Map<string, Person>()
  const personOf = (ask: Ask) => sessions.get(/(?:^|; )_t=([^;]+)/.exec(ask.headers.cookie ?? '')?.[1] ?? '')

  const wanted = (ask: Ask) => {
    const asked = (name: string) => ask.query.get(name) ?? ''
    for (const name of ['public_key', 'nonce', 'scopes', 'client_id', 'application_name'])
      if (asked(name) === '') throw new Refusal(400, page('Bad request', `<p>param is missing: ${name}</p>`))
    const scopes = asked('scopes').split(',')
    const back = asked('auth_redirect')
    if (scopes.some((scope) => !known.includes(scope)) || !back.startsWith(world.settings.redirects))
      throw new Refusal(403, page('Sorry', '<p>We are unable to issue user API keys.</p>'))
    return {
      scopes,
      back: new URL(back),
      publicKey: createPublicKey(asked('public_key')),
      clientId: asked('client_id'),
    }
  }

  const authorize = (ask: Ask): Answer => {
    const { scopes, back, publicKey, clientId } = wanted(ask)
    const does = ask.method === 'POST' ? text(ask, 'does') : undefined
    if (does === 'sign-in') {
      const found = world.people.find(
        ({ username, password }) => username === text(ask, 'username') && password === text(ask, 'password'),
      )
      if (!found) return ok(page('Log in', '<p role="alert">Incorrect username or password</p>'))
      const session = newKey()
      sessions.set(session, found)
      const headers = {
        location: `${ask.path}?${ask.query}`,
        'set-cookie': `_t=${session}; Path=/; HttpOnly`,
      }
      return { status: 302, headers }
    }
    const person = personOf(ask)
    const action = escape(`${ask.path}?${ask.query}`)
    if (!person)
      return ok(
        page(
          'Log in',
          `<form method="post" action="${action}"><label>Username <input name="username"></label> <label>Password <input name="password" type="password"></label> <button name="does" value="sign-in">Log in</button></form>`,
        ),
      )
    if (does !== 'allow')
      return ok(
        page(
          'Authorize application access',
          `<p>${escape(ask.query.get('application_name') ?? '')} asks to act as ${escape(person.username)}.</p><form method="post" action="${action}"><button name="does" value="allow">Authorize</button></form>`,
        ),
      )
    const key: UserKey = { key: newKey().slice(0, 32), clientId, person, scopes }
    // The keys that the user gave this client before end.
    const others = world.userKeys.filter((each) => each.person !== person || each.clientId !== clientId)
    world.userKeys.splice(0, world.userKeys.length, ...others, key)
    const payload = JSON.stringify({ key: key.key, nonce: ask.query.get('nonce'), push: false, api: 4 })
    const sealed = publicEncrypt(
      { key: publicKey, padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(payload),
    )
    back.searchParams.set('payload', sealed.toString('base64').replace(/(.{60})/g, '$1\n'))
    return { status: 302, headers: { location: back.href } }
  }

  return [
    ['HEAD', /^\/user-api-key\/new$/, () => ({ status: 200, headers: { 'auth-api-version': '4' } })],
    ['GET', /^\/user-api-key\/new$/, authorize],
    ['POST', /^\/user-api-key\/new$/, authorize],
    [
      'POST',
      /^\/user-api-key\/revoke$/,
      (ask) => {
        signedIn(world, ask)
        const used = header(ask, 'user-api-key')
        const left = world.userKeys.filter(({ key }) => key !== used)
        world.userKeys.splice(0, world.userKeys.length, ...left)
        return ok({ success: 'OK' })
      },
    ],
  ]
}
