import { expect, test } from 'vitest'
import { expectedAnswer } from './access.ts'
import { commonPasswords } from './common-passwords.ts'
import { permissionTable } from './permission-table.ts'
import { mayFor, type Actor } from './permissions.ts'
import {
  attemptRules,
  isConfirmed,
  isLive,
  makesRing,
  passwordFault,
  sayWait,
  waitAfter,
  wouldLeaveNobody,
} from './rules.ts'
import { newRecoveryCode, plainRecoveryCode } from './secrets.ts'

const about = {
  name: 'Robin Whitfield',
  email: 'r.whitfield@example.ac.uk',
  institution: 'Example University',
}
const fault = (password: string) => passwordFault(password, about, commonPasswords)

test.each([
  ['short', /at least 12/],
  ['passwordpassword', /many people use/],
  ['Password-Password-2026', /many people use/],
  ['aaaaaaaaaaaaaaaa', /many people use/],
  ['i am Whitfield, really', /your name/],
  ['r.whitfield@example.ac.uk', /your name/],
  ['the example university rocks', /institution/],
  ['x'.repeat(201), /at most 200/],
])('the password “%s” is refused with a reason', (password, reason) => {
  expect(fault(password)).toMatch(reason)
})

test.each(['otter kettle Thursday', 'tryffan eryri ogwen cwm', '鳥居と静かな湖のほとりの家です'])(
  'the password “%s” will do',
  (password) => {
    expect(fault(password)).toBeNull()
  },
)

test('waiting begins after five wrong tries and doubles to an hour', () => {
  const waits = [4, 5, 6, 7, 20].map((failures) => waitAfter(attemptRules.pair, failures))
  expect(waits).toEqual([0, 15, 30, 60, 3600])
  expect([sayWait(1), sayWait(45), sayWait(61)]).toEqual(['1 second', '45 seconds', '2 minutes'])
})

test('a session ends after two quiet hours, and after twelve in any case', () => {
  const times = { seenAt: '2026-11-21T10:00:00.000Z', expiresAt: '2026-11-21T21:00:00.000Z' }
  expect(isLive(times, '2026-11-21T11:59:59.000Z')).toBe(true)
  expect(isLive(times, '2026-11-21T12:00:00.000Z')).toBe(false)
  expect(isLive({ ...times, seenAt: '2026-11-21T20:59:00.000Z' }, '2026-11-21T21:00:00.000Z')).toBe(false)
})

test('a confirmation lasts ten minutes', () => {
  expect(isConfirmed('2026-11-21T10:00:00.000Z', '2026-11-21T10:09:59.000Z')).toBe(true)
  expect(isConfirmed('2026-11-21T10:00:00.000Z', '2026-11-21T10:10:00.000Z')).toBe(false)
  expect(isConfirmed(null, '2026-11-21T10:10:00.000Z')).toBe(false)
})

test('recovery codes are read however they are typed', () => {
  const code = newRecoveryCode()
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  expect(plainRecoveryCode('ab0d 1234-oil5 zzzz')).toBe('AB0D12340115ZZZZ')
  expect(plainRecoveryCode(code.toLowerCase().replaceAll('-', ' '))).toBe(code.replaceAll('-', ''))
})

test('the last holder of a role is noticed', () => {
  expect(wouldLeaveNobody(['a'], ['a'])).toBe(true)
  expect(wouldLeaveNobody(['a', 'b'], ['a'])).toBe(false)
  expect(wouldLeaveNobody(['a', 'b'], ['b', 'a'])).toBe(true)
  expect(wouldLeaveNobody(['b'], ['a'])).toBe(false)
  expect(wouldLeaveNobody([], ['a'])).toBe(false)
})

test('a unit can’t hang below itself', () => {
  const units = [
    { id: 'a', parentId: null },
    { id: 'b', parentId: 'a' },
    { id: 'c', parentId: 'b' },
  ]
  expect(makesRing(units, 'a', 'c')).toBe(true)
  expect(makesRing(units, 'a', 'a')).toBe(true)
  expect(makesRing(units, 'c', 'a')).toBe(false)
})

const actor = (part: Partial<Actor>): Actor => ({
  personId: 'p',
  name: 'P',
  roles: [],
  accounts: [],
  units: [],
  scopes: null,
  ...part,
})

test('the first gate of a route: nobody, somebody, the right role, the right account, a token', () => {
  const write = { permission: 'posts.write' }
  expect(expectedAnswer({ public: 'because' }, null)).toBe('allowed')
  expect(expectedAnswer({ signedIn: true }, null)).toBe('unauthenticated')
  expect(expectedAnswer({ signedIn: true }, actor({}))).toBe('allowed')
  expect(expectedAnswer(write, null)).toBe('unauthenticated')
  expect(expectedAnswer(write, actor({}))).toBe('forbidden')
  expect(expectedAnswer(write, actor({ roles: ['it'] }))).toBe('forbidden')
  expect(expectedAnswer(write, actor({ roles: ['officer'] }))).toBe('allowed')
  const contributor = actor({ accounts: [{ accountId: 'a', relation: 'contributor' }] })
  expect(expectedAnswer(write, contributor)).toBe('allowed')
  expect(expectedAnswer(write, { ...contributor, scopes: ['posts.read'] })).toBe('forbidden')
  expect(mayFor(contributor, 'posts.write', 'b')).toBe(false)
  expect(expectedAnswer({ permission: 'no.such' }, actor({ roles: ['it', 'officer'] }))).toBe('forbidden')
})

test('the table on the page is the table that is enforced', () => {
  const table = permissionTable()
  const row = (permission: string) => table.rows.find((entry) => entry.permission === permission)?.cells
  expect(row('accounts.read')).toMatchObject({ everyone: 'yes', it: 'yes', contributor: 'yes' })
  expect(row('posts.approve')).toMatchObject({
    everyone: null,
    contributor: null,
    administrator: 'own',
    officer: 'yes',
  })
})
