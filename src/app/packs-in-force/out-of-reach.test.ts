import { afterAll, beforeAll, expect, test } from 'vitest'
import { askedPlaces, loadPack, packsFolder } from '#features/policy/index.ts'
import { packsHouse, putForward, refusalOf, type PacksHouse } from './house.ts'

/** What no policy reaches here: personal and academic speech, and people who apply. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

const policies = [null, 'aston', 'essex', 'uwl']
const beyond = ['personal-post', 'personal-account', 'speech', 'lecture', 'staff-blog', 'internet-use']
const verdicts = ['discipline', 'punish', 'block-person', 'score']

interface Said {
  clause: string
  outcome: string
  level: string
}
async function tried(subject: string, moment: string, given: Record<string, unknown>) {
  const { status, body } = await house.call(house.author, 'POST', '/policy/try', { subject, moment, given })
  return { status, said: (body.findings ?? []) as Said[] }
}
/** What the clauses say of something made up: [clause, outcome]. */
const saysOf = async (...trial: Parameters<typeof tried>) =>
  (await tried(...trial)).said.map(({ clause, outcome }) => [clause, outcome])

/** The policy in force, written on with one more control, and put before its offices. */
async function withControl(control: string) {
  const { call, owner } = house
  const { id } = (await call(owner, 'POST', '/policy/drafts', { shipped: 'aston' })).body as { id: string }
  const { source } = await loadPack(`${packsFolder}/aston`)
  const changed = { ...source, 'controls.yaml': `${source['controls.yaml']}\n${control}` }
  const kept = await call(owner, 'PUT', `/policy/drafts/${id}`, { version: 1, source: changed })
  const submitted = await call(owner, 'POST', `/policy/drafts/${id}/submit`, { version: 2, inForceOn: null })
  await call(owner, 'DELETE', `/policy/drafts/${id}`)
  const { faults } = kept.body.check as { faults: { file: string; fault: string }[] }
  return { faults, status: submitted.status }
}
const own = async () =>
  (await house.call(house.owner, 'GET', '/policy')).body.own as { head: { id: string } } | null

test.each(policies)(
  'BASE-1.5, ASTON-78a, ASTON-86, UWL-9.4: with %s in force, personal and academic speech cannot even be tried',
  async (pack) => {
    await house.adopt(pack)
    for (const subject of beyond)
      for (const moment of ['write', 'daily'])
        expect((await tried(subject, moment, { text: 'The vice-chancellor is wrong.' })).status).toBe(422)
  },
)

test('BASE-1.5, ASTON-78a, ASTON-86, UWL-9.4: no policy can be written that reaches it, or that judges a person', async () => {
  await house.adopt('aston')
  const before = await own()
  const head = (subject: string) =>
    `- id: out-of-reach\n  clause: ASTON-84\n  subject: ${subject}\n  moment: daily\n`
  const tries = [
    ...beyond.map((subject) => `${head(subject)}  advise: own-views\n`),
    ...verdicts.map((outcome) => `${head('person')}  ${outcome}: own-views\n`),
  ]
  for (const control of tries) {
    const { faults, status } = await withControl(control)
    expect(faults.map(({ file }) => file)).toContain('controls.yaml')
    expect(status).toBe(422)
  }
  expect((await own())?.head.id).toBe(before?.head.id)
})

test('BASE-10.8: no control comes into force that names no clause of its policy', async () => {
  await house.adopt('aston')
  const before = await own()
  const { faults, status } = await withControl(
    '- id: a-rule-of-nobody\n  clause: ASTON-999\n  subject: post\n  moment: write\n  advise: own-views\n',
  )
  expect(faults.map(({ fault }) => fault).join()).toMatch(/no clause ASTON-999/)
  expect(status).toBe(422)
  expect((await own())?.head.id).toBe(before?.head.id)
})

