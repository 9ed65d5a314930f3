import { FetchError, type GuardedResponse } from '#platform/fetch/index.ts'
import type { Services } from '#platform/services.ts'
import type { ChannelService } from './contract.ts'
import { bodyFor, type ToShow } from './shapes.ts'

/** What came of one try. `later`: nothing is wrong with the channel. `refused`: it did not take this, and may never. */
export type Delivery =
  | { result: 'taken' }
  | { result: 'later'; afterSeconds: number | null; say: string }
  | { result: 'refused'; say: string }

const longestAnswer = 64_000
const tooMany = 429
const longestWait = 6 * 60 * 60

/** Seconds, or a date (RFC 9110); null when the answer says neither. */
function retryAfter(header: string | null, now: Temporal.Instant): number | null {
  if (header === null) return null
  const seconds = /^\d+$/.test(header.trim())
    ? Number(header)
    : (Date.parse(header) - now.epochMilliseconds) / 1_000
  return Number.isFinite(seconds) ? Math.min(Math.max(Math.ceil(seconds), 1), longestWait) : null
}

const isPage = (answer: GuardedResponse): boolean =>
  (answer.headers.get('content-type') ?? '').includes('text/html') ||
  /^\s*<(!doctype|html)/i.test(answer.text())

function read(answer: GuardedResponse, now: Temporal.Instant): Delivery {
  const { status } = answer
  if (status === tooMany)
    return {
      result: 'later',
      afterSeconds: retryAfter(answer.headers.get('retry-after'), now),
      say: 'It asks us to send less often.',
    }
  if (status >= 500)
    return {
      result: 'later',
      afterSeconds: retryAfter(answer.headers.get('retry-after'), now),
      say: `It answered with a fault of its own (${status}).`,
    }
  if (status >= 300 && status < 400)
    return {
      result: 'refused',
      say: 'It sends us on to another address, as a sign-in page does; a webhook does not.',
    }
  if (status >= 400) return { result: 'refused', say: `It answered ${status}: ${reason(answer)}` }
  if (isPage(answer))
    return { result: 'refused', say: 'It answered with a web page, so this is not the address of a webhook.' }
  return { result: 'taken' }
}

const known: Record<number, string> = {
  401: 'it wants a sign-in. In Teams, let “Anyone” trigger the workflow.',
  403: 'this is not allowed there.',
  404: 'there is no such webhook any more.',
  410: 'the channel was archived or the webhook removed.',
}

const reason = (answer: GuardedResponse): string => known[answer.status] ?? 'it did not take what was sent.'

/** Sends once. What an answer says in words is not shown on: it is a stranger's text. */
export async function deliver(
  services: Pick<Services, 'fetch' | 'clock'>,
  service: ChannelService,
  url: string,
  show: ToShow,
): Promise<Delivery> {
  try {
    const answer = await services.fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: bodyFor(service, show),
      maxBytes: longestAnswer,
    })
    return read(answer, services.clock.now())
  } catch (error) {
    if (!(error instanceof FetchError)) throw error
    if (error.notAllowed || error.fault === 'too-large' || error.fault === 'rubbish')
      return { result: 'refused', say: `${error.message}.` }
    return { result: 'later', afterSeconds: null, say: `${error.message}.` }
  }
}
