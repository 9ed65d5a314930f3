import type { OAuth2, Token } from '../stand-in/oauth2.ts'
import { Refusal, type Ask } from '../stand-in/server.ts'
import { problem } from './shapes.ts'

export interface Settings {
  now: () => number
  /** How often a video is still worked on when asked for; infinite: never ready. */
  processing: number
  processingFails: boolean
  /** How many more posts are paid for. */
  credits: number
  postsIn15Minutes: number
}

/** The token a request carries, if it grants what is asked. */
export function authorised(oauth: OAuth2, ask: Ask, ...scopes: string[]): Token {
  const token = oauth.tokenOf(ask)
  if (!token) throw new Refusal(401, problem(401, 'Unauthorized', 'Unauthorized'))
  if (scopes.every((scope) => token.scopes.includes(scope))) return token
  throw new Refusal(403, problem(403, 'Forbidden', 'You are not permitted to perform this action.'))
}
