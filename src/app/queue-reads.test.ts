/** However long the queue is and however much is counted, a worker reads only what it is about. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from '#platform/db/index.ts'
import { claimDue, holdLateAndPaused, releaseExpired } from '#features/posts/sending/claim.ts'
import { asksOf } from '#features/posts/sending/rate-rules.ts'
import { spend } from '#features/posts/sending/rates.ts'
import { approvedPost, copies, withRates } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

const accounts = 20
const each = 200
let house: TestHouse

beforeAll(async () => {
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
  const { db } = house.services
  withRates(house, [], 'made')
  const id = await approvedPost(house, 'one')
  await copies(house, id, { network: 'made', accounts, each })
  await sql`insert into rate_bucket (id, network, per, scope, rule, spent, last_at)
    select 'other ' || b, 'made', 'account', 'other ' || b, 'hour', 10, '2026-11-21T08:59:00Z'
    from generate_series(1, 2000) b`.execute(db)
  await sql`insert into rate_spending (bucket, n, at)
    select 'other ' || b, n, '2026-11-21T08:59:00Z' from generate_series(1, 2000) b, generate_series(1, 10) n`.execute(
    db,
  )
})
afterAll(() => house.close())

interface Read {
  /** Rows read one after the other, whatever they are. */
  all: number
  /** Rows found by an index. */
  found: number
}

/** What was read of a table on this connection and is not yet in the server's count. */
async function counted(tx: Tx, table: string): Promise<Read> {
  const { rows } = await sql<Read>`
    select seq_tup_read as all, idx_tup_fetch as found from pg_stat_xact_user_tables where relname = ${table}`.execute(
    tx,
  )
  return rows[0] ?? { all: 0, found: 0 }
}

/** What `work` reads of a table. */
async function readOf(table: string, work: (tx: Tx) => Promise<unknown>): Promise<Read> {
  return house.services.db.transaction().execute(async (tx) => {
    const before = await counted(tx, table)
    await work(tx)
    const after = await counted(tx, table)
    return { all: after.all - before.all, found: after.found - before.found }
  })
}

const now = () => house.services.clock.now()
const on = (tx: Tx) => ({ ...house.posts, services: { ...house.services, db: tx } })

test.each(['as it is', 'analyzed'])('a look at the queue reads what it takes, %s', async (how) => {
  if (how === 'analyzed') await sql`analyze publication`.execute(house.services.db)
  const read = await readOf('publication', (tx) => claimDue(tx, how, now(), { most: 24, few: 0 }))
  expect(read.all).toBe(0)
  // The first six of each account that has none in hand, and what is taken: twice more, to lock and to write it.
  expect(read.found).toBeLessThan(accounts * 6 + 5 * 24)
})

test.each(['as it is', 'analyzed'])(
  'what is late or left behind is looked for among what is, %s',
  async (how) => {
    if (how === 'analyzed') await sql`analyze publication`.execute(house.services.db)
    const mended = (tx: Tx) => holdLateAndPaused(on(tx), now())
    expect(await readOf('publication', mended)).toEqual({ all: 0, found: 0 })
    const released = (tx: Tx) => releaseExpired(tx, now(), { worker: 'another', inHand: [] })
    const { all, found } = await readOf('publication', released)
    expect(all).toBe(0)
    expect(found).toBeLessThanOrEqual(2 * 24)
  },
)

test.each(['as it is', 'analyzed'])('a budget is taken without a look at the others, %s', async (how) => {
  if (how === 'analyzed') await sql`analyze rate_bucket, rate_spending`.execute(house.services.db)
  const asks = asksOf([{ id: 'hour', per: 'account', of: 'posts', most: 3, seconds: 3600 }], 'posts', 1, {
    network: 'made',
    accountId: how,
    server: null,
  })
  for (let time = 0; time < 3; time++) await spend(house.services.db, asks, now())
  const later = now().add({ hours: 2 })
  const spending = await readOf('rate_spending', (tx) => spend(tx, asks, later))
  const buckets = await readOf('rate_bucket', (tx) => spend(tx, asks, later))
  expect([spending.all, buckets.all]).toEqual([0, 0])
  expect(spending.found).toBeLessThanOrEqual(6)
  expect(buckets.found).toBeLessThanOrEqual(3)
})
