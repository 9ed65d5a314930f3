import { sql } from 'kysely'
import { nowOf, type Services } from '#platform/services.ts'
import { Problem } from '#platform/errors.ts'
import { attemptRules, sayWait, type AttemptRule } from './rules.ts'

/** What is being counted: a key that names nobody, and its rule. */
export interface Counted {
  key: string
  rule: AttemptRule
}

type Needs = Pick<Services, 'db' | 'clock' | 'sealer'>

export function signInCounts(services: Needs, email: string, address: string): Counted[] {
  const fingerprint = (text: string) => services.sealer.fingerprint(text)
  return [
    { key: `pair:${fingerprint(`${email.toLowerCase()}|${address}`)}`, rule: attemptRules.pair },
    { key: `address:${fingerprint(address)}`, rule: attemptRules.address },
  ]
}

export function linkCounts(services: Needs, address: string): Counted[] {
  return [{ key: `link:${services.sealer.fingerprint(address)}`, rule: attemptRules.address }]
}

export function codeCounts(personId: string): Counted[] {
  return [{ key: `code:${personId}`, rule: attemptRules.code }]
}

/**
 * Counts a try as wrong before it is looked at, so that many at once can't slip through, and refuses while waiting.
 * Call `forgive` when it was right.
 */
export async function countTry(services: Needs, counted: Counted[]): Promise<void> {
  const now = nowOf(services)
  for (const { key, rule } of counted) {
    const made = await sql<{ failures: number }>`
      insert into sign_in_attempt as a (key, failures, blocked_until, last_at)
      values (${key}, 1, null, ${now}::timestamptz)
      on conflict (key) do update set
        failures = case when a.last_at < ${now}::timestamptz - interval '1 day' then 1 else a.failures + 1 end,
        blocked_until = case
          when a.last_at >= ${now}::timestamptz - interval '1 day' and a.failures + 1 >= ${rule.free}::int
          then ${now}::timestamptz + make_interval(secs => least(${rule.longestWaitSeconds}::float8,
            ${rule.firstWaitSeconds}::float8 * power(2, least(a.failures + 1 - ${rule.free}::int, 20))))
          else null end,
        last_at = ${now}::timestamptz
      where a.blocked_until is null or a.blocked_until <= ${now}::timestamptz
      returning failures`.execute(services.db)
    if (made.rows.length === 0) throw await tooMany(services, key)
  }
}

async function tooMany(services: Needs, key: string): Promise<Problem> {
  const row = await services.db
    .selectFrom('sign_in_attempt')
    .select('blocked_until')
    .where('key', '=', key)
    .executeTakeFirst()
  const until = Temporal.Instant.from(row?.blocked_until ?? nowOf(services))
  const waitSeconds = Math.max(1, Math.ceil(until.since(services.clock.now()).total('seconds')))
  return new Problem(
    429,
    'people.wait',
    `There were too many wrong tries. Wait ${sayWait(waitSeconds)}, then try again.`,
    { data: { waitSeconds } },
  )
}

/** The last counted try was right: the person starts anew, the address only gets its one try back. */
export async function forgive(services: Needs, counted: Counted[]): Promise<void> {
  for (const { key, rule } of counted)
    if (rule === attemptRules.address)
      await services.db
        .updateTable('sign_in_attempt')
        .set({ failures: sql<number>`greatest(failures - 1, 0)` })
        .where('key', '=', key)
        .execute()
    else await services.db.deleteFrom('sign_in_attempt').where('key', '=', key).execute()
}
