import { sql } from 'kysely'
import { z } from 'zod'
import { defineJob } from '#platform/jobs/index.ts'
import { isoOf } from '#platform/services.ts'
import { sweepScreenshots, sweepUnusedScreenshots } from '../by-hand/sweep-screenshots.ts'
import type { PostsDeps } from '../deps.ts'
import type { Publication } from '../tables.ts'
import { findOutside, type Watched } from './find-outside.ts'
import { lookAtPublication } from './look.ts'
import { canReadBack, isOut, lookRule, nextLook, outsideRule } from './rules.ts'

/** Every five minutes: what is out is read back when its time has come. */
export const lookBack = defineJob({
  name: 'posts.look-back',
  payload: z.object({}),
  cron: '*/5 * * * *',
  expiresIn: 900,
  retry: { limit: 0, delaySeconds: 0 },
})

/** Every five minutes: accounts whose time has come are asked for posts that did not go through Rostrum. */
export const lookOutside = defineJob({
  name: 'posts.look-outside',
  payload: z.object({}),
  cron: '2-59/5 * * * *',
  expiresIn: 900,
  retry: { limit: 0, delaySeconds: 0 },
})

/** What ended with a fault of ours is taken up again after this, behind what went well. */
const afterFault = { hours: 1 }

export const postJobs = [lookBack, lookOutside, sweepScreenshots]

export function handlePostJobs(deps: PostsDeps): void {
  deps.services.jobs.handle(lookBack, () => runLookBack(deps))
  deps.services.jobs.handle(lookOutside, () => runLookOutside(deps))
  deps.services.jobs.handle(sweepScreenshots, async () => {
    const swept = await sweepUnusedScreenshots(deps.services)
    if (swept > 0) deps.services.log.info({ swept }, 'screenshots that no record names were removed')
  })
}

