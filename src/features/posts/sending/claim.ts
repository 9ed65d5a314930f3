import { sql, type RawBuilder } from 'kysely'
import { json, type Db } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfTrouble } from '../letters.ts'
import { afterCrash } from '../moves.ts'
import { isPaused } from '../pause.ts'
import { movePublication, pauseSetting } from '../publications.ts'
import type { OutcomeNote, Publication } from '../tables.ts'
import { waitFor } from './limited.ts'
import { said } from './rate-rules.ts'

/** How long a worker has a publication before another may take it up. Renewed before each part of a thread. */
export const leaseFor = { seconds: 90 }

/** Said so that the planner takes the index of leases, which are few, whatever it believes of the table. */
const isLeased = sql<boolean>`lease_until > '-infinity' and lease_until < 'infinity'`

/**
 * The contrary, said so that it takes the key of those that were found, and not the index of all that is due, however
 * few it believes those to be.
 */
const isFree = sql<boolean>`coalesce(lease_until, 'infinity') = 'infinity'`

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
    .where(isLeased)
    .where((eb) => eb.or([eb('lease_until', '<', isoOf(now)), eb('lease_by', '=', mine?.worker ?? '')]))
    .where(sql<boolean>`id <> all (${mine?.inHand ?? []}::uuid[])`)
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

/** Why it did not go by itself: a limit of the network, or nobody was there to send it. */
function lateness({ outcome, waits_until }: Publication): OutcomeNote {
  if (waits_until !== null)
    return {
      kind: 'limited',
      say: `${outcome?.limit ?? 'The network takes only so much at a time.'} There was no room for this one within an hour of its time, so it did not go by itself.`,
      ...(outcome?.limit === undefined ? {} : { limit: outcome.limit }),
    }
  const retried = outcome?.kind === 'retry' ? ` The network’s last word was: ${outcome.say}` : ''
  return {
    kind: 'late',
    say: `Nothing could send it within 15 minutes of its time, so it did not go by itself.${retried}`,
  }
}

