import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import { createPractice } from '#networks/practice/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { json } from '#platform/db/index.ts'
import { createSealer } from '#platform/sealing/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { registerRoutes } from '../http.ts'
import { resealAll } from '../reseal.ts'
import { stageOf, type Stage } from '../testing.ts'
import { accountsLeft } from './leavers.ts'
import { secretContext } from './secret-store.ts'

let services: TestServices
let stage: Stage
let app: ApiApp
let accountId: string
let administrator: SignedIn
let officer: SignedIn
let it: SignedIn
let governance: SignedIn
let secretId: string
const value = 'correct horse battery staple'

beforeAll(async () => {
  services = await testServices({ now: '2026-11-21T09:00:00.000Z' })
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  app = await testApp(services, (on) => registerRoutes(on, stage.deps))
})
afterAll(async () => {
  await app.close()
  await services.close()
})

let made = 0
beforeEach(async () => {
  made += 1
  const { id } = await stage.account({ handle: `sealed-${made}` })
  accountId = id
  // Afresh, because tests move the clock beyond what a session lasts.
  administrator = await signInAs(services, { accounts: [{ accountId, relation: 'administrator' }] })
  officer = await signInAs(services, { name: 'Officer', roles: ['officer'] })
  it = await signInAs(services, { name: 'System Administrator', roles: ['it'] })
  governance = await signInAs(services, { name: 'Records Officer', roles: ['governance'] })
  secretId = String((await keep()).id)
})

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'
async function send(who: Pick<SignedIn, 'headers'> | string, method: Method, url: string, payload?: object) {
  const headers = typeof who === 'string' ? { authorization: `Bearer ${who}` } : who.headers
  const answer = await app.inject({ method, url: `/api${url}`, headers, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, body: answer.json() }
}
const keep = async (changes: object = {}) =>
  (
    await send(administrator, 'POST', `/accounts/${accountId}/secrets`, {
      kind: 'password',
      label: 'Network password',
      value,
      ...changes,
    })
  ).body as Record<string, unknown>
const reason = 'The network locked the account, and its editor cannot be reached.'
const ask = (who: SignedIn | string, body: object = { reason }) =>
  send(who, 'POST', `/accounts/${accountId}/secrets/${secretId}/readings`, body)
const decide = (who: SignedIn | string, id: string, body: object = { decision: 'agree' }) =>
  send(who, 'POST', `/secret-readings/${id}/decision`, body)
const open = (who: SignedIn | string, id: string) => send(who, 'POST', `/secret-readings/${id}/opening`)
const list = (who: SignedIn) => send(who, 'GET', `/accounts/${accountId}/secrets`)
const told = async (who: SignedIn) =>
  (
    await services.db
      .selectFrom('notice')
      .innerJoin('notice_recipient', 'notice_recipient.notice_id', 'notice.id')
      .select(['notice.title', 'notice.urgent'])
      .where('person_id', '=', who.actor.personId)
      .where('notice.account_id', '=', accountId)
      .where('notice.kind', '=', 'accounts.secrets')
      .orderBy('notice.at')
      .orderBy('notice.id')
      .execute()
  ).map(({ title, urgent }) => ({ title, urgent }))

test('a secret is kept sealed, named, and shown by no route and no record', async () => {
  const shown = await list(administrator)
  expect(shown.body).toMatchObject({
    secrets: [{ label: 'Network password', kind: 'password', putAt: nowOf(services), renew: null }],
    may: { keep: true, breakGlass: false },
  })
  expect((await list(it)).body).toMatchObject({ may: { keep: false, breakGlass: true } })
  expect((await list(governance)).status).toBe(403)
  const kept = await Promise.all([
    services.db.selectFrom('account_secret').selectAll().execute(),
    services.db.selectFrom('ledger_entry').selectAll().execute(),
    services.db.selectFrom('ledger_content').selectAll().execute(),
  ])
  expect(JSON.stringify([kept, shown.body])).not.toContain(value)
})

test('who may keep one, and what shape it has', async () => {
  const body = { kind: 'password', label: 'Other', value }
  const path = `/accounts/${accountId}/secrets`
  expect((await send(it, 'POST', path, body)).status).toBe(403)
  expect((await send(officer, 'POST', path, body)).status).toBe(201)
  expect(await keep()).toMatchObject({ code: 'register.secret-label', fields: [{ path: 'label' }] })
  expect(await keep({ label: 'NETWORK password' })).toMatchObject({ code: 'register.secret-label' })
  expect(await keep({ label: 'Key', kind: 'authenticator', value: 'not a key 1' })).toMatchObject({
    code: 'register.secret-shape',
  })
  expect(await keep({ label: 'Key', kind: 'authenticator', value: 'jbsw y3dp ehpk 3pxp' })).toHaveProperty(
    'id',
  )
  expect(await keep({ label: 'Codes', kind: 'recovery-codes', value: '  ' })).toMatchObject({
    code: 'register.secret-shape',
  })
})

test('two people open it: one asks, another agrees, the first reads once, and it is to be renewed', async () => {
  const asked = await ask(it)
  expect(asked.body).toMatchObject({ state: 'asked', may: { decide: false, withdraw: true, read: false } })
  const id = String(asked.body.id)
  expect((await open(it, id)).body).toMatchObject({ code: 'register.reading-decided', clause: 'BASE-1.3' })
  expect((await decide(officer, id)).body).toMatchObject({ state: 'agreed', decidedBy: 'Officer' })
  const read = await open(it, id)
  expect(read).toMatchObject({ status: 201, body: { label: 'Network password', value } })
  expect(read.headers['cache-control']).toBe('no-store')
  const again = await open(it, id)
  expect(again).toMatchObject({ status: 409, body: { code: 'register.reading-done' } })
  expect(again.text).not.toContain(value)
  const steps = await services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('account_id', '=', accountId)
    .where('kind', 'like', 'register.secret-%')
    .orderBy('id')
    .execute()
  expect(steps.map(({ kind }) => kind)).toEqual([
    'register.secret-kept',
    'register.secret-asked',
    'register.secret-agreed',
    'register.secret-read',
  ])
  for (const who of [administrator, governance])
    expect(await told(who)).toMatchObject([
      { title: expect.stringContaining('asks to open'), urgent: true },
      { title: expect.stringContaining('agrees'), urgent: true },
      { title: expect.stringContaining('has read'), urgent: true },
    ])
  expect((await list(administrator)).body).toMatchObject({
    secrets: [{ renew: { why: 'read' }, reading: null }],
    readings: [{ state: 'read' }],
  })
  expect(await openDuties(services.db, { keys: [`renew-secret:${secretId}`] })).toHaveLength(1)
  const path = `/accounts/${accountId}/secrets/${secretId}`
  expect((await send(administrator, 'PUT', path, { value: 'a new one' })).status).toBe(200)
  expect(await openDuties(services.db, { keys: [`renew-secret:${secretId}`] })).toEqual([])
})

test('the same person never agrees, nor does anybody without the permission; nobody else reads', async () => {
  const id = String((await ask(it)).body.id)
  expect(await decide(it, id)).toMatchObject({ status: 403, body: { code: 'register.own-reading' } })
  expect((await decide(administrator, id)).status).toBe(403)
  expect((await decide(governance, id)).status).toBe(403)
  expect((await decide(officer, id)).status).toBe(201)
  expect(await open(officer, id)).toMatchObject({ status: 403, body: { code: 'register.not-your-reading' } })
  expect((await ask(officer)).body).toMatchObject({ code: 'register.reading-open' })
})

test('refused, taken back, or never answered, nothing is opened', async () => {
  const first = String((await ask(it)).body.id)
  const note = 'The editor answers the telephone; ask them first.'
  expect((await decide(officer, first, { decision: 'refuse', note })).body).toMatchObject({
    state: 'refused',
    note,
  })
  expect((await decide(officer, first)).body).toMatchObject({ code: 'register.reading-decided' })
  expect((await open(it, first)).body).toMatchObject({ code: 'register.reading-decided' })
  const second = String((await ask(it)).body.id)
  expect((await send(officer, 'DELETE', `/secret-readings/${second}`)).status).toBe(404)
  expect((await send(it, 'DELETE', `/secret-readings/${second}`)).body).toMatchObject({ state: 'withdrawn' })
  expect((await decide(officer, second)).body).toMatchObject({ code: 'register.reading-decided' })
  const third = String((await ask(it)).body.id)
  services.clock.advance({ minutes: 61 })
  officer = await signInAs(services, { roles: ['officer'] })
  expect((await decide(officer, third)).body).toMatchObject({ code: 'register.reading-over' })
  it = await signInAs(services, { roles: ['it'] })
  expect((await ask(it)).status).toBe(201)
})

test('it can be read for ten minutes, with a second factor of the last ten, and never by token', async () => {
  const tokens = await Promise.all([token(it), token(officer)])
  const [byIt, byOfficer] = tokens
  expect(await ask(byIt)).toMatchObject({ status: 403, body: { code: expect.stringMatching(/^people\./) } })
  const id = String((await ask(it)).body.id)
  expect((await decide(byOfficer, id)).status).toBe(403)
  services.clock.advance({ minutes: 11 })
  expect(await decide(officer, id)).toMatchObject({ status: 428, body: { code: 'people.confirm-first' } })
  officer = await signInAs(services, { roles: ['officer'] })
  expect((await decide(officer, id)).status).toBe(201)
  expect((await open(byIt, id)).status).toBe(403)
  expect((await open(it, id)).status).toBe(428)
  services.clock.advance({ minutes: 11 })
  await services.db
    .updateTable('session')
    .set({ confirmed_at: nowOf(services) })
    .where('person_id', '=', it.actor.personId)
    .execute()
  expect((await open(it, id)).body).toMatchObject({ code: 'register.reading-over' })
})

test('two who agree at once, or two tabs that read at once: one wins', async () => {
  const id = String((await ask(it)).body.id)
  const second = await signInAs(services, { roles: ['officer'] })
  const both = await Promise.all([decide(officer, id), decide(second, id)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409])
  const reads = await Promise.all([open(it, id), open(it, id)])
  expect(reads.map(({ status }) => status).toSorted()).toEqual([201, 409])
})

test('a secret that is renewed or taken away is not the one that was agreed to', async () => {
  const id = String((await ask(it)).body.id)
  await decide(officer, id)
  const path = `/accounts/${accountId}/secrets/${secretId}`
  await send(administrator, 'PUT', path, { value: 'something newer' })
  expect((await open(it, id)).body).toMatchObject({ code: 'register.reading-decided' })
  const next = String((await ask(it)).body.id)
  await decide(officer, next)
  expect((await send(administrator, 'DELETE', path)).status).toBe(200)
  expect((await open(it, next)).status).toBe(409)
  expect((await list(administrator)).body).toMatchObject({ secrets: [] })
  expect((await send(administrator, 'PUT', path, { value: 'late' })).status).toBe(404)
})

test('what somebody who left knew is to be renewed, and what they asked for lapses', async () => {
  const id = String((await ask(it)).body.id)
  await decide(officer, id)
  const leave = async (who: SignedIn) => {
    services.clock.advance({ seconds: 1 })
    const at = nowOf(services)
    await services.db.transaction().execute(async (tx) => {
      await tx
        .updateTable('person')
        .set({ state: 'left', left_at: at })
        .where('id', '=', who.actor.personId)
        .execute()
      await accountsLeft(services, tx, at, who.actor.personId)
    })
  }
  await leave(officer)
  expect((await open(it, id)).body).toMatchObject({ code: 'register.reading-decided' })
  await leave(administrator)
  const shown = await list(it)
  expect(shown.body).toMatchObject({ secrets: [{ renew: { why: 'left' } }] })
})

test('a rotation of keys seals it anew', async () => {
  const { sealed } = await services.db
    .selectFrom('account_secret')
    .select('sealed')
    .where('id', '=', secretId)
    .executeTakeFirstOrThrow()
  const old = { id: 'old', key: randomBytes(32) }
  const newest = { id: 'new', key: randomBytes(32) }
  const opened = services.sealer.open(sealed, secretContext(secretId))
  expect(opened).toBe(value)
  await services.db
    .updateTable('account_secret')
    .set({ sealed: createSealer([old]).seal(opened, secretContext(secretId)) })
    .where('id', '=', secretId)
    .execute()
  const rotated = createSealer([newest, old])
  expect((await resealAll({ db: services.db, sealer: rotated })).resealed.accountSecrets).toBe(1)
  const after = await services.db
    .selectFrom('account_secret')
    .select('sealed')
    .where('id', '=', secretId)
    .executeTakeFirstOrThrow()
  expect(createSealer([newest]).open(after.sealed, secretContext(secretId))).toBe(value)
})

async function token(who: SignedIn): Promise<string> {
  const secret = `rst_${randomBytes(32).toString('base64url')}`
  await services.db
    .insertInto('api_token')
    .values({
      id: crypto.randomUUID(),
      person_id: who.actor.personId,
      name: 'Test',
      token_hash: services.sealer.fingerprint(secret),
      scopes: json(['accounts.break-glass', 'accounts.read']),
      created_at: nowOf(services),
      last_used_at: null,
      expires_at: services.clock.now().add({ hours: 5 }).toString(),
      revoked_at: null,
    })
    .execute()
  return secret
}
