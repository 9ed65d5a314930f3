import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { changeInstitution } from '../change-institution.ts'
import { getInstitution } from '../store.ts'
import { setUpInstitution } from '../testing.ts'
import { bringInDays } from './bring-in.ts'
import { DaysToBringIn, type CalendarLook } from './contract.ts'
import { lookAtCalendar } from './look.ts'
import { calendar, event } from './testing.ts'

let services: TestServices
let it: SignedIn
beforeEach(async () => {
  services = await testServices({ now: '2026-11-21T09:00:00.000Z' })
  await setUpInstitution(services)
  it = await signInAs(services, { name: 'IT services', roles: ['it'] })
})
afterEach(() => services.close())

const day = (from: string, until?: string) => [
  `DTSTART;VALUE=DATE:${from}`,
  ...(until ? [`DTEND;VALUE=DATE:${until}`] : []),
]
const year = calendar(
  event('Spring term 2027', ...day('20270111', '20270327')),
  event('Start of spring term', ...day('20270111')),
  event('University closed', ...day('20261224', '20270102')),
  event('Christmas Day (closed)', ...day('20261225')),
  event('Summer semester closure for works', ...day('20270601', '20270901')),
  event('Open day', 'DTSTART:20270601T090000', 'DTEND:20270601T160000'),
)
const look = (text: string): Promise<CalendarLook> =>
  lookAtCalendar(services, it.actor, { name: 'dates.ics', bytes: new TextEncoder().encode(text) })

/** What a person takes over who takes every suggestion. */
const suggested = ({ found }: CalendarLook) =>
  DaysToBringIn.parse({
    days: found.flatMap(({ name, from, until, suggests }) =>
      suggests === 'none' ? [] : [{ name, from, until, as: suggests }],
    ),
  })

test('a look says what each event may be, what speaks against it, and keeps nothing', async () => {
  const seen = await look(year)
  expect(seen.found.map(({ name, suggests, notes }) => [name, suggests, ...notes])).toEqual([
    ['University closed', 'closure'],
    ['Christmas Day (closed)', 'none', 'A public holiday that is known already: Christmas Day.'],
    ['Start of spring term', 'none'],
    ['Spring term 2027', 'term'],
    ['Open day', 'none'],
    ['Summer semester closure for works', 'none', 'Too long for a closure: at most 62 days.'],
  ])
  expect(seen.found.at(-2)).toMatchObject({ timed: true })
  expect(await getInstitution(services.db)).toMatchObject({ terms: [], closures: [] })
})

test('brought in once: the same file again has nothing new, and a second time changes nothing', async () => {
  const days = suggested(await look(year))
  expect(await bringInDays(services, it.actor, days)).toEqual({ terms: 1, closures: 1, already: 0 })
  const after = await getInstitution(services.db)
  expect(after).toMatchObject({
    terms: [{ name: 'Spring term 2027', from: '2027-01-11', until: '2027-03-26' }],
    closures: [{ name: 'University closed', from: '2026-12-24', until: '2027-01-01' }],
  })
  const again = await look(year)
  expect(again.found.filter((one) => one.stands !== null).map((one) => one.stands)).toEqual([
    'closure',
    'term',
  ])
  expect(again.found.every((one) => one.suggests === 'none')).toBe(true)
  expect(await bringInDays(services, it.actor, days)).toEqual({ terms: 0, closures: 0, already: 2 })
  expect(await getInstitution(services.db)).toEqual(after)
  const records = await services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('kind', '=', 'institution.changed')
    .execute()
  expect(records).toHaveLength(1)
})

test('what stands under another name is said, and what others brought meanwhile stays', async () => {
  const { days } = suggested(await look(year))
  const term = { name: 'Lent', from: '2027-01-11', until: '2027-03-26' }
  await changeInstitution(services, it.actor, { terms: [term] })
  const seen = (await look(year)).found.find((one) => one.name === 'Spring term 2027')
  expect(seen).toMatchObject({ suggests: 'none', stands: null })
  expect(seen?.notes).toContain('The same days stand in the settings as “Lent”.')
  await bringInDays(services, it.actor, { days })
  expect((await getInstitution(services.db))?.terms.map(({ name }) => name)).toEqual([
    'Lent',
    'Spring term 2027',
  ])
})

test('more than there is room for is refused whole, with what to do', async () => {
  const days = Array.from({ length: 61 }, (_, at) => ({
    name: `Term ${at}`,
    from: '2027-01-11',
    until: '2027-03-26',
    as: 'term' as const,
  }))
  await expect(bringInDays(services, it.actor, { days })).rejects.toMatchObject({
    code: 'calendar-file.no-room',
    extras: { fix: expect.stringContaining('that are over') as string },
  })
  expect((await getInstitution(services.db))?.terms).toEqual([])
  const long = { name: 'Closed', from: '2027-01-01', until: '2027-12-01', as: 'closure' }
  expect(DaysToBringIn.safeParse({ days: [long] }).error?.issues[0]?.message).toMatch(/at most 62 days/)
})

test('of hundreds of events those are shown that are likely wanted', async () => {
  const meetings = Array.from({ length: 700 }, (_, at) =>
    event(`Meeting ${at}`, 'DTSTART:20261201T090000', 'DTEND:20261201T100000'),
  )
  const { found, aside } = await look(
    calendar(...meetings, event('Autumn term', ...day('20270927', '20271211'))),
  )
  expect(found).toHaveLength(300)
  expect(found.at(-1)).toMatchObject({ name: 'Autumn term', suggests: 'term' })
  expect(aside).toEqual([
    '401 further events are left aside, because there are so many: those at a time of day first.',
  ])
})

test('bad files are refused in words', async () => {
  const refused = (bytes: Uint8Array | string) =>
    lookAtCalendar(services, it.actor, {
      name: 'x.ics',
      bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
    })
  await expect(refused('')).rejects.toMatchObject({ code: 'calendar-file.empty' })
  await expect(refused(calendar())).rejects.toMatchObject({ code: 'calendar-file.empty' })
  await expect(refused('Name;From')).rejects.toMatchObject({ code: 'calendar-file.not-a-calendar' })
  await expect(refused(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 1]))).rejects.toMatchObject({
    code: 'calendar-file.not-a-calendar',
  })
  await expect(refused('BEGIN:VCALENDAR\r\nBEGIN:VEVENT')).rejects.toMatchObject({
    code: 'calendar-file.damaged',
  })
  await expect(refused(new Uint8Array(1_000_001))).rejects.toMatchObject({ status: 413 })
  const windows = Buffer.from(year.replace('Open day', 'Journée'), 'utf16le')
  const marked = Buffer.concat([Buffer.from([0xff, 0xfe]), windows])
  await expect(refused(marked)).resolves.toMatchObject({ found: { length: 6 } })
})

test('only whoever keeps the institution’s settings does it', async () => {
  const officer = await signInAs(services, { name: 'Officer', roles: ['officer'] })
  const file = { name: 'x.ics', bytes: new TextEncoder().encode(year) }
  await expect(lookAtCalendar(services, officer.actor, file)).rejects.toMatchObject({ status: 403 })
  const days = suggested(await look(year))
  await expect(bringInDays(services, officer.actor, days)).rejects.toMatchObject({ status: 403 })
})
