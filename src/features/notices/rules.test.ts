import fc from 'fast-check'
import { expect, test } from 'vitest'
import { usualQuiet, usualSettings, type NoticeSettings } from './contract.ts'
import { afterQuiet, digestDue, planMail, settingsFaults } from './rules.ts'
import { settingsFrom } from './settings.ts'

const zone = 'Europe/London'
const always = { on: true, from: '19:00', until: '07:30', weekends: false }

test.each([
  ['a working day is open', '2026-11-23T10:00:00.000Z', '2026-11-23T10:00:00.000Z'],
  ['an evening waits for the morning', '2026-11-23T19:00:00.000Z', '2026-11-24T07:30:00.000Z'],
  ['so does a night', '2026-11-24T03:00:00.000Z', '2026-11-24T07:30:00.000Z'],
  ['the end of the night is open', '2026-11-24T07:30:00.000Z', '2026-11-24T07:30:00.000Z'],
  ['Friday evening waits for Monday', '2026-11-27T20:00:00.000Z', '2026-11-30T07:30:00.000Z'],
  ['and so does Saturday noon', '2026-11-28T12:00:00.000Z', '2026-11-30T07:30:00.000Z'],
  // Summer time begins on Sunday 29 March 2026 at 01:00 UTC and ends on Sunday 25 October at 01:00 UTC.
  ['over the weekend on which summer time begins', '2026-03-27T20:00:00.000Z', '2026-03-30T06:30:00.000Z'],
  ['over the weekend on which it ends', '2026-10-23T19:00:00.000Z', '2026-10-26T07:30:00.000Z'],
])('quiet hours: %s', (_what, at, wanted) => {
  expect(afterQuiet(at, usualQuiet, zone)).toBe(wanted)
})

test('an end that a change of clocks skips or repeats still comes, and comes later', () => {
  // 01:30 does not exist on the 29th of March, and comes twice on the 25th of October.
  const until = { ...always, from: '22:00', until: '01:30' }
  expect(afterQuiet('2026-03-28T23:00:00.000Z', until, zone)).toBe('2026-03-29T01:30:00.000Z')
  expect(afterQuiet('2026-10-24T23:00:00.000Z', until, zone)).toBe('2026-10-25T00:30:00.000Z')
  // 01:15 for the second time: the first 01:30 has been.
  expect(afterQuiet('2026-10-25T01:15:00.000Z', until, zone)).toBe('2026-10-25T01:30:00.000Z')
})

test('after quiet hours it is never quiet, whenever and whatever they are', () => {
  const minute = fc
    .integer({ min: 0, max: 1_439 })
    .map((at) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`)
  const instant = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString())
  const zones = fc.constantFrom('Europe/London', 'Pacific/Apia', 'Australia/Lord_Howe', 'UTC')
  fc.assert(
    fc.property(instant, minute, minute, fc.boolean(), zones, (at, from, until, weekends, where) => {
      const quiet = { on: true, from, until, weekends }
      if (settingsFaults({ ...usualSettings, quiet }).some(({ path }) => path === 'quiet.until')) return
      const end = afterQuiet(at, quiet, where)
      expect(end >= at).toBe(true)
      expect(afterQuiet(end, quiet, where)).toBe(end)
    }),
    { numRuns: 500 },
  )
})

const notice = { kind: 'posts.approval', urgent: false, at: '2026-11-23T20:00:00.000Z' } as const

test('urgent ones pass quiet hours and digests; a kind that somebody never wants stays away', () => {
  expect(planMail(notice, usualSettings, zone)).toEqual({ mail: 'once', due: '2026-11-24T07:30:00.000Z' })
  expect(planMail({ ...notice, urgent: true }, usualSettings, zone)).toEqual({ mail: 'once', due: notice.at })
  const digest: NoticeSettings = { ...usualSettings, mail: { 'posts.approval': 'digest' } }
  expect(planMail(notice, digest, zone)).toEqual({ mail: 'digest', due: null })
  expect(planMail({ ...notice, urgent: true }, digest, zone)).toEqual({ mail: 'once', due: notice.at })
  const never: NoticeSettings = { ...usualSettings, mail: { 'posts.approval': 'never' } }
  expect(planMail({ ...notice, urgent: true }, never, zone)).toEqual({ mail: 'none', due: null })
})

const daily = (time: string, quiet = { ...always, on: false }): NoticeSettings => ({
  ...usualSettings,
  quiet,
  digest: { every: 'day', time, weekday: 1 },
})

test('a digest has one moment a day, on days with 23 and with 25 hours too', () => {
  expect(digestDue('2026-03-29T00:59:00.000Z', daily('01:30'), zone)?.slot).toBe('2026-03-28')
  // 01:30 is skipped: the digest comes at 02:30 summer time, which is 01:30 in UTC.
  expect(digestDue('2026-03-29T01:30:00.000Z', daily('01:30'), zone)).toEqual({
    slot: '2026-03-29',
    upTo: '2026-03-29T01:30:00.000Z',
  })
  const autumn = { slot: '2026-10-25', upTo: '2026-10-25T00:30:00.000Z' }
  expect(digestDue('2026-10-25T00:30:00.000Z', daily('01:30'), zone)).toEqual(autumn)
  // The second 01:30 of that night is not another digest.
  expect(digestDue('2026-10-25T01:30:00.000Z', daily('01:30'), zone)).toEqual(autumn)
})

test('one that nothing ran for comes when quiet hours end; on a quiet weekend none comes', () => {
  const usual = daily('08:00', usualQuiet)
  expect(digestDue('2026-11-23T20:00:00.000Z', usual, zone)).toBeNull()
  expect(digestDue('2026-11-24T07:30:00.000Z', usual, zone)?.slot).toBe('2026-11-23')
  expect(digestDue('2026-11-28T08:00:00.000Z', usual, zone)).toBeNull()
})

test('once a week it comes on its day, and after that until the next', () => {
  const weekly: NoticeSettings = { ...daily('08:00'), digest: { every: 'week', time: '08:00', weekday: 3 } }
  expect(digestDue('2026-11-25T07:59:00.000Z', weekly, zone)?.slot).toBe('2026-11-18')
  expect(digestDue('2026-11-25T08:00:00.000Z', weekly, zone)?.slot).toBe('2026-11-25')
  expect(digestDue('2026-11-27T12:00:00.000Z', weekly, zone)?.slot).toBe('2026-11-25')
})

test('settings that would keep every letter away are refused in words', () => {
  const paths = (settings: Partial<NoticeSettings>) =>
    settingsFaults({ ...usualSettings, ...settings }).map(({ path }) => path)
  expect(paths({})).toEqual([])
  expect(paths({ quiet: { ...always, from: '08:00', until: '08:00' } })).toEqual(['quiet.until'])
  expect(paths({ quiet: { ...always, from: '08:00', until: '07:45' } })).toEqual(['quiet.until'])
  expect(paths({ quiet: { ...always, on: false, from: '08:00', until: '08:00' } })).toEqual([])
  expect(paths({ digest: { every: 'day', time: '06:00', weekday: 1 } })).toEqual(['digest.time'])
  expect(paths({ digest: { every: 'week', time: '08:00', weekday: 6 } })).toEqual(['digest.weekday'])
})

test('kept settings that nobody understands any more are as usual', () => {
  expect(settingsFrom(null)).toEqual(usualSettings)
  expect(settingsFrom({ quiet: 'never' })).toEqual(usualSettings)
  expect(settingsFrom({ channelsInstead: true })).toEqual({ ...usualSettings, channelsInstead: true })
})
