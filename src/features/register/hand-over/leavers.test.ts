import { afterAll, expect, test } from 'vitest'
import { dutiesOf, openDuties } from '#features/duties/index.ts'
import { signInAs } from '#features/people/testing.ts'
import type { Actor } from '#features/people/index.ts'
import { createPractice } from '#networks/practice/index.ts'
import { nowOf } from '#platform/services.ts'
import { beginConnection } from '../connect.ts'
import { addMember, changeMember, endMember } from '../members.ts'
import { related } from '../testing.ts'
import { accountView } from '../views.ts'
import { designate } from './designation.ts'
import { runPartsWatch } from './jobs.ts'
import { accountsLeft } from './leavers.ts'
import { openRenewals } from './renewals.ts'
import { handOverStage } from './testing.ts'

const { services, stage, officer } = await handOverStage(
  ({ db }) =>
    (context) =>
      createPractice(context, { db }),
)
afterAll(() => services.close())

const somebody = async (name: string) => (await signInAs(services, { name })).actor
const view = (id: string) => accountView(services.db, id, nowOf(services))
const first = async (id: string) => (await view(id)).members.filter((member) => member.designated)
const administrator = (accountId: string, person: Actor, until: string | null = null) =>
  addMember(services, officer, accountId, { personId: person.personId, relation: 'administrator', until })
const connect = (accountId: string, by: Actor) =>
  beginConnection(stage.deps, related(by, accountId, 'administrator'), accountId, {
    method: 'practice',
    values: {},
  })
const days = (count: number) =>
  services.clock
    .now()
    .add({ hours: 24 * count })
    .toString()
const noticesOf = async (person: Actor) =>
  (
    await services.db
      .selectFrom('notice')
      .innerJoin('notice_recipient', 'notice_recipient.notice_id', 'notice.id')
      .select('notice.title')
      .where('person_id', '=', person.personId)
      .execute()
  ).map(({ title }) => title)

async function left(person: Actor): Promise<void> {
  services.clock.advance({ seconds: 1 })
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('person')
      .set({ state: 'left', left_at: at })
      .where('id', '=', person.personId)
      .execute()
    await accountsLeft(services, tx, at, person.personId)
  })
}

test('the first administrator answers first, and the next one when they go', async () => {
  const [head, deputy] = [await somebody('Head of Marketing'), await somebody('Deputy Editor')]
  const { id } = await stage.account({ handle: 'first', administrators: [head.personId] })
  await administrator(id, deputy)
  expect(await first(id)).toMatchObject([{ name: 'Head of Marketing' }])
  const member = (await view(id)).members.find(({ personId }) => personId === deputy.personId)!
  await designate(services, officer, id, member.id)
  expect(await first(id)).toMatchObject([{ name: 'Deputy Editor' }])
  expect(await noticesOf(deputy)).toContain('You answer first for School of Engineering')
  await endMember(services, officer, id, member.id)
  expect(await first(id)).toMatchObject([{ name: 'Head of Marketing' }])
})

test('whoever answers first has no end date: one that is set passes it to a deputy, or is refused', async () => {
  const [head, deputy] = [await somebody('Head'), await somebody('Deputy')]
  const { id, members } = await stage.account({ handle: 'ends', administrators: [head.personId] })
  const [own] = members
  await expect(changeMember(services, officer, id, own!.id, { until: days(20) })).rejects.toMatchObject({
    code: 'register.last-administrator',
  })
  await administrator(id, deputy)
  await changeMember(services, officer, id, own!.id, { until: days(20) })
  expect(await first(id)).toMatchObject([{ name: 'Deputy' }])
  await expect(designate(services, officer, id, own!.id)).rejects.toMatchObject({
    code: 'register.designated-without-end',
  })
  const plain = await somebody('Contributor')
  const { members: all } = await addMember(services, officer, id, {
    personId: plain.personId,
    relation: 'contributor',
    until: null,
  })
  const contributor = all.find(({ personId }) => personId === plain.personId)!
  await expect(designate(services, officer, id, contributor.id)).rejects.toMatchObject({ status: 404 })
  await expect(designate(services, plain, id, own!.id)).rejects.toMatchObject({ status: 403 })
})

test('an account that a leaver leaves with a deputy goes on; the deputy answers first and renews the connection', async () => {
  const [head, deputy] = [await somebody('Leaving Head'), await somebody('Staying Deputy')]
  const { id } = await stage.account({ handle: 'goes-on', administrators: [head.personId] })
  await administrator(id, deputy)
  await connect(id, head)
  await left(head)
  expect(await view(id)).toMatchObject({
    paused: null,
    members: [{ name: 'Staying Deputy', designated: true }],
    connection: { state: 'connected' },
  })
  const renewals = await openRenewals(services.db, officer, id)
  expect(renewals).toMatchObject([{ handle: 'goes-on', grantedBy: 'Leaving Head', why: 'left' }])
  expect(await openRenewals(services.db, deputy)).toEqual([])
  expect(await openRenewals(services.db, related(deputy, id, 'administrator'))).toHaveLength(1)
  expect(await dutiesOf(services.db, deputy, nowOf(services))).toMatchObject([
    { kind: 'account.tokens', clause: 'BASE-1.3', mine: true },
  ])
  expect(await noticesOf(deputy)).toContain('You answer first for School of Engineering now')
  await connect(id, deputy)
  expect(await openRenewals(services.db, officer, id)).toEqual([])
  expect(await dutiesOf(services.db, deputy, nowOf(services))).toEqual([])
})

