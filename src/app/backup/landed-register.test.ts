/**
 * What people had in hand when they upgraded from the version of `landed/0011-sign-in-services.tar.gz`, read through
 * the API afterwards: requests in every state, hand-overs, reviews, a list that was brought in, a sealed secret, a
 * coordinator, a sign-in service, notices, a report, duties.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { secretContext } from '#features/register/hand-over/secret-store.ts'
import { nowOf } from '#platform/services.ts'
import { upgradedFrom, type Upgraded } from './testing.ts'

let opened: Upgraded['opened']
let get: Upgraded['get']
let close: Upgraded['close']

beforeAll(async () => {
  ;({ opened, get, close } = await upgradedFrom('0011-sign-in-services'))
}, 120_000)
afterAll(() => close())

const officer = 'Digital Marketing Officer'
const second = 'Head of Digital'
const coordinator = 'Faculty Coordinator'
const successor = 'Next Editor'
const it = 'System Administrator'

interface Named {
  id: string
  [key: string]: unknown
}

test('requests are there in the states that they were in', async () => {
  const { requests } = await get<{ requests: Named[] }>(officer, '/requests?list=all')
  const states = requests.map(({ kind, state }) => `${String(kind)} ${String(state)}`)
  // The draft is its author's alone.
  expect(states.toSorted()).toEqual([
    'close in-review',
    'close refused',
    'open appealed',
    'open approved',
    'open in-review',
  ])
  const asked = requests.find(({ kind, state }) => kind === 'open' && state === 'in-review')
  expect(await get(officer, `/requests/${asked?.id}`)).toMatchObject({
    thread: [{ answer: null }],
    standing: { state: 'in-review' },
  })
  for (const { id } of requests)
    expect(await get<{ stages: unknown[] }>(officer, `/requests/${id}`)).toHaveProperty('stages.0')
  const mine = await get<{ requests: Named[] }>(coordinator, '/requests?list=mine')
  expect(mine.requests).toMatchObject([{ kind: 'close', state: 'in-review' }])
  // Either of the officers may decide it, and it waits for both.
  for (const who of [officer, second]) {
    const waiting = await get<{ requests: Named[] }>(who, '/requests?list=waiting')
    expect(waiting.requests.map(({ id }) => id)).toContain(mine.requests[0]?.id)
  }
  const drafts = await opened.services.db
    .selectFrom('request')
    .select('id')
    .where('state', '=', 'draft')
    .execute()
  expect(drafts).toHaveLength(1)
})

test('of two hand-overs one waits for its successor, and one is done', async () => {
  const { handOvers } = await get<{ handOvers: Named[] }>(successor, '/accounts-in-hand')
  expect(handOvers).toMatchObject([{ account: 'Example University', state: 'open', mine: true }])
  const admissions = await accountNamed('Example University Admissions')
  expect(await get(officer, `/accounts/${admissions}/hand-over`)).toMatchObject({
    open: null,
    past: [{ state: 'taken-over', notes: 'The calendar of posts hangs in the office.' }],
  })
})

async function accountNamed(name: string): Promise<string> {
  const { accounts } = await get<{ accounts: Named[] }>(officer, '/accounts?size=100')
  return accounts.find(({ displayName }) => displayName === name)?.id ?? 'none'
}

test('a review that was held stands, and one is overdue', async () => {
  const admissions = await accountNamed('Example University Admissions')
  const held = await get(officer, `/accounts/${admissions}/review`)
  expect(JSON.stringify(held)).toContain('It reaches what it is for.')
  const library = await accountNamed('Example University Library')
  const { due } = await get<{ due: string }>(officer, `/accounts/${library}/review`)
  expect(due < nowOf(opened.services)).toBe(true)
})

test('the list that was brought in is done, line by line, and its filter is kept', async () => {
  const { imports } = await get<{ imports: Named[] }>(officer, '/account-imports')
  expect(imports).toMatchObject([{ state: 'done', lines: 3, counts: { add: 3 } }])
  const { lines } = await get<{ lines: Named[] }>(officer, `/account-imports/${imports[0]?.id}/lines`)
  expect(lines.map(({ done, verdict }) => `${String(verdict)} ${String(done)}`)).toEqual([
    'add true',
    'add true',
    'add true',
  ])
  expect(await get(second, '/account-views')).toMatchObject({ views: [{ name: 'Without a second factor' }] })
})

test('what was sealed is sealed still, and opens with the keys of the backup', async () => {
  const account = await accountNamed('Example University')
  const { secrets } = await get<{ secrets: Named[] }>(officer, `/accounts/${account}/secrets`)
  expect(secrets).toMatchObject([{ kind: 'password', label: 'Sign-in of the account' }])
  const { db, sealer } = opened.services
  const { id, sealed } = await db.selectFrom('account_secret').selectAll().executeTakeFirstOrThrow()
  expect(sealer.open(sealed, secretContext(id))).toBe('three plain words together')
})

test('a coordinator coordinates, and a sign-in service is set up', async () => {
  const estate = await get<{ accounts?: unknown }>(coordinator, '/estate')
  expect(estate).toBeDefined()
  const { people } = await get<{ people: Named[] }>(it, `/people?search=${encodeURIComponent(coordinator)}`)
  expect(people).toMatchObject([{ units: [{ coordinator: true }] }])
  expect(await get(it, '/sign-in-services')).toMatchObject({
    services: [
      { name: 'University sign-in', enabled: false, settings: { issuer: 'https://login.example.ac.uk' } },
    ],
  })
})

test('notices wait unread, a report waits to be settled', async () => {
  const { notices } = await get<{ notices: Named[] }>(officer, '/me/notices')
  expect(notices.find(({ title }) => title === 'An account is handed over')).toMatchObject({ readAt: null })
  expect(await get(officer, '/impersonations')).toMatchObject({
    reports: [{ address: 'https://practice.example/@exampel-university', state: 'open' }],
  })
})

test('an open duty is still somebody’s, and a settled one is not', async () => {
  const { duties } = await get<{ duties: Named[] }>(second, '/me/duties')
  const titles = duties.map(({ title }) => title)
  expect(titles).toContain('Look through the list of accounts')
  expect(titles).not.toContain('Read the year’s report')
  const settled = await opened.services.db
    .selectFrom('duty')
    .select('settled_how')
    .where('title', '=', 'Read the year’s report')
    .execute()
  expect(settled).toEqual([{ settled_how: 'Read.' }])
})
