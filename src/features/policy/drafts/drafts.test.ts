import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import type { Role } from '#features/people/index.ts'
import { newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { ensureEditionInForce, policyInForce } from '../editions.ts'
import { policyRoutes } from '../http.ts'
import { bringBaselineIntoForce } from '../in-force.ts'
import { parsePack, type PackSource } from '../packs/pack.ts'
import { DraftView } from './contract.ts'

/** A policy of an institution: one office approves it, and telephone numbers are refused outright. */
const files: PackSource = {
  'policy.md': `---
id: example-policy
title: Example University policy
summary: What official accounts keep to.
owner: Digital team
approver: Director of Governance
approved: 2026-09-01
review: 2028-09-01
applies-to: [Everybody]
offices: [{ id: director-of-governance, name: Director of Governance, about: Answers for it. }]
approved-by: [director-of-governance]
---
# Example University policy

## 1 Telephone {#EX-1}

**Numbers.** A post must not give a private telephone number. {#EX-1.1}
`,
  'controls.yaml': `- id: telephone-numbers
  clause: EX-1.1
  subject: post
  moment: [write, submit, publish]
  mark: { fact: telephones, where: '!it.institutional' }
  refuse: own-numbers
`,
  'messages.yaml': 'en-GB:\n  own-numbers: Take the number out.\n',
  'coverage.yaml': '',
  'examples.yaml': `- { control: telephone-numbers, given: { text: 07700 900142 }, expect: refuse }
- { control: telephone-numbers, given: { text: Call 01632 960000 }, expect: nothing }
- { control: telephone-numbers, given: { text: Room 0123 }, expect: nothing }
- { control: telephone-numbers, given: { text: '' }, expect: nothing }
`,
}
const base = new Date(0).toISOString()

let services: TestServices
let app: ApiApp
let writer: SignedIn
let director: SignedIn
let draftId: string
beforeEach(async () => {
  services = await testServices({ now: '2026-11-01T09:00:00Z' })
  app = await testApp(services, (routes) => policyRoutes(routes, { services }))
  await bringBaselineIntoForce(services)
  writer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  director = await signInAs(services, { name: 'Director of Governance' })
  await services.db
    .insertInto('office')
    .values({ id: 'director-of-governance', name: 'Director of Governance', about: '', example: false })
    .execute()
  await hold(director)
  // The edition that the drafts begin from has been in force for long, of a policy that is not the institution’s yet.
  const pack = parsePack('example-policy', files)
  const edition = await services.db.transaction().execute((tx) => ensureEditionInForce(tx, pack, base))
  const made = await send(writer, 'POST', '/drafts', { edition })
  draftId = made.body.id
})
afterEach(async () => {
  await app.close()
  await services.close()
})

async function hold({ actor }: SignedIn) {
  await services.db
    .insertInto('office_holding')
    .values({
      id: newId(),
      office_id: 'director-of-governance',
      person_id: actor.personId,
      deputy: false,
      since: base,
      until: null,
    })
    .execute()
}

async function send(
  { headers }: SignedIn,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  payload?: object,
) {
  const answer = await app.inject({
    method,
    url: `/api/policy${path}`,
    headers,
    ...(payload ? { payload } : {}),
  })
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() }
}
const view = async (who: SignedIn) => DraftView.parse((await send(who, 'GET', `/drafts/${draftId}`)).body)
const changed = (text: string): PackSource => ({
  ...files,
  'policy.md': files['policy.md'].replace('A post must not give a private telephone number.', text),
})
const save = (who: SignedIn, source: PackSource, version: number) =>
  send(who, 'PUT', `/drafts/${draftId}`, { version, source })
const submit = (version: number, inForceOn: string | null = null) =>
  send(writer, 'POST', `/drafts/${draftId}/submit`, { version, inForceOn })
async function decide(who: SignedIn, decision: 'approved' | 'sent-back' = 'approved', digest?: string) {
  const read = digest ?? (await view(who)).check.digest
  const note = decision === 'approved' ? '' : 'Say which number.'
  return send(who, 'POST', `/drafts/${draftId}/decide`, {
    office: 'director-of-governance',
    digest: read,
    decision,
    note,
  })
}
const inForce = () => policyInForce(services.db, nowOf(services))

test('an edition comes into force when the office that it names approves exactly what was read', async () => {
  expect((await save(writer, changed('A post must never give a private number.'), 1)).body.version).toBe(2)
  expect((await submit(2)).status).toBe(200)
  expect((await inForce()).own).toBeNull()
  const { body } = await decide(director)
  const own = (await inForce()).own
  expect(own?.id).toBe(body.editionId)
  expect(own?.edition).toBe(2)
  expect((await view(writer)).state).toBe('done')
  const kinds = await services.db.selectFrom('ledger_entry').select('kind').execute()
  expect(kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['policy.draft-begun', 'policy.submitted', 'policy.approved']),
  )
})