/** What came too late to go by itself waits for a person; while everything is paused, what comes due is held. */
export async function holdLateAndPaused(deps: PostsDeps, now: Temporal.Instant): Promise<number> {
  const { db } = deps.services
  const paused = await isPaused(db)
  // The state as it is written in the indexes, so that a statement that is kept finds them.
  const due = db
    .selectFrom('publication')
    .selectAll()
    .where(sql<boolean>`state = 'due'`)
    .limit(500)
  const come = due.where('next_at', '<=', isoOf(now))
  const rows = paused
    ? await come.execute()
    : [
        ...(await come.where('miss_after', '<', isoOf(now)).execute()),
        // Room that comes too late is known to be too late now, while somebody can still do something about it.
        ...(await due.where('next_at', '>', isoOf(now)).whereRef('next_at', '>', 'waits_until').execute()),
      ]
  for (const row of rows) {
    const to = paused ? 'paused' : 'missed'
    const outcome = paused ? row.outcome : lateness(row)
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
  /** How many of each network this worker has in hand, and how many it may have of any. */
  inHand?: ReadonlyMap<string, number>
  share?: number
  /** Of networks that take very few at a time: how many of one account are made ready at once. */
  narrow?: ReadonlyMap<string, number>
  /** Of an account of which so many are in hand already, more are taken; 0 where there are other workers. */
  few: number
}

/**
 * The accounts that are not wholly held, whether something holds their posts, and how many of each are made ready at
 * once.
 */
function openAccounts(at: string, narrow: ReadonlyMap<string, number>): RawBuilder<unknown> {
  const caps = json(Object.fromEntries(narrow))
  return sql`stopped as materialized (
      select scope, rule = ${said} as wholly from rate_bucket where held_until > ${at}
    ), open as materialized (
      select a.id, a.network,
        a.id::text in (select scope from stopped) or a.network in (select scope from stopped)
          or a.network || ' ' || coalesce(a.server, '') in (select scope from stopped) as stopped,
        least(${ofOneAccount.atOnce}, coalesce((${caps}->>a.network)::int, ${ofOneAccount.atOnce})) as at_once
      from account a
      where a.id::text not in (select scope from stopped where wholly)
        and a.network not in (select scope from stopped where wholly)
        and a.network || ' ' || coalesce(a.server, '') not in (select scope from stopped where wholly)
    )`
}

/**
 * Takes up to `most` publications whose time has come, each for one lease, in one statement, in the order in which
 * they are to leave. An account belongs to one worker at a time, and its publications are never on their way together,
 * so that a network which mistakes parallel sends for one another is never given any. What has to be found out about
 * an account goes before what is due, and waits until nothing of it is on its way. Each network has its share: one
 * that never answers fills only its own, and what is taken of them is taken in turns. Nothing is taken for which its
 * network has no room, and nothing at all of whom the network asked to wait.
 */
export async function claimDue(
  db: Db,
  worker: string,
  now: Temporal.Instant,
  { most, few, inHand = new Map(), share = most, narrow = new Map() }: Helping,
): Promise<Publication[]> {
  if (most <= 0) return []
  const busy = json(Object.fromEntries(inHand))
  const at = isoOf(now)
  const until = isoOf(now.add(leaseFor))
  // In steps that are each a few looks into an index, whatever the planner believes of how long the queue is: what is
  // in hand; the first ones of each account and state; those of them that are nobody’s still. Two workers that look at
  // the same moment lock in the same order: the second waits, and finds the rows taken.
  const { rows } = await sql<Publication>`
    with ${openAccounts(at, narrow)}, busy as materialized (
      select a.*, h.* from open a cross join lateral (
        select count(*) as held,
          count(*) filter (where lease_by = ${worker} and state in ('claimed', 'intended', 'sent')) as sending
        from publication where account_id = a.id and ${isLeased}
      ) h
    ), found as materialized (
      select d.id, d.next_at, d.due_at, a.network, s.state, a.held, a.sending,
        rank() over (partition by a.id order by s.place) as place
      from busy a
      cross join (values ('unknown', 0), ('due', 1), ('published', 2)) as s (state, place)
      cross join lateral (
        select d.id, d.next_at, d.due_at from publication d
        where d.account_id = a.id and d.state = s.state and d.next_at <= ${at} and d.lease_until is null
          and not d.by_hand
          and (d.state <> 'due' or d.miss_after >= ${at})
        order by d.next_at, d.due_at, d.id
        limit case s.state when 'due' then greatest(a.at_once - a.held, 0) else 1 end
      ) d
      where not (s.state = 'due'
        and (a.stopped or exists (select 1 from kept_setting where name = ${pauseSetting})))
    ), shared as materialized (
      select id, next_at, due_at, state, network, row_number() over (
        partition by network order by (state = 'published'), next_at, due_at, id) as turn
      from found
      where place = 1 and (held = 0 or (state = 'due' and held = sending and held <= ${few}))
    ), wanted as materialized (
      select id from shared
      where turn <= ${share} - coalesce((${busy}->>network)::int, 0)
      order by (state = 'published'), turn, next_at, id
      limit ${most}
    ), free as materialized (
      select id from publication
      where id = any (array(select id from wanted)) and ${isFree} and next_at <= ${at}
        and state in ('due', 'unknown', 'published')
      order by next_at, id
      for update
    )
    update publication set
      state = case state when 'due' then 'claimed' when 'unknown' then 'reconciling' else state end,
      version = version + 1, lease_by = ${worker}, lease_until = ${until}, claimed_at = ${at}, attempt = attempt + 1
    where id = any (array(select id from free))
    returning *`.execute(db)
  return rows.toSorted(
    (a, b) => compare(a.next_at, b.next_at) || compare(a.due_at, b.due_at) || compare(a.id, b.id),
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/**
 * When the next publication whose time has not come wants a worker, or a budget has room again, if any does; for how
 * long to sleep.
 */
export async function nextWanted(db: Db, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const at = isoOf(now)
  const { rows } = await sql<{ next: string | null }>`
    select least(
      (select next_at from publication
        where state in ('due', 'unknown', 'published') and lease_until is null and next_at > ${at}
        order by next_at limit 1),
      (select held_until from rate_bucket where held_until > ${at} order by held_until limit 1)) as next`.execute(
    db,
  )
  const next = rows[0]?.next ?? null
  return next === null ? null : Temporal.Instant.from(next)
}

/** What is held for longer than this is told to those whose posts wait. */
const worthTelling = { minutes: 1 }

/**
 * Writes down of what waits for a budget that is held what it waits for, so that it is no lateness and people can read
 * it. Once for each publication; its place in the queue stays.
 */
export async function tellThatItWaits(deps: PostsDeps, now: Temporal.Instant): Promise<number> {
  const { db } = deps.services
  const { rows } = await sql<Publication & { b_rule: string; b_until: string; b_say: string }>`
    with stopped as materialized (
      select scope, rule, held_until, say from rate_bucket where held_until > ${isoOf(now)}
    ), told as materialized (
      select a.id, s.* from account a join stopped s
        on s.scope = any (array[a.id::text, a.network, a.network || ' ' || coalesce(a.server, '')])
    )
    select p.*, t.rule as b_rule, t.held_until as b_until, t.say as b_say from told t
    cross join lateral (
      select * from publication p
      where p.account_id = t.id and p.state = 'due' and p.lease_until is null and p.waits_until is null
        and p.next_at <= ${isoOf(now)}
        and (t.held_until > ${isoOf(now.add(worthTelling))} or p.next_at <= ${isoOf(now.subtract(worthTelling))})
      order by p.next_at, p.due_at, p.id limit 200
    ) p limit 500`.execute(db)
  for (const { b_rule: rule, b_until, b_say: say, ...row } of rows) {
    const full = { rule, until: Temporal.Instant.from(b_until), say, holds: true }
    const { outcome, nextAt, set } = await waitFor(deps, row, full, { inTurn: true })
    await db
      .updateTable('publication')
      .set({ ...set, outcome: json(outcome), next_at: isoOf(nextAt) })
      .where('id', '=', row.id)
      .where('state', '=', 'due')
      .where('version', '=', row.version)
      .execute()
  }
  return rows.length
}
