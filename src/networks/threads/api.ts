import { z } from 'zod'
import { after, closed, comeBackAt, excerpt, unknown } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  ReconnectNeeded,
  type Limited,
  type NetworkContext,
  type NotDone,
  type OpenConnection,
} from '../contract.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'
import type { Roll } from '../families/own-posts.ts'
import type { ThreadsGrant } from './connect.ts'
import { waits } from './limits.ts'

export interface ThreadsOptions {
  /** Where the API answers. */
  graphUrl?: string
  /** The page on which people sign in and allow. */
  authorizeUrl?: string
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** Milliseconds between two looks at a container that Threads still works on. */
  pollEvery?: number
  /** How often a container is looked at while it is made. */
  looks?: number
  /** Milliseconds after a sending before a post that is not there is taken for absent; longer than `timeout`. */
  settle?: number
}

export type Settings = Required<ThreadsOptions>

// Threads asks to be asked about once a minute and for five minutes at most; pictures are ready in seconds, so the
// first looks come sooner: https://developers.facebook.com/documentation/threads/troubleshooting, read 2026-11.
export const usualSettings: Settings = {
  graphUrl: 'https://graph.threads.net',
  authorizeUrl: 'https://threads.com/oauth/authorize',
  timeout: 20_000,
  pollEvery: 5_000,
  looks: 24,
  settle: 25_000,
}

/** What everything that works for one account needs. */
export interface Work {
  context: NetworkContext
  settings: Settings
  connection: OpenConnection
  grant: ThreadsGrant
  roll: Roll
}

/** The token is a parameter, as the network's pages have it: in the body of a POST, else in the query. */
export function callThreads(
  { context, settings, grant }: Pick<Work, 'context' | 'settings' | 'grant'>,
  method: ApiCall['method'],
  path: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer> {
  const all = { ...fields, access_token: grant.accessToken }
  return callApi(context, {
    method,
    url: `${settings.graphUrl}/v1.0/${path}`,
    timeout: settings.timeout,
    ...(method === 'POST' ? { form: all } : { query: all }),
  })
}

const graphError = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number().int().default(0),
    error_subcode: z.number().int().nullish(),
    error_user_msg: z.string().nullish(),
    is_transient: z.boolean().nullish(),
  }),
})

/** What an answer means. `unclear`: it says nothing about whether it was done. */
export type Meaning = 'success' | 'ended' | 'limited' | 'missing' | 'unclear' | 'refused'

/** The app's own limits; the others are the account's. */
const limitsOfApp: readonly number[] = [4, 341]
/** https://developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11. */
const limitCodes: readonly number[] = [...limitsOfApp, 9, 17, 32, 613]
/** The token has ended, or no longer has the permission. 200 to 299 are permissions too. */
const endCodes: readonly number[] = [102, 190, 10]
/** "Unknown" and "temporarily unavailable": it may have been done. */
const troubleCodes: readonly number[] = [1, 2]

function errorOf(answer: ApiAnswer): z.infer<typeof graphError>['error'] | null {
  const read = graphError.safeParse(answer.body)
  return read.success ? read.data.error : null
}

export function meaningOf(answer: ApiAnswer): Meaning {
  if (answer.status >= 200 && answer.status < 300) return 'success'
  if (answer.status === 429) return 'limited'
  if (answer.status >= 500) return 'unclear'
  const error = errorOf(answer)
  if (!error) return answer.status === 401 ? 'ended' : 'unclear'
  const { code, error_subcode, is_transient } = error
  if (endCodes.includes(code) || (code >= 200 && code < 300)) return 'ended'
  if (limitCodes.includes(code)) return 'limited'
  // Seen for a container or a post that is not there: 24 with subcode 4279009 (maintainers' reports, 2026-05), and the
  // Graph API's own 100 with subcode 33.
  if (code === 24 || (code === 100 && error_subcode === 33)) return 'missing'
  return is_transient || troubleCodes.includes(code) ? 'unclear' : 'refused'
}

/** What Threads says went wrong, for a person where it has such words. */
export function saidBy({ grant }: Pick<Work, 'grant'>, answer: ApiAnswer): string {
  const error = errorOf(answer)
  return excerpt(error?.error_user_msg || error?.message || `status ${answer.status}`, [grant.accessToken])
}

export function endedBecause(work: Pick<Work, 'connection' | 'grant'>, answer: ApiAnswer): string {
  return `Threads no longer lets us act as ${work.connection.handle} (${saidBy(work, answer)}). Connect the account again.`
}

function limitOf({ context }: Pick<Work, 'context'>, answer: ApiAnswer): { after: string; limited: Limited } {
  const limited = limitsOfApp.includes(errorOf(answer)?.code ?? 0) ? 'app' : 'account'
  const said = answer.headers.has('retry-after')
  return {
    after: said ? comeBackAt(answer.headers, context.clock) : after(context.clock, waits[limited]),
    limited,
  }
}

const waiting = 'Threads asks us to wait: a limit of its own was met.'

/** For a request that would have changed something and was no success. */
export function notDone(work: Work, answer: ApiAnswer): NotDone {
  const meaning = meaningOf(answer)
  if (meaning === 'ended') return { kind: 'reconnect', say: endedBecause(work, answer) }
  if (meaning === 'limited') return { kind: 'retry', say: waiting, ...limitOf(work, answer) }
  if (meaning === 'refused' || meaning === 'missing')
    return {
      kind: 'rejected',
      code: 'refused-by-network',
      say: `Threads did not take it: ${closed(saidBy(work, answer))}`,
    }
  return unclear(work, answer)
}

/** For a success that can't be read, and for what says nothing about whether it was done. */
export function unclear({ grant }: Pick<Work, 'grant'>, answer: ApiAnswer): NotDone {
  const say =
    answer.status < 300
      ? 'Threads answered something that can’t be understood. It may be done or not.'
      : `Threads answered ${answer.status}. It may be done or not.`
  return unknown(say, { status: answer.status, answer: excerpt(answer.text, [grant.accessToken]) })
}

/** For what nobody can see, and for reading: throws unless it was a success. */
export function orThrow(work: Work, answer: ApiAnswer, what: string): ApiAnswer {
  switch (meaningOf(answer)) {
    case 'success':
      return answer
    case 'ended':
      throw new ReconnectNeeded(endedBecause(work, answer))
    case 'limited': {
      const { after: until, limited } = limitOf(work, answer)
      throw new NetworkTrouble(waiting, until, limited)
    }
    case 'refused':
    case 'missing':
      throw new MediaRefused(`Threads did not take ${what}: ${closed(saidBy(work, answer))}`)
    case 'unclear':
      throw new NetworkTrouble(`Threads could not take ${what} just now.`)
  }
}
