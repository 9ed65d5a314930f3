import { performance } from 'node:perf_hooks'
import { sql } from 'kysely'
import { lookAlikeAccuracy } from '#features/register/public/accuracy.ts'
import { keepRegister } from '#features/register/public/keeper.ts'
import { verify } from '#features/register/public/verify.ts'
import { buildWeb, composeHouse } from '#app/compose.ts'
import { testKeys } from '#app/testing.ts'
import { json, newId, type Db } from '#platform/db/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { figure, percentile, type Figure, type Measure } from '../figure.ts'

const onOnePage = 1_000
const inAll = 5_000
const warmUps = 200
const rounds = 1_000

const word = (nth: number, from: readonly string[]): string => from[nth % from.length] ?? ''
const subjects = [
  'Library',
  'Chemistry',
  'Engineering',
  'Alumni',
  'Sport',
  'History',
  'Careers',
  'Nursing',
  'Law',
  'Physics',
]
const kinds = [
  'News',
  'Students',
  'Research Group',
  'Open Days',
  'Society',
  'Laboratory',
  'Support',
  'Events',
]

const handleOf = (nth: number): string =>
  nth % 3 === 0
    ? `${word(nth, subjects).toLowerCase()}${nth}@social.example.ac.uk`
    : `${word(nth, subjects).toLowerCase()}-${nth}.example.ac.uk`

/** Accounts as a university has them: units, names and purposes that are all a little different. */
async function fill(db: Db, count: number): Promise<void> {
  const at = new Date().toISOString()
  const units = Array.from({ length: 40 }, (_, nth) => ({
    id: newId(),
    name: `${word(nth, ['School', 'Department', 'Faculty', 'Service'])} of ${word(nth * 3, subjects)} ${nth}`,
    kind: 'service',
    parent_id: null,
    affiliate: false,
    example: false,
  }))
  await db.insertInto('unit').values(units).execute()
  const rows = Array.from({ length: count }, (_, nth) => ({
    id: newId(),
    network: nth % 3 === 0 ? 'mastodon' : 'bluesky',
    handle: handleOf(nth),
    display_name: `${word(nth, subjects)} ${word(nth * 7, kinds)} ${nth}`,
    url: null,
    unit_id: units[nth % units.length]!.id,
    purpose: `${word(nth * 7, kinds)} for everybody who works or studies in ${word(nth, subjects)}, number ${nth}.`,
    audiences: json(['students', 'public']),
    hours_per_week: 2,
    state: nth % 25 === 0 ? ('dormant' as const) : ('active' as const),
    remote_id: null,
    server: null,
    version: 1,
    created_by: null,
    created_at: at,
    closed_at: null,
    example: false,
  }))
  for (let from = 0; from < rows.length; from += 500)
    await db
      .insertInto('account')
      .values(rows.slice(from, from + 500))
      .execute()
  await sql`analyze account`.execute(db)
}

async function withRegister<T>(
  count: number,
  work: (app: Awaited<ReturnType<typeof buildWeb>>, services: TestServices) => Promise<T>,
): Promise<T> {
  const services = await testServices()
  try {
    const institution = {
      id: 1,
      name: 'Example University',
      nation: 'England' as const,
      time_zone: 'Europe/London',
    }
    await services.db
      .insertInto('institution')
      .values({ ...institution, contacts: json([]), created_at: new Date().toISOString(), example: false })
      .execute()
    await fill(services.db, count)
    const house = composeHouse(services, testKeys(services), services.database.changes)
    const app = await buildWeb(house, { pages: false })
    try {
      return await work(app, services)
    } finally {
      await app.close()
    }
  } finally {
    await services.close()
  }
}

