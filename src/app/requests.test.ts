import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInAs } from '#features/people/testing.ts'
import type { Answers } from '#features/register/requests/contract.ts'
import { requestsDesk, viewed, type RequestsDesk } from './requests-testing.ts'

/** Requests under the baseline alone: drafts, what cannot be, and what comes of each kind. */

let desk: RequestsDesk
beforeAll(async () => {
  desk = await requestsDesk()
})
afterAll(() => desk.close())

beforeEach(() => {
  desk.house.services.clock.advance({ minutes: 1 })
})

describe('a draft', () => {
  test('is kept as it is typed, and only its author sees it', async () => {
    const request = await desk.draft({ purpose: ' half a sent' })
    expect(request).toMatchObject({ state: 'draft', version: 1, title: 'Open an account' })
    const saved = await viewed(
      desk.house.call(desk.requester, 'PUT', `/requests/${request.id}`, {
        version: 1,
        answers: { ...request.answers, network: 'tiktok', unitId: desk.unitId },
        reasons: {},
        declared: [],
      }),
    )
    expect(saved).toMatchObject({
      version: 2,
      title: 'Open an account on TikTok: School of Film',
      answers: { purpose: ' half a sent' },
    })
    for (const who of [desk.house.officer, desk.house.owner, desk.first])
      expect(await desk.house.call(who, 'GET', `/requests/${request.id}`)).toMatchObject({ status: 404 })
  })

  test('is not overwritten from another window', async () => {
    const request = await desk.draft()
    const change = { version: 1, answers: {}, reasons: {}, declared: [] }
    await viewed(desk.house.call(desk.requester, 'PUT', `/requests/${request.id}`, change))
    expect(await desk.house.call(desk.requester, 'PUT', `/requests/${request.id}`, change)).toMatchObject({
      status: 409,
      body: { code: 'requests.changed-meanwhile', data: { version: 2 } },
    })
  })

  test('can be thrown away, a request that was sent cannot', async () => {
    const request = await desk.draft()
    expect(await desk.house.call(desk.second, 'DELETE', `/requests/${request.id}`)).toMatchObject({
      status: 404,
    })
    expect(await desk.house.call(desk.requester, 'DELETE', `/requests/${request.id}`)).toMatchObject({
      status: 200,
    })
    expect(await desk.house.call(desk.requester, 'GET', `/requests/${request.id}`)).toMatchObject({
      status: 404,
    })
    const gone = await desk.sent()
    expect(await desk.house.call(desk.requester, 'DELETE', `/requests/${gone.id}`)).toMatchObject({
      status: 409,
    })
  })
})

describe('supported services are the institution’s own', () => {
  const service = (name: string, serves: string, inUse = true) => ({ name, serves, inUse })
  const list = async (supportedServices: object[]) => {
    const it = await signInAs(desk.house.services, { name: 'IT services', roles: ['it'] })
    const { status } = await desk.house.call(it, 'PATCH', '/institution', { supportedServices })
    expect(status).toBe(200)
  }
  const forStudents = { audiences: ['students'], purposes: ['teaching'] }

  test('one that is in use is proposed; what was answered stays readable when it is gone', async () => {
    await list([service('Blackboard', 'teaching'), service('Moodle', 'teaching', false)])
    expect((await desk.check(forStudents)).proposed).toMatchObject({ name: 'Blackboard' })
    const answers = desk.wanted({ displayName: 'Film at Work', supportedEquivalent: 'blackboard' })
    const sent = await desk.sent(answers)
    const draft = await desk.draft({ ...answers, displayName: 'Film at Play' })
    await list([{ ...service('Moodle', 'teaching'), help: 'https://help.example.ac.uk/moodle' }])
    expect((await desk.check(forStudents)).proposed).toMatchObject({
      id: 'moodle',
      help: 'https://help.example.ac.uk/moodle',
    })
    const seen = await desk.see(sent)
    expect(seen.reading.find(({ id }) => id === 'supportedEquivalent')?.words).toEqual(['Blackboard'])
    // What was sent is decided as it was sent; a draft names one of those that there are.
    expect(seen.check?.missing).toEqual([])
    expect((await desk.submit(draft)).body.fields).toContainEqual(
      expect.objectContaining({ path: 'answers.supportedEquivalent' }),
    )
  })
})

