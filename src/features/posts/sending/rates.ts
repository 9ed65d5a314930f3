import { sql, type RawBuilder } from 'kysely'
import type { Limited } from '#networks/contract.ts'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { Created } from '#platform/db/index.ts'
import { bucketOf, said, type saidOfNames, scopeOf, type Ask, type Scopes } from './rate-rules.ts'

declare module '#platform/db/types.ts' {
  interface Tables {
    rate_bucket: {
      id: string
      network: string
      per: Limited
      scope: string
      rule: string
      spent: Created<number>
      gone: Created<number>
      last_at: Created<string | null>
      held_until: Created<string | null>
      say: Created<string>
    }
    rate_spending: { bucket: string; n: number; at: string }
  }
}

/** A budget that has no room now. */
export interface Full {
  bucket: string
  /** The rule, or `said` when the network asked for it. */
  rule: string
  until: Temporal.Instant
  /** What the network said; empty for a rule. */
  say: string
  /** Is everything of its scope held? Otherwise only what asked. */
  holds: boolean
}

interface Judged {
  id: string
  rule: string
  holds: boolean
  fits: boolean
  done: boolean
  /** Empty when there is room; `unseen` when somebody else took of it so lately that this statement can't see it. */
  free_at: string | null
  unseen: boolean
}

const timesToLook = 20

/** What happens with a taking, in the same statement: `deed` and what follows from it, only if `fits` holds. */
type Deed = (fits: RawBuilder<boolean>) => RawBuilder<unknown>

/** Taking is all. */
const nothingElse: Deed = (fits) => sql`deed as (select 1 as id where ${fits})`

/**
 * Takes what is asked of every budget and does `deed` with it, or does none of it: one statement, by itself or in a
 * transaction. The buckets are locked in the order of their ids, so that two workers never wait for one another
 * crosswise; nothing of another network is touched. What is taken is never given back by itself: whoever stops after it
 * may have sent. Answers whether it was done, or what has no room.
 */
export async function spend(
  db: Db | Tx,
  asks: readonly Ask[],
  now: Temporal.Instant,
  deed: Deed = nothingElse,
): Promise<boolean | Full> {
  for (let look = 0; look < timesToLook; look++) {
    const rows = await takeOrJudge(db, asks, isoOf(now), deed)
    if (rows.length < asks.length) await makeBuckets(db, asks)
    else if (!rows.some((row) => row.unseen)) return rows[0]?.fits ? rows[0].done : fullest(rows, now)
  }
  throw new Error('What was taken of a budget could not be seen.')
}

function fullest(rows: readonly Judged[], now: Temporal.Instant): Full {
  let found: Full | null = null
  for (const { id, free_at, rule, holds } of rows) {
    if (free_at === null) continue
    const until = Temporal.Instant.from(free_at)
    if (Temporal.Instant.compare(until, found?.until ?? now) > 0)
      found = { bucket: id, rule, until, say: '', holds }
  }
  if (!found) throw new Error('A budget is empty, and it is not known for how long.')
  return found
}

/**
 * For those that are asked for the first time. A statement by itself: one made while others are locked would have to
 * wait for another worker that waits for those.
 */
