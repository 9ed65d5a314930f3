import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { ensureEditionInForce, policyInForce } from '../editions.ts'
import { policyRoutes } from '../http.ts'
import { bringBaselineIntoForce } from '../in-force.ts'
import { parsePack, type PackSource } from '../packs/pack.ts'
import { PolicyChanges } from './contract.ts'

const files = (clauses: string, outcome = 'refuse: own-numbers', id = 'example-policy'): PackSource => ({
  'policy.md': `---
id: ${id}
title: Example University policy
summary: What official accounts keep to.
owner: Digital team
approver: Director of Governance
approved: 2026-09-01
review: 2028-09-01
applies-to: [Everybody]
---
# Example University policy

## 1 Telephone {#EX-1}

**Numbers.** A post must not give a private telephone number. {#EX-1.1}

${clauses}
`,
  'controls.yaml': `- id: telephone-numbers
  clause: EX-1.1
  subject: post
  moment: [write, submit, publish]
  mark: { fact: telephones, where: '!it.institutional' }
  ${outcome}
`,
  'messages.yaml': 'en-GB:\n  own-numbers: Take the number out.\n',
  'coverage.yaml': '',
  'examples.yaml': `- { control: telephone-numbers, given: { text: 07700 900142 }, expect: refuse }
- { control: telephone-numbers, given: { text: Call 01632 960000 }, expect: nothing }
- { control: telephone-numbers, given: { text: Room 0123 }, expect: nothing }
- { control: telephone-numbers, given: { text: '' }, expect: nothing }
`,
})
const one = '**Images.** An image needs its words. {#EX-1.2}'
const two = '**Images.** An image needs its words and its rights. {#EX-1.2}'
const three = `${two}\n\n**Links.** A link is secure. {#EX-1.3}`

let services: TestServices
let app: ApiApp
let writer: SignedIn
let editions: string[]
beforeEach(async () => {
  services = await testServices({ now: '2026-11-01T09:00:00Z' })
  app = await testApp(services, (routes) => policyRoutes(routes, { services }))
  await bringBaselineIntoForce(services)
  writer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  editions = []
  for (const source of [files(one), files(two), files(three, 'advise: own-numbers')])
    editions.push(await bringIn(source))
})
afterEach(async () => {
  await app.close()
  await services.close()
})

async function bringIn(source: PackSource, name = 'example-policy'): Promise<string> {
  services.clock.advance({ minutes: 1 })
  const pack = parsePack(name, source)
  return services.db.transaction().execute((tx) => ensureEditionInForce(tx, pack, nowOf(services)))
}

async function send(
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  payload?: object,
): Promise<{ status: number; body: { id: string } }> {
  const { headers } = writer
  const url = `/api/policy${path}`
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.json() }
}
const changes = async (path: string) => {
  const { status, body } = await send('GET', `${path}/changes`)
  expect(status, JSON.stringify(body)).toBe(200)
  return PolicyChanges.parse(body)
}

test('an edition is compared with the one before it, clause by clause', async () => {
  const [, second, third] = editions
  const { since, same, clauses, controls, coverage, titles } = await changes(`/editions/${third}`)
  expect(since).toMatchObject({ id: second, edition: 2 })
  expect(same).toBe(false)
  expect(clauses).toMatchObject([{ clause: 'EX-1.3', kind: 'added', text: 'A link is secure.' }])
  expect(controls).toMatchObject([{ control: 'telephone-numbers', kind: 'changed' }])
  expect(coverage).toEqual([])
  expect(titles.map(({ id }) => id)).toEqual(['EX-1.1', 'EX-1.2', 'EX-1.3'])
  const { clauses: reworded } = await changes(`/editions/${second}`)
  expect(reworded[0]?.reworded).toContainEqual({ kind: 'added', text: ' and its rights' })
})

test('or with another of the same policy; the first has nothing before it, so all of it is new', async () => {
  const [first, , third] = editions
  const wide = (await send('GET', `/editions/${third}/changes?since=${first}`)).body
  expect(PolicyChanges.parse(wide)).toMatchObject({
    since: { edition: 1 },
    clauses: [
      { clause: 'EX-1.2', kind: 'changed' },
      { clause: 'EX-1.3', kind: 'added' },
    ],
  })
  const none = await changes(`/editions/${first}`)
  expect(none).toMatchObject({ since: null, particulars: [], same: false })
  expect(none.clauses.map(({ kind }) => kind)).toEqual(['added', 'added'])
  const same = (await send('GET', `/editions/${third}/changes?since=${third}`)).body
  expect(PolicyChanges.parse(same).same).toBe(true)
})

test('what cannot be compared is said', async () => {
  const [first] = editions
  const { baseline } = await policyInForce(services.db, nowOf(services))
  const stranger = '01999999-9999-7999-8999-999999999999'
  expect(await send('GET', `/editions/${stranger}/changes`)).toMatchObject({ status: 404 })
  expect(await send('GET', `/drafts/${stranger}/changes`)).toMatchObject({ status: 404 })
  expect(await send('GET', `/editions/${first}/changes?since=${stranger}`)).toMatchObject({
    status: 404,
    body: { fix: 'Choose one of the editions of this policy.' },
  })
  expect(await send('GET', `/editions/${first}/changes?since=${baseline.id}`)).toMatchObject({
    status: 422,
    body: { code: 'policy.other-policy' },
  })
  const malformed = await send('GET', `/editions/${first}/changes?since=the-last-one`)
  expect(malformed.status).toBe(422)
  expect(JSON.stringify(malformed.body)).toContain('Choose an edition to compare with.')
})

test('a draft is compared with the edition that it is based on', async () => {
  const [first] = editions
  const { body } = await send('POST', '/drafts', { edition: first })
  expect((await changes(`/drafts/${body.id}`)).same).toBe(true)
  await send('PUT', `/drafts/${body.id}`, { version: 1, source: files(two) })
  expect(await changes(`/drafts/${body.id}`)).toMatchObject({
    since: { id: first, edition: 1 },
    clauses: [{ clause: 'EX-1.2', kind: 'changed' }],
  })
  const broken = { ...files(two), 'controls.yaml': '- id: [' }
  await send('PUT', `/drafts/${body.id}`, { version: 2, source: broken })
  expect(await send('GET', `/drafts/${body.id}/changes`)).toMatchObject({
    status: 422,
    body: { code: 'policy.corrupt-pack' },
  })
})

test('one that begins with files of the product: with the edition in force of that policy, else all is new', async () => {
  const { body } = await send('POST', '/drafts', { shipped: 'essex' })
  const fresh = await changes(`/drafts/${body.id}`)
  expect(fresh.since).toBeNull()
  expect(fresh.clauses.length).toBeGreaterThan(10)
  expect(fresh.clauses.every(({ kind }) => kind === 'added')).toBe(true)
  const { source } = (await app
    .inject({ url: `/api/policy/drafts/${body.id}`, headers: writer.headers })
    .then((answer) => answer.json())) as { source: PackSource }
  const own = await bringIn(source, 'essex')
  const kept = await changes(`/drafts/${body.id}`)
  expect(kept.particulars).toEqual([])
  expect(kept).toMatchObject({ since: { id: own, edition: 1 }, same: true })
})
