import { text } from '../stand-in/body.ts'
import type { OAuth2, Token } from '../stand-in/oauth2.ts'
import { Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { graphError, ok } from './answers.ts'
import type { World } from './world.ts'

const hour = 3_600_000
const sixtyDays = 60 * 24 * hour

/** The toolkit's pages and tokens, with answers and errors in the shapes of Threads. */
export function signInRoutes(world: World): Route[] {
  return world.oauth.routes.map(([method, path, handle]) =>
    path.test('/oauth/access_token')
      ? [method, path, (ask) => tokenFor(world, ask, handle)]
      : [method, path, handle],
  )
}

async function tokenFor(world: World, ask: Ask, handle: Route[2]): Promise<Answer> {
  try {
    const given = new Map(world.oauth.tokens.map((token) => [token, true]))
    await handle(ask)
    const token = world.oauth.tokens.find((known) => !given.has(known))
    if (!token) throw new Error('No token was made')
    world.born.set(token, { at: world.settings.now(), long: false })
    return ok({ access_token: token.value, user_id: Number(token.person.id) })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    throw new Refusal(400, {
      error_type: 'OAuthException',
      code: 400,
      error_message: 'Matching code was not found or was already used',
    })
  }
}

function valid(world: World, ask: Ask): Token {
  const token = world.oauth.tokenOf(ask)
  if (token) return token
  throw graphError(400, 190, 'Error validating access token: Session has expired.', { subcode: 463 })
}

/** A token of sixty days for one of an hour. The short one lives on until its end. */
export function exchange(world: World, ask: Ask): Answer {
  if (text(ask, 'grant_type') !== 'th_exchange_token') throw graphError(400, 100, 'Invalid grant type')
  if (text(ask, 'client_secret') !== world.clientSecret)
    throw graphError(400, 1, 'Error validating client secret')
  return lasting(world, valid(world, ask))
}

/** A fresh token of sixty days for one that is older than a day and has not ended. */
export function refresh(world: World, ask: Ask): Answer {
  if (text(ask, 'grant_type') !== 'th_refresh_token') throw graphError(400, 100, 'Invalid grant type')
  const old = valid(world, ask)
  const born = world.born.get(old)
  if (!born?.long || born.at > world.settings.now() - 24 * hour)
    throw graphError(400, 100, 'The token must be long-lived and at least 24 hours old')
  return lasting(world, old)
}

function lasting(world: World, { person, scopes }: Token): Answer {
  const token = lastingToken(world, world.oauth, person, scopes)
  return ok({ access_token: token.value, token_type: 'bearer', expires_in: sixtyDays / 1000 })
}

export function lastingToken(
  world: World,
  oauth: OAuth2,
  person: Token['person'],
  scopes: readonly string[],
): Token {
  const token = oauth.grant(person, scopes)
  token.until = world.settings.now() + sixtyDays
  world.born.set(token, { at: world.settings.now(), long: true })
  return token
}
