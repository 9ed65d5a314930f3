import ICAL from 'ical.js'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import type { CalendarEntry } from '../deps.ts'
import { noticeRoutes } from '../http.ts'
import { addInstitution } from '../testing.ts'
import { calendarText } from './calendar-text.ts'
import type { MadeFeed } from './contract.ts'

let services: TestServices
let app: ApiApp
let officer: SignedIn
let entries: CalendarEntry[]

const entry: CalendarEntry = {
  id: 'post-1',
  title: 'Open day; all welcome, “bring a friend”',
  about: 'Waits for approval.\nBluesky: library',
  link: '/posts/1',
  at: '2026-11-28T09:00:00.000Z',
  allDay: false,
  cancelled: false,
  changedAt: '2026-11-20T12:00:00.000Z',
  revision: 3,
}

beforeEach(async () => {
  services = await testServices()
  await addInstitution(services)
  officer = await signInAs(services, { roles: ['officer'] })
  entries = [entry]
  app = await testApp(services, (on) =>
    noticeRoutes(on, {
      services,
      calendars: {
        posts: (actor) => Promise.resolve(actor.roles.includes('officer') ? entries : []),
        duties: () => Promise.resolve([]),
        days: () => Promise.resolve([]),
      },
    }),
  )
})
afterEach(async () => {
  await app.close()
  await services.close()
})

function eventsIn(text: string): InstanceType<typeof ICAL.Event>[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[])
  return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event))
}

const write = (given: CalendarEntry[], zone = 'Europe/London') =>
  calendarText(given, { name: 'Calendar', publicUrl: 'https://social.example.ac.uk', zone })

async function make(kind = 'posts'): Promise<string> {
  const made = await app.inject({
    method: 'POST',
    url: `/api/me/calendar-feeds/${kind}`,
    headers: officer.headers,
  })
  expect(made.statusCode).toBe(201)
  return new URL(made.json<MadeFeed>().address).pathname
}
const fetchFeed = (path: string, headers = {}) => app.inject({ method: 'GET', url: path, headers })

test('what is written is read back: name, words, identity, sequence', () => {
  const [event] = eventsIn(write([entry]))
  expect(event?.uid).toBe('post-1@social.example.ac.uk')
  expect(event?.summary).toBe(entry.title)
  expect(event?.description).toBe(entry.about)
  expect(event?.sequence).toBe(3)
  expect(event?.component.getFirstPropertyValue('last-modified')?.toString()).toBe('2026-11-20T12:00:00Z')
  expect(event?.component.getAllSubcomponents('valarm')).toEqual([])
  expect(write([entry])).toBe(write([entry]))
})

test.each([
  ['before summer time begins', '2026-03-29T00:59:00.000Z'],
  ['in the first minute of summer time', '2026-03-29T01:00:00.000Z'],
  ['at half past one, the first', '2026-10-25T00:30:00.000Z'],
  ['at half past one, the second', '2026-10-25T01:30:00.000Z'],
])('a moment %s is the same moment in another program', (_when, at) => {
  const [event] = eventsIn(write([{ ...entry, at }]))
  expect(event?.startDate.toJSDate().toISOString()).toBe(at)
  expect(event?.duration.toSeconds()).toBe(900)
})

test('a day is the day on the institution’s clocks', () => {
  const days = (at: string, zone?: string) => {
    const [event] = eventsIn(write([{ ...entry, at, allDay: true }], zone))
    return [event?.startDate.isDate, event?.startDate.toString(), event?.endDate.toString()]
  }
  expect(days('2026-11-28T23:30:00.000Z')).toEqual([true, '2026-11-28', '2026-11-29'])
  expect(days('2026-06-28T23:30:00.000Z')).toEqual([true, '2026-06-29', '2026-06-30'])
  expect(days('2026-03-28T23:59:59.000Z', 'Pacific/Auckland')).toEqual([true, '2026-03-29', '2026-03-30'])
})

