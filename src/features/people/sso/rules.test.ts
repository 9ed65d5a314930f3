import { expect, test } from 'vitest'
import { isVerified, mayUseLocal, ownPath, provesSecondFactor, sessionUntil } from './rules.ts'

test('a second factor is proved by what the service is set to take for one, and by nothing else', () => {
  const said = { amr: ['pwd', 'otp'], acr: 'https://refeds.org/profile/mfa' }
  const none = { amr: ['pwd'], acr: null }
  expect(provesSecondFactor({ kind: 'always' }, none)).toBe(true)
  expect(provesSecondFactor({ kind: 'never' }, said)).toBe(false)
  expect(provesSecondFactor({ kind: 'amr', values: ['otp', 'hwk'] }, said)).toBe(true)
  expect(provesSecondFactor({ kind: 'amr', values: ['otp', 'hwk'] }, none)).toBe(false)
  expect(provesSecondFactor({ kind: 'acr', values: ['https://refeds.org/profile/mfa'] }, said)).toBe(true)
  expect(provesSecondFactor({ kind: 'acr', values: ['https://refeds.org/profile/mfa'] }, none)).toBe(false)
})

test('a session lasts from the sign-in at the provider, and no longer than that allows', () => {
  const now = '2026-11-21T12:00:00.000Z'
  const settings = { longestHours: 8 }
  expect(sessionUntil(settings, { authTime: null, until: null }, now)).toBe('2026-11-21T20:00:00.000Z')
  expect(sessionUntil(settings, { authTime: '2026-11-21T09:00:00.000Z', until: null }, now)).toBe(
    '2026-11-21T17:00:00.000Z',
  )
  expect(sessionUntil(settings, { authTime: null, until: '2026-11-21T12:30:00.000Z' }, now)).toBe(
    '2026-11-21T12:30:00.000Z',
  )
  // A provider whose clock runs ahead gives no more time.
  expect(sessionUntil(settings, { authTime: '2026-11-21T13:00:00.000Z', until: null }, now)).toBe(
    '2026-11-21T20:00:00.000Z',
  )
})

test('only paths of ours are gone to', () => {
  for (const path of ['/', '/posts/1?tab=story#end', '/calendar?week=3']) expect(ownPath(path)).toBe(path)
  for (const path of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    '',
    null,
    7,
    `/${'a'.repeat(2000)}`,
  ])
    expect(ownPath(path), String(path)).toBe('/')
})

test('an address is taken where somebody vouches for it', () => {
  const places = { subject: '', email: '', name: '', groups: '' }
  const common = { secondFactor: { kind: 'always' as const }, longestHours: 12, places, signOutThere: true }
  const oidc = {
    ...common,
    kind: 'oidc' as const,
    issuer: 'https://a.example',
    clientId: 'a',
    scopes: 'openid',
    prompt: '' as const,
    endsWithToken: false,
    domains: ['example.ac.uk'],
  }
  const said = (email: string, emailVerified: boolean | null) => isVerified(oidc, { email, emailVerified })
  expect(said('a@example.ac.uk', null)).toBe(true)
  expect(said('a@example.ac.uk', false)).toBe(false)
  expect(said('a@elsewhere.example', null)).toBe(false)
  expect(said('a@elsewhere.example', true)).toBe(true)
  expect(said('a@evil.example@example.ac.uk.evil.example', null)).toBe(false)
})

test('the last way in stays open', () => {
  const state = { required: true, breakGlass: false, administers: true, emergencyReady: true }
  expect(mayUseLocal({ ...state, required: false })).toBe(true)
  expect(mayUseLocal({ ...state, breakGlass: true })).toBe(true)
  expect(mayUseLocal(state)).toBe(false)
  expect(mayUseLocal({ ...state, emergencyReady: false })).toBe(true)
  expect(mayUseLocal({ ...state, emergencyReady: false, administers: false })).toBe(false)
})
