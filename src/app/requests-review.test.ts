import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDuties } from '#features/duties/index.ts'
import { requestsWaiting } from '#features/register/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { RequestList, type Answers, type RequestView } from '#features/register/requests/contract.ts'
import { decideRequest } from '#features/register/requests/decide.ts'
import { giveOffice, putInForce } from './policy-testing.ts'
import { openStage, requestsDesk, twoOffices, viewed, type RequestsDesk } from './requests-testing.ts'

/** Requests under a policy made up for it: an office advises, another decides. */

let desk: RequestsDesk
let adviser: SignedIn
let head: SignedIn
let deputy: SignedIn

beforeAll(async () => {
  desk = await requestsDesk()
  await putInForce(desk.house, twoOffices)
  adviser = await signInAs(desk.house.services, { name: 'Alumni Adviser' })
  head = await signInAs(desk.house.services, { name: 'Head of Press' })
  deputy = await signInAs(desk.house.services, { name: 'Deputy Head of Press' })
  await giveOffice(desk.house, 'advancement-office', adviser.actor.personId)
  await giveOffice(desk.house, 'press-office', head.actor.personId)
  await giveOffice(desk.house, 'press-office', deputy.actor.personId, true)
})
afterAll(() => desk.close())

beforeEach(() => {
  desk.house.services.clock.advance({ minutes: 1 })
})

const advise = (request: RequestView, who = adviser) =>
  desk.post(who, `/requests/${request.id}/stages/${openStage(request)}/advice`, {
    version: request.version,
    advice: 'concerns',
    text: 'Think of the alumni who follow the other account.',
  })
/** Sent, and advised on. */
async function beforeHead(answers?: Answers): Promise<RequestView> {
  const request = await desk.sent(answers)
  await viewed(advise(request))
  return desk.see(request)
}
const dutiesOf = async (request: RequestView) =>
  (await openDuties(desk.house.services.db)).filter(({ link }) => link === `/requests/${request.id}`)
const told = async (request: RequestView): Promise<string[]> =>
  (
    await desk.house.services.db
      .selectFrom('notice')
      .innerJoin('notice_recipient', 'notice_recipient.notice_id', 'notice.id')
      .innerJoin('person', 'person.id', 'notice_recipient.person_id')
      .select(['notice.title', 'person.name'])
      .where('notice.request_id', '=', request.id)
      .orderBy('notice.at')
      .orderBy('notice.id')
      .execute()
  ).map(({ name, title }) => `${name}: ${title}`)

describe('before two offices', () => {
  test('each is told and has a duty in its turn, and the requester sees what comes next', async () => {
    const request = await desk.sent()
    expect(request.standing).toMatchObject({
      say: 'Waits for advice: advancement-office.',
      waitingFor: [{ people: ['Alumni Adviser'], you: false }],
      next: ['Then press-office decides.', 'Once approved, the account may be opened and connected.'],
    })
    expect((await dutiesOf(request)).map(({ kind, office }) => `${kind} ${office?.id}`)).toEqual([
      'request.consult advancement-office',
    ])
    expect(await desk.decide(request, head)).toMatchObject({ status: 403 })
    await viewed(advise(request))
    const now = await desk.see(request)
    expect((await dutiesOf(request)).map(({ kind, office }) => `${kind} ${office?.id}`)).toEqual([
      'request.decide press-office',
    ])
    await viewed(desk.decide(now, head, 'approved', { conditions: 'Captions from the first day.' }))
    expect(await dutiesOf(request)).toEqual([])
    expect(await desk.see(request)).toMatchObject({
      state: 'approved',
      outcome: { conditions: 'Captions from the first day.', by: { name: 'Head of Press' } },
    })
    expect(await told(request)).toEqual([
      'Alumni Adviser: A request waits: Open an account on TikTok: School of Film',
      'School Manager: advancement-office has advised on your request',
      'Head of Press: A request waits: Open an account on TikTok: School of Film',
      'School Manager: Approved: Open an account on TikTok: School of Film',
    ])
  })

  test('the office’s turn has not come', async () => {
    const request = await desk.sent()
    const ahead = request.stages.find(({ state }) => state === 'ahead')
    const path = `/requests/${request.id}/stages/${ahead?.id}/decision`
    const body = { version: request.version, decision: 'approved', reasons: 'Why should we wait?' }
    expect(await desk.post(head, path, body)).toMatchObject({
      status: 409,
      body: { code: 'requests.not-yet' },
    })
  })

  test('approved: the account has its objective, its people and its first review', async () => {
    const request = await beforeHead()
    await viewed(desk.decide(request, deputy))
    const { db } = desk.house.services
    const id = request.account?.id ?? ''
    const account = await db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(account).toMatchObject({ state: 'approved', network: 'tiktok', handle: '' })
    expect(account.review_due).not.toBeNull()
    expect(
      await db
        .selectFrom('objective')
        .select(['metric', 'target', 'due'])
        .where('account_id', '=', id)
        .execute(),
    ).toEqual([{ metric: 'Bookings that come from the profile’s link.', target: '120', due: '2027-06-30' }])
    expect(
      await db
        .selectFrom('account_member')
        .select(['person_id', 'designated'])
        .where('account_id', '=', id)
        .orderBy('designated', 'desc')
        .execute(),
    ).toEqual([
      { person_id: desk.first.actor.personId, designated: true },
      { person_id: desk.second.actor.personId, designated: false },
    ])
  })

  test('two decide at once: the second hears who was first and what they said', async () => {
    const request = await beforeHead()
    const stageId = openStage(request)
    const input = { version: request.version, clauses: [], conditions: '' }
    const answers = await Promise.allSettled([
      decideRequest(desk.house.services, head.actor, request.id, stageId, {
        ...input,
        decision: 'refused',
        reasons: 'There is no time for it.',
      }),
      decideRequest(desk.house.services, deputy.actor, request.id, stageId, {
        ...input,
        decision: 'approved',
        reasons: 'A fine idea, go ahead.',
      }),
    ])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = answers.find((one) => one.status === 'rejected')
    const { outcome } = await desk.see(request)
    expect(lost?.reason).toMatchObject({
      code: 'requests.answered-already',
      extras: { data: { by: outcome?.by.name, decision: outcome?.decision, reasons: outcome?.reasons } },
    })
  })

  test('a decision on a request that was withdrawn meanwhile', async () => {
    const request = await beforeHead()
    await viewed(
      desk.post(desk.requester, `/requests/${request.id}/withdrawal`, { reason: 'We lost the funding.' }),
    )
    expect(await desk.decide(request, head)).toMatchObject({
      status: 409,
      body: { code: 'requests.withdrawn' },
    })
    expect(await desk.see(request)).toMatchObject({ state: 'withdrawn', story: expect.anything() })
    expect(await dutiesOf(request)).toEqual([])
    expect(await desk.accountState(request)).toBe('refused')
  })

  test('somebody named has left before the decision: it cannot be approved as it stands', async () => {
    const leaver = await signInAs(desk.house.services, { name: 'About To Leave' })
    const request = await beforeHead(
      desk.wanted({ administrators: [desk.first.actor.personId, leaver.actor.personId] }),
    )
    await desk.house.services.db
      .updateTable('person')
      .set({ state: 'left' })
      .where('id', '=', leaver.actor.personId)
      .execute()
    expect(await desk.decide(request, head)).toMatchObject({
      status: 409,
      body: { code: 'requests.policy-refuses', fields: [{ path: 'answers.administrators' }] },
    })
    expect(await desk.decide(request, head, 'changes')).toMatchObject({
      status: 201,
      body: { state: 'changes-asked' },
    })
  })
})