function page(): Promise<Figure[]> {
  return withRegister(onOnePage, async (app) => {
    const sizeFor = async (encoding: string) => {
      const { rawPayload, statusCode } = await app.inject({
        url: '/public/accounts',
        headers: { 'accept-encoding': encoding },
      })
      if (statusCode !== 200) throw new Error(`The page answered ${statusCode}.`)
      return rawPayload.byteLength / 1_000
    }
    const plain = await sizeFor('identity')
    const note = `${onOnePage} accounts on one page, complete without a script; the style sheet and the fonts are apart.`
    return [
      figure('page, brotli', await sizeFor('br'), 'kB', {
        reference: { name: 'uncompressed', value: plain },
        aim: { of: 'value', bound: 'at most', to: 100 },
        note,
      }),
      figure('page, gzip', await sizeFor('gzip'), 'kB', {
        reference: { name: 'uncompressed', value: plain },
        aim: { of: 'value', bound: 'at most', to: 100 },
      }),
    ]
  })
}

/** Half are ours, the others are nobody's or look like one of ours. */
function askedFor(nth: number): { url: string; network: string; handle: string } {
  const handle = handleOf((nth * 37) % inAll)
  const network = handle.includes('@') ? 'mastodon' : 'bluesky'
  if (nth % 2 === 0) return { url: `@${handle}`, network, handle }
  const other = nth % 4 === 1 ? handle.replace('example', 'exarnple') : `nobody${nth}.example.org`
  return { url: `https://bsky.app/profile/${other}`, network: 'bluesky', handle: other }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function answering(): Promise<Figure[]> {
  return withRegister(inAll, async (app, services) => {
    const keeper = keepRegister({ services, changes: services.database.changes })
    const spent: Record<'bare' | 'own' | 'request', number[]> = { bare: [], own: [], request: [] }
    for (let round = 0; round < warmUps + rounds; round++) {
      const { url, network, handle } = askedFor(round)
      const bare = await timed(() => exactly(services.db, network, handle))
      const own = await timed(async () => {
        const register = await keeper()
        return register && verify(register, url)
      })
      const address = `/public/api/v1/verify?url=${encodeURIComponent(url)}`
      const remoteAddress = `10.0.${round >> 8}.${round & 255}`
      const request = await timed(() => app.inject({ url: address, remoteAddress }))
      if (round < warmUps) continue
      spent.bare.push(bare)
      spent.own.push(own)
      spent.request.push(request)
    }
    const reference = { name: 'the bare SQL for the exact handle', value: percentile(spent.bare, 0.95) }
    const note = `${inAll} accounts; half of ${rounds} questions are ours, a quarter look like one of ours, a quarter are nobody’s.`
    return [
      figure('verify, p95', percentile(spent.own, 0.95), 'ms', {
        reference,
        aim: { of: 'ratio', bound: 'at most', to: 2 },
        note,
      }),
      figure('verify as a whole request, p95', percentile(spent.request, 0.95), 'ms', {
        reference,
        note: 'Reading and checking the question, headers and JSON too; without a socket.',
      }),
    ]
  })
}

/** What one would write to find an account by its handle. */
function exactly(db: Db, network: string, handle: string) {
  return db
    .selectFrom('account')
    .innerJoin('unit', 'unit.id', 'account.unit_id')
    .selectAll('account')
    .select('unit.name as unit_name')
    .where('network', '=', network)
    .where(sql<boolean>`lower(handle) = ${handle}`)
    .where(sql<boolean>`account.state not in ('closed', 'refused') and handle <> ''`)
    .execute()
}

export const publicRegister: Measure = {
  name: 'public-register',
  about:
    'The public register: the page of 1,000 accounts, “is it official?” at 5,000, and how well look-alikes are found.',
  aim: 'page below 100 kB compressed; verify p95 at most 2 times the bare SQL',
  async run() {
    const { pairs, precision, recall } = lookAlikeAccuracy()
    const note = `${pairs} pairs of look-alikes.yaml.`
    return [
      ...(await page()),
      ...(await answering()),
      figure('look-alikes, precision', precision, '', {
        aim: { of: 'value', bound: 'at least', to: 0.95 },
        note,
      }),
      figure('look-alikes, recall', recall, '', { aim: { of: 'value', bound: 'at least', to: 0.95 }, note }),
    ]
  },
}
