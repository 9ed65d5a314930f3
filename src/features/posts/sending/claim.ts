import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfTrouble } from '../letters.ts'
import { afterCrash } from '../moves.ts'
import { isPaused } from '../pause.ts'
import { movePublication, pauseSetting } from '../publications.ts'
import type { Publication } from '../tables.ts'

/** How long a worker has a publication before another may take it up. Renewed before each part of a thread. */
export const leaseFor = { seconds: 90 }

const system = { system: 'publishing' }

/**
 * At the start of the only worker there can be (the built-in database serves one process): whoever held a lease is
 * gone, so nobody has to wait for it to run out.
 */
export async function endAllLeases(db: Db, now: Temporal.Instant): Promise<void> {
  const past = isoOf(now.subtract({ seconds: 1 }))
  await db
    .updateTable('publication')
    .set({ lease_until: past })
    .where('lease_until', 'is not', null)
    .execute()
}

/**
 * Puts right what a worker left behind that died or was cut off: its lease has run out. `inHand` is what the caller
 * itself still works on: when the clock jumps forward such a lease looks old, and yet an answer is on its way.
 */
export async function releaseExpired(
  db: Db,
  now: Temporal.Instant,
  inHand: readonly string[] = [],
): Promise<number> {
  const rows = await db
    .selectFrom('publication')
    .selectAll()
    .where('lease_until', '<', isoOf(now))
    .$if(inHand.length > 0, (query) => query.where('id', 'not in', inHand))
    .limit(200)
    .execute()
  for (const row of rows) {
    const to = afterCrash[row.state]
    const set = { lease_by: null, lease_until: null, next_at: isoOf(now) }
    if (!to) {
      // Read back half-way: no state to mend, only the lease.
      await db
        .updateTable('publication')
        .set(set)
        .where('id', '=', row.id)
        .where('version', '=', row.version)
        .execute()
      continue
    }
    const say =
      to === 'unknown'
        ? 'The worker stopped while it was sending.'
        : 'The worker stopped before it sent anything.'
    await db.transaction().execute((tx) =>
      movePublication(tx, row, {
        to,
        at: isoOf(now),
        actor: system,
        set,
        outcome: { kind: 'stopped', say },
      }),
    )
  }
  return rows.length
}

/** What came too late to go by itself waits for a person; while everything is paused, what comes due is held. */
export async function holdLateAndPaused(deps: PostsDeps, now: Temporal.Instant): Promise<number> {
  const { db } = deps.services
  const paused = await isPaused(db)
  let query = db.selectFrom('publication').selectAll().where('state', '=', 'due').limit(500)
  query = paused
    ? query.where('next_at', '<=', isoOf(now))
    : query.where('miss_after', '<', isoOf(now)).where('next_at', '<=', isoOf(now))
  const rows = await query.execute()
  for (const row of rows) {
    const to = paused ? 'paused' : 'missed'
    const retried = row.outcome?.kind === 'retry' ? ` The network’s last word was: ${row.outcome.say}` : ''
    const outcome = paused
      ? row.outcome
      : {
          kind: 'late',
          say: `Nothing could send it within 15 minutes of its time, so it did not go by itself.${retried}`,
        }
    await db.transaction().execute(async (tx) => {
      const done = await movePublication(tx, row, { to, at: isoOf(now), actor: system, outcome })
      if (done) await tellOfTrouble(tx, deps, row, to, outcome)
    })
  }
  return rows.length
}

/**
 * Takes up to `most` publications whose time has come, each for one lease, in one statement. One at a time for each
 * account, so that a network which mistakes parallel sends for one another is never given any. Rows that another
 * worker is just taking are passed over.
 */
export async function claimDue(
  db: Db,
  worker: string,
  now: Temporal.Instant,
  most: number,
): Promise<Publication[]> {
  if (most <= 0) return []
  const at = isoOf(now)
  const until = isoOf(now.add(leaseFor))
  // Account by account and state by state, so that each look is one step into an index, however long the queue is.
  const { rows } = await sql<Publication>`
    update publication p set
      state = case p.state when 'due' then 'claimed' when 'unknown' then 'reconciling' else p.state end,
      version = p.version + 1, lease_by = ${worker}, lease_until = ${until}, claimed_at = ${at}, attempt = p.attempt + 1
    from (
      select p.id from publication p
      join (
        select distinct on (a.id) d.id
        from account a
        cross join (values ('unknown', 0), ('due', 1), ('published', 2)) as s (state, place)
        cross join lateral (
          select d.id from publication d
          where d.account_id = a.id and d.state = s.state and d.next_at <= ${at} and d.lease_until is null
            and (d.state <> 'due' or d.miss_after >= ${at})
          order by d.next_at, d.id limit 1
        ) d
        where not exists (select 1 from publication o where o.account_id = a.id and o.lease_until is not null)
          and not (s.state = 'due' and exists (select 1 from kept_setting where name = ${pauseSetting}))
        order by a.id, s.place
      ) first on first.id = p.id
      where p.lease_until is null and p.next_at <= ${at} and p.state in ('due', 'unknown', 'published')
      order by (p.state = 'published'), p.next_at
      limit ${most}
      for update of p skip locked
    ) c
    where c.id = p.id
    returning p.*`.execute(db)
  return rows
}

/** When the next publication whose time has not come wants a worker, if any does; for how long to sleep. */
export async function nextWanted(db: Db, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const row = await db
    .selectFrom('publication')
    .select('next_at')
    .where('state', 'in', ['due', 'unknown', 'published'])
    .where('lease_until', 'is', null)
    .where('next_at', '>', isoOf(now))
    .orderBy('next_at')
    .limit(1)
    .executeTakeFirst()
  return row ? Temporal.Instant.from(row.next_at) : null
}
