import { setUpInstitution } from '#features/institution/testing.ts'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { sessionCookieName } from '#features/people/cookies.ts'
import { openSession } from '#features/people/index.ts'
import { signInAs, testApp, type SignedIn } from '#features/people/testing.ts'
import { json, newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { policyRoutes } from '../http.ts'
import { bringBaselineIntoForce } from '../in-force.ts'
import { AcknowledgementReport, MyAcknowledgement, Reminded } from './contract.ts'
import { askByLetter } from './letters.ts'
import { acknowledgementNotices, acknowledgementsWaiting } from './mine.ts'
import { asks, gates, policyFrom } from './testing.ts'

let services: TestServices
let app: ApiApp
let letters: { to: string; subject: string }[]
/** Works on an account; an officer, who may publish from each; and somebody who has no part in publishing. */
let editor: SignedIn
let officer: SignedIn
let onlooker: SignedIn
let faculty: string

beforeEach(async () => {
  letters = []
  const plain = await testServices({ now: '2026-11-02T09:00:00Z' })
  const Sealed = z.object({ sealed: z.string() })
  services = {
    ...plain,
    mail: { enabled: true, send: () => Promise.resolve(), trouble: () => Promise.resolve(null) },
    jobs: {
      ...plain.jobs,
      enqueue: (_to, _job, payload) => {
        const letter: unknown = JSON.parse(plain.sealer.open(Sealed.parse(payload).sealed, 'people.letter'))
        letters.push(z.object({ to: z.string(), subject: z.string() }).parse(letter))
        return Promise.resolve()
      },
    },
  }
  app = await testApp(services, (routes) => policyRoutes(routes, { services }))
  await bringBaselineIntoForce(services)
  await setUpInstitution(services)
  faculty = await unit('Faculty of Engineering', null)
  const school = await unit('School of Robotics', faculty)
  officer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  const accountId = await account('robotics', school)
  editor = await signInAs(services, {
    name: 'School Web Editor',
    accounts: [{ accountId, relation: 'contributor' }],
  })
  onlooker = await signInAs(services, { name: 'Director of Governance', roles: ['governance'] })
})
afterEach(async () => {
  await app.close()
  await services.close()
})

async function unit(name: string, parent: string | null): Promise<string> {
  const id = newId()
  const row = { id, name, kind: 'faculty', parent_id: parent, affiliate: false, example: false }
  await services.db.insertInto('unit').values(row).execute()
  return id
}

async function account(handle: string, unitId: string): Promise<string> {
  const id = newId()
  await services.db
    .insertInto('account')
    .values({
      id,
      network: 'practice',
      handle,
      display_name: handle,
      url: null,
      unit_id: unitId,
      purpose: '',
      audiences: json([]),
      hours_per_week: 2,
      state: 'active',
      remote_id: null,
      server: null,
      version: 1,
      created_by: null,
      created_at: nowOf(services),
      closed_at: null,
      example: false,
    })
    .execute()
  return id
}

const edition = (words: string, controls = asks, from?: string) =>
  policyFrom(services.db, { at: nowOf(services), words, controls, ...(from ? { from } : {}) })

/** Each time with a new session, because the clock moves by days. */
async function send(who: SignedIn, method: 'GET' | 'POST', path: string, payload?: object) {
  const session = { personId: who.actor.personId, stage: 'full', agent: 'test' } as const
  const { token } = await openSession(services, services.db, session)
  const headers = { ...who.headers, cookie: `${sessionCookieName(services)}=${token}` }
  const url = `/api/policy/acknowledgements${path}`
  const answer = await app.inject({ method, url, headers, ...(payload ? { payload } : {}) })
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() }
}
const mine = async (who: SignedIn) => MyAcknowledgement.parse((await send(who, 'GET', '/mine')).body)
const confirm = (who: SignedIn, editionId: string) => send(who, 'POST', '/mine', { editionId })
const report = async () => AcknowledgementReport.parse((await send(officer, 'GET', '')).body)
const notices = (who: SignedIn) => acknowledgementNotices(services, who.actor)
const lettersNow = async () => {
  letters.length = 0
  await askByLetter(services)
  return letters.map(({ to, subject }) => `${subject.split(':')[0]} ${to}`).toSorted()
}
const addressOf = async (who: SignedIn) =>
  (
    await services.db
      .selectFrom('person')
      .select('email')
      .where('id', '=', who.actor.personId)
      .executeTakeFirstOrThrow()
  ).email

