import { afterEach, beforeEach, expect, test } from 'vitest'
import { json, newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import type { Left } from '../deps.ts'
import { actorById } from '../people-store.ts'
import { mayFor, mayForUnit } from '../permissions.ts'
import { signInAs } from '../testing.ts'
import { leave } from './leave.ts'
import type { DirectoryDeps } from './last-administrator.ts'
import { keepDirectorySettings } from './settings.ts'
import { actorNow, addTestAccount, addTestUnit, comes, keepTestRule } from './testing.ts'

let services: TestServices
let left: Left[]
let told: string[]
let deps: DirectoryDeps

beforeEach(async () => {
  services = await testServices()
  left = []
  told = []
  deps = {
    services,
    left: [async (_services, _tx, _at, gone) => void left.push(gone)],
    tellAdministration: async (_services, _tx, _at, { text }) => void told.push(text),
  }
})
afterEach(() => services.close())

const kinds = async () =>
  (await services.db.selectFrom('ledger_entry').select('kind').orderBy('id').execute()).map((row) => row.kind)

const stateOf = async (personId: string) =>
  (
    await services.db
      .selectFrom('person')
      .select('state')
      .where('id', '=', personId)
      .executeTakeFirstOrThrow()
  ).state

test('groups and attributes give units, a role, an office; what they give no longer ends', async () => {
  const arts = await addTestUnit(services, 'Arts')
  await services.db
    .insertInto('office')
    .values({ id: 'digital-team', name: 'Digital team', about: '', example: false })
    .execute()
  await keepTestRule(services, {
    attribute: 'Department',
    value: 'arts',
    grant: { gives: 'unit', unitId: arts },
  })
  await keepTestRule(services, {
    attribute: null,
    value: 'Comms',
    grant: { gives: 'role', role: 'officer' },
  })
  await keepTestRule(services, {
    attribute: null,
    value: 'comms',
    grant: { gives: 'deputy', officeId: 'digital-team' },
  })
  const first = await comes(deps, 'ada', { groups: ['comms'], attributes: { department: ['Arts'] } })
  expect(first).toMatchObject({ made: true })
  const ada = await actorNow(services, first)
  expect(ada.roles).toEqual(['officer'])
  const open = () =>
    services.db
      .selectFrom('person_unit')
      .select(['unit_id', 'coordinator'])
      .where('until', 'is', null)
      .execute()
  expect(await open()).toEqual([{ unit_id: arts, coordinator: false }])
  expect(await comes(deps, 'ada', { attributes: { department: ['Arts'] } })).toMatchObject({ made: false })
  expect((await actorNow(services, first)).roles).toEqual([])
  expect(await open()).toHaveLength(1)
  const holding = await services.db.selectFrom('office_holding').selectAll().executeTakeFirstOrThrow()
  expect(holding).toMatchObject({ deputy: true, by_mapping: true, until: nowOf(services) })
  expect(await kinds()).toEqual(['people.arrived', 'directory.applied', 'directory.applied'])
})

test('what a person gave stays, whatever the directory says', async () => {
  const officer = await signInAs(services, { name: 'ada', roles: ['officer'] })
  const email = (
    await services.db
      .selectFrom('person')
      .select('email')
      .where('id', '=', officer.actor.personId)
      .executeTakeFirstOrThrow()
  ).email
  await keepTestRule(services, {
    attribute: null,
    value: 'comms',
    grant: { gives: 'role', role: 'officer' },
  })
  const came = await comes(deps, 'ada', { email, groups: ['comms'] })
  expect(came).toEqual({ personId: officer.actor.personId, made: false })
  await comes(deps, 'ada', { email })
  expect((await actorNow(services, came)).roles).toEqual(['officer'])
})

test('an address that the service does not vouch for leads to nobody who is here', async () => {
  const it = await signInAs(services, { roles: ['it'] })
  const { email } = await services.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', it.actor.personId)
    .executeTakeFirstOrThrow()
  const came = await comes(deps, 'mallory', { email, emailVouched: false })
  expect(came).toMatchObject({ refused: 'directory.no-address' })
})

test('a coordinator is so for the unit and all below it, but not for an affiliate', async () => {
  const arts = await addTestUnit(services, 'Arts')
  const history = await addTestUnit(services, 'History', { parentId: arts })
  const union = await addTestUnit(services, 'Students’ union', { parentId: arts, affiliate: true })
  const law = await addTestUnit(services, 'Law')
  const mine = await addTestAccount(services, history, 'history')
  const theirs = await addTestAccount(services, law, 'law')
  const unions = await addTestAccount(services, union, 'union')
  await keepTestRule(services, {
    attribute: null,
    value: 'arts-social',
    grant: { gives: 'coordinator', unitId: arts },
  })
  const actor = await actorNow(services, await comes(deps, 'bea', { groups: ['arts-social'] }))
  expect(actor.units.toSorted()).toEqual([arts, history].toSorted())
  expect(actor.accounts).toEqual([{ accountId: mine, relation: 'coordinator' }])
  expect(mayFor(actor, 'accounts.edit', mine)).toBe(true)
  expect(mayFor(actor, 'accounts.connect', mine)).toBe(false)
  expect([theirs, unions].map((id) => mayFor(actor, 'accounts.edit', id))).toEqual([false, false])
  expect([history, law].map((id) => mayForUnit(actor, 'estate.read', id))).toEqual([true, false])
})

test('who leaves is out in the same transaction, and the rooms are told', async () => {
  const unit = await addTestUnit(services, 'Arts')
  const account = await addTestAccount(services, unit, 'arts')
  const leaver = await signInAs(services, { accounts: [{ accountId: account, relation: 'administrator' }] })
  const at = nowOf(services)
  const personId = leaver.actor.personId
  const went = await services.db
    .transaction()
    .execute((tx) => leave(deps, tx, at, personId, { why: 'The contract is over.' }))
  expect(went).toBe(true)
  expect(left).toMatchObject([{ personId, accountIds: [account], by: { system: 'directory' } }])
  expect(await services.db.selectFrom('session').select('id').execute()).toEqual([])
  const again = await services.db.transaction().execute((tx) => leave(deps, tx, at, personId, { why: '' }))
  expect(again).toBe(false)
})

test('who has left and comes back has nothing of the old parts; one let go by hand does not come back so', async () => {
  const unit = await addTestUnit(services, 'Arts')
  const first = await comes(deps, 'cam')
  const { personId } = await actorNow(services, first)
  await services.db
    .insertInto('person_unit')
    .values({
      id: newId(),
      person_id: personId,
      unit_id: unit,
      coordinator: true,
      by_mapping: false,
      since: nowOf(services),
      until: null,
    })
    .execute()
  expect((await actorById(services.db, personId, nowOf(services)))?.units).toEqual([unit])
  expect(await comes(deps, 'cam', { active: false })).toMatchObject({ refused: 'directory.inactive' })
  expect(await stateOf(personId)).toBe('left')
  expect(await comes(deps, 'cam')).toEqual({ personId, made: false })
  expect((await actorById(services.db, personId, nowOf(services)))?.units).toEqual([])
  const it = await signInAs(services, { roles: ['it'] })
  await services.db.transaction().execute((tx) =>
    leave(deps, tx, nowOf(services), personId, {
      why: '',
      by: { person: it.actor.personId, name: it.actor.name },
    }),
  )
  expect(await comes(deps, 'cam')).toMatchObject({ refused: 'directory.ended-by-hand' })
})

test('who is no longer in the required group leaves; a stranger is not let in; a local person keeps their way', async () => {
  const first = await comes(deps, 'dee', { groups: ['rostrum'] })
  const { personId } = await actorNow(services, first)
  const local = await signInAs(services, { name: 'Local' })
  await services.db.transaction().execute((tx) => keepDirectorySettings(tx, { requiredGroup: 'Rostrum' }))
  const { email } = await services.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', local.actor.personId)
    .executeTakeFirstOrThrow()
  for (const came of [
    await comes(deps, 'dee'),
    await comes(deps, 'stranger'),
    await comes(deps, 'local', { email }),
  ])
    expect(came).toMatchObject({ refused: 'directory.not-in-group' })
  expect([await stateOf(personId), await stateOf(local.actor.personId)]).toEqual(['left', 'active'])
  expect(await comes(deps, 'dee', { groups: ['ROSTRUM'] })).toEqual({ personId, made: false })
})

test('the last administrator keeps the role and the access, and administration hears of it', async () => {
  await keepTestRule(services, { attribute: null, value: 'it', grant: { gives: 'role', role: 'it' } })
  const first = await comes(deps, 'eve', { groups: ['it'] })
  const { personId } = await actorNow(services, first)
  await services.db
    .insertInto('passkey')
    .values({
      id: 'p',
      person_id: personId,
      name: 'Test',
      public_key: '',
      counter: 0,
      transports: json([]),
      created_at: nowOf(services),
      last_used_at: null,
    })
    .execute()
  await comes(deps, 'eve')
  expect((await actorNow(services, first)).roles).toEqual(['it'])
  expect(await comes(deps, 'eve', { active: false })).toMatchObject({ refused: 'directory.inactive' })
  expect(await stateOf(personId)).toBe('active')
  expect(told).toHaveLength(2)
  await signInAs(services, { roles: ['it'] })
  expect(await comes(deps, 'eve', { active: false })).toMatchObject({ refused: 'directory.inactive' })
  expect(await stateOf(personId)).toBe('left')
})

test('one of two administrators by the directory loses it, and the other stays', async () => {
  await keepTestRule(services, { attribute: null, value: 'it', grant: { gives: 'role', role: 'it' } })
  await signInAs(services, { roles: ['it'] })
  const first = await comes(deps, 'eve', { groups: ['it'] })
  await comes(deps, 'eve')
  expect((await actorNow(services, first)).roles).toEqual([])
  expect(told).toEqual([])
})
