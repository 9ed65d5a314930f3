import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import './tables.ts'

export interface ActivityOfAccount {
  lastPostAt: string
  /** Mean over 90 days. */
  postsPerWeek: number
}

const days = 90

/** When these accounts last published something from here, and how often; those that never did are left out. */
export async function activityOf(
  db: Db,
  accountIds: readonly string[],
  now: string,
): Promise<Map<string, ActivityOfAccount>> {
  if (accountIds.length === 0) return new Map()
  const since = Temporal.Instant.from(now)
    .subtract({ hours: 24 * days })
    .toString({ fractionalSecondDigits: 3 })
  const rows = await db
    .selectFrom('publication')
    .select(['account_id', (eb) => eb.fn.max('published_at').as('last')])
    .select(sql<number>`count(*) filter (where published_at > ${since})`.as('recent'))
    .where('published_at', '<=', now)
    .where(sql<boolean>`account_id = any(${[...accountIds]}::uuid[])`)
    .groupBy('account_id')
    .execute()
  return new Map(
    rows.flatMap(({ account_id: id, last, recent }) =>
      last === null ? [] : [[id, { lastPostAt: last, postsPerWeek: (Number(recent) * 7) / days }]],
    ),
  )
}