async function makeBuckets(db: Db | Tx, asks: readonly Ask[]): Promise<void> {
  await db
    .insertInto('rate_bucket')
    .values(
      asks
        .map(({ id, network, per, scope, rule }) => ({ id, network, per, scope, rule }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    )
    .onConflict((on) => on.column('id').doNothing())
    .execute()
}

/**
 * One statement. What was taken is numbered, so whether there is room is one look at one row: the one that would have
 * to have left the stretch. Time never goes back within a bucket, whatever the clocks of the workers say. A row that
 * should be there and is not was written after this statement began; the lock shows its number, the snapshot not yet
 * its time. How many budgets are asked for stands in it as it is: whoever plans it once for all would take them for a
 * hundred, and read all that was taken of anything.
 */
async function takeOrJudge(db: Db | Tx, asks: readonly Ask[], at: string, deed: Deed): Promise<Judged[]> {
  const takenAs = (n: RawBuilder<number>) =>
    sql`(select s.at from rate_spending s where s.bucket = w.id and s.n = ${n} and s.n > l.gone)`
  const { rows } = await sql<Judged>`
    with wanted as materialized (
      select * from jsonb_to_recordset(${json(asks)}) as w
        (id text, rule text, cost int, most int, seconds float8, holds boolean) limit ${sql.lit(asks.length)}
    ), locked as materialized (
      select id, spent, gone, last_at from rate_bucket
      where id = any (array(select id from wanted)) order by id for update
    ), looked as materialized (
      select w.*, l.spent, l.gone, greatest(l.last_at, ${at}::timestamptz) as at,
        ${takenAs(sql`l.spent + w.cost - w.most`)} as has_to_go,
        ${takenAs(sql`l.spent + w.cost + 1 - w.most`)} as goes_next
      from wanted w join locked l using (id)
    ), judged as materialized (
      select id, rule, cost, most, holds, spent, gone, at,
        spent + cost - most > gone and has_to_go is null as unseen,
        has_to_go + make_interval(secs => seconds) as free_at,
        case when spent + cost + 1 - most > spent then at else goes_next end
          + make_interval(secs => seconds) as next_free
      from looked
    ), verdict as materialized (
      select (select count(*) from wanted) = count(*)
        and bool_and(not unseen and (free_at is null or free_at <= at)) as fits from judged
    ), ${deed(sql`(select fits from verdict)`)}, done as materialized (
      select exists (select 1 from deed) as done
    ), taken as (
      update rate_bucket b set
        spent = case when d.done then j.spent + j.cost else b.spent end,
        gone = case when d.done then greatest(j.gone, j.spent + j.cost - j.most) else b.gone end,
        last_at = case when d.done then j.at else b.last_at end,
        held_until = case when not j.holds then b.held_until when d.done then j.next_free
          else greatest(b.held_until, j.free_at) end
      from judged j, done d
      where b.id = j.id and (d.done or j.free_at > j.at)
    ), noted as (
      insert into rate_spending (bucket, n, at)
      select j.id, j.spent + each, j.at from judged j, done d, generate_series(1, j.cost) as each where d.done
    ), swept as (
      delete from rate_spending s using judged j, done d
      where d.done and s.bucket = j.id and s.n <= j.spent + j.cost - j.most
    )
    select j.id, j.rule, j.holds, v.fits, d.done, j.unseen, case when j.free_at > j.at then j.free_at end as free_at
    from judged j, verdict v, done d`.execute(db)
  return rows
}

/** What a network asked for. */
interface Said {
  /** Whose limit it is. */
  per: Limited
  after: Temporal.Instant
  say: string
  now: Temporal.Instant
  /** What it holds: everything, unless told. */
  rule?: typeof said | typeof saidOfNames
}

/** The longest that a network is believed when it asks us to wait. */
const longest = { hours: 24 }
/** Seconds: a network that keeps refusing without saying until when is asked ever more seldom. */
const mostPatient = 300
/** So long after the last time it asked us to wait it is a new beginning. */
const forgottenAfter = { minutes: 10 }

/**
 * Keeps what the network itself asked for, so that nothing else of that scope runs into the same refusal, whoever sends
 * it. A time that has passed already, by a clock that is not ours, is a second from now, and twice as long each time
 * that the network refuses again. Answers until when.
 */
export async function keepSaid(
  db: Db | Tx,
  scopes: Scopes,
  { per, after, say, now, rule = said }: Said,
): Promise<Temporal.Instant> {
  const at = isoOf(now)
  // Whoever sends looks for its own scope: what holds questions only must not be found there.
  const scope = rule === said ? scopeOf(per, scopes) : `${rule} ${scopeOf(per, scopes)}`
  const believed = Temporal.Instant.compare(after, now.add(longest)) > 0 ? now.add(longest) : after
  const { rows } = await sql<{ held_until: string }>`
    insert into rate_bucket as b (id, network, per, scope, rule, spent, last_at, held_until, say)
    values (${bucketOf(rule, per, scopes)}, ${scopes.network}, ${per}, ${scope}, ${rule}, 1,
      ${at}::timestamptz, greatest(${isoOf(believed)}::timestamptz, ${isoOf(now.add({ seconds: 1 }))}::timestamptz), ${say})
    on conflict (id) do update set
      spent = case when b.held_until > ${at} then b.spent
        when b.last_at > ${isoOf(now.subtract(forgottenAfter))} then b.spent + 1 else 1 end,
      last_at = ${at}, say = excluded.say,
      held_until = greatest(b.held_until, excluded.held_until,
        ${at}::timestamptz + make_interval(secs => case
          when b.held_until > ${at} then 0
          when b.last_at > ${isoOf(now.subtract(forgottenAfter))}
            then least(power(2, least(b.spent, 12)), ${mostPatient}::float8)
          else 1 end))
    returning held_until`.execute(db)
  return Temporal.Instant.from(rows[0]?.held_until ?? isoOf(believed))
}

/** The longest of the waits that stand in these buckets now. */
export async function heldBy(
  db: Db | Tx,
  buckets: readonly string[],
  now: Temporal.Instant,
): Promise<Full | null> {
  const row = await db
    .selectFrom('rate_bucket')
    .select(['id', 'rule', 'held_until', 'say'])
    .where('id', 'in', buckets)
    .where('held_until', '>', isoOf(now))
    .orderBy('held_until', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || row.held_until === null) return null
  const { id: bucket, rule, held_until, say } = row
  return { bucket, rule, until: Temporal.Instant.from(held_until), say, holds: true }
}

/**
 * Forgets the budgets of which nothing was taken for longer than any stretch lasts, each as a whole: a budget that kept
 * its numbers and lost their times could never be judged again. Those in use prune themselves. One that a worker holds
 * is left for the next time.
 */
export async function sweepSpendings(db: Db, now: Temporal.Instant): Promise<void> {
  await sql`
    with idle as (
      select id from rate_bucket
      where last_at < ${isoOf(now.subtract({ hours: 24 * 8 }))} and (held_until is null or held_until < ${isoOf(now)})
      for update skip locked
    ), forgotten as (
      delete from rate_spending s using idle i where s.bucket = i.id
    )
    delete from rate_bucket b using idle i where b.id = i.id`.execute(db)
}
