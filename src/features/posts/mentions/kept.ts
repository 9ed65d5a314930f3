import type { Services } from '#platform/services.ts'
import { notAnswered, type Answer, type Said } from './rules.ts'

/** Milliseconds for which an answer is believed. */
const believed: Record<Answer, number> = {
  yes: 30 * 60_000,
  no: 5 * 60_000,
  unanswered: 60_000,
  silent: 30 * 60_000,
}
const mostKept = 2_000

interface Kept {
  answer: Promise<Said>
  /** What was answered; null while it is still asked. */
  known: Answer | null
  until: number
}
const books = new WeakMap<Services, Map<string, Kept>>()

function bookOf(services: Services): Map<string, Kept> {
  const book = books.get(services) ?? new Map<string, Kept>()
  books.set(services, book)
  return book
}

const keyOf = (accountId: string, name: string): string => `${accountId} ${name.toLowerCase()}`

/** What was found out lately, without asking. */
export function kept(services: Services, accountId: string, name: string): Kept | undefined {
  const found = bookOf(services).get(keyOf(accountId, name))
  return found && found.until > services.clock.now().epochMilliseconds ? found : undefined
}

/** Keeps an answer for the next who asks, for minutes; the oldest goes when there are too many. */
export function keep(services: Services, accountId: string, name: string, answer: Promise<Said>): void {
  const book = bookOf(services)
  const key = keyOf(accountId, name)
  const entry: Kept = { answer, known: null, until: Infinity }
  book.delete(key)
  book.set(key, entry)
  const [oldest] = book.size > mostKept ? book.keys() : []
  if (oldest !== undefined) book.delete(oldest)
  const settle = ({ known, until }: Said) => {
    entry.known = known
    entry.until = services.clock.now().epochMilliseconds + believed[known]
    // A wait shorter than that is over when it was said to be.
    if (until !== undefined) entry.until = Math.min(entry.until, Date.parse(until))
  }
  answer.then(settle, () => settle(notAnswered))
}
