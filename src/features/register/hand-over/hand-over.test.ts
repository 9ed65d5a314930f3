import { afterAll, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { createPractice } from '#networks/practice/index.ts'
import { nowOf } from '#platform/services.ts'
import { beginConnection } from '../connect.ts'
import { addMember } from '../members.ts'
import { related } from '../testing.ts'
import { accountView } from '../views.ts'
import type { HandOverInput } from './contract.ts'
import { handOver } from './hand-over.ts'
import { accountsLeft } from './leavers.ts'
import { handOverPlan } from './plan.ts'
import { openRenewals } from './renewals.ts'
import { keepSecret, listSecrets } from './secrets.ts'
import { eraseNotes, takeOver } from './take-over.ts'
import { handOverStage } from './testing.ts'

const { services, stage, officer } = await handOverStage(
  ({ db }) =>
    (context) =>
      createPractice(context, { db }),
)
const somebody = async (name: string) => (await signInAs(services, { name })).actor
const head = await somebody('Head of School Office')
const next = await somebody('Next Head')
const deputy = await somebody('Deputy')
afterAll(() => services.close())

const accountOf = async (handle: string) =>
  (await stage.account({ handle, administrators: [head.personId] })).id
const input = (changes: Partial<HandOverInput> = {}): HandOverInput => ({
  why: 'leaving',
  leaver: head.personId,
  keeps: 'nothing',
  lastDay: null,
  designated: next.personId,
  deputies: [],
  notes: '',
  replaces: null,
  ...changes,
})
const hand = (accountId: string, changes: Partial<HandOverInput> = {}, by = officer) =>
  handOver(services, by, accountId, input(changes))
const partsOf = async (id: string) =>
  (await accountView(services.db, id, nowOf(services))).members.map(
    ({ name, relation, designated }) => `${name}: ${relation}${designated ? ', first' : ''}`,
  )

test('a hand-over passes parts, connection and secrets on, and the successor confirms it', async () => {
  const id = await accountOf('whole')
  const asHead = related(head, id, 'administrator')
  await beginConnection(stage.deps, asHead, id, { method: 'practice', values: {} })
  await keepSecret(services, asHead, id, { kind: 'password', label: 'Network password', value: 'one two' })
  const plan = await handOverPlan(stage.deps, asHead, id)
  expect(plan).toMatchObject({
    administrators: [{ name: 'Head of School Office', designated: true }],
    connection: { grantedBy: { name: 'Head of School Office' } },
    secrets: [{ label: 'Network password' }],
    request: null,
    open: null,
  })
  const notes = 'Clearing begins on the 13th; the phone list is with the school office.'
  const made = await hand(id, { deputies: [deputy.personId, next.personId], notes }, asHead)
  expect(made).toMatchObject({
    state: 'open',
    from: { name: 'Head of School Office' },
    to: { name: 'Next Head' },
  })
  expect(await partsOf(id)).toEqual(['Next Head: administrator, first', 'Deputy: administrator'])
  expect(await openRenewals(services.db, officer, id)).toMatchObject([{ why: 'handed-over' }])
  expect((await listSecrets(services, officer, id)).secrets).toMatchObject([
    { renew: { why: 'handed-over' } },
  ])
  const duties = await openDuties(services.db, { accountId: id })
  expect(duties.map(({ kind, person }) => [kind, person?.name])).toEqual(
    expect.arrayContaining([
      ['account.hand-over', 'Next Head'],
      ['account.tokens', 'Next Head'],
      ['account.secret', 'Next Head'],
    ]),
  )
  await expect(takeOver(services, related(deputy, id, 'administrator'), made.id)).rejects.toMatchObject({
    code: 'register.not-your-hand-over',
  })
  expect(await takeOver(services, next, made.id)).toMatchObject({ state: 'taken-over' })
  await expect(takeOver(services, next, made.id)).rejects.toMatchObject({ code: 'register.hand-over-over' })
  expect(await openDuties(services.db, { keys: [`hand-over:${made.id}`] })).toEqual([])
  const past = () => handOverPlan(stage.deps, officer, id).then((again) => again.past)
  expect(await past()).toMatchObject([{ notes, state: 'taken-over' }])
  await eraseNotes(services, related(next, id, 'administrator'), made.id)
  expect(await past()).toMatchObject([{ notes: null }])
  const written = await services.db.selectFrom('ledger_content').selectAll().execute()
  expect(JSON.stringify(written)).not.toContain('phone list')
})

test('whoever hands over may stay as a deputy or contributor, or until a last day', async () => {
  const stays = await accountOf('stays')
  await hand(stays, { keeps: 'deputy', why: 'away' })
  expect(await partsOf(stays)).toEqual([
    'Next Head: administrator, first',
    'Head of School Office: administrator',
  ])
  const writes = await accountOf('writes')
  await hand(writes, { keeps: 'contributor', why: 'change' })
  expect(await partsOf(writes)).toEqual([
    'Next Head: administrator, first',
    'Head of School Office: contributor',
  ])
  const later = await accountOf('later')
  const lastDay = services.clock.now().add({ hours: 72 }).toString()
  await hand(later, { lastDay })
  expect(await partsOf(later)).toHaveLength(2)
  services.clock.advance({ hours: 73 })
  expect(await partsOf(later)).toEqual(['Next Head: administrator, first'])
})

test('a contributor who takes over has one part, and no end', async () => {
  const id = await accountOf('goes-up')
  await addMember(services, officer, id, {
    personId: next.personId,
    relation: 'contributor',
    until: services.clock.now().add({ hours: 100 }).toString(),
  })
  await hand(id)
  expect(await partsOf(id)).toEqual(['Next Head: administrator, first'])
})

test('an account with nobody is handed over without a leaver, and nobody is sought any more', async () => {
  const only = await somebody('Only One')
  const { id } = await stage.account({ handle: 'orphan', administrators: [only.personId] })
  await services.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('person')
      .set({ state: 'left', left_at: nowOf(services) })
      .where('id', '=', only.personId)
      .execute()
    await accountsLeft(services, tx, nowOf(services), only.personId)
  })
  await expect(hand(id, { leaver: only.personId })).rejects.toMatchObject({
    code: 'register.hand-over-leaver',
  })
  await hand(id, { leaver: null, why: 'change' })
  expect(await partsOf(id)).toEqual(['Next Head: administrator, first'])
  expect(await openDuties(services.db, { keys: [`administrator-sought:${id}`] })).toEqual([])
})

