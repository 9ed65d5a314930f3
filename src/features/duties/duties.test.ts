import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { newId } from '#platform/db/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { dutiesOf, ensureDuty, openDuties, settleDuty, type DutyToDo } from './index.ts'

let services: TestServices
let holder: SignedIn
let deputy: SignedIn
beforeEach(async () => {
  services = await testServices()
  holder = await signInAs(services, { name: 'Digital Marketing Officer' })
  deputy = await signInAs(services, { name: 'Deputy' })
  await giveOffice(holder, false)
  await giveOffice(deputy, true)
})
afterEach(() => services.close())

async function giveOffice(person: SignedIn, isDeputy: boolean): Promise<void> {
  await services.db
    .insertInto('office')
    .values({ id: 'digital-team', name: 'Digital team', about: '', example: false })
    .onConflict((on) => on.doNothing())
    .execute()
  const holding = { id: newId(), office_id: 'digital-team', person_id: person.actor.personId }
  await services.db
    .insertInto('office_holding')
    .values({ ...holding, deputy: isDeputy, since: '2026-01-01T00:00:00Z', until: null })
    .execute()
}

const now = '2026-11-21T09:00:00.000Z'
const review: DutyToDo = {
  key: 'review:library',
  kind: 'account.review',
  title: 'Review Library on Practice',
  why: 'Each account is looked at once a year.',
  clause: 'BASE-9.1',
  office: 'digital-team',
  link: '/accounts',
  due: '2026-12-21T09:00:00.000Z',
}
const ensure = (duty: DutyToDo, at = now) =>
  services.db.transaction().execute((tx) => ensureDuty(services, tx, at, duty))
const records = async () =>
  (await services.db.selectFrom('ledger_entry').select('kind').orderBy('id').execute()).map(
    ({ kind }) => kind,
  )

test('a duty of an office waits for those who hold it and for its deputies, once however often it is asked for', async () => {
  const id = await ensure(review)
  expect(await ensure(review)).toBe(id)
  for (const { actor } of [holder, deputy]) {
    const [duty, ...more] = await dutiesOf(services.db, actor, now)
    expect(more).toEqual([])
    expect(duty).toMatchObject({ id, clause: 'BASE-9.1', overdue: false, mine: false, mayTake: true })
    expect(duty?.office).toEqual({ id: 'digital-team', name: 'Digital team' })
  }
  const stranger = await signInAs(services)
  expect(await dutiesOf(services.db, stranger.actor, now)).toEqual([])
  expect(await records()).toEqual(['duty.made'])
})

test('two that ask at the same time make one', async () => {
  const ids = await Promise.all([ensure(review), ensure(review)])
  expect(new Set(ids).size).toBe(1)
  expect(await openDuties(services.db)).toHaveLength(1)
})

test('asking again with another date renews it and is recorded; other words alone are not', async () => {
  await ensure(review)
  await ensure({ ...review, title: 'Review Library' })
  expect(await records()).toEqual(['duty.made'])
  await ensure({ ...review, title: 'Review Library', due: '2027-01-31T09:00:00Z' })
  expect(await records()).toEqual(['duty.made', 'duty.renewed'])
  const [duty] = await openDuties(services.db, { officeId: 'digital-team' })
  expect(duty).toMatchObject({ title: 'Review Library', due: '2027-01-31T09:00:00.000Z', revision: 2 })
})

test('settled, it is gone, and the same key may come round again', async () => {
  await ensure(review)
  const settle = () =>
    services.db
      .transaction()
      .execute((tx) =>
        settleDuty(tx, now, review.key, { by: holder.actor.personId, how: 'The review was done.' }),
      )
  expect(await settle()).toBe(true)
  expect(await settle()).toBe(false)
  expect(await dutiesOf(services.db, holder.actor, now)).toEqual([])
  const settled = await services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'duty.settled')
    .executeTakeFirstOrThrow()
  expect(settled.body).toMatchObject({ actor: { name: 'Digital Marketing Officer' }, facts: { late: false } })
  await ensure(review)
  expect(await openDuties(services.db, { keys: [review.key] })).toHaveLength(1)
})

test('what is overdue comes first', async () => {
  await ensure(review)
  await ensure({ ...review, key: 'review:sport', due: '2026-11-20T09:00:00Z' })
  await ensure({ ...review, key: 'review:own', office: undefined, personId: holder.actor.personId })
  const duties = await dutiesOf(services.db, holder.actor, now)
  expect(duties.map(({ key, overdue, mine }) => [key, overdue, mine])).toEqual([
    ['review:sport', true, false],
    ['review:library', false, false],
    ['review:own', false, true],
  ])
})