test('drafts are tentative, runs of days last to their last day, and long or odd words are folded and escaped right', () => {
  const status = (change: Partial<CalendarEntry>) =>
    eventsIn(write([{ ...entry, ...change }]))[0]
      ?.component.getFirstPropertyValue('status')
      ?.toString()
  expect([status({}), status({ tentative: true }), status({ cancelled: true })]).toEqual([
    'CONFIRMED',
    'TENTATIVE',
    'CANCELLED',
  ])
  const run = { ...entry, allDay: true, at: '2026-12-30T12:00:00.000Z', until: '2027-01-02T12:00:00.000Z' }
  const [event] = eventsIn(write([run]))
  expect([event?.startDate.toString(), event?.endDate.toString()]).toEqual(['2026-12-30', '2027-01-03'])
  const odd = `${'Ünïversity, open; day \\ 🎓 '.repeat(12)}end`
  const text = write([{ ...entry, title: odd, about: `${odd}\nnext line` }])
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  expect(eventsIn(text)[0]?.summary).toBe(odd)
  expect(eventsIn(text)[0]?.description).toBe(`${odd}\nnext line`)
})

test('what is moved is the same event at another time, with a higher sequence', () => {
  const [before] = eventsIn(write([entry]))
  const [after] = eventsIn(write([{ ...entry, at: '2026-11-30T10:00:00.000Z', revision: 4 }]))
  expect(after?.uid).toBe(before?.uid)
  expect([before?.sequence, after?.sequence]).toEqual([3, 4])
  expect(after?.startDate.toJSDate().toISOString()).toBe('2026-11-30T10:00:00.000Z')
})

test('the address works without signing in, says when nothing changed, and its secret is kept nowhere', async () => {
  const path = await make()
  const first = await fetchFeed(path)
  expect(first.headers['content-type']).toBe('text/calendar; charset=utf-8')
  expect(eventsIn(first.body)).toHaveLength(1)
  const etag = String(first.headers.etag)
  expect((await fetchFeed(path, { 'if-none-match': etag })).statusCode).toBe(304)
  entries = [{ ...entry, cancelled: true, revision: 4 }]
  const changed = await fetchFeed(path, { 'if-none-match': etag })
  expect(changed.body).toContain('STATUS:CANCELLED')
  const secret = path.replace('/calendar-feeds/', '').replace('.ics', '')
  const rows = await services.db.selectFrom('calendar_feed').selectAll().execute()
  expect(JSON.stringify(rows)).not.toContain(secret)
  const mine = await app.inject({ method: 'GET', url: '/api/me/calendar-feeds', headers: officer.headers })
  expect(mine.body).not.toContain(secret)
  expect(mine.json()).toMatchObject({ feeds: [{ kind: 'posts', readAt: '2026-11-21T09:00:00.000Z' }] })
})

test('it shows what the person may see now, and ends when they end it, make another, or leave', async () => {
  const path = await make()
  await services.db.deleteFrom('role_assignment').where('person_id', '=', officer.actor.personId).execute()
  expect(eventsIn((await fetchFeed(path)).body)).toEqual([])
  const another = await make()
  expect((await fetchFeed(path)).statusCode).toBe(404)
  const duties = await make('duties')
  const end = () =>
    app.inject({ method: 'DELETE', url: '/api/me/calendar-feeds/duties', headers: officer.headers })
  expect((await end()).statusCode).toBe(200)
  expect((await end()).statusCode).toBe(404)
  expect((await fetchFeed(duties)).statusCode).toBe(404)
  expect((await fetchFeed(another)).statusCode).toBe(200)
  await services.db.updateTable('person').set({ state: 'left' }).execute()
  expect((await fetchFeed(another)).statusCode).toBe(404)
})

test('nonsense in the address is no calendar', async () => {
  for (const path of [
    '/calendar-feeds/x.ics',
    '/calendar-feeds/%00.ics',
    `/calendar-feeds/${'a'.repeat(99)}`,
  ])
    expect((await fetchFeed(path)).statusCode).toBe(404)
  const none = await app.inject({
    method: 'POST',
    url: '/api/me/calendar-feeds/salaries',
    headers: officer.headers,
  })
  expect(none.statusCode).toBe(422)
})
