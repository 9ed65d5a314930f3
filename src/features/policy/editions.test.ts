import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { json } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServer } from '#testing/server.ts'
import { testServices } from '#testing/services.ts'
import type { TestServices } from '#testing/services.ts'
import { checkPost } from './check.ts'
import { EditionList, FindingJson, PolicyInForce } from './contract.ts'
import { policyInForce, ensureEditionInForce } from './editions.ts'
import { policyRoutes } from './http.ts'
import { bringBaselineIntoForce, checkPostInForce } from './in-force.ts'
import { exampleInstitution, exampleNetwork } from './packs/example-world.ts'
import type { Pack } from './packs/pack.ts'
import { loadPack, packsFolder } from './packs.ts'

let services: TestServices
let app: ApiApp
let baseline: Pack
const reader: Actor = {
  personId: '00000000-0000-7000-8000-000000000001',
  name: 'Faculty Web Editor',
  roles: [],
  accounts: [],
  units: [],
  scopes: null,
}

beforeAll(async () => {
  services = await testServices({ now: '2026-09-01T09:00:00Z' })
  await services.db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'Wales',
      time_zone: 'Europe/London',
      contacts: json([
        { kind: 'domain', value: 'Example.ac.uk', label: '' },
        { kind: 'telephone', value: '01632 960000', label: 'Switchboard' },
      ]),
      created_at: nowOf(services),
      example: false,
    })
    .execute()
  baseline = await loadPack(`${packsFolder}/baseline`)
  app = await testServer(services, (request) => (request.headers.authorization ? reader : null))
  policyRoutes(app, { services })
})
afterAll(async () => {
  await app.close()
  await services.close()
})

const ensure = (pack: Pack) =>
  services.db.transaction().execute((tx) => ensureEditionInForce(tx, pack, nowOf(services)))
const get = (url: string) => app.inject({ url, headers: { authorization: 'Bearer test' } })

test('without a policy nothing is judged, and that is said', async () => {
  await expect(policyInForce(services.db, nowOf(services))).rejects.toThrow(/No policy is in force/)
  expect((await get('/api/policy')).statusCode).toBe(503)
})

test('a pack comes into force once, however often the system starts, and is recorded', async () => {
  const first = await ensure(baseline)
  expect(await ensure(baseline)).toBe(first)
  const rows = await services.db.selectFrom('policy_edition').select('edition').execute()
  expect(rows).toEqual([{ edition: 1 }])
  const entries = await services.db.selectFrom('ledger_entry').select('kind').execute()
  expect(entries).toEqual([{ kind: 'policy.edition-in-force' }])
})

test('a changed pack is a new edition with its date; the old one stays as it was', async () => {
  const { baseline: before } = await policyInForce(services.db, nowOf(services))
  services.clock.advance({ hours: 24 })
  const title = 'Social media baseline, changed'
  const changed = { ...baseline, frontMatter: { ...baseline.frontMatter, title } }
  await ensure(changed)
  const { baseline: after } = await policyInForce(services.db, nowOf(services))
  expect(after).toMatchObject({ edition: 2, content: { frontMatter: { title } } })
  expect((await policyInForce(services.db, '2026-09-01T10:00:00.000Z')).baseline).toEqual(before)
  const { editions } = EditionList.parse((await get('/api/policy/editions')).json())
  expect(editions.map(({ edition, inForce }) => [edition, inForce])).toEqual([
    [2, true],
    [1, false],
  ])
  const old = (await get(`/api/policy/editions/${before.id}`)).json()
  expect(old).toMatchObject({ head: { edition: 1, title: 'Social media baseline' } })
})

test('the stored edition judges a post', async () => {
  const edition = await policyInForce(services.db, nowOf(services))
  const network = exampleNetwork({})
  const part = { text: 'Ring 07700 900142. #openday', media: [], link: null }
  const target = { accountId: 'a1', network: 'example', handle: 'h', parts: [part] }
  const findings = checkPost(
    edition,
    { targets: [target], audiences: [], language: 'en-GB', recent: [] },
    { institution: exampleInstitution('england'), profiles: [network] },
    nowOf(services),
  )
  // What goes over the wire is all of it.
  for (const finding of findings) expect(FindingJson.parse(finding)).toEqual(finding)
  expect(findings.map(({ control }) => control).sort()).toEqual([
    'another-person-approves',
    'hashtag-capitals',
    'telephone-numbers',
  ])
})

test('anybody signed in reads the policy in force, with what is done about each clause', async () => {
  const answer = await get('/api/policy')
  expect(answer.statusCode).toBe(200)
  const policy = PolicyInForce.parse(answer.json())
  expect(policy.own).toBeNull()
  expect(policy.baseline.clauses.find(({ id }) => id === 'BASE-4.1')).toMatchObject({
    title: 'Alternative text',
    kind: 'enforced',
    controls: ['alternative-text'],
  })
  expect(policy.ruleset.controls).toEqual(baseline.controls)
  expect(policy.institution).toMatchObject({ nation: 'wales', domains: ['example.ac.uk'] })
  expect((await app.inject('/api/policy')).statusCode).toBe(401)
})

test('what the institution lists is not questioned by the check in force', async () => {
  await bringBaselineIntoForce(services)
  const findingsOf = async (text: string) => {
    const target = {
      accountId: 'a1',
      network: 'practice',
      handle: 'h',
      parts: [{ text, media: [], link: null }],
    }
    const post = { targets: [target], audiences: [], language: 'en-GB', recent: [] }
    return (await checkPostInForce(services, post)).map(({ control }) => control)
  }
  expect(await findingsOf('Call +44 1632 960000')).not.toContain('telephone-numbers')
  expect(await findingsOf('Call 01632 960001')).toContain('telephone-numbers')
})
