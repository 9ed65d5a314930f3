import { afterAll, beforeAll, expect, test } from 'vitest'
import { bringBaselineIntoForce } from '#features/policy/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { addAccount } from './add-account.ts'
import { changeAccount } from './change-account.ts'
import { closeAccount } from './leaving/close-account.ts'
import { addMember, changeMember, endMember } from './members.ts'
import { personIn, related, stageOf, type Stage } from './testing.ts'
import { accountsFor, listAccounts } from './views.ts'

let services: TestServices
let stage: Stage
const now = '2026-11-21T09:00:00.000Z'

beforeAll(async () => {
  services = await testServices({ now })
  stage = await stageOf(services, (context) => createPractice(context, { db: services.db }))
  await bringBaselineIntoForce(services)
})
afterAll(() => services.close())

const kindsOf = async (accountId: string) =>
  (
    await services.db
      .selectFrom('ledger_entry')
      .select('kind')
      .where('account_id', '=', accountId)
      .orderBy('id')
      .execute()
  ).map((row) => row.kind)

test('an account is added with its people, unit and hours, and recorded', async () => {
  const account = await stage.account({ handle: ' @Engineering ', hoursPerWeek: 2.5 })
  expect(account).toMatchObject({
    handle: 'engineering',
    unit: { name: 'School of Engineering' },
    hoursPerWeek: 2.5,
    audiences: ['applicants', 'students'],
    connection: { state: 'none' },
    members: [{ name: 'Digital Marketing Officer', relation: 'administrator', until: null }],
  })
  expect(await kindsOf(account.id)).toEqual(['register.account-added'])
})

test('a handle stands in the register once for each network while its account is open', async () => {
  const first = await stage.account({ handle: 'library' })
  await expect(stage.account({ handle: 'LIBRARY', displayName: 'Another' })).rejects.toMatchObject({
    code: 'register.handle-taken',
    status: 409,
    message: expect.stringContaining('School of Engineering'),
    extras: { data: { accountId: first.id } },
  })
  await closeAccount(stage.deps, stage.officer, first.id, {
    version: 1,
    reason: 'Replaced.',
    whenDone: false,
  })
  await expect(stage.account({ handle: 'library' })).resolves.toMatchObject({ state: 'active' })
  await expect(
    changeAccount(services, stage.officer, first.id, { version: 2, displayName: 'Late' }),
  ).rejects.toMatchObject({ code: 'register.closed' })
})

