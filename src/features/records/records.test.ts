import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor, Role } from '#features/people/index.ts'
import { type ApiApp } from '#platform/http/index.ts'
import { append, sequence, signerOf, verifyBundle, type Entry } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServer } from '#testing/server.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import {
  Checkpoint,
  PostStory,
  RecordDetail,
  RecordKinds,
  RecordPage,
  VerificationReport,
  type RecordRow,
} from './contract.ts'
import type { RecordsDeps } from './deps.ts'
import { recordRoutes } from './http.ts'
import { publicKeyOf } from './read-records.ts'
import { runRecordsVerify } from './verify-command.ts'

const postId = '01935000-0000-7000-8000-000000000001'
const accountId = '01935000-0000-7000-8000-000000000002'
const personId = '01935000-0000-7000-8000-000000000003'
const officer = { person: personId, name: 'Digital Marketing Officer' }

let services: TestServices
let deps: RecordsDeps
let app: ApiApp
let folder: string

async function record(entry: Partial<Entry> & Pick<Entry, 'kind' | 'summary'>): Promise<string> {
  const id = await append(services.db, nowOf(services), {
    actor: officer,
    subject: `post:${postId}`,
    postId,
    ...entry,
  })
  services.clock.advance({ minutes: 10 })
  return id
}

const digest = 'ab'.repeat(32)
let approval: string
let comment: string

beforeAll(async () => {
  services = await testServices({ now: '2026-11-21T09:00:00Z' })
  folder = mkdtempSync(join(tmpdir(), 'rostrum-records-'))
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  deps = {
    services,
    keys: { signing: { id: 'test', privateKey, publicKey } },
    evidenceOf: () => Promise.resolve([]),
    mayReadPost: (actor, id) => Promise.resolve(id === postId && actor.roles.includes('officer')),
    accountNames: (ids) => Promise.resolve(new Map(ids.map((id) => [id, 'Library on Practice']))),
  }
  app = await testServer(services, (request) => {
    const role = request.headers['x-test-role']
    return role ? actorOf(role as Role) : null
  })
  recordRoutes(app, deps)
  await app.ready()

  await record({ kind: 'post.created', summary: 'A post was begun.', content: { title: 'Open day 100%' } })
  comment = await record({
    kind: 'post.commented',
    summary: 'A comment was made.',
    content: { text: 'Say where.' },
  })
  approval = await record({
    kind: 'post.approved',
    summary: 'The post was approved for one account.',
    accountId,
    facts: { digest, when: '2026-11-28T09:00:00Z' },
    content: { note: 'Good to go.' },
  })
  await record({
    kind: 'publication.published',
    actor: { system: 'dispatcher' },
    summary: 'The post was published.',
    subject: 'publication:1',
    accountId,
    facts: { url: 'https://social.example.ac.uk/practice/1' },
  })
  await record({ kind: 'unit.added', summary: 'A unit was added.', subject: 'unit:1', postId: undefined })
  await sequence(services.db, signer(), nowOf(services))
})
afterAll(async () => {
  await app.close()
  await services.close()
  rmSync(folder, { recursive: true, force: true })
})

const signer = () => signerOf(services.config.publicUrl, deps.keys.signing)

function actorOf(role: Role): Actor {
  return { personId, name: 'Director of Governance', roles: [role], accounts: [], units: [], scopes: null }
}

async function get(url: string, role: Role = 'governance') {
  return app.inject({ method: 'GET', url, headers: { 'x-test-role': role } })
}

async function list(query = ''): Promise<RecordRow[]> {
  return RecordPage.parse((await get(`/api/records${query}`)).json()).records
}
const kinds = (rows: RecordRow[]) => rows.map((row) => row.kind)

test('the log is read newest first, page by page', async () => {
  const all = await list()
  expect(kinds(all)).toEqual([
    'unit.added',
    'publication.published',
    'post.approved',
    'post.commented',
    'post.created',
  ])
  expect(all[2]).toMatchObject({
    who: 'Digital Marketing Officer',
    personId,
    content: 'kept',
    proof: { seq: 2, size: 5 },
  })
  const first = RecordPage.parse((await get('/api/records?limit=3')).json())
  const second = RecordPage.parse((await get(`/api/records?limit=3&after=${first.next}`)).json())
  expect([...first.records, ...second.records]).toEqual(all)
  expect(second.next).toBeNull()
})

