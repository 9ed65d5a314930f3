import { describe, expect, test } from 'vitest'
import type { SupportedService } from '#features/institution/index.ts'
import type { Answers } from './contract.ts'
import { changedBetween } from './differences.ts'
import { standingOf, type ForStanding } from './standing.ts'
import { proposeService, serviceOptions } from './supported-services.ts'
import { titleOf } from './titles.ts'

describe('a supported service is proposed where the answers point there', () => {
  const cases: [string, Answers, string | null][] = [
    ['teaching a module', { audiences: ['students'], purposes: ['teaching'] }, 'blackboard'],
    [
      'teaching live',
      { audiences: ['students'], purposes: ['teaching'], purpose: 'Live tutorials on Fridays.' },
      'blackboard-collaborate',
    ],
    [
      'a blog of doctoral students',
      {
        audiences: ['students', 'researchers'],
        purposes: ['research'],
        purpose: 'A blog about doctoral life.',
      },
      'campuspress',
    ],
    ['a project team', { audiences: ['staff'], purposes: ['collaboration'] }, 'teams'],
    [
      'deadlines for a course',
      { audiences: ['students'], purposes: ['engagement'], purpose: 'Deadlines and notices of the course.' },
      'office-365-e-mail',
    ],
    ['news among staff', { audiences: ['staff'], purposes: ['internal'] }, 'teams'],
    ['students in need of help', { audiences: ['students'], purposes: ['support'] }, 'teams'],
    // Those outside cannot use what is inside.
    ['teaching the public', { audiences: ['public'], purposes: ['teaching'] }, null],
    ['students and applicants', { audiences: ['students', 'applicants'], purposes: ['teaching'] }, null],
    ['a blog for alumni', { audiences: ['alumni'], purposes: ['alumni'], purpose: 'A blog.' }, null],
    [
      'student life',
      { audiences: ['students'], purposes: ['engagement'], purpose: 'Sport and music.' },
      null,
    ],
    ['nothing said yet', {}, null],
  ]
  const service = (id: string, serves: SupportedService['serves'], inUse = true): SupportedService => ({
    id,
    name: id,
    serves,
    help: '',
    inUse,
  })
  const services = [
    service('teams', 'collaboration'),
    service('blackboard', 'teaching'),
    service('blackboard-collaborate', 'live-teaching'),
    service('campuspress', 'blogs-and-portfolios'),
    service('office-365-e-mail', 'announcements'),
  ]
  test.each(cases)('%s', (_what, answers, expected) => {
    const found = proposeService(answers, services)
    expect(found?.id ?? null).toBe(expected)
    if (found) expect(found.why).toMatch(/^It .+\.$/)
  })

  test('only those that the institution has in use; for live teaching its place for teaching will do', () => {
    const live: Answers = { audiences: ['students'], purposes: ['teaching'], purpose: 'Live tutorials.' }
    const own = [
      service('blackboard', 'teaching', false),
      service('moodle', 'teaching'),
      service('canvas', 'teaching'),
    ]
    expect(proposeService(live, own)?.id).toBe('moodle')
    expect(proposeService(live, own.slice(0, 1))).toBeNull()
    expect(serviceOptions(own).map(({ id }) => id)).toEqual(['moodle', 'canvas'])
  })
})

const office = (name: string, ...people: string[]) => ({
  id: name,
  name,
  people: people.map((id) => ({ id, name: id })),
})
const stage = (
  kind: 'advice' | 'decision',
  state: 'ahead' | 'open' | 'answered',
  name: string,
  stopped = false,
): ForStanding['stages'][number] => ({
  kind,
  step: kind === 'advice' ? 1 : 2,
  state,
  office: office(name, 'holder'),
  due: '2026-11-30T00:00:00.000Z',
  stopped,
  advice: null,
  yours: true,
})
const about: ForStanding = {
  state: 'in-review',
  kind: 'open',
  since: '2026-11-21T10:00:00.000Z',
  requester: { id: 'asker', name: 'Asker' },
  stages: [stage('advice', 'open', 'Team'), stage('decision', 'ahead', 'Head')],
  openQuestions: 0,
  appealUntil: null,
  reader: 'holder',
  now: '2026-11-22T10:00:00.000Z',
}

describe('where a request stands', () => {
  test('before the first of two offices: whom it waits for, until when, and what is next', () => {
    expect(standingOf(about)).toEqual({
      state: 'in-review',
      say: 'Waits for advice: Team.',
      since: about.since,
      waitingFor: [{ name: 'Team', people: ['holder'], you: true }],
      due: '2026-11-30T00:00:00.000Z',
      overdue: false,
      next: ['Then Head decides.', 'Once approved, the account may be opened and connected.'],
    })
  })

  test('a question stops the clock, and it waits for whoever asked', () => {
    const asked = standingOf({
      ...about,
      stages: [stage('advice', 'open', 'Team', true), stage('decision', 'ahead', 'Head')],
      openQuestions: 1,
      reader: 'asker',
    })
    expect(asked).toMatchObject({ due: null, overdue: false, waitingFor: [{ name: 'Asker', you: true }] })
    expect(asked.say).toContain('A question waits')
  })

  test('nobody decides: it goes on the list after the advice', () => {
    expect(standingOf({ ...about, stages: [stage('advice', 'open', 'Team')] }).next).toEqual([
      'Then it is put on the list.',
    ])
  })

  test('a refusal can be appealed against while there is time', () => {
    const refused = { ...about, state: 'refused' as const, stages: [] }
    expect(standingOf({ ...refused, appealUntil: '2026-12-01T00:00:00.000Z' }).next[0]).toContain('appeal')
    expect(standingOf({ ...refused, appealUntil: '2026-11-22T10:00:00.000Z' }).next[0]).toContain('final')
  })

  test('overdue from the instant on', () => {
    expect(standingOf({ ...about, now: '2026-11-30T00:00:00.000Z' }).overdue).toBe(true)
  })
})

test('nothing said and nothing there are the same answer', () => {
  const before = { answers: { purpose: '', administrators: [] }, reasons: {} }
  expect(changedBetween(before, { answers: { purpose: '  ' }, reasons: { a: '' } })).toEqual([])
  expect(changedBetween(before, { answers: { familiar: false }, reasons: { a: 'Because.' } })).toEqual([
    'familiar',
    'reasons.a',
  ])
})

test('a request has a name as soon as anything is known', () => {
  expect(titleOf({ kind: 'open', network: null, unit: null, account: null })).toBe('Open an account')
  expect(titleOf({ kind: 'open', network: 'tiktok', unit: 'Engineering', account: null })).toBe(
    'Open an account on TikTok: Engineering',
  )
  expect(titleOf({ kind: 'close', network: 'x', unit: null, account: 'Library' })).toBe('Close Library on X')
})
