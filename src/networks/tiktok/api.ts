import { z } from 'zod'
import { after, comeBackAt, excerpt, unknown } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type NetworkContext,
  type NotDone,
  type OpenConnection,
} from '../contract.ts'
import { callApi, type ApiAnswer } from '../families/call.ts'
import type { TikTokGrant } from './connect.ts'
import { chunkBytes, waits } from './limits.ts'

export interface TikTokOptions {
  /** Where the API answers. */
  apiUrl?: string
  /** The page on which people sign in and allow. */
  authorizeUrl?: string
  /** Milliseconds to wait for an answer to one request, and for one part of an upload. */
  timeout?: number
  uploadTimeout?: number
  /** The size of one part of an upload, in bytes, between the bounds of `chunkBytes`; less only for tests. */
  chunk?: number
  /** Milliseconds between two looks at a post that TikTok still works on, and how often it is looked at. */
  pollEvery?: number
  looks?: number
  /** Milliseconds after a sending before a post that is not there is taken for absent; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<TikTokOptions>

export const usualSettings: Settings = {
  apiUrl: 'https://open.tiktokapis.com',
  authorizeUrl: 'https://www.tiktok.com/v2/auth/authorize/',
  timeout: 20_000,
  // Inside the time for which a worker holds what it sends.
  uploadTimeout: 70_000,
  // The last part leaves when the post is due, so it is no larger than it has to be: between one and two of these.
  chunk: 2 * chunkBytes.least,
  pollEvery: 2_500,
  looks: 4,
  settle: 90_000,
}

/** What everything that works for one account needs. */
export interface Work {
  context: NetworkContext
  settings: Settings
  connection: OpenConnection
  grant: TikTokGrant
}

/** Every answer of the API says in its body whether it was a success; the status alone does not. */
const envelope = z.object({
  error: z.object({ code: z.string(), message: z.string().default('') }),
})

export function callTikTok(
  { context, settings, grant }: Pick<Work, 'context' | 'settings' | 'grant'>,
  path: string,
  json: unknown = {},
  query?: Readonly<Record<string, string>>,
): Promise<ApiAnswer> {
  return callApi(context, {
    method: 'POST',
    url: `${settings.apiUrl}/v2/${path}`,
    query,
    json,
    token: grant.accessToken,
    timeout: settings.timeout,
  })
}

export function codeOf(answer: ApiAnswer): string | null {
  const read = envelope.safeParse(answer.body)
  return read.success ? read.data.error.code : null
}

export function isSuccess(answer: ApiAnswer): boolean {
  return answer.status === 200 && codeOf(answer) === 'ok'
}

function messageOf(answer: ApiAnswer): string {
  const read = envelope.safeParse(answer.body)
  return read.success ? read.data.error.message || read.data.error.code : ''
}

export function saidBy({ grant }: Pick<Work, 'grant'>, answer: ApiAnswer): string {
  return excerpt(messageOf(answer) || `status ${answer.status}`, [grant.accessToken])
}

/** What TikTok refuses a post for, in words for a person; read 2026-11 from the references of the Content Posting API. */
const refusals: Readonly<Record<string, string>> = {
  unaudited_client_can_only_post_to_private_accounts:
    'TikTok has not audited the app yet. Until it has, posts can only go to “Only the account itself”, on an account that is private.',
  privacy_level_option_mismatch: 'TikTok does not offer this audience to the account.',
  url_ownership_unverified:
    'TikTok fetches photos only from an address that was verified for the app. Your administrator does that once, in the settings of the app at TikTok.',
  spam_risk_user_banned_from_posting: 'TikTok has barred this account from posting.',
  spam_risk_text: 'TikTok takes the words of this post for spam.',
  spam_risk: 'TikTok takes this post for spam.',
}

const endCodes: readonly string[] = [
  'access_token_invalid',
  'scope_not_authorized',
  'scope_permission_missed',
  'auth_removed',
]

/** A limit that was met; null when the code is no limit. */
export function limitOf(
  { context }: Pick<Work, 'context'>,
  code: string | null,
  answer?: ApiAnswer,
): Extract<NotDone, { kind: 'retry' }> | null {
  const say = 'TikTok asks us to wait: a limit of its own was met.'
  if (code === 'rate_limit_exceeded' || answer?.status === 429) {
    const until = answer ? comeBackAt(answer.headers, context.clock) : after(context.clock, 60)
    return { kind: 'retry', after: until, say, limited: 'account' }
  }
  if (code === 'spam_risk_too_many_posts')
    return {
      kind: 'retry',
      after: after(context.clock, waits.posts),
      say: 'TikTok takes no more posts of this account today.',
      limited: 'account',
    }
  if (code === 'reached_active_user_cap')
    return {
      kind: 'retry',
      after: after(context.clock, waits.users),
      say: 'TikTok lets no more accounts post through the app today.',
      limited: 'app',
    }
  return null
}

export function hasEnded(code: string | null): boolean {
  return code !== null && endCodes.includes(code)
}

export function endedBecause(work: Pick<Work, 'connection' | 'grant'>, why: string): string {
  return `TikTok no longer lets us act as ${work.connection.handle} (${excerpt(why, [work.grant.accessToken])}). Connect the account again.`
}

/** A refusal of TikTok in words; the network's own where there are none of ours. */
export function refusalOf(code: string, said: string): string {
  return refusals[code] ?? `TikTok did not take the post: ${said}`
}

/** For a request that would have made a post and was no success. */
export function notDone(work: Work, answer: ApiAnswer): NotDone {
  const code = codeOf(answer)
  if (hasEnded(code)) return { kind: 'reconnect', say: endedBecause(work, saidBy(work, answer)) }
  const limit = limitOf(work, code, answer)
  if (limit) return limit
  // Without a code of TikTok's own it is not TikTok that refused.
  if (code !== null && code !== 'ok' && answer.status >= 400 && answer.status < 500)
    return { kind: 'rejected', code, say: refusalOf(code, saidBy(work, answer)) }
  return unclear(work, answer)
}

export function unclear({ grant }: Pick<Work, 'grant'>, answer: ApiAnswer): NotDone {
  const say =
    answer.status < 300
      ? 'TikTok answered something that can’t be understood. The post may be there or not.'
      : `TikTok answered ${answer.status}. The post may be there or not.`
  return unknown(say, { status: answer.status, answer: excerpt(answer.text, [grant.accessToken]) })
}

/** For what nobody can see, and for reading: throws unless it was a success. */
export function orThrow(work: Work, answer: ApiAnswer, what: string): ApiAnswer {
  if (isSuccess(answer)) return answer
  const outcome = notDone(work, answer)
  if (outcome.kind === 'reconnect') throw new ReconnectNeeded(outcome.say)
  if (outcome.kind === 'retry') throw new NetworkTrouble(outcome.say, outcome.after, outcome.limited ?? null)
  if (outcome.kind === 'rejected') throw new PostRefused(outcome.code, outcome.say)
  throw new NetworkTrouble(`TikTok could not take ${what} just now.`)
}

/** What may be wrong with a file, by `fail_reason`; the same reference's "Get Post Status". */
const faultsOfFile: Readonly<Record<string, string>> = {
  file_format_check_failed: 'TikTok does not take this kind of file.',
  duration_check_failed: 'The video is too long or too short for TikTok.',
  frame_rate_check_failed: 'TikTok takes videos of 23 to 60 frames a second.',
  picture_size_check_failed: 'The picture or the video is too large or too small for TikTok.',
}

/**
 * Why a post that was begun came to nothing, so that nothing is there. `again`: it may go better with a fresh one.
 */
export type Failure =
  | { kind: 'again'; say: string; limit: Extract<NotDone, { kind: 'retry' }> | null }
  | { kind: 'refused'; code: string; say: string }
  | { kind: 'ended'; say: string }

export function failureOf(work: Work, reason: string): Failure {
  const limit = limitOf(work, reason)
  if (limit) return { kind: 'again', say: limit.say, limit }
  if (hasEnded(reason)) return { kind: 'ended', say: endedBecause(work, reason) }
  const fault = faultsOfFile[reason]
  if (fault) return { kind: 'refused', code: 'media-refused', say: fault }
  if (reason === 'publish_cancelled')
    return { kind: 'refused', code: 'cancelled', say: 'Somebody cancelled the post at TikTok.' }
  if (reason.startsWith('spam_risk') || refusals[reason])
    return { kind: 'refused', code: reason, say: refusalOf(reason, reason) }
  // `internal`, `video_pull_failed`, `photo_pull_failed` and what may be new.
  return { kind: 'again', say: `TikTok could not make the post (${excerpt(reason)}).`, limit: null }
}

export function refusedFile(say: string): MediaRefused {
  return new MediaRefused(say)
}
