import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import { noticeHouse, type NoticeHouse } from '#features/notices/testing.ts'
import { json, newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { dutiesOf, dutyRoutes, ensureDuty, openDuties, type DutyToDo } from './index.ts'
import { remindOfDuties } from './remind.ts'

let house: NoticeHouse
let app: ApiApp
let second: SignedIn
let contributor: SignedIn
beforeEach(async () => {
  house = await noticeHouse()
  app = await testApp(house.services, (on) => dutyRoutes(on, { services: house.services }))
  second = await signInAs(house.services, { name: 'Second officer', roles: ['officer'] })
  contributor = await signInAs(house.services, { name: 'Contributor' })
})
afterEach(async () => {
  await app.close()
  await house.close()
})

const watch: DutyToDo = {
  key: 'network-review:practice',
  kind: 'policy.task',
  title: 'Look at Practice again',
  why: 'Its entry comes round.',
  clause: 'BASE-12.7',
  role: 'officer',
  link: '/networks-watch/practice',
  due: '2026-12-23T10:00:00.000Z',
}
const ensure = (more: Partial<DutyToDo> = {}) =>
  house.services.db
    .transaction()
    .execute((tx) => ensureDuty(house.services, tx, nowOf(house.services), { ...watch, ...more }))
const of = ({ actor }: SignedIn) => dutiesOf(house.services.db, actor, nowOf(house.services))
const noticesOf = async ({ actor }: SignedIn) =>
  (
    await house.services.db
      .selectFrom('notice_recipient')
      .innerJoin('notice', 'notice.id', 'notice_recipient.notice_id')
      .select('notice.title')
      .where('person_id', '=', actor.personId)
      .orderBy('notice.id')
      .execute()
  ).map(({ title }) => title)
const call = (as: SignedIn, method: 'PUT' | 'POST', path: string, payload: object) =>
  app.inject({ method, url: `/api/duties/${path}`, headers: as.headers, payload })

test('a duty of a role waits for all who hold it, is taken by one, and is done by any of them', async () => {
  const id = await ensure()
  for (const officer of [house.officer, second])
    expect(await of(officer)).toMatchObject([
      { role: { id: 'officer', name: 'Central communications' }, mine: false, mayTake: true, mayGive: false },
    ])
  expect(await of(contributor)).toEqual([])
  expect((await call(contributor, 'POST', `${id}/done`, { note: 'It was read.' })).statusCode).toBe(404)
  const me = { personId: second.actor.personId }
  expect((await call(contributor, 'PUT', `${id}/taken-by`, me)).statusCode).toBe(404)
  expect((await call(second, 'PUT', `${id}/taken-by`, me)).statusCode).toBe(200)
  expect(await of(house.officer)).toMatchObject([{ takenBy: { name: 'Second officer' } }])
  expect(
    (await call(second, 'PUT', `${id}/taken-by`, { personId: contributor.actor.personId })).json(),
  ).toMatchObject({ code: 'duties.not-of-the-office' })
  expect((await call(house.officer, 'POST', `${id}/done`, { note: 'It was read.' })).statusCode).toBe(200)
  expect(await openDuties(house.services.db)).toEqual([])
})

test('whoever gains the role has its duties, and whoever loses it has not', async () => {
  await ensure()
  const { db } = house.services
  await db.deleteFrom('role_assignment').where('person_id', '=', second.actor.personId).execute()
  expect(await of({ ...second, actor: { ...second.actor, roles: [] } })).toEqual([])
  expect(await of(house.officer)).toHaveLength(1)
})

test('what one of them did is looked at by another', async () => {
  const id = await ensure({ notFor: second.actor.personId })
  expect(await of(second)).toEqual([])
  expect(await of(house.officer)).toHaveLength(1)
  expect(await noticesOf(second)).toEqual([])
  const own = { personId: second.actor.personId }
  expect((await call(second, 'PUT', `${id}/taken-by`, own)).statusCode).toBe(403)
  expect((await call(house.officer, 'PUT', `${id}/taken-by`, own)).statusCode).toBe(422)
  house.services.clock.set('2026-12-24T10:00:00Z')
  expect(await remindOfDuties(house.services)).toBe(1)
  expect(await noticesOf(second)).toEqual([])
  expect(await noticesOf(house.officer)).toEqual([
    'To do: Look at Practice again',
    'Overdue: Look at Practice again',
  ])
})

test('whom it falls to is told at once, with its date and clause; renewed it is no news, passed on it is', async () => {
  await ensure()
  const [notice] = await house.services.db.selectFrom('notice').selectAll().execute()
  expect(notice).toMatchObject({
    kind: 'duties.new',
    text: 'Its entry comes round. Due 23 December 2026. Clause BASE-12.7.',
    link: '/networks-watch/practice',
  })
  await ensure()
  await ensure({ title: 'Look at Practice', due: '2026-12-30T10:00:00.000Z' })
  expect(await noticesOf(second)).toHaveLength(1)
  await ensure({ role: undefined, personId: contributor.actor.personId })
  expect(await noticesOf(second)).toHaveLength(1)
  expect(await noticesOf(contributor)).toEqual(['To do: Look at Practice again'])
  await ensure({ key: 'told', told: true })
  expect(await noticesOf(second)).toHaveLength(1)
})

test('it is told in the transaction of the deed: what is undone tells nobody', async () => {
  const { db } = house.services
  await expect(
    db.transaction().execute(async (tx) => {
      await ensureDuty(house.services, tx, nowOf(house.services), watch)
      throw new Error('The deed was broken off.')
    }),
  ).rejects.toThrow('broken off')
  expect(await db.selectFrom('notice').selectAll().execute()).toEqual([])
})

const hundreds = 300

test('a look that makes hundreds for one person sends one digest, and no letter each, whatever they chose', async () => {
  const { services, officer } = house
  const { db } = services
  // Letters at once and no quiet hours: the worst that somebody can choose.
  await db
    .insertInto('notice_settings')
    .values({
      person_id: officer.actor.personId,
      settings: json({
        mail: { 'duties.new': 'once' },
        quiet: { on: false, from: '19:00', until: '07:30', weekends: false },
      }),
      changed_at: nowOf(services),
    })
    .execute()
  for (let made = 0; made < hundreds; made++) {
    await ensure({ key: `review:${made}`, role: undefined, personId: officer.actor.personId })
    await house.deliver()
  }
  expect(await of(officer)).toHaveLength(hundreds)
  expect(await noticesOf(officer)).toHaveLength(hundreds)
  const few = 5
  expect(house.mail.messages()).toHaveLength(few)
  services.clock.set('2026-11-24T08:00:00Z')
  await house.deliver()
  const [, , , , , digest, ...more] = house.mail.messages()
  expect(more).toEqual([])
  expect(digest?.subject).toContain(`: ${hundreds - few} things`)
  services.clock.set('2026-12-24T10:00:00Z')
  expect(await remindOfDuties(services)).toBe(hundreds)
  // Overdue ones come at once otherwise.
  expect(await house.deliver()).toBe(1)
})

test('a look that makes hundreds for an office does not flood its channel', async () => {
  const { db } = house.services
  await db
    .insertInto('notice_channel')
    .values({
      id: newId(),
      name: 'Communications',
      service: 'slack',
      office_id: null,
      kinds: null,
      sealed_url: '',
      host: 'hooks.example.ac.uk',
      quiet: true,
      state: 'on',
      faults: 0,
      trouble: null,
      told_at: null,
      created_by: null,
      created_at: nowOf(house.services),
    })
    .execute()
  for (let made = 0; made < 20; made++) await ensure({ key: `review:${made}` })
  expect(await db.selectFrom('channel_message').selectAll().execute()).toHaveLength(5)
})
