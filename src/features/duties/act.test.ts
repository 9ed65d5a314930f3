import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import { newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { dutiesOf, dutyRoutes, ensureDuty, type DutyToDo } from './index.ts'
import { remindOfDuties } from './remind.ts'

let services: TestServices
let app: ApiApp
let holder: SignedIn
let deputy: SignedIn
let stranger: SignedIn

beforeEach(async () => {
  services = await testServices({ now: '2026-11-02T09:00:00Z' })
  app = await testApp(services, (on) => dutyRoutes(on, { services }))
  holder = await signInAs(services, { name: 'Digital Marketing Officer' })
  deputy = await signInAs(services, { name: 'Deputy' })
  stranger = await signInAs(services, { roles: ['governance'] })
  await services.db
    .insertInto('office')
    .values({ id: 'digital-team', name: 'Digital team', about: '', example: false })
    .execute()
  for (const [person, isDeputy] of [
    [holder, false],
    [deputy, true],
  ] as const)
    await services.db
      .insertInto('office_holding')
      .values({
        id: newId(),
        office_id: 'digital-team',
        person_id: person.actor.personId,
        deputy: isDeputy,
        since: '2026-01-01T00:00:00Z',
        until: null,
      })
      .execute()
})
afterEach(async () => {
  await app.close()
  await services.close()
})

const task: DutyToDo = {
  key: 'task:list-passwords',
  kind: 'policy.task',
  title: 'Change the shared passwords',
  why: 'They are changed twice a year.',
  clause: 'BASE-9.2',
  office: 'digital-team',
  link: '/duties',
  due: '2026-11-12T09:00:00.000Z',
}
const ensure = (more: Partial<DutyToDo> = {}) =>
  services.db.transaction().execute((tx) => ensureDuty(services, tx, nowOf(services), { ...task, ...more }))
const give = (as: SignedIn, id: string, personId: string | null) =>
  app.inject({ method: 'PUT', url: `/api/duties/${id}/taken-by`, headers: as.headers, payload: { personId } })
const finish = (as: SignedIn, id: string, note = 'All four were changed.') =>
  app.inject({ method: 'POST', url: `/api/duties/${id}/done`, headers: as.headers, payload: { note } })
const mine = async ({ actor }: SignedIn) => (await dutiesOf(services.db, actor, nowOf(services)))[0]
const noticesOf = async ({ actor }: SignedIn) =>
  (
    await services.db
      .selectFrom('notice_recipient')
      .innerJoin('notice', 'notice.id', 'notice_recipient.notice_id')
      .select('notice.title')
      .where('person_id', '=', actor.personId)
      .orderBy('notice.at')
      .execute()
  ).map(({ title }) => title)

test('one of the office takes it, another gets it, it goes back: each is recorded, and who is given it is told', async () => {
  const id = await ensure()
  expect((await give(deputy, id, deputy.actor.personId)).statusCode).toBe(200)
  expect(await mine(deputy)).toMatchObject({ mine: true, mayTake: false, mayGiveBack: true })
  expect(await mine(holder)).toMatchObject({ mine: false, mayTake: true, takenBy: { name: 'Deputy' } })
  expect((await give(deputy, id, holder.actor.personId)).statusCode).toBe(200)
  expect(await noticesOf(holder)).toEqual([
    'To do: Change the shared passwords',
    'Given to you: Change the shared passwords',
  ])
  expect((await give(holder, id, null)).statusCode).toBe(200)
  expect((await mine(holder))?.takenBy).toBeNull()
  const kinds = await services.db.selectFrom('ledger_entry').select('kind').orderBy('id').execute()
  expect(kinds.map(({ kind }) => kind)).toEqual(['duty.made', 'duty.given', 'duty.given', 'duty.given'])
})

test('of two who take it at once, one has it and the other is told', async () => {
  const id = await ensure()
  const answers = await Promise.all([
    give(holder, id, holder.actor.personId),
    give(deputy, id, deputy.actor.personId),
  ])
  // One after the other is no clash: the second takes it from the first knowingly.
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).not.toContain(500)
  expect((await mine(holder))?.takenBy).not.toBeNull()
})

test('only those who hold the office share out its duties, and only among themselves', async () => {
  const id = await ensure()
  expect((await give(stranger, id, stranger.actor.personId)).json()).toMatchObject({
    code: 'duties.not-your-office',
  })
  expect((await give(holder, id, stranger.actor.personId)).json()).toMatchObject({
    code: 'duties.not-of-the-office',
  })
  const own = await ensure({ key: 'own', office: undefined, personId: holder.actor.personId })
  expect((await give(holder, own, null)).json()).toMatchObject({ code: 'duties.personal' })
  expect((await give(holder, newId(), null)).statusCode).toBe(404)
})

test('it is done by hand with a note, where its kind allows that', async () => {
  const id = await ensure()
  expect((await finish(stranger, id)).json()).toMatchObject({ code: 'duties.not-yours' })
  expect((await finish(holder, id, ' ')).statusCode).toBe(422)
  expect((await finish(deputy, id)).statusCode).toBe(200)
  expect((await finish(deputy, id)).statusCode).toBe(404)
  const review = await ensure({ key: 'review', kind: 'account.review' })
  expect((await finish(holder, review)).json()).toMatchObject({
    code: 'duties.not-by-hand',
    clause: 'BASE-9.2',
  })
})

test('all offices are seen by those who oversee them', async () => {
  await ensure()
  const all = (as: SignedIn) => app.inject({ method: 'GET', url: '/api/duties', headers: as.headers })
  expect((await all(stranger)).json()).toMatchObject({ duties: [{ title: task.title, mayTake: false }] })
  expect((await all(holder)).statusCode).toBe(403)
})

test('it is reminded of at half its time, a day before, and when overdue; then its deputies too; each once', async () => {
  await ensure()
  const steps: [string, number][] = [
    ['2026-11-07T08:00:00Z', 0],
    ['2026-11-07T09:00:00Z', 1],
    ['2026-11-09T09:00:00Z', 0],
    ['2026-11-11T09:00:00Z', 1],
    ['2026-11-12T08:59:00Z', 0],
    ['2026-11-12T09:00:00Z', 1],
    ['2026-11-20T09:00:00Z', 0],
  ]
  for (const [at, given] of steps) {
    services.clock.set(at)
    expect([at, await remindOfDuties(services)]).toEqual([at, given])
  }
  expect(await noticesOf(holder)).toEqual([
    'To do: Change the shared passwords',
    'Half the time has gone: Change the shared passwords',
    'Due within a day: Change the shared passwords',
    'Overdue: Change the shared passwords',
  ])
  expect(await noticesOf(deputy)).toEqual(['Overdue: Change the shared passwords'])
})

test('whoever took it is reminded alone until it is overdue, another date begins anew, and a late run gives one', async () => {
  const id = await ensure()
  await give(deputy, id, deputy.actor.personId)
  services.clock.set('2026-11-11T10:00:00Z')
  expect(await remindOfDuties(services)).toBe(1)
  expect(await noticesOf(deputy)).toEqual(['Due within a day: Change the shared passwords'])
  expect(await noticesOf(holder)).toEqual(['To do: Change the shared passwords'])
  await ensure({ due: '2026-12-20T09:00:00Z' })
  expect(await remindOfDuties(services)).toBe(0)
  services.clock.set('2026-12-21T09:00:00Z')
  expect(await Promise.all([remindOfDuties(services), remindOfDuties(services)])).toContain(1)
  expect((await noticesOf(holder)).length).toBe(2)
  expect((await noticesOf(deputy)).length).toBe(2)
})