test('under the baseline nobody is asked, and its guidance is there to be read', async () => {
  expect(await notices(editor)).toEqual([])
  const standing = await mine(editor)
  expect(standing).toMatchObject({ due: null, gate: null, acknowledgedAt: null, changes: null })
  expect(standing.says.map(({ control }) => control)).toContain('own-voice')
  // What asks about trainings waits until trainings are kept.
  expect(standing.says.map(({ control }) => control)).not.toContain('taught-before-it-matters')
  expect(await report()).toMatchObject({ asked: false, must: 0, people: [] })
})

test('who must is asked once, on every page, and no longer when they have confirmed; it is recorded', async () => {
  const id = await edition('Write plainly.')
  expect(await notices(onlooker)).toEqual([])
  expect((await mine(onlooker)).due).toBeNull()
  expect(await notices(editor)).toMatchObject([
    {
      level: 'info',
      text: expect.stringContaining('Edition 1 of “Example University policy”') as string,
      action: { href: '/policy/acknowledge' },
    },
  ])
  expect(await acknowledgementsWaiting(services, editor.actor)).toBe(1)
  expect((await mine(editor)).due).toMatchObject({ clause: 'EX-1.1', control: 'read-it' })
  expect((await confirm(editor, id)).status).toBe(201)
  services.clock.advance({ hours: 1 })
  // Twice is once.
  expect((await confirm(editor, id)).body).toEqual({ acknowledgedAt: '2026-11-02T09:00:00.000Z' })
  expect(await notices(editor)).toEqual([])
  expect(await acknowledgementsWaiting(services, editor.actor)).toBe(0)
  expect(await mine(editor)).toMatchObject({ due: null, says: [] })
  const entries = await services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'policy.acknowledged')
    .execute()
  expect(entries.map(({ body }) => body)).toMatchObject([
    { actor: { person: editor.actor.personId }, subject: `edition:${id}`, facts: { edition: 1 } },
  ])
})

test('a new edition asks again, shows what is different, and an old one cannot be confirmed any more', async () => {
  const first = await edition('Write plainly.')
  await confirm(editor, first)
  services.clock.advance({ hours: 24 })
  const second = await edition('Write plainly and kindly.')
  const standing = await mine(editor)
  expect(standing).toMatchObject({
    edition: { id: second, edition: 2 },
    last: { edition: 1 },
    acknowledgedAt: null,
  })
  expect(standing.changes).toMatchObject({
    since: { edition: 1 },
    clauses: [{ clause: 'EX-1.2', kind: 'changed' }],
  })
  expect(standing.changes?.clauses[0]?.reworded).toContainEqual({ kind: 'added', text: ' and kindly' })
  expect(await confirm(editor, first)).toMatchObject({ status: 409, body: { code: 'policy.other-edition' } })
  expect(await notices(editor)).toHaveLength(1)
})

test('a pack may ask by role, unit, network and account', async () => {
  const asking = async (when: string) => {
    services.clock.advance({ minutes: 1 })
    const control = asks.replace('person.publishes && !person.acknowledged', when)
    await edition('Write plainly.', control)
    return (await report()).people.map(({ name }) => name)
  }
  const [school, central, governance] = [editor, officer, onlooker].map(({ actor }) => actor.name)
  expect(await asking(`'"governance" in person.roles'`)).toEqual([governance])
  expect(await asking(`'"Faculty of Engineering" in person.units'`)).toEqual([school])
  expect(await asking(`'"practice" in person.networks'`)).toEqual([school])
  expect(await asking(`'"robotics" in person.accounts'`)).toEqual([school])
  expect(await asking(`'size(person.roles) > 0'`)).toEqual([central, governance])
})

test('the report tells of each person and each unit; who has left is in neither', async () => {
  const id = await edition('Write plainly.')
  const leaver = await signInAs(services, { name: 'Leaver', roles: ['officer'] })
  await confirm(editor, id)
  expect((await report()).people.map(({ name }) => name)).toContain('Leaver')
  const gone = services.db
    .updateTable('person')
    .set({ state: 'left' })
    .where('id', '=', leaver.actor.personId)
  await gone.execute()
  expect(await report()).toMatchObject({
    asked: true,
    mail: true,
    must: 2,
    confirmed: 1,
    people: [
      { name: 'Digital Marketing Officer', state: 'waiting', units: [], accounts: [] },
      {
        name: 'School Web Editor',
        state: 'confirmed',
        units: ['School of Robotics'],
        accounts: [{ network: 'practice', handle: 'robotics' }],
      },
    ],
    units: [
      { unit: 'School of Robotics', must: 1, confirmed: 1 },
      { unit: null, must: 1, confirmed: 0 },
    ],
  })
})

test('only who oversees it sees the report and reminds', async () => {
  await edition('Write plainly.')
  expect((await send(editor, 'GET', '')).status).toBe(403)
  expect((await send(editor, 'POST', '/reminders', { personIds: null })).status).toBe(403)
  expect((await send(onlooker, 'GET', '')).status).toBe(200)
})

