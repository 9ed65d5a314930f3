import { sql } from 'kysely'
import { NetworkTrouble, ReconnectNeeded, type OwnPost, type OwnPosts } from '#networks/contract.ts'
import { json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf } from '#platform/services.ts'
import { secondPairOfEyesNow } from '../clauses.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfOutside } from './letters.ts'
import { outsideRule, plainAddress, plainWords } from './rules.ts'
import './tables.ts'

const system = { system: 'publishing' }

/** An account whose own posts are asked for. */
export interface Watched {
  id: string
  network: string
  displayName: string
  remoteId: string | null
  since: string
}

type Listed = OwnPosts | { trouble: string; after: string | null }

async function listOwn(deps: PostsDeps, { id, since }: Watched): Promise<Listed> {
  try {
    const session = await deps.openSession(id)
    if (!session.own) return { trouble: 'This network does not list an account’s own posts.', after: null }
    return await session.own(since)
  } catch (error) {
    if (error instanceof ReconnectNeeded) return { trouble: error.message, after: null }
    if (error instanceof NetworkTrouble) return { trouble: error.message, after: error.retryAfter }
    throw error
  }
}

/** Those of `posts` that were not sent from here, as far as the parts of our publications tell. */
async function notOurs(db: Db, accountId: string, posts: OwnPost[]): Promise<OwnPost[]> {
  const ids = posts.map((post) => post.remoteId)
  const addresses = posts.flatMap((post) => [post.url, plainAddress(post.url)])
  const { rows } = await sql<{ remote_id: string | null; address: string | null }>`
    select part -> 'ref' ->> 'remoteId' as remote_id, coalesce(part -> 'ref' ->> 'url', p.url) as address
      from publication p left join lateral jsonb_array_elements(p.parts) part on true
      where p.account_id = ${accountId}::uuid and (part -> 'ref' ->> 'remoteId' = any (${ids}::text[])
        or part -> 'ref' ->> 'url' = any (${addresses}::text[]) or p.url = any (${addresses}::text[]))`.execute(
    db,
  )
  const [known, places] = [new Set<string>(), new Set<string>()]
  for (const { remote_id, address } of rows) {
    if (remote_id !== null) known.add(remote_id)
    if (address !== null) places.add(plainAddress(address))
  }
  return posts.filter((post) => !known.has(post.remoteId) && !places.has(plainAddress(post.url)))
}

/** First comments of ours have no address that is kept, so they are known by their words. */
async function firstComments(db: Db, accountId: string): Promise<Set<string>> {
  const { rows } = await sql<{
    text: string
  }>`select distinct manifest ->> 'firstComment' as text from publication
    where account_id = ${accountId}::uuid and sent_at is not null
      and manifest ->> 'firstComment' is not null`.execute(db)
  return new Set(rows.map(({ text }) => plainWords(text)))
}

/** From when on a post may be one whose sending has had no answer yet; null when there is none such. */
async function mayBeOursFrom(db: Db, accountId: string): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('publication')
    .select(({ fn }) => fn.min('sent_at').as('sent'))
    .where('account_id', '=', accountId)
    .where('state', 'in', ['sent', 'unknown', 'reconciling'])
    .executeTakeFirst()
  return row?.sent ? Temporal.Instant.from(row.sent).subtract({ minutes: outsideRule.clocksApart }) : null
}

/** What was not sent from here, for sure. Asked after the network, so that what it lists of ours is known here. */
async function outsideOf(
  db: Db,
  accountId: string,
  listed: OwnPost[],
): Promise<{ posts: OwnPost[]; heldFrom: Temporal.Instant | null }> {
  if (listed.length === 0) return { posts: [], heldFrom: null }
  const known = await db
    .selectFrom('outside_post')
    .select('remote_id')
    .where('account_id', '=', accountId)
    .where(
      'remote_id',
      'in',
      listed.map((post) => post.remoteId),
    )
    .execute()
  const before = new Set(known.map((row) => row.remote_id))
  const unseen = listed.filter((post) => !before.has(post.remoteId))
  if (unseen.length === 0) return { posts: [], heldFrom: null }
  const heldFrom = await mayBeOursFrom(db, accountId)
  const comments = await firstComments(db, accountId)
  const posts = (await notOurs(db, accountId, unseen)).filter((post) => !comments.has(plainWords(post.text)))
  return {
    heldFrom,
    posts: heldFrom ? posts.filter((post) => Date.parse(post.createdAt) < heldFrom.epochMilliseconds) : posts,
  }
}

