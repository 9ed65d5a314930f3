/** What a mail server's answers mean for a letter. */
import { FetchError } from '#platform/fetch/index.ts'
import { after, excerpt, outcomeOfSilence, unknown } from '../answers.ts'
import type { NetworkContext, NotDone } from '../contract.ts'
import { SmtpRefusal, SmtpSilence, type Reply, type Stage } from './smtp.ts'

/** Seconds: servers that use grey lists or count by the minute let a letter through after a few. */
const later = 300

/** Signing in is over: 530 asks for it, 534 and 538 want another way of it, 535 knows no such password (RFC 4954). */
const signInOver = new Set([530, 534, 535, 538])

export interface Told {
  context: Pick<NetworkContext, 'clock'>
  handle: string
  secrets: readonly string[]
}

export function wordsOf({ code, text }: Reply, secrets: readonly string[]): string {
  return excerpt(`${code} ${text.replace(/\s+/g, ' ')}`.trim(), secrets)
}

/** 4.7.x and its like are what servers say to senders of too much (RFC 3463). */
function isLimit({ code, text }: Reply): boolean {
  return (
    code === 421 ||
    code === 450 ||
    code === 452 ||
    /^4\.[27]\.\d|rate|throttl|too (?:many|fast)|limit/i.test(text)
  )
}

function refusal({ context, handle, secrets }: Told, stage: Stage, reply: Reply): NotDone {
  const words = wordsOf(reply, secrets)
  if (signInOver.has(reply.code) || (stage === 'login' && reply.code >= 500))
    return {
      kind: 'reconnect',
      say: `The mail server no longer lets us send as ${handle} (${words}). Connect the account again.`,
    }
  if (reply.code < 500 || stage === 'tls' || stage === 'greeting')
    return {
      kind: 'retry',
      after: after(context.clock, later),
      say: `The mail server asks us to wait (${words}). Nothing was sent.`,
      ...(isLimit(reply) ? { limited: 'account' as const } : {}),
    }
  return {
    kind: 'rejected',
    code: reply.code === 552 || reply.code === 523 ? 'too-large' : 'refused-by-network',
    say: `The mail server did not take the letter (${words}). Nothing was sent.`,
  }
}

/**
 * A refusal is proof that nothing went, whenever it comes, also as the answer to the letter's end. Silence is proof of
 * it only before that end. Anything else is thrown on.
 */
export function outcomeOf(told: Told, error: unknown): NotDone {
  if (error instanceof SmtpRefusal) return refusal(told, error.stage, error.reply)
  if (error instanceof FetchError) return outcomeOfSilence(error, told.context.clock)
  if (!(error instanceof SmtpSilence)) throw error
  if (error.stage !== 'sent')
    return {
      kind: 'retry',
      after: after(told.context.clock, 60),
      say: `${error.message}. Nothing was sent.`,
    }
  return unknown(`${error.message}, after the whole letter had been handed over. It may have been sent.`, {
    stage: error.stage,
  })
}