test('letters: when it comes into force, after seven days, after fourteen, then each week', async () => {
  await edition('Write plainly.', asks, '2026-11-05T00:00:00.000Z')
  const [a, b] = [await addressOf(editor), await addressOf(officer)]
  expect(await lettersNow()).toEqual([])
  services.clock.set('2026-11-05T07:25:00Z')
  expect(await lettersNow()).toEqual([`Please read ${a}`, `Please read ${b}`].toSorted())
  const id = (await report()).edition.id
  await confirm(officer, id)
  for (const [day, wanted] of [
    ['2026-11-05T08:25:00Z', []],
    ['2026-11-11T18:25:00Z', []],
    ['2026-11-12T07:25:00Z', [`Reminder ${a}`]],
    ['2026-11-12T08:25:00Z', []],
    ['2026-11-18T18:25:00Z', []],
    ['2026-11-19T07:25:00Z', [`Reminder ${a}`]],
    // Nobody ran for some days: one letter, not several, and a week from then.
    ['2026-11-29T07:25:00Z', [`Reminder ${a}`]],
    ['2026-12-03T07:25:00Z', []],
    ['2026-12-06T07:25:00Z', [`Reminder ${a}`]],
  ] as const) {
    services.clock.set(day)
    expect(await lettersNow(), day).toEqual(wanted)
  }
})

test('of several processes one writes the letter', async () => {
  await edition('Write plainly.')
  for (const day of ['2026-11-02T09:25:00Z', '2026-11-09T09:25:00Z']) {
    services.clock.set(day)
    letters.length = 0
    await Promise.all([askByLetter(services), askByLetter(services), askByLetter(services)])
    expect(letters).toHaveLength(2)
  }
})

test('no letter to who has left, cannot sign in yet, or belongs to the example', async () => {
  const { db } = services
  for (const state of ['left', 'example', 'invited']) {
    const { actor } = await signInAs(services, { name: state, roles: ['officer'] })
    const change = {
      state: state === 'left' ? ('left' as const) : ('active' as const),
      example: state === 'example',
    }
    await db.updateTable('person').set(change).where('id', '=', actor.personId).execute()
    if (state === 'invited') await db.deleteFrom('passkey').where('person_id', '=', actor.personId).execute()
  }
  await edition('Write plainly.')
  expect(await lettersNow()).toHaveLength(2)
  expect((await report()).people.find(({ name }) => name === 'invited')?.state).toBe('not-joined')
})

test('by hand those who have not confirmed are reminded, but nobody twice on a day', async () => {
  await edition('Write plainly.')
  expect(await lettersNow()).toHaveLength(2)
  const remind = async (personIds: string[] | null) =>
    Reminded.parse((await send(officer, 'POST', '/reminders', { personIds })).body)
  expect(await remind(null)).toEqual({ letters: 0, today: 2 })
  services.clock.advance({ hours: 24 })
  expect(await remind([editor.actor.personId, onlooker.actor.personId])).toEqual({ letters: 1, today: 0 })
  expect(await remind(null)).toEqual({ letters: 1, today: 1 })
  expect((await report()).people.map(({ reminders }) => reminders)).toEqual([1, 1])
})

test('without a mail server that is said, and nobody counts as asked', async () => {
  await edition('Write plainly.')
  services.mail.enabled = false
  expect(await lettersNow()).toEqual([])
  expect(await send(officer, 'POST', '/reminders', { personIds: null })).toMatchObject({ status: 503 })
  expect((await report()).people.map(({ askedAt }) => askedAt)).toEqual([null, null])
})

test('an exception for all accounts of a person excuses them', async () => {
  const id = await edition('Write plainly.', gates)
  expect((await mine(editor)).gate).toMatchObject({ control: 'read-before-publishing' })
  const waiver = {
    id: newId(),
    clause: 'EX-1.1',
    control: null,
    subject: `unit:${faculty}`,
    reason: 'They read it in print on their away day.',
    since: '2026-11-01T00:00:00.000Z',
    until: '2026-11-30T00:00:00.000Z',
    given_by: onlooker.actor.personId,
    at: nowOf(services),
    ended_at: null,
    ended_by: null,
    ended_because: null,
  }
  await services.db.insertInto('waiver').values(waiver).execute()
  expect(await mine(editor)).toMatchObject({ edition: { id }, due: null, gate: null })
  expect(await mine(officer)).toMatchObject({ due: { control: 'read-it' } })
  services.clock.set('2026-12-01T09:00:00Z')
  expect((await mine(editor)).due).not.toBeNull()
})
