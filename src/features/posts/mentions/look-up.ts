import { authorise, mayFor, type Actor } from '#features/people/index.ts'
import { NetworkTrouble, ReconnectNeeded } from '#networks/contract.ts'
import type { RateRule } from '#networks/profile.ts'
import { NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { partsFor } from '../content.ts'
import type { PostsDeps } from '../deps.ts'
import { asksOf, saidBuckets, type Scopes } from '../sending/rate-rules.ts'
import { heldBy, spend, withBuckets } from '../sending/rates.ts'
import type { PostRecord } from '../store.ts'
import { isMention, mentionsIn, mostMentions, type Known } from './rules.ts'

/** Ours, for all networks: looking names up must never use up what sending needs. It holds nothing but itself. */
const budget: RateRule = { id: 'mentions', per: 'account', of: 'media', most: 60, seconds: 900 }

/** `silent`: the network has no way to say it. */
type Answer = Known | 'silent'

/** Milliseconds for which an answer is believed. */
const believed: Record<Answer, number> = {
  yes: 30 * 60_000,
  no: 5 * 60_000,
  unanswered: 60_000,
  silent: 30 * 60_000,
}
const mostKept = 2_000

interface Kept {
  answer: Promise<Answer>
  /** What was answered; null while it is still asked. */
  known: Answer | null
  until: number
}
const books = new WeakMap<Services, Map<string, Kept>>()

function bookOf({ services }: PostsDeps): Map<string, Kept> {
  const book = books.get(services) ?? new Map<string, Kept>()
  books.set(services, book)
  return book
}

const keyOf = (accountId: string, name: string): string => `${accountId} ${name.toLowerCase()}`
const nowMs = ({ services }: PostsDeps): number => services.clock.now().epochMilliseconds

/** What was found out lately, without asking. */
function kept(deps: PostsDeps, accountId: string, name: string): Kept | undefined {
  const found = bookOf(deps).get(keyOf(accountId, name))
  return found && found.until > nowMs(deps) ? found : undefined
}

/** Those whom the account's network does not know, as far as it has been asked lately. */
export function unknownMentions(
  deps: PostsDeps,
  account: { id: string; network: string },
  texts: readonly string[],
): string[] {
  const profile = deps.networks.get(account.network)?.profile
  if (!profile) return []
  return mentionsIn(profile, texts).filter((name) => kept(deps, account.id, name)?.known === 'no')
}

/** Opens the account for asking. Nothing but the name leaves. */
async function opened(deps: PostsDeps, scopes: Scopes): Promise<(name: string) => Promise<Answer>> {
  const { db, clock } = deps.services
  if (await heldBy(db, saidBuckets(scopes), clock.now())) return async () => 'unanswered'
  const session = await deps.openSession(scopes.accountId)
  const asks = asksOf([budget], 'media', 1, scopes)
  return async (name) => {
    if (!session.knows) return 'silent'
    const full = await withBuckets(db, asks, () =>
      db.transaction().execute((tx) => spend(tx, asks, clock.now())),
    )
    if (full) return 'unanswered'
    const known = await session.knows(name)
    if (known === null) return 'unanswered'
    return known ? 'yes' : 'no'
  }
}

const isTrouble = (error: unknown): boolean =>
  error instanceof NetworkTrouble || error instanceof ReconnectNeeded

function keep(deps: PostsDeps, key: string, answer: Promise<Answer>): void {
  const book = bookOf(deps)
  const entry: Kept = { answer, known: null, until: Infinity }
  book.delete(key)
  book.set(key, entry)
  const [oldest] = book.size > mostKept ? book.keys() : []
  if (oldest !== undefined) book.delete(oldest)
  const settle = (known: Answer) => {
    entry.known = known
    entry.until = nowMs(deps) + believed[known]
  }
  answer.then(settle, () => settle('unanswered'))
}

/** Asks one after another, each name once however many ask for it. */
function lookUp(deps: PostsDeps, scopes: Scopes, names: readonly string[]): Promise<Answer>[] {
  const { accountId } = scopes
  const fresh = names.filter((name) => !kept(deps, accountId, name))
  const opening = fresh.length > 0 ? opened(deps, scopes) : null
  let turn: Promise<unknown> = Promise.resolve()
  for (const name of fresh) {
    const answer = turn
      .then(() => opening)
      .then((ask) => ask?.(name) ?? 'unanswered')
      .catch((err: unknown): Answer => {
        if (!isTrouble(err)) deps.services.log.warn({ err }, 'a mention could not be looked up')
        return 'unanswered'
      })
    turn = answer
    keep(deps, keyOf(accountId, name), answer)
  }
  return names.map((name) => kept(deps, accountId, name)?.answer ?? Promise.resolve('unanswered'))
}

/** Whoever has not answered by then is not waited for; the answer is kept for the next who asks. */
async function within<T>(ms: number, work: Promise<T>, otherwise: T): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(resolve, ms, otherwise)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

async function scopesOf(deps: PostsDeps, accountId: string): Promise<Scopes | undefined> {
  const row = await deps.services.db
    .selectFrom('account')
    .select(['network', 'server'])
    .where('id', '=', accountId)
    .executeTakeFirst()
  return row && { ...row, accountId }
}

/** Milliseconds for which somebody who writes waits. */
const patience = 6_000

/**
 * Does the network of an account know these people? Asked by the account's own connection. What could not be found out
 * is `unanswered`; a network that has no way to say it says nothing.
 */
export async function lookUpMentions(
  deps: PostsDeps,
  actor: Actor,
  accountId: string,
  names: readonly string[],
): Promise<{ name: string; known: Known }[]> {
  const scopes = mayFor(actor, 'posts.read', accountId) ? await scopesOf(deps, accountId) : undefined
  if (!scopes) throw new NotFound('account')
  authorise(actor, 'posts.write', accountId)
  const profile = deps.networks.get(scopes.network)?.profile
  if (!profile) return []
  const wanted = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
    .filter((name) => isMention(profile, name))
    .slice(0, mostMentions)
  const asked = lookUp(deps, scopes, wanted)
  const answers = await Promise.all(asked.map((one) => within<Answer>(patience, one, 'unanswered')))
  return wanted.flatMap((name, at) => {
    const known = answers[at]
    return known && known !== 'silent' ? [{ name, known }] : []
  })
}

/** Milliseconds for which asking for approval waits. */
const shortPatience = 1_500

/** Finds out what can be found out in a short time of all whom a post mentions. Never fails, and never keeps it back. */
export async function lookUpInPost(
  deps: PostsDeps,
  post: Pick<PostRecord, 'content' | 'accountIds'>,
): Promise<void> {
  const work = post.accountIds.map(async (accountId) => {
    const scopes = await scopesOf(deps, accountId)
    const profile = scopes && deps.networks.get(scopes.network)?.profile
    if (!profile) return
    const texts = partsFor(post.content, scopes.network).map(({ text }) => text)
    await Promise.all(lookUp(deps, scopes, mentionsIn(profile, texts).slice(0, mostMentions)))
  })
  const failed = (err: unknown) =>
    deps.services.log.warn({ err }, 'the mentions of a post could not be looked up')
  await within(
    shortPatience,
    Promise.all(work).then(() => undefined, failed),
    undefined,
  )
}
