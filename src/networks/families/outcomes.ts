/** What an answer of an API means for a sending, where a network has no rules of its own. */
import { FetchError } from '#platform/fetch/index.ts'
import { closed, comeBackAt, excerpt, outcomeOfSilence, unknown } from '../answers.ts'
import {
  NetworkTrouble,
  MediaRefused,
  ReconnectNeeded,
  type Limited,
  type NetworkContext,
  type NotDone,
} from '../contract.ts'
import type { ApiAnswer } from './call.ts'

/** Who asked, whom, and how its errors are read. */
export interface Reading {
  context: Pick<NetworkContext, 'clock'>
  /** The network's name, and the account's handle, for sentences. */
  name: string
  handle: string
  /** What must not be in any message. */
  secrets: readonly string[]
  /** What the network says went wrong, in its own words; '' when it says nothing that can be read. */
  words(answer: ApiAnswer): string
  /** Whom its limits hold. */
  limited: Limited
}

/** The network's words, short and without secrets. */
export function saidBy({ secrets, words }: Reading, answer: ApiAnswer): string {
  return excerpt(words(answer) || `status ${answer.status}`, secrets)
}

export function ended(reading: Reading, answer: ApiAnswer): string {
  return `${reading.name} no longer lets us act as ${reading.handle} (${saidBy(reading, answer)}). Connect the account again.`
}

/** For an answer that is no success. A 5xx says nothing about whether it was done. */
export function notDone(reading: Reading, answer: ApiAnswer): NotDone {
  const { status, headers } = answer
  if (status === 401) return { kind: 'reconnect', say: ended(reading, answer) }
  if (status === 429)
    return {
      kind: 'retry',
      after: comeBackAt(headers, reading.context.clock),
      say: `${reading.name} asks us to wait.`,
      limited: reading.limited,
    }
  if (status >= 400 && status < 500)
    return {
      kind: 'rejected',
      code: 'refused-by-network',
      say: `${reading.name} did not take the post: ${closed(saidBy(reading, answer))}`,
    }
  return unclear(reading, answer)
}

/** For a success that can't be read, and for a 5xx. */
export function unclear(reading: Reading, answer: ApiAnswer): NotDone {
  const say =
    answer.status < 300
      ? `${reading.name} answered something that can’t be understood. The post may be there or not.`
      : `${reading.name} answered ${answer.status}. The post may be there or not.`
  return unknown(say, { status: answer.status, answer: excerpt(answer.text, reading.secrets) })
}

/** For a request that got no answer. Anything but a `FetchError` is thrown on. */
export function unanswered(reading: Reading, error: unknown): NotDone {
  if (error instanceof FetchError) return outcomeOfSilence(error, reading.context.clock)
  throw error
}

/**
 * For uploads and drafts, which nobody can see: throws what a sending ends with before it begins. Answers when the
 * status is a success.
 */
export function orThrow(reading: Reading, answer: ApiAnswer, what = 'the file'): ApiAnswer {
  const { status, headers } = answer
  if (status >= 200 && status < 300) return answer
  if (status === 401) throw new ReconnectNeeded(ended(reading, answer))
  if (status === 429)
    throw new NetworkTrouble(
      `${reading.name} asks us to wait.`,
      comeBackAt(headers, reading.context.clock),
      reading.limited,
    )
  if (status >= 400 && status < 500)
    throw new MediaRefused(`${reading.name} did not take ${what}: ${closed(saidBy(reading, answer))}`)
  throw new NetworkTrouble(`${reading.name} could not take ${what} just now.`)
}

/** For a question that nothing was sent with: throws where its answer asks us to wait, or says that the grant has ended. */
export function heedWait(no: NotDone): void {
  if (no.kind === 'reconnect') throw new ReconnectNeeded(no.say)
  if (no.kind === 'retry') throw new NetworkTrouble(no.say, no.after, no.limited ?? null)
}

/** Turns a request without an answer into `NetworkTrouble`, for steps that nobody can see. */
export function troubled(what: string): (error: unknown) => never {
  return (error) => {
    if (error instanceof FetchError) throw new NetworkTrouble(`${error.message}. ${what}`)
    throw error
  }
}