test.each([
  ['?kind=post', ['post.approved', 'post.commented', 'post.created']],
  ['?kind=post.approved', ['post.approved']],
  ['?kind=pos', []],
  [`?subject=post:${postId}&text=where`, ['post.commented']],
  ['?text=100%25', ['post.created']],
  ['?text=marketing%20officer&kind=unit', ['unit.added']],
  [`?actor=${personId}&from=2026-11-21T09:15:00Z&to=2026-11-21T09:25:00Z`, ['post.approved']],
  [
    '?kind=post&from=2026-11-21&to=2026-11-21&zone=Europe/London',
    ['post.approved', 'post.commented', 'post.created'],
  ],
  ['?from=2026-11-22&zone=Europe/London', []],
  ['?kind=unit&to=2026-11-21&zone=Pacific/Kiritimati', ['unit.added']],
  ['?to=2026-11-20', []],
])('records are found by %s', async (query, found) => {
  expect(kinds(await list(query))).toEqual(found)
})

test('only those with the permission read or export', async () => {
  expect((await get('/api/records', 'it')).statusCode).toBe(403)
  expect((await get('/api/records/export', 'officer')).statusCode).toBe(403)
  expect((await get('/api/records/export.csv', 'officer')).statusCode).toBe(403)
  expect((await get('/api/records?from=2026-11-21&zone=Mars/Olympus')).statusCode).toBe(422)
  expect((await get('/api/records?from=yesterday')).statusCode).toBe(422)
})

test('the kinds that occur are told, for the filter', async () => {
  const { kinds: found } = RecordKinds.parse((await get('/api/records/kinds')).json())
  expect(found).toContainEqual({ kind: 'post.approved', count: 1 })
})

test('one record comes with its canonical text and proof; one that waits says so', async () => {
  const detail = RecordDetail.parse((await get(`/api/records/${approval}`)).json())
  expect(JSON.parse(detail.canonical)).toMatchObject({ id: approval, facts: { digest } })
  expect(detail.inclusion.length).toBeGreaterThan(0)
  expect(detail.words).toEqual({ note: 'Good to go.' })
  expect(detail.checkpoint?.note).toContain('rostrum/localhost:3000\n5\n')
  const waiting = await append(services.db, nowOf(services), {
    kind: 'unit.changed',
    actor: officer,
    subject: 'unit:1',
    summary: 'A unit was changed.',
  })
  const pending = RecordDetail.parse((await get(`/api/records/${waiting}`)).json())
  expect(pending).toMatchObject({ proof: { state: 'pending' }, inclusion: [], checkpoint: null })
  expect((await get(`/api/records/${postId}`)).statusCode).toBe(404)
})

test('anybody signed in gets the newest checkpoint, and the proof that the log has only grown', async () => {
  const checkpoint = Checkpoint.parse((await get('/api/records/checkpoints/latest', 'it')).json())
  expect(checkpoint).toMatchObject({ size: 5, publicKey: publicKeyOf(deps) })
  const grown = await get('/api/records/checkpoints/consistency?from=3', 'it')
  expect(grown.json()).toMatchObject({ from: 3, to: 5, proof: expect.any(Array) })
  expect((await get('/api/records/checkpoints/consistency?from=99', 'it')).statusCode).toBe(404)
})

test('a post is told as a story, to those who may read it', async () => {
  const answer = await get(`/api/posts/${postId}/story`, 'officer')
  const { steps } = PostStory.parse(answer.json())
  expect(steps.map((step) => [step.who, step.sentence])).toEqual([
    ['Digital Marketing Officer', 'Began the post.'],
    ['Digital Marketing Officer', 'Commented on the post.'],
    ['Digital Marketing Officer', 'Approved the post for Library on Practice, exactly as it stood.'],
    ['Rostrum', 'Published the post on Library on Practice.'],
  ])
  expect(steps[2]).toMatchObject({
    level: 'ok',
    words: [{ label: 'Note', text: 'Good to go.' }],
    proof: { state: 'proved', seq: 2, size: 5 },
  })
  expect(steps[2]?.facts.map((fact) => fact.as)).toEqual(['instant', 'digest'])
  expect((await get(`/api/posts/${postId}/story`, 'governance')).statusCode).toBe(404)
})

