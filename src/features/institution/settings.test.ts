import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { workingCalendar } from './calendar/read-calendar.ts'
import { viewCalendar } from './calendar/view-calendar.ts'
import { afterWorkingDays } from './calendar/working-days.ts'
import { changeInstitution } from './change-institution.ts'
import { ChangeInstitution, type ServiceInput } from './contract.ts'
import { serviceNames } from './store.ts'
import { setUpInstitution } from './testing.ts'

let services: TestServices
let it: Actor

beforeEach(async () => {
  services = await testServices({ now: '2026-12-18T09:00:00.000Z' })
  await setUpInstitution(services)
  it = (await signInAs(services, { name: 'IT services', roles: ['it'] })).actor
})
afterEach(() => services.close())

const service = (name: string, more: Partial<ServiceInput> = {}): ServiceInput => ({
  name,
  serves: 'teaching',
  help: '',
  inUse: true,
  ...more,
})
const keep = async (supportedServices: ServiceInput[]) =>
  (await changeInstitution(services, it, { supportedServices })).supportedServices

describe('supported services', () => {
  test('it begins with those that the sources name', async () => {
    const { supportedServices } = await changeInstitution(services, it, {})
    expect(supportedServices.map(({ name, serves }) => `${name}: ${serves}`)).toEqual([
      'Teams: collaboration',
      'Blackboard: teaching',
      'Blackboard Collaborate: live-teaching',
      'CampusPress: blogs-and-portfolios',
      'Office 365 e-mail: announcements',
    ])
  })

  test('a service that is gone, or is called otherwise, keeps its name for old answers; back, it has its id again', async () => {
    const [moodle] = await keep([service('Moodle')])
    expect(moodle).toMatchObject({ id: 'moodle', inUse: true })
    const [renamed] = await keep([{ ...service('Canvas'), id: 'moodle' }])
    expect(renamed?.id).toBe('canvas')
    const names = await serviceNames(services.db)
    expect([names.get('moodle'), names.get('canvas'), names.get('blackboard')]).toEqual([
      'Moodle',
      'Canvas',
      'Blackboard',
    ])
    expect((await keep([service('moodle'), service('Blackboard')])).map(({ id }) => id)).toEqual([
      'moodle',
      'blackboard',
    ])
  })

  test('two names that look alike as addresses are two services; the same name twice is refused', async () => {
    expect((await keep([service('Moodle +'), service('Moodle')])).map(({ id }) => id)).toEqual([
      'moodle',
      'moodle-2',
    ])
    await expect(keep([service('Moodle'), service('moodle')])).rejects.toMatchObject({
      code: 'institution.services',
      message: '“moodle” is on the list already.',
    })
  })

  test('an address that is none, and one that runs a script, are refused', () => {
    for (const help of ['help', 'javascript:alert(1)'])
      expect(
        ChangeInstitution.safeParse({ supportedServices: [{ ...service('Moodle'), help }] }).success,
      ).toBe(false)
  })

  test('the change stands in the log', async () => {
    await keep([service('Moodle')])
    const entry = await services.db
      .selectFrom('ledger_entry')
      .selectAll()
      .where('kind', '=', 'institution.changed')
      .executeTakeFirstOrThrow()
    expect(JSON.stringify(entry)).toContain('supportedServices')
  })

  test('only who may change the institution', async () => {
    const { actor } = await signInAs(services, { name: 'Author', roles: [] })
    await expect(changeInstitution(services, actor, { supportedServices: [] })).rejects.toMatchObject({
      status: 403,
    })
  })
})

describe('closures', () => {
  const winter = { name: 'Winter closure', from: '2026-12-24', until: '2027-01-03' }

  test('move time limits, and are told beside the public holidays', async () => {
    const due = async () => afterWorkingDays(nowOf(services), 5, await workingCalendar(services.db))
    expect(await due()).toBe('2026-12-30T00:00:00.000Z')
    await changeInstitution(services, it, { closures: [winter] })
    expect(await due()).toBe('2027-01-06T00:00:00.000Z')
    const { closures, holidays, until } = await viewCalendar(services)
    expect(closures).toEqual([winter])
    expect(until).toBe('2027-12-31')
    expect(holidays[0]).toEqual({ date: '2026-12-25', name: 'Christmas Day' })
    expect(holidays).toHaveLength(10)
  })

  test.each([
    ['ends before it begins', { ...winter, until: '2026-12-01' }],
    ['lasts a year, by a slip', { ...winter, until: '2027-12-31' }],
    ['is no day', { ...winter, from: '2026-02-30' }],
  ])('one that %s is refused', (_what, closure) => {
    expect(ChangeInstitution.safeParse({ closures: [closure] }).success).toBe(false)
  })

  test('a zone that this computer does not know stops no time limit', async () => {
    await services.db.updateTable('institution').set({ time_zone: 'Nowhere/At_all' }).execute()
    expect((await workingCalendar(services.db)).zone).toBe('Europe/London')
  })
})