/** Works on what belongs to one account in turn, and on a few accounts side by side: a slow one holds up its own. */
async function byAccount<Item>(
  items: readonly Item[],
  accountOf: (item: Item) => string,
  atOnce: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const lines = Map.groupBy(items, accountOf).values()
  const one = async () => {
    // All take from the one iterator, so that no line is worked on twice.
    for (const line of lines) for (const item of line) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}

/** What came out and is not looked after yet. Beyond the last look nothing is begun. */
async function enrolPublications({ services, networks }: PostsDeps): Promise<void> {
  const { db, clock } = services
  const now = clock.now()
  const longest = Math.max(...lookRule.after.map(({ hours }) => hours)) * (1 + lookRule.spread)
  const readable = [...networks.values()].filter(
    ({ profile: { capabilities } }) => capabilities.publish === 'api' && capabilities.idempotency !== 'none',
  )
  const rows = await db
    .selectFrom('publication')
    .selectAll('publication')
    .leftJoin('publication_look as look', 'look.publication_id', 'publication.id')
    .where('look.publication_id', 'is', null)
    .where('published_at', '>', isoOf(now.subtract({ minutes: Math.round(longest * 60) })))
    .where('state', 'in', ['published', 'verified'])
    .where('removed_at', 'is', null)
    .where(
      'network',
      'in',
      readable.map(({ profile }) => profile.id),
    )
    .limit(1_000)
    .execute()
  if (rows.length === 0) return
  const values = rows.map((row) => {
    const at = canReadBack(networks.get(row.network)?.profile.capabilities, row) ? nextLook(row, now) : null
    return { publication_id: row.id, account_id: row.account_id, look_at: at && isoOf(at) }
  })
  await db
    .insertInto('publication_look')
    .values(values)
    .onConflict((on) => on.doNothing())
    .execute()
}

/** Whose time has come: never more of one account in an hour than the rule lets, and none while it is sending. */
async function dueLooks({ services }: PostsDeps): Promise<Publication[]> {
  const now = services.clock.now()
  const hourAgo = isoOf(now.subtract({ hours: 1 }))
  const { rows } = await sql<Publication>`
    with due as (
      select publication_id, account_id, look_at,
        row_number() over (partition by account_id order by look_at, publication_id) as place
      from publication_look where look_at <= ${isoOf(now)}
    ), done as (
      select account_id, count(*) as looks from publication_look where looked_at > ${hourAgo} group by account_id
    )
    select p.* from due
    join publication p on p.id = due.publication_id
    left join done on done.account_id = due.account_id
    where due.place <= ${lookRule.ofOneAccountAnHour} - coalesce(done.looks, 0)
      and not exists (select 1 from publication s where s.account_id = due.account_id
        and s.lease_until > '-infinity' and s.lease_until < 'infinity')
      and not exists (select 1 from connection c where c.account_id = due.account_id and c.state = 'reconnect')
    order by due.look_at, due.publication_id
    limit ${lookRule.aRun}`.execute(services.db)
  return rows
}

/** Reads back what is to be read back now. A fault of one look is logged and stops no other. */
export async function runLookBack(deps: PostsDeps): Promise<void> {
  const { services } = deps
  await enrolPublications(deps)
  const due = await dueLooks(deps)
  await byAccount(
    due,
    (publication) => publication.account_id,
    lookRule.accountsAtOnce,
    async (publication) => {
      const capabilities = deps.networks.get(publication.network)?.profile.capabilities
      if (!isOut(publication) || !canReadBack(capabilities, publication)) {
        await services.db
          .updateTable('publication_look')
          .set({ look_at: null })
          .where('publication_id', '=', publication.id)
          .execute()
        return
      }
      try {
        await lookAtPublication(deps, publication)
      } catch (err) {
        services.log.error({ err, publication: publication.id }, 'a publication could not be read back')
        await services.db
          .updateTable('publication_look')
          .set({ look_at: isoOf(services.clock.now().add(afterFault)) })
          .where('publication_id', '=', publication.id)
          .execute()
      }
    },
  )
}

/** Accounts that are connected to a network which lists their own posts, and are not looked at yet. */
async function enrolAccounts({ services, networks }: PostsDeps): Promise<void> {
  const listing = [...networks.values()].filter(({ profile }) => profile.capabilities.reads.own)
  if (listing.length === 0) return
  const ids = listing.map(({ profile }) => profile.id)
  const now = isoOf(services.clock.now())
  // An account that was connected to another one on the network begins anew, at that connection.
  await sql`
    insert into outside_look (account_id, remote_id, since, look_at)
    select a.id, a.remote_id, c.granted_at, ${now}::timestamptz from account a
    join connection c on c.account_id = a.id
    left join outside_look l on l.account_id = a.id
    where a.network = any (${ids}::text[]) and c.state <> 'reconnect'
      and (l.account_id is null or l.remote_id is distinct from a.remote_id)
    on conflict (account_id) do update set
      remote_id = excluded.remote_id, since = excluded.since, look_at = excluded.look_at, tries = 0,
      trouble = null, missing_from = null, missing_until = null`.execute(services.db)
}

async function dueAccounts({ services }: PostsDeps): Promise<Watched[]> {
  return services.db
    .selectFrom('outside_look as look')
    .innerJoin('account', 'account.id', 'look.account_id')
    .innerJoin('connection', 'connection.account_id', 'look.account_id')
    .select([
      'account.id',
      'account.network',
      'account.display_name as displayName',
      'account.remote_id as remoteId',
      'look.since',
    ])
    .where('look.look_at', '<=', isoOf(services.clock.now()))
    .where('connection.state', '<>', 'reconnect')
    .orderBy('look.look_at')
    .limit(outsideRule.aRun)
    .execute()
}

/** Looks for posts outside Rostrum on the accounts whose time has come. A fault of one stops no other. */
export async function runLookOutside(deps: PostsDeps): Promise<void> {
  const { services } = deps
  await enrolAccounts(deps)
  await byAccount(
    await dueAccounts(deps),
    (account) => account.id,
    outsideRule.accountsAtOnce,
    async (account) => {
      try {
        await findOutside(deps, account)
      } catch (err) {
        services.log.error({ err, account: account.id }, 'an account’s own posts could not be looked through')
        await services.db
          .updateTable('outside_look')
          .set({ look_at: isoOf(services.clock.now().add(afterFault)) })
          .where('account_id', '=', account.id)
          .execute()
      }
    },
  )
}