test('an export verifies offline, on the command line too, and is recorded', async () => {
  const answer = await get('/api/records/export?kind=post')
  expect(answer.headers['content-disposition']).toMatch(
    /attachment; filename="rostrum-records-2026-11-21.json"/,
  )
  expect(verifyBundle(answer.json(), publicKeyOf(deps))).toMatchObject({ ok: true, entries: 3 })
  const file = join(folder, 'export.json')
  writeFileSync(file, answer.body)
  const lines: string[] = []
  const out = (line: string) => void lines.push(line)
  expect(await runRecordsVerify([file, '--key', publicKeyOf(deps)], { out })).toBe(0)
  expect(lines[0]).toBe('The export holds: every record in it is in the log.')
  writeFileSync(file, answer.body.replace('A comment was made.', 'No comment was made.'))
  expect(await runRecordsVerify([file], { out })).toBe(1)
  expect(lines.join('\n')).toContain('Record 1 is not in the log at that place')
  const [exported] = await list('?kind=records.exported')
  expect(exported).toMatchObject({ sentence: 'Records were exported.', who: 'Director of Governance' })
  expect((await get('/api/records/export?kind=nothing')).statusCode).toBe(422)
})

test('the list goes out as CSV that no spreadsheet runs', async () => {
  await record({ kind: 'test.formula', summary: '=1+1, "quoted"', subject: 'x' })
  const answer = await get('/api/records/export.csv?kind=test')
  expect(answer.headers['content-type']).toContain('text/csv')
  expect(answer.body).toContain(`"'=1+1, ""quoted"""`)
})

test('content is erased by governance only; the proof holds and the erasure is recorded', async () => {
  const send = (role: Role, reason: string) =>
    app.inject({
      method: 'POST',
      url: `/api/records/${comment}/erasures`,
      headers: { 'x-test-role': role },
      payload: { reason, instead: 'Say [removed].' },
    })
  expect((await send('officer', 'Asked for by the person.')).statusCode).toBe(403)
  expect((await send('governance', 'Short')).statusCode).toBe(422)
  expect((await send('governance', 'Asked for by the person.')).statusCode).toBe(201)
  expect((await send('governance', 'Asked for by the person.')).statusCode).toBe(409)
  const detail = RecordDetail.parse((await get(`/api/records/${comment}`)).json())
  expect(detail).toMatchObject({ content: 'erased', words: null, salt: null })
  const erasure = RecordDetail.parse((await get(`/api/records/${detail.erasedBy}`)).json())
  expect(erasure.words).toEqual({ reason: 'Asked for by the person.', instead: 'Say [removed].' })
  const { steps } = PostStory.parse((await get(`/api/posts/${postId}/story`, 'officer')).json())
  expect(steps.find((step) => step.id === comment)).toMatchObject({ erased: true, words: [] })
  expect(VerificationReport.parse((await get('/api/records/verification')).json())).toMatchObject({
    ok: true,
  })
})

test('the whole log is verified on the command line, with a table, JSON and exit codes', async () => {
  await sequence(services.db, signer(), nowOf(services))
  const lines: string[] = []
  const command = {
    db: () => Promise.resolve(services.db),
    publicKey: () => publicKeyOf(deps),
    out: (line: string) => void lines.push(line),
  }
  expect(await runRecordsVerify([], command)).toBe(0)
  expect(lines[0]).toBe('The log holds: nothing in it was changed.')
  const kept = join(folder, 'checkpoint.txt')
  writeFileSync(kept, Checkpoint.parse((await get('/api/records/checkpoints/latest')).json()).note)
  expect(await runRecordsVerify(['--against', kept], command)).toBe(0)
  await sql`update ledger_entry set body = body || '{"summary": "Other."}' where seq = 0`.execute(services.db)
  lines.length = 0
  expect(await runRecordsVerify(['--json'], command)).toBe(1)
  expect(JSON.parse(lines.join('\n'))).toMatchObject({
    ok: false,
    faults: [{ what: 'record-changed', seq: 0 }],
  })
  expect(await runRecordsVerify(['--help'], command)).toBe(0)
  for (const wrong of [['--nonsense'], ['a', 'b'], [join(folder, 'none.json')], ['--key', 'rubbish']])
    expect(await runRecordsVerify(wrong, command)).toBe(2)
  expect(await runRecordsVerify([], { out: command.out })).toBe(2)
})

test('the routes are in the API description', () => {
  const { paths } = app.swagger() as { paths: Record<string, unknown> }
  expect(Object.keys(paths)).toContain('/api/records/{id}/erasures')
})