describe('bad input', () => {
  test.each<[string, Partial<Answers>, string]>([
    ['no network', { network: '' }, 'answers.network'],
    ['a network that nobody knows', { network: 'friendster' }, 'answers.network'],
    ['a unit that is not there', { unitId: '00000000-0000-7000-8000-000000000000' }, 'answers.unitId'],
    [
      'a person who is not there',
      { administrators: ['00000000-0000-7000-8000-000000000000'] },
      'answers.administrators',
    ],
    ['a handle with a blank in it', { handle: 'school of film' }, 'answers.handle'],
    ['a handle that is taken', { network: 'practice', handle: 'engineering' }, 'answers.handle'],
    [
      'a handle that looks like one of ours',
      { network: 'practice', handle: 'engineer1ng' },
      'answers.handle',
    ],
    ['no word on under-18s', { underEighteens: null }, 'answers.underEighteens'],
  ])('%s', async (_what, change, path) => {
    const { status, body } = await desk.submit(await desk.draft(desk.wanted(change)))
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'requests.incomplete' })
    expect(body.fields).toContainEqual(
      expect.objectContaining({ path, message: expect.stringMatching(/\w+\.$/) }),
    )
    expect(body.clause).toMatch(/^BASE-|^EX-/)
  })

  test('100 kB in one answer', async () => {
    const { status, body } = await desk.post(desk.requester, '/requests', {
      kind: 'open',
      answers: { addsValue: 'a'.repeat(100_000) },
    })
    expect({ status, fields: body.fields }).toEqual({
      status: 422,
      fields: [{ path: 'answers.addsValue', message: 'At most 5000 characters.' }],
    })
  })

  test('an account that is closed already cannot be handed over', async () => {
    const { body } = await desk.post(desk.requester, '/request-checks', {
      kind: 'merge',
      answers: { accountId: desk.house.accountId, successorId: desk.house.accountId, why: 'One is enough.' },
    })
    expect(body).toMatchObject({ missing: [{ field: 'successorId' }], maySubmit: false })
  })
})

describe('requests about an account that there is', () => {
  const about = (change: Answers) => ({
    accountId: desk.house.otherAccountId,
    why: 'The editor has another post.',
    ...change,
  })
  const account = () =>
    desk.house.services.db
      .selectFrom('account')
      .selectAll()
      .where('id', '=', desk.house.otherAccountId)
      .executeTakeFirstOrThrow()
  const approved = async (kind: string, answers: Answers) => {
    const request = await desk.sent(answers, kind)
    // No office is named for these, so central communications decide.
    expect(request.stages.map(({ office }) => office.id)).toEqual([null])
    return viewed(desk.decide(request, desk.house.officer))
  }
  const second_officer = () => signInAs(desk.house.services, { name: 'Second Officer', roles: ['officer'] })

  test('hand-over: those named answer for it at once, those before no longer do', async () => {
    const administrators = [desk.second.actor.personId, desk.first.actor.personId]
    await approved('hand-over', about({ administrators }))
    const holding = await desk.house.services.db
      .selectFrom('account_member')
      .select(['person_id', 'designated'])
      .where('account_id', '=', desk.house.otherAccountId)
      .where('relation', '=', 'administrator')
      .where('until', 'is', null)
      .orderBy('designated', 'desc')
      .execute()
    expect(holding.map((member) => member.person_id)).toEqual(administrators)
    expect(holding[0]?.designated).toBe(true)
  })

  test('rename: the register has the new handle, and the connection has to be made again', async () => {
    await approved(
      'rename',
      about({ handle: 'film-library', displayName: 'Film Library', officialName: true }),
    )
    expect(await account()).toMatchObject({ handle: 'film-library', display_name: 'Film Library' })
    const connection = await desk.house.services.db
      .selectFrom('connection')
      .select(['state', 'trouble'])
      .where('account_id', '=', desk.house.otherAccountId)
      .executeTakeFirst()
    expect(connection).toMatchObject({ state: 'reconnect', trouble: expect.stringContaining('film-library') })
  })

  test('merge: the source is wound up and names the one that goes on', async () => {
    await approved('merge', about({ successorId: desk.house.accountId }))
    expect(await account()).toMatchObject({
      state: 'closing',
      state_reason: expect.stringContaining('Joined with “engineering”'),
    })
  })

  test('close: nobody decides their own, also an officer', async () => {
    const asking = await viewed(
      desk.post(desk.house.officer, '/requests', {
        kind: 'close',
        answers: { accountId: desk.house.accountId, why: 'Nobody reads it any more.' },
      }),
    )
    const own = await viewed(
      desk.post(desk.house.officer, `/requests/${asking.id}/submission`, { version: 1 }),
    )
    expect(await desk.decide(own, desk.house.officer)).toMatchObject({
      status: 403,
      body: { clause: 'BASE-14.2' },
    })
    await viewed(desk.decide(own, await second_officer()))
    const state = await desk.house.services.db
      .selectFrom('account')
      .select('state')
      .where('id', '=', desk.house.accountId)
      .executeTakeFirst()
    expect(state?.state).toBe('closing')
  })
})