test('an account that a leaver leaves with nobody is paused, and central communications find somebody', async () => {
  const only = await somebody('Only Administrator')
  const { id } = await stage.account({ handle: 'nobody', administrators: [only.personId] })
  await addMember(services, officer, id, {
    personId: (await somebody('Writer')).personId,
    relation: 'contributor',
    until: null,
  })
  await left(only)
  expect(await view(id)).toMatchObject({
    state: 'active',
    paused: { by: null, reason: expect.stringContaining('Nobody answers for this account any more') },
    members: [{ name: 'Writer' }],
  })
  const [duty] = await openDuties(services.db, { keys: [`administrator-sought:${id}`] })
  expect(duty).toMatchObject({
    kind: 'account.administrator',
    clause: 'BASE-1.2',
    person: null,
    role: { id: 'officer' },
  })
  expect(await noticesOf(officer)).toContain('School of Engineering has nobody who answers for it')
  const next = await somebody('Next Administrator')
  await administrator(id, next)
  expect(await openDuties(services.db, { keys: [`administrator-sought:${id}`] })).toEqual([])
  // It stays paused until a person lets it go on.
  expect((await view(id)).paused).not.toBeNull()
  const kinds = await services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('account_id', '=', id)
    .orderBy('id')
    .execute()
  expect(kinds.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['register.member-left', 'register.account-paused', 'duty.made', 'duty.settled']),
  )
})

test('two who leave at once leave an account with nobody exactly once', async () => {
  const both = [await somebody('One'), await somebody('Other')]
  const { id } = await stage.account({ handle: 'both', administrators: both.map(({ personId }) => personId) })
  await Promise.all(both.map((person) => left(person)))
  expect((await view(id)).paused).not.toBeNull()
  expect(await openDuties(services.db, { keys: [`administrator-sought:${id}`] })).toHaveLength(1)
})

test('with only a deputy until a date left, somebody lasting is sought before it comes, and then it is paused', async () => {
  const [head, deputy] = [await somebody('Head'), await somebody('Deputy for a while')]
  const { id } = await stage.account({ handle: 'for-a-while', administrators: [head.personId] })
  const until = days(20)
  await administrator(id, deputy, until)
  await left(head)
  expect((await view(id)).paused).toBeNull()
  const [duty] = await openDuties(services.db, { keys: [`administrator-sought:${id}`] })
  expect(duty).toMatchObject({ person: { id: deputy.personId }, due: new Date(until).toISOString() })
  services.clock.advance({ hours: 24 * 20 })
  await runPartsWatch(services)
  expect((await view(id)).paused).not.toBeNull()
})

test('a part that ends within a fortnight is named to whoever answers first, and ends by itself', async () => {
  const [head, helper] = [await somebody('Head'), await somebody('Summer Helper')]
  const { id } = await stage.account({ handle: 'summer', administrators: [head.personId] })
  const given = await addMember(services, officer, id, {
    personId: helper.personId,
    relation: 'contributor',
    until: days(30),
  })
  const part = given.members.find(({ personId }) => personId === helper.personId)!
  const key = `part-ends:${part.id}`
  const duties = () => openDuties(services.db, { keys: [key] })
  await runPartsWatch(services)
  expect(await duties()).toEqual([])
  services.clock.advance({ hours: 24 * 17 })
  await runPartsWatch(services)
  await runPartsWatch(services)
  expect(await duties()).toMatchObject([
    { person: { id: head.personId }, title: 'Summer Helper’s part in School of Engineering ends soon' },
  ])
  await changeMember(services, officer, id, part.id, { until: days(60) })
  expect(await duties()).toEqual([])
  await changeMember(services, officer, id, part.id, { until: days(5) })
  await runPartsWatch(services)
  services.clock.advance({ hours: 24 * 6 })
  await runPartsWatch(services)
  expect(await duties()).toEqual([])
  expect((await view(id)).members.map(({ name }) => name)).toEqual(['Head'])
})

test('when whoever was to renew a connection leaves too, it is the next one’s', async () => {
  const [head, second, third] = [await somebody('A'), await somebody('B'), await somebody('C')]
  const { id } = await stage.account({ handle: 'chain', administrators: [head.personId] })
  await administrator(id, second)
  services.clock.advance({ seconds: 1 })
  await administrator(id, third)
  await connect(id, head)
  await left(head)
  const [before] = await openDuties(services.db, { keys: [`renew-connection:${id}`] })
  services.clock.advance({ hours: 48 })
  await left(second)
  const [after] = await openDuties(services.db, { keys: [`renew-connection:${id}`] })
  expect(after).toMatchObject({ person: { id: third.personId }, due: before!.due })
  expect(await openRenewals(services.db, officer, id)).toMatchObject([{ grantedBy: 'A' }])
})
