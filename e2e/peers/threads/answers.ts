import { Refusal, type Answer, type Ask } from '../stand-in/server.ts'
import type { Token } from '../stand-in/oauth2.ts'
import type { World } from './world.ts'

interface More {
  type?: string
  subcode?: number
  say?: string
  transient?: boolean
}

/** An error as the Graph API writes it. */
export function graphError(status: number, code: number, message: string, more: More = {}): Refusal {
  return new Refusal(status, {
    error: {
      message,
      type: more.type ?? 'OAuthException',
      code,
      ...(more.subcode === undefined ? {} : { error_subcode: more.subcode }),
      is_transient: more.transient ?? false,
      ...(more.say === undefined
        ? {}
        : { error_user_title: 'Something went wrong', error_user_msg: more.say }),
      fbtrace_id: 'AStandInTrace',
    },
  })
}

export const missing = (id: string): Refusal =>
  graphError(400, 24, 'The requested resource does not exist', {
    subcode: 4_279_009,
    say: `The media with id ${id} cannot be found.`,
  })

export const invalid = (message: string): Refusal => graphError(400, 100, message, { type: 'THApiException' })

/** The token of a request, when it holds and has every one of the permissions. */
export function allowed(world: World, ask: Ask, ...scopes: string[]): Token {
  const token = world.oauth.tokenOf(ask)
  if (!token)
    throw graphError(400, 190, 'Error validating access token: The session has been invalidated.', {
      subcode: 460,
    })
  if (['threads_basic', ...scopes].every((scope) => token.scopes.includes(scope))) return token
  throw graphError(403, 10, 'Application does not have permission for this action')
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
