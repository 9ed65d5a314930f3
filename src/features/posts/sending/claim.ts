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

/** Said so that the planner takes the index of leases, which are few, whatever it believes of the table. */
const isLeased = sql<boolean>`lease_until > '-infinity' and lease_until < 'infinity'`

const system = { system: 'publishing' }

/**
 * At the start of the only worker there can be (the built-in database serves one process): whoever held a lease is
 * gone, so nobody has to wait for it to run out.
 */
export async function endAllLeases(db: Db, now: Temporal.Instant): Promise<void> {
  const past = isoOf(now.subtract({ seconds: 1 }))
  await db.updateTable('publication').set({ lease_until: past }).where(isLeased).execute()
}

/**
 * Puts right what a worker left behind that died or was cut off: its lease has run out. `mine` is the caller and what
 * it still works on: when the clock jumps forward such a lease looks old, and yet an answer is on its way. A lease of
 * its own that it does not work on any more has ended with a fault, a database that was away perhaps, and nobody has
 * to wait for it to run out.
 */
export async function releaseExpired(
  db: Db,
  now: Temporal.Instant,
  mine: { worker: string; inHand: readonly string[] } | null = null,
): Promise<number> {
  const rows = await db
    .selectFrom('publication')
    .selectAll()
    .where('lease_until', 'is not', null)
    .where((eb) => eb.or([eb('lease_until', '<', isoOf(now)), eb('lease_by', '=', mine?.worker ?? '')]))
    .$if(mine !== null && mine.inHand.length > 0, (query) => query.where('id', 'not in', mine?.inHand ?? []))
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
 * How many publications of one account a worker has in hand: one on its way, and the next ones made ready meanwhile.
 * They leave one after the other, in the order in which they were taken. A worker that is alone takes more when so few
 * are left; where there are others it takes none before it is done, or the account would be its own for good.
 */
export const ofOneAccount = { atOnce: 6, few: 2 }

/** How much is to be taken. */
export interface Helping {
  /** Publications. */
  most: number
  /** Of an account of which so many are in hand already, more are taken; 0 where there are other workers. */
  few: number
}

/**
 * Takes up to `most` publications whose time has come, each for one lease, in one statement, in the order in which
 * they are to leave. An account belongs to one worker at a time, and its publications are never on their way together,
 * so that a network which mistakes parallel sends for one another is never given any. What has to be found out about
 * an account goes before what is due, and waits until nothing of it is on its way.
 */
export async function claimDue(
  db: Db,
  worker: string,
  now: Temporal.Instant,
  { most, few }: Helping,
): Promise<Publication[]> {
  if (most <= 0) return []
  const at = isoOf(now)
  const until = isoOf(now.add(leaseFor))
  // In steps that are each a few looks into an index, whatever the planner believes of how long the queue is: what is
  // in hand; the first ones of each account and state; those of them that are nobody’s still. Two workers that look at
  // the same moment lock in the same order: the second waits, and finds the rows taken.
  const { rows } = await sql<Publication>`
    with held as materialized (
      select account_id, count(*) as held,
        count(*) filter (where lease_by = ${worker} and state in ('claimed', 'intended', 'sent')) as sending
      from publication where ${isLeased} group by account_id
    ), found as materialized (
      select d.id, d.next_at, s.state, coalesce(h.held, 0) as held, coalesce(h.sending, 0) as sending,
        rank() over (partition by a.id order by s.place) as place
      from account a
      left join held h on h.account_id = a.id
      cross join (values ('unknown', 0), ('due', 1), ('published', 2)) as s (state, place)
      cross join lateral (
        select d.id, d.next_at from publication d
        where d.account_id = a.id and d.state = s.state and d.next_at <= ${at} and d.lease_until is null
          and (d.state <> 'due' or d.miss_after >= ${at})
        order by d.next_at, d.id
        limit case s.state when 'due' then greatest(${ofOneAccount.atOnce} - coalesce(h.held, 0), 0) else 1 end
      ) d
      where not (s.state = 'due' and exists (select 1 from kept_setting where name = ${pauseSetting}))
    ), wanted as materialized (
      select id from found
      where place = 1 and (held = 0 or (state = 'due' and held = sending and held <= ${few}))
      order by (state = 'published'), next_at, id
      limit ${most}
    ), free as materialized (
      select id from publication
      where id = any (array(select id from wanted)) and lease_until is null and next_at <= ${at}
        and state in ('due', 'unknown', 'published')
      order by next_at, id
      for update
    )
    update publication set
      state = case state when 'due' then 'claimed' when 'unknown' then 'reconciling' else state end,
      version = version + 1, lease_by = ${worker}, lease_until = ${until}, claimed_at = ${at}, attempt = attempt + 1
    where id = any (array(select id from free))
    returning *`.execute(db)
  return rows.toSorted((a, b) => compare(a.next_at, b.next_at) || compare(a.id, b.id))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

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
