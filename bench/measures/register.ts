import { sql } from 'kysely'
import type { Actor } from '#features/people/index.ts'
import { AccountQuery } from '#features/register/estate/contract.ts'
import { pageAccounts } from '#features/register/estate/page-accounts.ts'
import { viewEstate } from '#features/register/estate/view-estate.ts'
import { takeIn } from '#features/register/import/check-import.ts'
import { keepRegister } from '#features/register/public/keeper.ts'
import { verify } from '#features/register/public/verify.ts'
import { runImport, startImport } from '#features/register/import/run-import.ts'
import { importView } from '#features/register/import/store.ts'
import { nowOf } from '#platform/services.ts'
import { figure, percentile, type Figure, type Measure } from '../figure.ts'
import { against, timed } from '../parts/against.ts'
import { withFolder } from '../parts/folder.ts'
import { withStage, type Stage } from '../parts/stage.ts'

const accounts = 5_000
const people = 20_000
const rounds = 60

/** Units in two rows, people in thousands, in a few statements. */
async function populate({ house, unitId }: Stage): Promise<void> {
  const { db } = house.services
  await sql`insert into person (id, name, email, state, created_at, example)
    select uuidv7(), 'Person ' || n, 'person' || n || '@staff.example.ac.uk', 'active', now(), false
    from generate_series(1, ${people}::int) n`.execute(db)
  await sql`insert into unit (id, name, kind, parent_id, affiliate, example)
    select uuidv7(), 'Department ' || n, 'department', ${unitId}::uuid, false, false
    from generate_series(1, 120) n`.execute(db)
}

function list(): Uint8Array {
  const lines = Array.from({ length: accounts }, (_, at) =>
    [
      ['Practice', 'Bluesky'][at % 2],
      at % 2 === 0 ? `account-${at}` : `account-${at}.ac.uk`,
      `Account of team ${at}`,
      `Department ${(at % 120) + 1}`,
      `person${(at % people) + 1}@staff.example.ac.uk; person${((at * 7) % people) + 1}@staff.example.ac.uk`,
      `News and opening hours of team ${at} for whoever works with it`,
      'Students; Staff',
      1 + (at % 9),
      'active',
    ].join(','),
  )
  const head = 'Network,Handle,Name,Unit,Owner,Purpose,Audiences,Hours,State'
  return new TextEncoder().encode([head, ...lines].join('\n'))
}

async function bringIn({
  house: { services },
  officer,
}: Stage): Promise<{ check: number; run: number; processor: number }> {
  const began = performance.now()
  const worked = process.cpuUsage()
  const { id } = await takeIn(services, officer, { name: 'accounts.csv', bytes: list() })
  const checked = performance.now()
  await startImport(services, officer, id)
  await runImport(services, id)
  const done = performance.now()
  const { counts } = await importView(services.db, id)
  if (counts.add !== accounts) throw new Error(`Of ${accounts} lines ${counts.add} came in.`)
  const { user, system } = process.cpuUsage(worked)
  return {
    check: (checked - began) / 1_000,
    run: (done - checked) / 1_000,
    processor: (user + system) / 1_000_000,
  }
}

const searches: [string, Record<string, unknown>][] = [
  ['list, first page', { state: 'open' }],
  ['list, first page with facets, as the page asks', { state: 'open', facets: 'true' }],
  ['filter by a unit and all below it, by network', { unit: '', network: 'bluesky' }],
  ['filter by what is lacking: a second factor', { lacks: 'second-factor' }],
  ['search two words', { q: 'team 4711' }],
]

async function reading({ house: { services }, officer, unitId }: Stage): Promise<Figure[]> {
  const now = nowOf(services)
  const actor: Actor = officer
  const figures: Figure[] = []
  const where = { db: services.db, over: `${accounts} accounts, ${people + 2} people`, rounds }
  for (const [name, query] of searches) {
    const wanted = AccountQuery.parse('unit' in query ? { ...query, unit: unitId } : query)
    figures.push(await against(name, where, (db) => pageAccounts(db, wanted, actor, now)))
  }
  const last = AccountQuery.parse({ sort: 'name', order: 'descending', q: 'account' })
  figures.push(
    await against('search that fits all, backwards', where, (db) => pageAccounts(db, last, actor, now)),
  )
  figures.push(await against('the estate', where, (db) => viewEstate({ ...services, db }, actor, {})))
  return figures
}

/** “Is it official?”, while nothing in the register changes, against the row alone by its index. */
async function verifying({ house: { services } }: Stage): Promise<Figure> {
  const keep = keepRegister({ services, changes: { count: () => 1 } })
  const own: number[] = []
  const plain: number[] = []
  for (let round = 0; round < rounds * 5; round++) {
    // Those on Practice are no matter of the public.
    const handle = `account-${((round * 37) % (accounts / 2)) * 2 + 1}.ac.uk`
    await timed(round < 5 ? [] : plain, () =>
      services.db
        .selectFrom('account')
        .selectAll()
        .where('network', '=', 'bluesky')
        .where(sql<boolean>`lower(handle) = ${handle}`)
        .where(sql<boolean>`state not in ('closed', 'refused') and handle <> ''`)
        .executeTakeFirstOrThrow(),
    )
    await timed(round < 5 ? [] : own, async () => {
      const register = await keep()
      if (!register || verify(register, handle).result !== 'official')
        throw new Error(`${handle} is not known.`)
    })
  }
  return figure('verify a handle, p95', percentile(own, 0.95), 'ms', {
    reference: { name: 'its row by the index, bare', value: percentile(plain, 0.95) },
    aim: { of: 'ratio', bound: 'at most', to: 2 },
    note: `${rounds * 5} handles, turn about, from the register as it is kept while nothing changes.`,
  })
}

export const register: Measure = {
  name: 'register',
  about: `The register with ${accounts} accounts and ${people} people: import, list, filter, verify, the estate.`,
  aim: 'an import of 5,000 lines in under 10 s; list, filter and verify p95 at most 2 times the bare SQL',
  run: () =>
    withFolder((folder) =>
      withStage({ ROSTRUM_DATA: folder }, async (stage) => {
        await populate(stage)
        const { check, run, processor } = await bringIn(stage)
        await sql`analyze`.execute(stage.house.services.db)
        return [
          figure(`import of ${accounts} lines: read, checked and written`, check + run, 's', {
            aim: { of: 'value', bound: 'at most', to: 10 },
            note: `Read and checked in ${check.toFixed(2)} s, written with a record each in ${run.toFixed(2)} s; ${processor.toFixed(2)} s of processor time.`,
          }),
          ...(await reading(stage)),
          await verifying(stage),
        ]
      }),
    ),
}
