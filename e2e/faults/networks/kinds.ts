import { z } from 'zod'
import type { Harness, SendingFault } from '#networks/conformance.ts'
import { ENDLESS, RUBBISH, tooManyRequests, type Fault } from '../../peers/fault-proxy.ts'
import type { PublicationState } from '#features/posts/contract.ts'

/** What can go wrong with one request. */
export interface Kind {
  name: string
  fault(harness: Harness): Fault
  /** The same where a network is not spoken to over HTTP; absent where it has no such thing. */
  sending?: SendingFault
  /** The worker dies of it as well, and another is started. */
  dies?: true
  /** Ends, beside a post that is out, which say what is so after it: nothing is there, and here is why. */
  mayEnd?: readonly PublicationState[]
}

const fixed = (fault: Fault) => () => fault
const refused = {
  kind: 'answer',
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: '{"error":"invalid_token"}',
} as const

/** Done, and what tells of it is a page for people. */
const rubbishAfter: Fault = {
  kind: 'answer-after-forwarding',
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>Please sign in to continue</title><p>Welcome to the guest network.</p>',
}

/** Milliseconds after which Rostrum no longer waits for an answer. */
function longerThan({ madeWith }: Harness): number {
  const { timeout } = z.object({ timeout: z.number() }).parse(madeWith?.settings)
  return timeout + 200
}

export const kinds: readonly Kind[] = [
  { name: 'drop-before', fault: fixed({ kind: 'drop-before' }), sending: 'dropped-before' },
  { name: 'drop-after', fault: fixed({ kind: 'drop-after' }), sending: 'dropped-after' },
  { name: 'cut-body', fault: fixed({ kind: 'cut-body' }) },
  { name: 'never-answer', fault: fixed({ kind: 'never-answer' }), sending: 'never-answers' },
  { name: 'never-answer-after', fault: fixed({ kind: 'never-answer-after-forwarding' }) },
  { name: 'late', fault: fixed({ kind: 'answer-late', ms: 600 }) },
  { name: 'gave-up', fault: (harness) => ({ kind: 'delay', ms: longerThan(harness) }) },
  {
    name: '429',
    fault: (harness) => harness.limited?.() ?? tooManyRequests(),
    sending: 'rate-limited',
    // A network may ask us to wait for longer than a post may be late.
    mayEnd: ['missed'],
  },
  { name: '500', fault: fixed({ kind: 'answer', status: 500, body: '' }), sending: 'server-error' },
  {
    name: '500-after',
    fault: fixed({ kind: 'answer-after-forwarding', status: 500, body: '' }),
    sending: 'server-error-after-doing-it',
  },
  { name: 'html', fault: fixed(RUBBISH), sending: 'rubbish' },
  {
    name: 'html-after',
    fault: fixed(rubbishAfter),
  },
  { name: 'endless', fault: fixed(ENDLESS), sending: 'endless' },
  {
    name: 'redirect',
    fault: fixed({ kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:9/inside' } }),
    sending: 'redirect-inside',
    // It may be taken for a server that has moved, until somebody connects it there.
    mayEnd: ['blocked'],
  },
  { name: 'empty', fault: fixed({ kind: 'answer', status: 200, body: '' }) },
  { name: 'dies-before', fault: fixed({ kind: 'drop-before' }), dies: true },
  { name: 'dies-after', fault: fixed({ kind: 'drop-after' }), dies: true },
  // Where a grant can't be renewed, the network’s word that it has ended is all there is to go by.
  { name: '401', fault: fixed(refused), mayEnd: ['blocked'] },
]