test('ASTON-86, UWL-9.4: whatever is kept of an account is of one that stands in the register, or was reported as passing for one', async () => {
  const tables = await house.services.db.introspection.getTables()
  const ofAccounts = tables.filter(({ columns }) => columns.some(({ name }) => name.includes('handle')))
  expect(ofAccounts.map(({ name }) => name).toSorted()).toEqual([
    'account',
    'former_handle',
    'impersonation_report',
  ])
  // A former handle is one of ours; a report holds what its sender wrote, and nothing that was looked up.
  const columns = (of: string) => ofAccounts.find(({ name }) => name === of)?.columns.map(({ name }) => name)
  expect(columns('former_handle')).toContain('account_id')
  expect(columns('impersonation_report')?.toSorted()).toEqual(
    [
      ...['id', 'address', 'network', 'handle', 'claim', 'email', 'looks_like', 'reporter', 'received_at'],
      ...['state', 'outcome', 'note', 'settled_by', 'settled_at'],
    ].toSorted(),
  )
})

test('ASTON-78a: a contested view is not refused, whoever holds it', async () => {
  await house.adopt('aston')
  const text = 'Our historians on the tuition fees debate: the government is wrong, they argue.'
  const refusal = await refusalOf(putForward(house, { part: { text }, audiences: ['researchers'] }))
  const outcomes = refusal?.extras.data?.findings?.map(({ outcome }) => outcome) ?? []
  expect(outcomes).not.toContain('refuse')
})

const applicant = { names: true, purpose: 'What an applicant for the job application says', public: true }

test.each([
  [null, undefined],
  ['aston', undefined],
  ['essex', ['ESSEX-56', 'refuse']],
  ['uwl', ['UWL-8.1', 'require']],
])('ESSEX-56, UWL-8.1: with %s in force, a look at an applicant is met with %o', async (pack, said) => {
  await house.adopt(pack)
  const found = (await saysOf('search', 'open', { ...applicant, assessment: true })).filter(([clause]) =>
    ['ESSEX-56', 'UWL-8.1'].includes(clause!),
  )
  expect(found).toEqual(said ? [said] : [])
})

test('ESSEX-56, UWL-8.1, UWL-6.1, UWL-9.4: and until a search is asked by the controls, there is none to make', () => {
  // The watch is over networks and their terms.
  const reads = house.app.routeTable.filter(({ url }) =>
    /search|look-?up|listen|monitor|watch|candidate|applicant/.test(url.replace('/networks-watch', '')),
  )
  if (!askedPlaces.search.includes('open')) expect(reads).toEqual([])
  const deeds = [...house.networks.values()].flatMap((network) => Object.keys(network))
  if (!askedPlaces.search.includes('open'))
    expect(deeds.filter((name) => /search|person|follower|timeline/i.test(name))).toEqual([])
})

const conduct = { kind: 'conduct', official: false, contentious: false }

test.each([
  [null, 'BASE-11.5'],
  ['aston', 'ASTON-90'],
  ['essex', 'ESSEX-57'],
  ['uwl', 'UWL-6.1'],
])('UWL-6.1: with %s in force, no case without a suspicion written down, by %s', async (pack, clause) => {
  await house.adopt(pack)
  expect(await saysOf('case', 'open', { ...conduct, reasoned: false })).toContainEqual([clause, 'require'])
  const withReason = await saysOf('case', 'open', { ...conduct, reasoned: true })
  expect(withReason.filter(([, outcome]) => outcome === 'require')).toEqual([])
})

test('UWL-9.4: a search that names somebody wants the data protection officer, or an assessment on file', async () => {
  await house.adopt('uwl')
  const named = { names: true, purpose: 'What is said of a visiting speaker', public: true }
  expect(await saysOf('search', 'open', { ...named, assessment: false })).toContainEqual([
    'UWL-9.4',
    'require',
  ])
  expect(await saysOf('search', 'open', { ...named, assessment: true })).toEqual([])
  await house.adopt('aston')
  expect(await saysOf('search', 'open', { ...named, assessment: false })).not.toContainEqual([
    'UWL-9.4',
    'require',
  ])
})