test('whoever asked has left: an officer takes the request back, nobody else', async () => {
  const leaver = await signInAs(desk.house.services, { name: 'Leaves Soon' })
  const made = await viewed(desk.post(leaver, '/requests', { kind: 'open', answers: desk.wanted() }))
  const request = await viewed(desk.post(leaver, `/requests/${made.id}/submission`, { version: 1 }))
  const path = `/requests/${request.id}/withdrawal`
  expect(await desk.post(desk.house.officer, path, {})).toMatchObject({ status: 403 })
  await desk.house.services.db
    .updateTable('person')
    .set({ state: 'left' })
    .where('id', '=', leaver.actor.personId)
    .execute()
  expect(await desk.post(desk.first, path, {})).toMatchObject({ status: 403 })
  expect((await desk.see(request, desk.house.officer)).may.withdraw).toBe(true)
  expect(await desk.post(desk.house.officer, path, { reason: 'They left.' })).toMatchObject({ status: 201 })
})

describe('back and forth', () => {
  test('a question stops the clock of the office until it is answered', async () => {
    const request = await desk.sent()
    const due = request.standing.due ?? ''
    const asked = await viewed(
      desk.post(adviser, `/requests/${request.id}/stages/${openStage(request)}/questions`, {
        text: 'How many alumni follow the school now?',
      }),
    )
    expect(asked.standing).toMatchObject({ due: null, waitingFor: [{ name: 'School Manager' }] })
    expect((await dutiesOf(request)).map(({ kind }) => kind).toSorted()).toEqual([
      'request.answer',
      'request.consult',
    ])
    desk.house.services.clock.advance({ hours: 48 })
    const question = asked.thread[0]?.id
    const path = `/requests/${request.id}/questions/${question}/answer`
    expect(await desk.post(desk.first, path, { text: 'Many.' })).toMatchObject({ status: 403 })
    const answered = await viewed(desk.post(desk.requester, path, { text: 'About two hundred.' }))
    // Asked on a Saturday, answered on the Monday: one working day, and a weekend lies before the new date.
    expect([due, answered.standing.due]).toEqual(['2026-11-28T00:00:00.000Z', '2026-12-01T00:00:00.000Z'])
    expect(answered.thread[0]?.answer).toMatchObject({ text: 'About two hundred.' })
    expect(await desk.post(desk.requester, path, { text: 'Again.' })).toMatchObject({ status: 409 })
    expect(await told(request)).toContain('School Manager: advancement-office asks about your request')
  })

  test('changed answers are a new version: what changed is shown, and all offices are asked again', async () => {
    const request = await beforeHead()
    const change = {
      version: request.version,
      answers: desk.wanted({ hoursPerWeek: 8 }),
      reasons: {},
      declared: [],
    }
    const changed = await viewed(desk.house.call(desk.requester, 'PUT', `/requests/${request.id}`, change))
    expect(changed).toMatchObject({
      version: request.version + 1,
      state: 'in-review',
      changes: [{ fields: [{ id: 'hoursPerWeek', from: '4', to: '8' }] }],
    })
    expect(changed.stages.map(({ state }) => state).toSorted()).toEqual(['ahead', 'open', 'void', 'void'])
    // Who read the version before decides on nothing.
    expect(await desk.decide(request, head)).toMatchObject({
      status: 409,
      body: { code: 'requests.no-longer-asked' },
    })
    expect(await advise({ ...changed, version: request.version })).toMatchObject({
      status: 409,
      body: { code: 'requests.changed-meanwhile' },
    })
    const { db } = desk.house.services
    const account = await db
      .selectFrom('account')
      .select('hours_per_week')
      .where('id', '=', request.account?.id ?? '')
      .executeTakeFirst()
    expect(Number(account?.hours_per_week)).toBe(8)
    expect(
      await desk.house.call(desk.requester, 'PUT', `/requests/${request.id}`, {
        ...change,
        version: changed.version,
      }),
    ).toMatchObject({ status: 409, body: { code: 'requests.nothing-changed' } })
  })

  test('changes that were asked for are made, and it goes on from the first office', async () => {
    const request = await beforeHead()
    const back = await viewed(desk.decide(request, head, 'changes'))
    expect(back).toMatchObject({ state: 'changes-asked' })
    const again = await viewed(
      desk.house.call(desk.requester, 'PUT', `/requests/${request.id}`, {
        version: request.version,
        answers: desk.wanted({ purpose: 'Shows applicants what a week of film-making is like.' }),
        reasons: {},
        declared: [],
      }),
    )
    expect(again.standing.say).toBe('Waits for advice: advancement-office.')
  })

  test('no decision without a second reading: who may read it, and who may not', async () => {
    const request = await desk.sent()
    const stranger = await signInAs(desk.house.services, { name: 'Stranger' })
    for (const who of [desk.requester, desk.first, adviser, head, desk.house.officer, desk.house.owner])
      expect((await desk.see(request, who)).id).toBe(request.id)
    expect(await desk.house.call(stranger, 'GET', `/requests/${request.id}`)).toMatchObject({ status: 404 })
    expect(await advise(request, stranger)).toMatchObject({ status: 404 })
  })
})

