/** What an answer of YouTube means that is no success. */
import { z } from 'zod'
import { after, comeBackAt, excerpt, rejected, unknown } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type Limited,
  type NetworkContext,
  type NotDone,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import type { Work } from './api.ts'
import { youtubeQuota } from './limits.ts'

/** https://developers.google.com/youtube/v3/docs/errors, read 2026-11. */
const errorShape = z.object({
  error: z.object({
    message: z.string().default(''),
    errors: z.array(z.object({ reason: z.string().default('') }).loose()).default([]),
  }),
})

function errorOf(answer: ApiAnswer): { message: string; reason: string } {
  const error = errorShape.safeParse(answer.body).data?.error
  return { message: error?.message ?? '', reason: error?.errors[0]?.reason ?? '' }
}

/** YouTube's own words, without the tags that it puts there, and the reason that its documentation knows. */
function wordsOf(answer: ApiAnswer): string {
  const { message, reason } = errorOf(answer)
  const plain = message.replace(/<[^>]*>/g, '')
  return [plain, reason === '' ? '' : `(${reason})`].filter(Boolean).join(' ')
}

type Meaning = 'ended' | 'limited' | 'gone' | 'unclear' | 'refused'

const endedReasons = [
  'authError',
  'insufficientPermissions',
  'accountDelegationForbidden',
  'authenticatedUserAccountClosed',
  'authenticatedUserAccountSuspended',
  'authenticatedUserNotChannel',
  'channelClosed',
  'channelSuspended',
]
/** Of the project: it ends with the day. */
const quotaReasons = ['quotaExceeded', 'dailyLimitExceeded']
/** Of the project too, but for a moment. */
const hasteReasons = ['rateLimitExceeded', 'userRateLimitExceeded', 'uploadRateLimitExceeded']
/** The API is not switched on in the project. */
const offReasons = ['accessNotConfigured', 'SERVICE_DISABLED']

export function meaningOf(answer: ApiAnswer): Meaning {
  const { status } = answer
  if (status < 400 || status >= 500) return 'unclear'
  const { reason } = errorOf(answer)
  if (status === 429 || reason === 'uploadLimitExceeded') return 'limited'
  if ([...quotaReasons, ...hasteReasons, ...offReasons].includes(reason)) return 'limited'
  if (status === 401 || endedReasons.includes(reason)) return 'ended'
  return status === 404 ? 'gone' : 'refused'
}

/** The next midnight in California, when quotas begin anew. */
function nextQuotaDay(clock: NetworkContext['clock']): string {
  const there = clock.now().toZonedDateTimeISO(youtubeQuota.zone)
  return there.startOfDay().add({ days: 1 }).toInstant().toString({ fractionalSecondDigits: 3 })
}

function waitFor(
  { context: { clock } }: Pick<Work, 'context'>,
  answer: ApiAnswer,
): Extract<NotDone, { kind: 'retry' }> {
  const { reason } = errorOf(answer)
  const wait = (at: string, limited: Limited, say: string) =>
    ({ kind: 'retry', after: at, say, limited }) as const
  if (quotaReasons.includes(reason))
    return wait(
      nextQuotaDay(clock),
      'app',
      'The university’s quota at YouTube is used up for today. It begins anew at midnight in California.',
    )
  // https://developers.google.com/youtube/v3/docs/videos/insert: the channel's own, of 24 hours that slide.
  if (reason === 'uploadLimitExceeded')
    return wait(
      after(clock, 3 * 3600),
      'account',
      'The channel has uploaded as many videos as YouTube takes in a day.',
    )
  if (offReasons.includes(reason))
    return wait(
      after(clock, 3600),
      'app',
      'The YouTube Data API is not switched on in the university’s Google project. Its administrator does that.',
    )
  return wait(comeBackAt(answer.headers, clock), 'app', 'YouTube asks us to wait.')
}

const secretsOf = ({ bearer }: Work): string[] => bearer.secrets()

export function said(work: Work, answer: ApiAnswer): string {
  return excerpt(wordsOf(answer) || `status ${answer.status}`, secretsOf(work))
}

export function endedBecause(work: Work, answer: ApiAnswer): string {
  return `YouTube no longer lets us act as ${work.connection.handle} (${said(work, answer)}). Connect the account again.`
}

/** For a success that can't be read, and for an answer that says nothing about what was done. */
export function unclear(work: Work, answer: ApiAnswer): NotDone {
  const told = answer.status < 300 ? 'something that can’t be understood' : String(answer.status)
  return unknown(`YouTube answered ${told}. The video may be published or not.`, {
    status: answer.status,
    answer: excerpt(answer.text, secretsOf(work)),
  })
}

/** For an answer that is no success. */
export function notDone(work: Work, answer: ApiAnswer): NotDone {
  switch (meaningOf(answer)) {
    case 'ended':
      return { kind: 'reconnect', say: endedBecause(work, answer) }
    case 'limited':
      return waitFor(work, answer)
    case 'gone':
      return rejected('gone', 'The video is no longer there.')
    case 'refused':
      return rejected('refused-by-network', `YouTube did not take the video: ${said(work, answer)}`)
    case 'unclear':
      return unclear(work, answer)
  }
}

/** What a step that nobody can see throws when it did not succeed. `what`: that which was not taken. */
export function thrown(work: Work, answer: ApiAnswer, what: string): Error {
  const no = notDone(work, answer)
  switch (no.kind) {
    case 'reconnect':
      return new ReconnectNeeded(no.say)
    case 'retry':
      return new NetworkTrouble(no.say, no.after, no.limited ?? null)
    case 'rejected':
      if (no.code !== 'refused-by-network') return new NetworkTrouble(no.say)
      return /^invalid(?:Title|Description|Tags|CategoryId|VideoMetadata)$/.test(errorOf(answer).reason)
        ? new PostRefused('refused-by-network', `YouTube did not take ${what}: ${said(work, answer)}`)
        : new MediaRefused(`YouTube did not take ${what}: ${said(work, answer)}`)
    case 'unknown':
      return new NetworkTrouble(`YouTube could not take ${what} just now.`)
  }
}

export const reasonOf = (answer: ApiAnswer): string => errorOf(answer).reason
