/** What every network's adapter needs to turn answers, and their absence, into the closed set of outcomes. */
import type { Clock } from '#platform/clock/index.ts'
import { FetchError } from '#platform/fetch/index.ts'
import { storableText } from '#platform/storable.ts'
import { NetworkTrouble, type Json, type NotDone, type PublishOutcome } from './contract.ts'

/** The instant `seconds` from now, ISO 8601 UTC. */
export function after(clock: Clock, seconds: number): string {
  return clock
    .now()
    .add({ milliseconds: Math.round(seconds * 1000) })
    .toString({ fractionalSecondDigits: 3 })
}

/** Short enough to keep as evidence, and without whatever the other side may have echoed of our request. */
export function excerpt(text: string, secrets: readonly string[] = []): string {
  const clean = secrets.reduce(
    (left, secret) => (secret.length > 5 ? left.replaceAll(secret, '[hidden]') : left),
    text,
  )
  return storableText(clean.length > 300 ? `${clean.slice(0, 300)}…` : clean)
}

/** Why something could not be read, for a person: a network's trouble is a sentence already, a silence is none. */
export function sentenceOf(error: Error): string {
  return error instanceof FetchError ? `${error.message}.` : error.message
}

/** Another's words at the end of a sentence of ours, which has a full stop whether they brought one or not. */
export function closed(words: string): string {
  return /[.!?…]$/.test(words) ? words : `${words}.`
}

/** There was no answer to a request that would have created something. */
export function outcomeOfSilence(error: FetchError, clock: Clock): NotDone {
  if (error.fault === 'refused')
    return { kind: 'retry', after: after(clock, 60), say: `${error.message}. Nothing was sent.` }
  return {
    kind: 'unknown',
    say: `${error.message}. It may have been sent.`,
    evidence: { fault: error.fault },
  }
}

/**
 * When a 429 says to come back: `Retry-After` (seconds or a date), else `ratelimit-reset` (AT Protocol: seconds
 * since 1970), else `x-ratelimit-reset` (Mastodon: ISO 8601). A minute when it says nothing usable; a day at most.
 */
export function comeBackAt(headers: Headers, clock: Clock): string {
  const now = clock.now().epochMilliseconds
  const candidates = [
    millisecondsOf(headers.get('retry-after'), (seconds) => now + seconds * 1000),
    millisecondsOf(headers.get('ratelimit-reset'), (seconds) => seconds * 1000),
    millisecondsOf(headers.get('x-ratelimit-reset'), (seconds) => seconds * 1000),
  ]
  const at = candidates.find((found) => found !== null) ?? now + 60_000
  return after(clock, Math.min(Math.max((at - now) / 1000, 1), 86_400))
}

function millisecondsOf(header: string | null, ofNumber: (value: number) => number): number | null {
  if (header === null || header.trim() === '') return null
  const value = Number(header)
  const at = Number.isFinite(value) ? ofNumber(value) : Date.parse(header)
  return Number.isFinite(at) ? at : null
}

export function rejected(code: string, say: string): Extract<NotDone, { kind: 'rejected' }> {
  return { kind: 'rejected', code, say }
}

/** A 5xx, or an answer that can't be read: the other side may or may not have acted. */
export function unknown(say: string, evidence: Json): Extract<PublishOutcome, { kind: 'unknown' }> {
  return { kind: 'unknown', say, evidence }
}

/**
 * What a person typed as a server's address, as an origin; null when it can't be one. Passwords and codes travel
 * there, so plain http is for this machine only.
 */
export function serverOrigin(typed: string): string | null {
  const trimmed = typed.trim().replace(/\/+$/, '')
  if (trimmed === '') return null
  const url = URL.parse(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`)
  if (!url || url.username !== '' || url.password !== '') return null
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return null
  return url.origin
}

/** Why a server could not be reached, and what to do: wait, or allow it. */
export function unreached(error: FetchError): string {
  return error.notAllowed ? `${error.message}.` : `${error.message}. Try again in a minute.`
}

/** For what comes of a request that nobody could see: its silence is `NetworkTrouble`, anything else is thrown on. */
export function unreachable(error: unknown): never {
  if (error instanceof FetchError) throw new NetworkTrouble(unreached(error))
  throw error
}