test('its control takes the place of the one of that name in the baseline', async () => {
  await submit(1)
  await decide(director)
  const { ruleset } = await inForce()
  const same = ruleset.controls.filter(({ id }) => id === 'telephone-numbers')
  expect(same.map(({ clause, outcome }) => [clause, outcome])).toEqual([['EX-1.1', 'refuse']])
  expect(ruleset.controls.length).toBeGreaterThan(10)
})

test('one dated for later waits for its day, and what was in force before stays readable', async () => {
  await submit(1)
  await decide(director)
  const before = (await inForce()).own
  const again = await send(writer, 'POST', '/drafts', { edition: before!.id })
  draftId = again.body.id
  await save(writer, changed('No private number, ever.'), 1)
  expect((await submit(2, '2026-11-01')).body.code).toBe('policy.date-past')
  await submit(2, '2026-12-01')
  await decide(director)
  expect((await inForce()).own?.id).toBe(before?.id)
  services.clock.advance({ hours: 24 * 31 })
  expect((await inForce()).own?.edition).toBe(before!.edition + 1)
  const reader = await signInAs(services)
  expect((await send(reader, 'GET', `/editions/${before!.id}`)).body.head.edition).toBe(before?.edition)
})

test('a change after submission voids what was approved, and an approval of an older text is not taken', async () => {
  await submit(1)
  const { digest } = (await view(director)).check
  await save(writer, changed('Not a single number.'), 1)
  expect((await view(writer)).state).toBe('writing')
  await submit(2)
  expect(await decide(director, 'approved', digest!)).toMatchObject({
    status: 409,
    body: { code: 'policy.changed-since-read' },
  })
  expect((await inForce()).own).toBeNull()
})

test('only whoever holds the office decides, and nobody for a text that they wrote in', async () => {
  await submit(1)
  const governance = await signInAs(services, { roles: ['governance'] as Role[] })
  expect(await decide(governance)).toMatchObject({ status: 403, body: { code: 'policy.office-not-held' } })
  await hold(writer)
  await save(writer, changed('None.'), 1)
  await submit(2)
  expect(await decide(writer)).toMatchObject({ status: 403, body: { code: 'policy.own-draft' } })
})

test('a policy that is sent back goes on being written, with the reason', async () => {
  await submit(1)
  await decide(director, 'sent-back')
  const { state, offices } = await view(writer)
  expect(state).toBe('writing')
  expect(offices).toMatchObject([{ decision: 'sent-back', note: 'Say which number.' }])
})

test('what is wrong is told with file and line, kept all the same, and not taken for approval', async () => {
  const broken = { ...files, 'controls.yaml': files['controls.yaml'].replace('telephones', 'telephons') }
  const saved = await save(writer, broken, 1)
  expect(saved.body.check.faults).toMatchObject([{ file: 'controls.yaml', line: 5 }])
  expect((await view(writer)).source).toEqual(broken)
  expect(await submit(2)).toMatchObject({ status: 422, body: { code: 'policy.corrupt-pack' } })
  const failing = {
    ...files,
    'examples.yaml': files['examples.yaml'].replace('expect: refuse', 'expect: advise'),
  }
  await save(writer, failing, 2)
  expect(await submit(3)).toMatchObject({ status: 422, body: { code: 'policy.examples-fail' } })
})

test('two who write at once: the second is told, and nothing is overwritten', async () => {
  await save(writer, changed('One.'), 1)
  expect(await save(writer, changed('Two.'), 1)).toMatchObject({
    status: 409,
    body: { code: 'policy.draft-changed-meanwhile' },
  })
  expect((await view(writer)).source['policy.md']).toContain('One.')
  expect(await send(writer, 'POST', '/drafts', { edition: (await view(writer)).basedOn! })).toMatchObject({
    status: 409,
    body: { code: 'policy.draft-open' },
  })
})

test('the baseline is not edited; a draft is dropped and stays in the records', async () => {
  const { baseline } = await inForce()
  expect((await send(writer, 'POST', '/drafts', { edition: baseline.id })).status).toBe(422)
  expect((await send(writer, 'DELETE', `/drafts/${draftId}`)).status).toBe(204)
  expect((await save(writer, files, 1)).status).toBe(409)
})

test('trying: what the draft would say of a post, and which controls keep silent; nothing is kept', async () => {
  const trial = { draft: draftId, subject: 'post', moment: 'write', given: { text: 'Ring 07700 900142.' } }
  const { body } = await send(director, 'POST', '/try', trial)
  expect(body.findings).toMatchObject([{ clause: 'EX-1.1', outcome: 'refuse', evidence: '07700 900142' }])
  expect(body.silent.map(({ clause }: { clause: string }) => clause)).toContain('BASE-3.2')
  expect(await send(director, 'POST', '/try', { ...trial, given: { txt: 'x' } })).toMatchObject({
    status: 422,
  })
})
