import { sql } from 'kysely'
import { recordChange, runNetworkChanged } from '#features/register/watch/network-change.ts'
import { nowOf } from '#platform/services.ts'
import { figure, median, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'
import { withStage, type Stage } from '../parts/stage.ts'

const accounts = 1_000
const administrators = 200
const rounds = 5
/** What a change of a network makes: a duty for each account with its record and words, a notice for each person. */
const made = ['duty', 'ledger_entry', 'ledger_content', 'notice'] as const

/** So many accounts on one network, each with one of the people who answer for several. */
async function populate({ house, unitId }: Stage): Promise<void> {
  const { db } = house.services
  await sql`insert into person (id, name, email, state, created_at, example)
    select uuidv7(), 'Person ' || n, 'person' || n || '@staff.example.ac.uk', 'active', now(), false
    from generate_series(1, ${administrators}::int) n`.execute(db)
  await sql`insert into account (id, network, handle, display_name, unit_id, purpose, audiences, hours_per_week, state,
      version, created_at, example, review_due)
    select uuidv7(), 'mastodon', 'team' || n || '@social.example.ac.uk', 'Team ' || n, ${unitId}::uuid,
      'News of the team for whoever works with it.', '["staff"]', 2, 'active', 1, now(), false, now() + interval '6 months'
    from generate_series(1, ${accounts}::int) n`.execute(db)
  await sql`insert into account_member (id, account_id, person_id, relation, since, designated)
    select uuidv7(), a.id, p.id, 'administrator', now() - interval '1 day', true
    from (select id, row_number() over (order by id) as n from account) a
    join (select id, row_number() over (order by id) as n from person where name like 'Person %') p
      on p.n = 1 + a.n % ${administrators}::int`.execute(db)
}

/** Puts every account up for review, and answers how long that took; what it made is left for the bare side. */
async function review({ house: { services }, officer }: Stage): Promise<number> {
  const { db } = services
  await recordChange(services, officer, 'mastodon', {
    kind: 'terms',
    what: 'Posts may be used to train machines, unless one objects.',
    from: null,
    source: '',
  })
  const change = await db
    .selectFrom('network_change')
    .select('id')
    .orderBy('recorded_at', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  for (const table of made)
    await sql`create temporary table ${sql.ref(`before_${table}`)} as select * from ${sql.table(table)}`.execute(
      db,
    )
  const began = performance.now()
  await runNetworkChanged(services, change.id)
  const took = performance.now() - began
  const { count } = await db
    .selectFrom('duty')
    .select(sql<number>`count(*)`.as('count'))
    .where('kind', '=', 'account.review')
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(count) !== accounts) throw new Error(`Of ${accounts} accounts ${count} came up for review.`)
  return took
}

/** The same rows once more, one statement a table; then as if there had been no change, for the next round. */
async function bare({ house: { services } }: Stage): Promise<number> {
  const { db } = services
  for (const table of made) {
    const key = table === 'ledger_content' ? 'entry_id' : 'id'
    await sql`create temporary table ${sql.ref(`made_${table}`)} as select * from ${sql.table(table)}
      where ${sql.ref(key)} not in (select ${sql.ref(key)} from ${sql.ref(`before_${table}`)})`.execute(db)
  }
  const forget = async () => {
    for (const table of made.toReversed()) {
      const key = table === 'ledger_content' ? 'entry_id' : 'id'
      await sql`delete from ${sql.table(table)} where ${sql.ref(key)} in (select ${sql.ref(key)} from ${sql.ref(`made_${table}`)})`.execute(
        db,
      )
    }
  }
  await forget()
  const began = performance.now()
  await db.transaction().execute(async (tx) => {
    for (const table of made)
      await sql`insert into ${sql.table(table)} select * from ${sql.ref(`made_${table}`)}`.execute(tx)
  })
  const took = performance.now() - began
  await forget()
  for (const table of made)
    await sql`drop table ${sql.ref(`made_${table}`)}, ${sql.ref(`before_${table}`)}`.execute(db)
  return took
}

export const watch: Measure = {
  name: 'watch',
  about: `A change of a network that ${accounts} accounts are on: each of them comes up for review.`,
  aim: null,
  run: () =>
    withFolder((folder) =>
      withStage({ ROSTRUM_DATA: folder }, async (stage) => {
        await populate(stage)
        await sql`analyze`.execute(stage.house.services.db)
        const own: number[] = []
        const plain: number[] = []
        for (let round = 0; round < rounds; round++) {
          own.push(await review(stage))
          plain.push(await bare(stage))
        }
        return [
          figure(`${accounts} accounts put up for review by one change`, median(own), 'ms', {
            reference: { name: 'the same rows inserted bare', value: median(plain) },
            note: `${rounds} times, turn about, in steps of a hundred; ${administrators} people answer for them. From ${nowOf(stage.house.services).slice(0, 10)}'s empty duties each time.`,
          }),
        ]
      }),
    ),
}
