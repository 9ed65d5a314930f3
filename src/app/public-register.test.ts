import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAccount } from '#features/register/index.ts'
import { changeAccount } from '#features/register/change-account.ts'
import { moveAccount } from '#features/register/life/move.ts'
import { proposeAccount } from '#features/register/life/propose.ts'
import { forgetOldReports } from '#features/register/public/jobs.ts'
import type { VerifyAnswer } from '#features/register/public/contract.ts'
import { json, newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { testHouse, testKeys, type TestHouse } from './testing.ts'
import { buildWeb, composeHouse } from './compose.ts'

let house: TestHouse
let app: ApiApp
const ids: Record<string, string> = {}

async function unit(name: string, affiliate = false, parent: string | null = null): Promise<string> {
  const id = newId()
  await house.services.db
    .insertInto('unit')
    .values({ id, name, kind: 'service', parent_id: parent, affiliate, example: false })
    .execute()
  return id
}

const wanted = (network: string, handle: string, displayName: string, unitId: string) => ({
  network,
  handle,
  displayName,
  unitId,
  purpose: 'News and opening hours for everybody.',
  audiences: ['students', 'public'],
  hoursPerWeek: 2,
  administrators: [house.officer.actor.personId],
})

async function account(
  network: string,
  handle: string,
  displayName: string,
  unitId: string,
): Promise<string> {
  return (await addAccount(house.services, house.officer.actor, wanted(network, handle, displayName, unitId)))
    .id
}

beforeAll(async () => {
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
  app = await buildWeb(composeHouse(house.services, testKeys(house.services)), { pages: false })
  const { services, officer } = house
  const top = await unit('Student Services')
  const library = await unit('Library & <Archive>', false, top)
  const union = await unit('Students’ Union', true)
  ids.top = top
  ids.library = await account('bluesky', 'library.example.ac.uk', 'Library & <Archive>', library)
  ids.uni = await account('bluesky', 'exampleuni.bsky.social', 'Example University', top)
  ids.social = await account('mastodon', 'news@social.example.ac.uk', '=HYPERLINK("x")', top)
  ids.union = await account('bluesky', 'example-su.bsky.social', 'Union', union)
  ids.old = await account('bluesky', 'summerschool.bsky.social', 'Summer School', top)
  ids.hidden = await services.db.transaction().execute((tx) =>
    proposeAccount(tx, nowOf(services), officer.actor, {
      ...wanted('bluesky', 'not-yet.bsky.social', 'Secret Plans', top),
      contributors: [],
      tags: [],
    }),
  )
  for (const id of [ids.library, ids.uni, ids.social, ids.union, ids.old])
    await services.db.updateTable('account').set({ state: 'active' }).where('id', '=', id).execute()
  services.clock.advance({ hours: 1 })
  const { version } = await services.db
    .selectFrom('account')
    .select('version')
    .where('id', '=', ids.uni)
    .executeTakeFirstOrThrow()
  await changeAccount(services, officer.actor, ids.uni, { version, handle: 'exampleuni.example.ac.uk' })
  await services.db.transaction().execute((tx) =>
    moveAccount(tx, nowOf(services), officer.actor, {
      accountId: ids.old!,
      to: 'closed',
      reason: 'A private reason.',
    }),
  )
})
afterAll(async () => {
  await app.close()
  await house.close()
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
const verify = async (url: string) =>
  (await get(`/public/api/v1/verify?url=${encodeURIComponent(url)}`)).json<VerifyAnswer>()

test('the register lists what is official, escaped, without a script, and nothing that is only asked for', async () => {
  const { body, statusCode, headers } = await get('/public/accounts')
  expect(statusCode).toBe(200)
  expect(body.replace(/<script type="application\/ld\+json">[^<]*<\/script>/, '')).not.toMatch(
    /<script|<style|\sstyle=|\son\w+=/,
  )
  expect(headers['content-security-policy']).toContain("script-src 'self'")
  expect(body).toContain('Library &amp; &lt;Archive&gt;')
  expect(body).toContain('rel="me noreferrer">@library.example.ac.uk')
  expect(body).not.toContain('Secret Plans')
  expect(body).not.toContain('Summer School')
  expect(body).not.toContain('Digital Marketing Officer')
  expect(body).toContain('responsible for itself')
  expect((await get('/public/accounts?q=summer')).body).toContain('Closed on 21 November 2026')
  expect((await get('/public/accounts?q=summer')).body).not.toContain('A private reason')
})

test('it is searched by words, network, unit and state', async () => {
  const names = async (query: string) =>
    (await get(`/public/api/v1/accounts?${query}`))
      .json<{ accounts: { name: string }[] }>()
      .accounts.map(({ name }) => name)
  expect(await names('q=LIBRARY')).toEqual(['Library & <Archive>'])
  expect(await names('network=mastodon')).toEqual(['=HYPERLINK("x")'])
  expect(await names(`unit=${ids.top}&q=library`)).toEqual(['Library & <Archive>'])
  expect(await names('state=closed')).toEqual(['Summer School'])
  expect(await names('q=secret')).toEqual([])
})

test('answers are compressed, and the same again is said in a word', async () => {
  const plain = await get('/public/accounts')
  const packed = await get('/public/accounts', { 'accept-encoding': 'gzip, br' })
  expect(packed.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body)
  const gzipped = await get('/public/accounts', { 'accept-encoding': 'gzip, br;q=0' })
  expect(gunzipSync(gzipped.rawPayload).toString()).toBe(plain.body)
  expect(packed.headers.vary).toContain('accept-encoding')
  const again = await get('/public/accounts', {
    'accept-encoding': 'br',
    'if-none-match': String(packed.headers.etag),
  })
  expect([again.statusCode, again.body]).toEqual([304, ''])
  expect(packed.headers.etag).not.toBe(plain.headers.etag)
})

test('an account has a page of its own, at a readable and at a lasting address, and under its former handle', async () => {
  const page = await get('/public/accounts/bluesky-exampleuni.example.ac.uk')
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('@exampleuni.bsky.social, until 21 November 2026')
  expect(page.body).toContain(`src="/public/accounts/${ids.uni}/qr.svg"`)
  expect((await get(`/public/accounts/${ids.uni}`)).body).toBe(page.body)
  const before = await get('/public/accounts/bluesky-exampleuni.bsky.social')
  expect([before.statusCode, before.headers.location]).toEqual([
    302,
    '/public/accounts/bluesky-exampleuni.example.ac.uk',
  ])
  expect((await get(`/public/accounts/${ids.hidden}`)).statusCode).toBe(404)
  const data = /<script type="application\/ld\+json">([^<]*)<\/script>/.exec(page.body)?.[1] ?? ''
  expect(JSON.parse(data)).toMatchObject({
    '@type': 'ProfilePage',
    mainEntity: { sameAs: ['https://bsky.app/profile/exampleuni.example.ac.uk'] },
  })
  const code = await get(`/public/accounts/${ids.uni}/qr.svg`)
  expect(code.headers['content-type']).toContain('image/svg+xml')
  expect(code.body).toContain('<svg')
  const closed = (await get(`/public/accounts/${ids.old}`)).body
  expect(closed).toContain('This account is closed since 21 November 2026')
  expect(closed).not.toContain('bsky.app/profile/summerschool')
})

test('house rules, hours and the office stand on the page, with the clauses that the policy has', async () => {
  const put = (url: string, payload: object) =>
    app.inject({ method: 'PUT', url, payload, headers: { ...house.officer.headers } })
  expect(
    (await put('/api/public-register', { houseRules: 'Be kind.\n\n- See BASE-1.1\n- and BASE-99.9 <b>' }))
      .statusCode,
  ).toBe(200)
  const settings = {
    officeId: null,
    contact: 'The enquiry desk',
    hours: 'Monday to Friday, 9 to 5',
    houseRules: '',
  }
  expect((await put(`/api/accounts/${ids.library}/public-page`, settings)).statusCode).toBe(200)
  const { body } = await get('/public/accounts/bluesky-library.example.ac.uk')
  expect(body).toContain('Monday to Friday, 9 to 5')
  expect(body).toContain('<a href="/public/policy/clauses/BASE-1.1">BASE-1.1</a>')
  expect(body).toContain('and BASE-99.9 &lt;b&gt;')
  await put(`/api/accounts/${ids.library}/public-page`, { ...settings, houseRules: 'Quiet, please.' })
  expect((await get('/public/accounts/bluesky-library.example.ac.uk')).body).toContain('Quiet, please.')
})

test.each([
  ['https://bsky.app/profile/library.example.ac.uk', 'official'],
  ['HTTPS://BSKY.APP./profile/Library.Example.AC.UK/post/3k?ref=x#y', 'official'],
  ['https://www.bsky.app/profile/library.example.ac.uk', 'official'],
  ['https://m.bsky.app:443/profile/library.example.ac.uk/', 'official'],
  ['bsky.app/profile/%6cibrary.example.ac.uk', 'official'],
  ['@library.example.ac.uk', 'official'],
  ['library.example.ac.uk', 'official'],
  ['at://library.example.ac.uk', 'official'],
  ['@news@social.example.ac.uk', 'official'],
  ['https://social.example.ac.uk/@news', 'official'],
  ['https://mastodon.social/@news@social.example.ac.uk', 'official'],
  ['acct:news@social.example.ac.uk', 'official'],
  ['exampleuni.bsky.social', 'was-official'],
  ['https://bsky.app/profile/summerschool.bsky.social', 'was-official'],
  ['https://bsky.app/profile/not-yet.bsky.social', 'not-official'],
  ['https://bsky.app@evil.example/profile/library.example.ac.uk', 'unreadable'],
  ['https://library:x@bsky.app/profile/library.example.ac.uk', 'unreadable'],
  ['https://bsky.app:8443/profile/library.example.ac.uk', 'unreadable'],
  ['https://bsky.app/profile/library%2fexample', 'unreadable'],
  ['https://bsky.app/profile/%E0%A4%A', 'unreadable'],
  ['https://[::1]/profile/library.example.ac.uk', 'unreadable'],
  ['http://2130706433/profile/library.example.ac.uk', 'unreadable'],
  ['javascript:alert(1)', 'unreadable'],
  ['https://bsky.app.evil.com/profile/library.example.ac.uk', 'looks-like'],
  ['https://bѕky.app/profile/library.example.ac.uk', 'looks-like'],
  ['https://xn--bky-fhd.app/profile/library.example.ac.uk', 'looks-like'],
  ['https://bsky.app/profile/library.exarnple.ac.uk', 'looks-like'],
  ['https://www.instagram.com/exampleuni/', 'looks-like'],
  ['https://twitter.com/exampleuni_official', 'looks-like'],
  ['https://x.com/somebody_else', 'not-official'],
  ['https://www.example.org/about', 'not-official'],
  ['Library & <Archive>', 'name-known'],
  ['Secret Plans', 'not-official'],
  ['did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', 'not-official'],
])('%s: %s', async (url, result) => {
  expect(await verify(url)).toMatchObject({ asked: url, result })
})

test('the answer says until when, names what is meant, and accuses nobody', async () => {
  expect(await verify('exampleuni.bsky.social')).toMatchObject({
    until: '2026-11-21T10:00:00.000Z',
    accounts: [{ handle: 'exampleuni.example.ac.uk' }],
  })
  const like = await verify('https://bsky.app/profile/library.exarnple.ac.uk')
  expect(like).toMatchObject({ accounts: [{ id: ids.library, because: 'letters' }] })
  expect(like.say).toMatch(/^It looks like one of ours/)
  for (const asked of ['https://www.instagram.com/exampleuni/', 'x.com/nobody', 'library.exarnple.ac.uk'])
    expect((await verify(asked)).say).not.toMatch(/fake|fraud|scam|impost|impersonat|pretend/i)
  expect((await get('/public/official?account=exampleuni.bsky.social')).body).toContain(
    'It was ours until 21 November 2026',
  )
})

test('open data: no cell is a formula, the feed tells what changed, the API is open and in pages', async () => {
  const csv = await get('/public/accounts.csv')
  expect(csv.body.startsWith('\uFEFFid,name,')).toBe(true)
  expect(csv.body).toContain(`"'=HYPERLINK(""x"")"`)
  expect(csv.headers['access-control-allow-origin']).toBe('*')
  const feed = (await get('/public/changes.json')).json<{
    version: string
    items: { title: string; tags: string[] }[]
  }>()
  expect(feed.version).toBe('https://jsonfeed.org/version/1.1')
  expect(feed.items.map(({ tags }) => tags[0])).toEqual(
    expect.arrayContaining(['added', 'renamed', 'closed']),
  )
  expect(JSON.stringify(feed)).not.toContain('private reason')
  const first = (await get('/public/api/v1/accounts?per_page=2')).json<{ total: number; next: string }>()
  expect(first.total).toBe(5)
  const next = new URL(first.next)
  expect((await get(next.pathname + next.search)).json()).toMatchObject({ page: 2, total: 5 })
  expect((await get('/public/api/v1/services')).json()).toMatchObject({
    services: [
      { id: 'bluesky', accounts: 3 },
      { id: 'mastodon', accounts: 1 },
    ],
  })
  expect((await get('/public/api/v1/units')).json<{ total: number }>().total).toBe(4)
  expect((await get('/public/api/v1/tags')).json()).toMatchObject({ tags: [] })
  const described = JSON.stringify((await get('/api/openapi.json')).json())
  expect(described).toContain('/public/api/v1/verify')
})

const form = (values: Record<string, string>, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/public/impersonations',
    payload: new URLSearchParams(values).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
  })
const report = {
  address: 'https://bsky.app/profile/library.exarnple.ac.uk',
  claim: 'It asks students for card details.',
  email: 'somebody@example.org',
}
const reports = () => house.services.db.selectFrom('impersonation_report').selectAll().execute()

test('somebody reports an impostor without a script; officers see it, settle it, and the address goes', async () => {
  expect((await form({ ...report, claim: 'x', email: 'no' })).statusCode).toBe(422)
  const faulty = (await form({ ...report, claim: 'x' })).body
  expect(faulty).toContain('Say in a sentence what the account does.')
  expect(faulty).toContain(report.address)
  expect((await form({ ...report, website: 'https://spam.example' })).statusCode).toBe(200)
  expect(await reports()).toHaveLength(0)
  expect((await form(report)).statusCode).toBe(201)
  const list = await app.inject({
    method: 'GET',
    url: '/api/impersonations',
    headers: { ...house.officer.headers },
  })
  expect(list.json()).toMatchObject({
    reports: [{ address: report.address, state: 'open', wantsAnswer: true, looksLike: { id: ids.library } }],
  })
  expect(list.body).not.toContain('somebody@example.org')
  const notices = await house.services.db.selectFrom('notice').select('kind').execute()
  expect(notices).toContainEqual({ kind: 'impersonations.reported' })
  const [{ id }] = list.json<{ reports: [{ id: string }] }>().reports
  const settle = (payload: object) =>
    app.inject({
      method: 'POST',
      url: `/api/impersonations/${id}/settlement`,
      payload,
      headers: { ...house.officer.headers },
    })
  const settlement = { outcome: 'reported-to-network', note: 'Reported to Bluesky today.', answer: '' }
  expect((await settle(settlement)).statusCode).toBe(200)
  expect((await settle(settlement)).statusCode).toBe(409)
  expect(await reports()).toMatchObject([{ state: 'settled', email: null }])
})

test('a signed-in person may send it too, another site may not make them', async () => {
  const cookie = house.officer.headers['cookie'] ?? 'rostrum=x'
  expect((await form(report, { cookie, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(201)
  expect((await form(report, { cookie, 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
})

test('too many from one address wait; too long is refused', async () => {
  for (let nth = (await reports()).length; nth < 20; nth++) expect((await form(report)).statusCode).toBe(201)
  const refused = await form(report)
  expect(refused.statusCode).toBe(429)
  expect(refused.body).toContain('20 reports came from your network')
  expect(refused.body).toContain('What you wrote is still here')
  expect(refused.body).toContain(report.claim)
  expect((await form({ ...report, claim: 'x'.repeat(30_000) })).statusCode).toBe(413)
})

test('others are not kept out by one, nor is whoever comes under another number of the same network let in', async () => {
  const from = (remoteAddress: string) =>
    app.inject({
      method: 'POST',
      url: '/public/impersonations',
      remoteAddress,
      payload: new URLSearchParams(report).toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  expect((await from('203.0.113.9')).statusCode).toBe(201)
  for (let nth = 0; nth < 20; nth++)
    expect((await from(`2001:db8:0:7::${nth.toString(16)}`)).statusCode).toBe(201)
  expect((await from('2001:db8:0:7:ffff::1')).statusCode).toBe(429)
  expect((await from('2001:db8:0:8::1')).statusCode).toBe(201)
  const kept = JSON.stringify(await reports())
  expect(kept).not.toContain('2001:db8')
  expect(kept).not.toContain('203.0.113.9')
})

test('closed for all, the form says whom to call and to write to', async () => {
  const [first] = await reports()
  if (!first) throw new Error('There is no report.')
  const flood = Array.from({ length: 5_000 }, (_, nth) => ({
    ...first,
    id: newId(),
    reporter: `another-${nth}`,
    received_at: nowOf(house.services),
  }))
  for (let at = 0; at < flood.length; at += 1_000)
    await house.services.db
      .insertInto('impersonation_report')
      .values(flood.slice(at, at + 1_000))
      .execute()
  await house.services.db
    .updateTable('institution')
    .set({
      contacts: json([
        { kind: 'telephone' as const, value: '01632 960000', label: 'Switchboard' },
        { kind: 'email' as const, value: 'press@example.ac.uk', label: 'Press office' },
      ]),
    })
    .execute()
  const refused = await form(report)
  expect(refused.statusCode).toBe(429)
  expect(refused.headers['retry-after']).toBe('3600')
  expect(refused.body).toContain('href="tel:01632960000"')
  expect(refused.body).toContain('href="mailto:press@example.ac.uk"')
  await house.services.db.deleteFrom('impersonation_report').where('reporter', 'like', 'another-%').execute()
})

test('after an hour nobody knows where a report came from, after a year there is none', async () => {
  const keys = () =>
    house.services.db
      .selectFrom('kept_setting')
      .select('name')
      .where('name', '=', 'register.report-key')
      .execute()
  expect(await keys()).toHaveLength(1)
  house.services.clock.advance({ hours: 25 })
  await forgetOldReports(house.services)
  expect((await reports()).every(({ reporter }) => reporter === null)).toBe(true)
  expect(await keys()).toHaveLength(0)
  expect(await reports()).not.toHaveLength(0)
  house.services.clock.advance({ hours: 24 * 366 })
  await forgetOldReports(house.services)
  expect(await reports()).toHaveLength(0)
})