describe('lists', () => {
  const list = async (who: SignedIn, query: string) => {
    const { status, body } = await desk.house.call(who, 'GET', `/requests?${query}`)
    expect(status).toBe(200)
    return RequestList.parse(body)
  }

  test('mine, what waits for me, and all that I may read', async () => {
    const request = await desk.sent()
    const waiting = await list(adviser, 'list=waiting&size=100')
    expect(waiting.requests.map(({ id }) => id)).toContain(request.id)
    expect(waiting.waiting).toBe(waiting.total)
    expect(await requestsWaiting(desk.house.services, adviser.actor)).toBe(waiting.total)
    expect((await list(head, 'list=waiting&size=100')).requests.map(({ id }) => id)).not.toContain(request.id)
    expect((await list(desk.requester, 'list=mine')).requests[0]).toMatchObject({
      id: request.id,
      title: 'Open an account on TikTok: School of Film',
      waitingFor: ['advancement-office'],
    })
    const open = await list(desk.house.officer, 'list=all&state=in-review&kind=open&size=100')
    expect(open.requests.map(({ id }) => id)).toContain(request.id)
    expect(open.requests.every(({ state, kind }) => state === 'in-review' && kind === 'open')).toBe(true)
    const stranger = await signInAs(desk.house.services)
    expect(await list(stranger, 'list=all')).toMatchObject({ total: 0, requests: [] })
  })

  test('page by page, and by office', async () => {
    const all = await list(desk.house.officer, 'list=all&size=3&page=1')
    const next = await list(desk.house.officer, 'list=all&size=3&page=2')
    expect(all.requests).toHaveLength(3)
    expect(next.requests[0]?.id).not.toBe(all.requests[2]?.id)
    await beforeHead()
    const before = await list(desk.house.officer, 'list=all&office=press-office&size=100')
    expect(before.total).toBeGreaterThan(0)
    expect(before.requests.every(({ waitingFor }) => waitingFor.includes('press-office'))).toBe(true)
  })
})

test('everything stands in the log, without what people wrote', async () => {
  const request = await beforeHead()
  await viewed(desk.decide(request, head))
  const kinds = await desk.house.services.db
    .selectFrom('ledger_entry')
    .select(['kind', 'body'])
    .where('subject', '=', `request:${request.id}`)
    .orderBy('id')
    .execute()
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'request.begun',
    'request.submitted',
    'request.advised',
    'request.approved',
  ])
  expect(JSON.stringify(kinds.map(({ body }) => body))).not.toContain('Short films')
})
