import { authorise, mayFor, type Actor } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { partsFor } from '../content.ts'
import type { PostsDeps } from '../deps.ts'
import type { Scopes } from '../sending/rate-rules.ts'
import type { PostRecord } from '../store.ts'
import { askerOf } from './ask.ts'
import { keep, kept } from './kept.ts'
import { isMention, mentionsIn, mostMentions, notAnswered, type Known, type Said } from './rules.ts'

/** Those whom the account's network does not know, as far as it has been asked lately. */
export function unknownMentions(
  deps: PostsDeps,
  account: { id: string; network: string },
  texts: readonly string[],
): string[] {
  const profile = deps.networks.get(account.network)?.profile
  if (!profile) return []
  return mentionsIn(profile, texts).filter((name) => kept(deps.services, account.id, name)?.known === 'no')
}

/** Asks one after another, each name once however many ask for it. */
function lookUp(deps: PostsDeps, scopes: Scopes, names: readonly string[]): Promise<Said>[] {
  const { services } = deps
  const { accountId } = scopes
  const ask = askerOf(deps, scopes)
  let turn: Promise<unknown> = Promise.resolve()
  for (const name of names.filter((one) => !kept(services, accountId, one))) {
    const answer = turn
      .then(() => ask(name))
      .catch((err: unknown): Said => {
        services.log.warn({ err }, 'a mention could not be looked up')
        return notAnswered
      })
    turn = answer
    keep(services, accountId, name, answer)
  }
  return names.map((name) => kept(services, accountId, name)?.answer ?? Promise.resolve(notAnswered))
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
 * is `unanswered`, and says from when it can be where a wait is the reason; a network that has no way to say it says nothing.
 */
export async function lookUpMentions(
  deps: PostsDeps,
  actor: Actor,
  accountId: string,
  names: readonly string[],
): Promise<{ name: string; known: Known; until?: string }[]> {
  const scopes = mayFor(actor, 'posts.read', accountId) ? await scopesOf(deps, accountId) : undefined
  if (!scopes) throw new NotFound('account')
  authorise(actor, 'posts.write', accountId)
  const profile = deps.networks.get(scopes.network)?.profile
  if (!profile) return []
  const wanted = [...new Map(names.map((name) => [name.toLowerCase(), name])).values()]
    .filter((name) => isMention(profile, name))
    .slice(0, mostMentions)
  const asked = lookUp(deps, scopes, wanted)
  const answers = await Promise.all(asked.map((one) => within(patience, one, notAnswered)))
  return wanted.flatMap((name, at) => {
    const { known, ...more } = answers[at] ?? notAnswered
    return known === 'silent' ? [] : [{ name, known, ...more }]
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