test('two people who add one handle at once: one wins, the other hears who', async () => {
  const both = await Promise.allSettled([
    stage.account({ handle: 'sport' }),
    stage.account({ handle: 'sport' }),
  ])
  expect(both.map((each) => each.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((each) => each.status === 'rejected')).toMatchObject({
    reason: { code: 'register.handle-taken' },
  })
})

test.each([
  ['an impossible handle', { handle: 'no spaces here' }, 'register.handle'],
  ['a network that is not here', { network: 'elsewhere' }, 'register.network'],
  ['an unknown unit', { unitId: '01900000-0000-7000-8000-000000000000' }, 'register.unit'],
  ['an unknown person', { administrators: ['01900000-0000-7000-8000-000000000000'] }, 'register.person'],
])('%s is refused beside its field', async (_what, changes, code) => {
  await expect(stage.account({ handle: 'fine', ...changes })).rejects.toMatchObject({
    code,
    extras: { fields: [{ path: expect.any(String), message: expect.any(String) }] },
  })
})

test('only central communications add accounts', async () => {
  await expect(addAccount(services, stage.colleague, stage.wanted({ handle: 'mine' }))).rejects.toMatchObject(
    {
      status: 403,
    },
  )
})

test('an edit against an older version is refused and overwrites nothing', async () => {
  const account = await stage.account({ handle: 'estates' })
  const changed = await changeAccount(services, stage.officer, account.id, {
    version: account.version,
    purpose: 'Closures and building works.',
    audiences: ['staff', 'Neighbours of the campus'],
  })
  expect(changed).toMatchObject({ version: 2, purpose: 'Closures and building works.' })
  await expect(
    changeAccount(services, stage.officer, account.id, { version: 1, displayName: 'Estates!' }),
  ).rejects.toMatchObject({ code: 'register.changed-meanwhile', extras: { data: { version: 2 } } })
  const same = await changeAccount(services, stage.officer, account.id, {
    version: 2,
    purpose: 'Closures and building works.',
    hoursPerWeek: 3,
  })
  expect(same.version).toBe(2)
  expect(await kindsOf(account.id)).toEqual(['register.account-added', 'register.account-changed'])
})

test('the administrator of an account edits that one and no other', async () => {
  const [mine, other] = [await stage.account({ handle: 'chem' }), await stage.account({ handle: 'maths' })]
  const editor = related(stage.colleague, mine.id, 'administrator')
  await expect(
    changeAccount(services, editor, mine.id, { version: 1, displayName: 'Chemistry' }),
  ).resolves.toMatchObject({ displayName: 'Chemistry' })
  await expect(
    changeAccount(services, editor, other.id, { version: 1, displayName: 'Maths' }),
  ).rejects.toMatchObject({ status: 403 })
})

test('the last administrator stays, and the refusal names its clause', async () => {
  const account = await stage.account({ handle: 'careers' })
  const [only] = account.members
  const refusal = { code: 'register.last-administrator', extras: { clause: expect.stringMatching(/^BASE-/) } }
  await expect(endMember(services, stage.officer, account.id, only!.id)).rejects.toMatchObject(refusal)
  await expect(
    changeMember(services, stage.officer, account.id, only!.id, { relation: 'contributor' }),
  ).rejects.toMatchObject(refusal)
  await expect(
    changeMember(services, stage.officer, account.id, only!.id, { until: '2026-12-01T00:00:00Z' }),
  ).rejects.toMatchObject(refusal)
  // A deputy whose end is set does not keep the account in hand.
  const deputy = await personIn(services, 'Deputy Editor', [])
  await addMember(services, stage.officer, account.id, {
    personId: deputy.personId,
    relation: 'administrator',
    until: '2026-12-01T00:00:00Z',
  })
  await expect(endMember(services, stage.officer, account.id, only!.id)).rejects.toMatchObject(refusal)
  await addMember(services, stage.officer, account.id, {
    personId: stage.colleague.personId,
    relation: 'administrator',
    until: null,
  })
  const left = await endMember(services, stage.officer, account.id, only!.id)
  expect(left.members.map((member) => member.name)).toEqual(['Faculty Web Editor', 'Deputy Editor'])
})

test('a part given until a date ends by itself, and is not given twice', async () => {
  const account = await stage.account({ handle: 'events' })
  const wanted = {
    personId: stage.colleague.personId,
    relation: 'contributor' as const,
    until: '2026-11-30T17:00:00+01:00',
  }
  const added = await addMember(services, stage.officer, account.id, wanted)
  expect(added.members.at(-1)).toMatchObject({ relation: 'contributor', until: '2026-11-30T16:00:00.000Z' })
  await expect(addMember(services, stage.officer, account.id, wanted)).rejects.toMatchObject({
    code: 'register.member-already',
  })
  const later = (await accountsFor(services.db, [account.id], '2026-12-01T00:00:00.000Z')).get(account.id)
  expect(later?.members).toHaveLength(1)
  await expect(
    addMember(services, stage.officer, account.id, { ...wanted, until: '2020-01-01T00:00:00Z' }),
  ).rejects.toMatchObject({ code: 'register.until-past' })
})

test('the register is listed by network, unit and state', async () => {
  await stage.account({ network: 'bluesky', handle: 'uni.example.ac.uk', displayName: 'The University' })
  const onBluesky = await listAccounts(services.db, { network: 'bluesky' }, now)
  expect(onBluesky.map((account) => account.handle)).toEqual(['uni.example.ac.uk'])
  expect(await listAccounts(services.db, { state: 'closed' }, now)).toHaveLength(1)
  expect(await listAccounts(services.db, { ids: [] }, now)).toEqual([])
})