/** Each once, whoever looks at the same time. Answers how many are new. */
async function keepOutside(tx: Tx, account: Watched, posts: OwnPost[], at: string): Promise<number> {
  let kept = 0
  for (const post of posts) {
    const id = newId()
    const taken = await tx
      .selectFrom('outside_post')
      .select('id')
      .where('account_id', '=', account.id)
      .where('remote_id', '=', post.remoteId)
      .executeTakeFirst()
    if (taken) continue
    const entryId = await append(tx, at, {
      kind: 'outside.found',
      actor: system,
      subject: `account:${account.id}`,
      accountId: account.id,
      summary: 'A post was found on an official account that did not go through Rostrum.',
      facts: {
        post: id,
        url: post.url,
        network: account.network,
        postedAt: post.createdAt,
        media: post.media,
      },
      content: { text: post.text },
    })
    await tx
      .insertInto('outside_post')
      .values({
        id,
        account_id: account.id,
        remote_id: post.remoteId,
        url: post.url,
        extra: post.extra === undefined ? null : json(post.extra),
        media: post.media,
        posted_at: post.createdAt,
        found_at: at,
        state: 'open',
        entry_id: entryId,
      })
      .execute()
    kept++
  }
  return kept
}

/** Where the next look at the account begins: where this one did, less what clocks differ by, or at what is held. */
function sinceAfter(began: Temporal.Instant, heldFrom: Temporal.Instant | null, before: string): string {
  const usual = began.subtract({ minutes: outsideRule.overlap })
  const oldest = began.subtract({ hours: outsideRule.heldFor })
  const held = heldFrom && Temporal.Instant.compare(heldFrom, usual) < 0 ? heldFrom : usual
  const since = Temporal.Instant.compare(held, oldest) < 0 ? oldest : held
  // The first look begins at the connection, and never before it.
  const start = Temporal.Instant.from(before)
  return isoOf(Temporal.Instant.compare(since, start) < 0 ? start : since)
}

/** Takes the row of the account, so that two looks at once record nothing twice. */
async function lockAccount(tx: Tx, accountId: string): Promise<{ tries: number } | undefined> {
  return tx
    .selectFrom('outside_look')
    .select('tries')
    .where('account_id', '=', accountId)
    .forUpdate()
    .executeTakeFirst()
}

function afterTrouble(tries: number, after: string | null, now: Temporal.Instant): string {
  const minutes = outsideRule.every[Math.min(tries, outsideRule.every.length - 1)] ?? 15
  const usual = isoOf(now.add({ minutes }))
  return after !== null && Date.parse(after) > Date.parse(usual) ? after : usual
}

/**
 * Asks a network for the account's own posts since the last look, and records those that did not go through Rostrum.
 * Only what the official account itself shows is asked for: never who wrote it, nor anybody else's account.
 */
export async function findOutside(deps: PostsDeps, account: Watched): Promise<void> {
  const { services } = deps
  const began = services.clock.now()
  const listed = await listOwn(deps, account)
  if ('trouble' in listed) {
    await services.db.transaction().execute(async (tx) => {
      const look = await lockAccount(tx, account.id)
      if (!look) return
      const tries = look.tries + 1
      await tx
        .updateTable('outside_look')
        .set({
          looked_at: isoOf(began),
          look_at: afterTrouble(tries, listed.after, began),
          tries,
          trouble: listed.trouble,
        })
        .where('account_id', '=', account.id)
        .execute()
    })
    return
  }
  const { posts, heldFrom } = await outsideOf(services.db, account.id, listed.posts)
  const clause = await secondPairOfEyesNow(deps)
  await services.db.transaction().execute(async (tx) => {
    if (!(await lockAccount(tx, account.id))) return
    const at = isoOf(services.clock.now())
    const oldest = listed.posts.at(-1)?.createdAt ?? at
    await tx
      .updateTable('outside_look')
      .set({
        since: sinceAfter(began, heldFrom, account.since),
        remote_id: account.remoteId,
        looked_at: at,
        look_at: isoOf(began.add({ minutes: outsideRule.every[0] })),
        tries: 0,
        trouble: null,
        ...(listed.complete ? {} : { missing_from: account.since, missing_until: oldest }),
      })
      .where('account_id', '=', account.id)
      .execute()
    const kept = await keepOutside(tx, account, posts, at)
    if (kept > 0) await tellOfOutside(tx, deps, account, { posts: kept, clause })
  })
}