test('two who hand over at once: one does, the other hears of it and may replace it knowingly', async () => {
  const id = await accountOf('at-once')
  const both = await Promise.allSettled([
    hand(id, { keeps: 'deputy' }),
    hand(id, { keeps: 'deputy', designated: deputy.personId }),
  ])
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'register.handed-over-meanwhile', status: 409 },
  })
  const { open } = await handOverPlan(stage.deps, officer, id)
  const again = await hand(id, { designated: deputy.personId, replaces: open!.id, keeps: 'deputy' })
  const plan = await handOverPlan(stage.deps, officer, id)
  expect(plan).toMatchObject({ open: { id: again.id }, past: [{ state: 'replaced' }] })
  await expect(takeOver(services, next, open!.id)).rejects.toMatchObject({ status: expect.any(Number) })
  expect(await openDuties(services.db, { keys: [`hand-over:${open!.id}`] })).toEqual([])
})

test('when the successor leaves, the hand-over ends with them', async () => {
  const id = await accountOf('successor-leaves')
  const gone = await somebody('Short-lived Successor')
  const made = await hand(id, { designated: gone.personId, deputies: [deputy.personId] })
  services.clock.advance({ seconds: 1 })
  await services.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('person')
      .set({ state: 'left', left_at: nowOf(services) })
      .where('id', '=', gone.personId)
      .execute()
    await accountsLeft(services, tx, nowOf(services), gone.personId)
  })
  const plan = await handOverPlan(stage.deps, officer, id)
  expect(plan).toMatchObject({ open: null, past: [{ id: made.id, state: 'void' }] })
  expect(await partsOf(id)).toEqual(['Deputy: administrator, first'])
})

test('what makes no sense, or is not one’s own to give, is refused beside its field', async () => {
  const id = await accountOf('refused')
  const outsider = await somebody('Outsider')
  const left = await somebody('Has Left')
  await services.db
    .updateTable('person')
    .set({ state: 'left', left_at: nowOf(services) })
    .where('id', '=', left.personId)
    .execute()
  const refused = (changes: Partial<HandOverInput>, code: string, path: string) =>
    expect(hand(id, changes)).rejects.toMatchObject({
      code,
      status: 422,
      extras: { fields: [{ path, message: expect.any(String) }] },
    })
  await refused({ designated: head.personId }, 'register.hand-over-self', 'designated')
  await refused({ designated: left.personId }, 'register.person', 'designated')
  await refused({ deputies: [left.personId] }, 'register.person', 'deputies')
  await refused({ deputies: [head.personId] }, 'register.hand-over-deputy', 'deputies')
  await refused({ leaver: outsider.personId }, 'register.hand-over-leaver', 'leaver')
  await refused({ leaver: null }, 'register.hand-over-leaver', 'leaver')
  await refused({ lastDay: '2020-01-01T00:00:00Z' }, 'register.hand-over-last-day', 'lastDay')
  await expect(hand(id, {}, outsider)).rejects.toMatchObject({ status: 403 })
  await expect(handOverPlan(stage.deps, outsider, id)).rejects.toMatchObject({ status: 403 })
  await expect(hand(id, { replaces: id })).rejects.toMatchObject({ code: 'register.handed-over-meanwhile' })
  expect(await partsOf(id)).toEqual(['Head of School Office: administrator, first'])
})
