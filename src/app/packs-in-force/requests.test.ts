import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import type { Answers, RequestView } from '#features/register/requests/contract.ts'
import { giveOffice } from '../policy-testing.ts'
import { requestsDesk, viewed, type RequestsDesk } from '../requests-testing.ts'

/** The same request under each policy, on the running house: what is asked, who answers, and who has the last word. */

let desk: RequestsDesk
let holders: Record<string, SignedIn>
let unionId: string

const offices = [
  'digital-marketing-officer',
  'advancement-office',
  'communications-team',
  'head-of-marketing-and-communications',
  'safeguarding-lead',
  'digital-team',
]

beforeAll(async () => {
  desk = await requestsDesk()
  holders = {}
  for (const office of offices) {
    holders[office] = await signInAs(desk.house.services, { name: `Holder of ${office}` })
    await giveOffice(desk.house, office, holders[office].actor.personId)
  }
  unionId = await desk.unit('Students’ Union', true)
})
afterAll(() => desk.close())
beforeEach(() => {
  desk.house.services.clock.advance({ minutes: 1 })
})

function holderOf(office: string): SignedIn {
  const holder = holders[office]
  if (!holder) throw new Error(`Nobody holds ${office}.`)
  return holder
}

const policies = ['baseline', 'aston', 'essex', 'uwl'] as const
type Policy = (typeof policies)[number]
const takeUp = (policy: Policy) => desk.house.adopt(policy === 'baseline' ? null : policy)

/** Answers the stage that is open, by whoever holds its office: "advice digital-team". */
async function answerNext(request: RequestView): Promise<string> {
  const now = await desk.see(request)
  const stage = now.stages.find(({ state }) => state === 'open')
  if (!stage) throw new Error(`Nothing is open: ${now.state}.`)
  const who = stage.office.id === null ? desk.house.officer : holderOf(stage.office.id)
  if (stage.kind === 'advice')
    await viewed(
      desk.post(who, `/requests/${request.id}/stages/${stage.id}/advice`, {
        version: now.version,
        advice: 'in-favour',
        text: 'We know the team, and the plan is sound.',
      }),
    )
  else await viewed(desk.decide(now, who))
  return `${stage.kind} ${stage.office.id ?? 'central'} by ${stage.clause.id}`
}

describe('a school wants TikTok', () => {
  const walks: Record<Policy, { asks: string[]; walk: string[] }> = {
    baseline: { asks: [], walk: ['decision central by BASE-14.1'] },
    aston: {
      asks: ['ASTON-94 declares branding-policy'],
      walk: ['advice digital-team by ASTON-55', 'decision central by BASE-14.1'],
    },
    essex: {
      asks: ['ESSEX-36 declares branding-policy'],
      walk: ['decision digital-marketing-officer by ESSEX-32a'],
    },
    uwl: {
      asks: ['UWL-4.3 declares name-and-logo-authorised', 'UWL-7.1e declares terms-read'],
      walk: [
        'advice communications-team by UWL-3.3',
        'decision head-of-marketing-and-communications by UWL-3.3',
      ],
    },
  }

  test.each(policies)('under %s', async (policy) => {
    await takeUp(policy)
    const { asks, walk } = walks[policy]
    const asked = await desk.check(desk.wanted())
    expect(asked.missing).toEqual([])
    expect(
      asked.declarations.map(({ id, clause }) => `${clause.id} declares ${id.split('.')[1]}`).toSorted(),
    ).toEqual(asks)
    const request = await desk.sent()
    // What was shown before sending is what happens.
    expect(
      asked.stages.map((one) => `${one.kind} ${one.office.id ?? 'central'} by ${one.clause.id}`),
    ).toEqual(walk)
    const walked: string[] = []
    for (const _ of walk) {
      expect(await desk.accountState(request)).toBe('in-review')
      expect((await desk.see(request)).standing).toMatchObject({ state: 'in-review', overdue: false })
      walked.push(await answerNext(request))
    }
    expect(walked).toEqual(walk)
    expect(await desk.see(request)).toMatchObject({
      state: 'approved',
      standing: { waitingFor: [], due: null },
    })
    expect(await desk.accountState(request)).toBe('approved')
  })
})

describe('what has to be there before it can be sent', () => {
  const wants: [Policy, string, string, Partial<Answers>][] = [
    ['baseline', 'BASE-10.4', 'metric', { metric: '' }],
    ['baseline', 'BASE-14.5', 'administrators', { administrators: ['first'] }],
    ['aston', 'ASTON-39', 'audiences', { audiences: [] }],
    ['aston', 'ASTON-41', 'objective', { objective: ' ' }],
    ['aston', 'ASTON-53', 'hoursPerWeek', { hoursPerWeek: 0 }],
    ['aston', 'BASE-14.5', 'administrators', { administrators: ['first'] }],
    ['essex', 'ESSEX-40', 'addsValue', { addsValue: '' }],
    ['essex', 'ESSEX-32b', 'administrators', { administrators: [] }],
    ['uwl', 'UWL-5.1', 'audiences', { audiences: ['students'], purposes: ['teaching'] }],
  ]
  test.each(wants)('%s, %s: %s', async (policy, clause, field, change) => {
    await takeUp(policy)
    const named = change.administrators?.map(() => desk.first.actor.personId)
    const request = await desk.draft(desk.wanted({ ...change, ...(named ? { administrators: named } : {}) }))
    const { status, body } = await desk.submit(request)
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'requests.incomplete' })
    expect((body.fields as { path: string }[]).map(({ path }) => path)).toContain(`answers.${field}`)
    const said = (await desk.see(request)).check?.missing.filter((one) => one.field === field)
    expect(said?.map((one) => one.clause?.id)).toEqual([clause])
    expect((await desk.see(request)).state).toBe('draft')
  })

  test('ESSEX-32b: one administrator is enough there, where the baseline wants two', async () => {
    await takeUp('essex')
    expect(await desk.sent(desk.wanted({ administrators: [desk.first.actor.personId] }))).toMatchObject({
      state: 'in-review',
    })
  })

  test.each<[Policy, string, string, Partial<Answers>]>([
    ['aston', 'ASTON-49', 'knows-the-network', { familiar: false }],
    ['aston', 'ASTON-94', 'branding-policy', {}],
    ['essex', 'ESSEX-36', 'branding-policy', {}],
    ['uwl', 'UWL-4.3', 'name-and-logo-authorised', {}],
    ['uwl', 'UWL-7.1e', 'terms-read', {}],
  ])('%s, %s: %s is declared, and kept with who and when', async (policy, clause, what, change) => {
    await takeUp(policy)
    const answers = desk.wanted(change)
    const { declarations } = await desk.check(answers)
    const all = declarations.map(({ id }) => id)
    const id = all.find((one) => one.endsWith(`.${what}`))
    const without = await viewed(
      desk.house.call(desk.requester, 'POST', '/requests', {
        kind: 'open',
        answers,
        declared: all.filter((one) => one !== id),
      }),
    )
    expect(await desk.submit(without)).toMatchObject({
      status: 422,
      body: { clause, fields: [{ path: `declared.${id}` }] },
    })
    const { declared } = await desk.sent(answers)
    expect(declared.find((one) => one.id === id)).toMatchObject({ by: { id: desk.requester.actor.personId } })
  })

  test('what a policy does not ask, its form does not ask', async () => {
    const asked: Record<string, string[]> = {}
    for (const policy of policies) {
      await takeUp(policy)
      const { body } = await desk.house.call(desk.requester, 'GET', '/request-form?kind=open')
      asked[policy] = (body.questions as { id: string }[]).map(({ id }) => id)
    }
    const asks = (id: string) => policies.filter((policy) => asked[policy]?.includes(id))
    expect({
      contactsAlumni: asks('contactsAlumni'),
      audienceNetworks: asks('audienceNetworks'),
      officialName: asks('officialName'),
      objective: asks('objective'),
    }).toEqual({
      contactsAlumni: ['essex'],
      audienceNetworks: ['aston'],
      officialName: ['aston', 'essex', 'uwl'],
      objective: [...policies],
    })
    // Whom it is for comes before where.
    for (const policy of policies) expect(asked[policy]?.[0]).toBe('audiences')
  })
})

describe('who is asked besides', () => {
  test('ESSEX-37: the Advancement Office desk.first, where alumni are contacted; ESSEX-32a: then the officer', async () => {
    await takeUp('essex')
    const request = await desk.sent(desk.wanted({ contactsAlumni: true }))
    expect(await answerNext(request)).toBe('advice advancement-office by ESSEX-37')
    expect(await answerNext(request)).toBe('decision digital-marketing-officer by ESSEX-32a')
  })

  test('UWL-2.2b: the safeguarding lead and the team at the same time, where it may reach people under 18', async () => {
    await takeUp('uwl')
    const request = await desk.sent(desk.wanted({ underEighteens: true }))
    const open = request.stages.filter(({ state }) => state === 'open').map(({ office }) => office.id)
    expect(open.toSorted()).toEqual(['communications-team', 'safeguarding-lead'])
    expect(request.standing.waitingFor).toHaveLength(2)
  })

  test('ESSEX-52: the union’s request is put on the list; nobody decides', async () => {
    await takeUp('essex')
    const answers = desk.wanted({ unitId: unionId })
    expect((await desk.check(answers)).stages).toEqual([])
    const request = await desk.sent(answers)
    expect(request).toMatchObject({ state: 'listed', stages: [], standing: { waitingFor: [] } })
    expect(await desk.accountState(request)).toBe('approved')
  })

  test.each<[Policy, string]>([
    ['baseline', 'BASE-1.7'],
    ['essex', 'ESSEX-52'],
  ])('under %s, %s says that the union is outside', async (policy, clause) => {
    await takeUp(policy)
    const { body } = await desk.house.call(desk.requester, 'POST', '/request-checks', {
      kind: 'open',
      answers: desk.wanted({ unitId: unionId }),
    })
    expect(body.outside).toMatchObject({ clause: { id: clause } })
  })
})

describe('decisions', () => {
  test('BASE-14.1: nothing is opened before the decision, and it takes somebody entitled', async () => {
    await takeUp('baseline')
    const request = await desk.sent()
    expect(await desk.accountState(request)).toBe('in-review')
    expect(await desk.decide(request, desk.first)).toMatchObject({ status: 403 })
    expect(await desk.decide(request, desk.house.officer)).toMatchObject({
      status: 201,
      body: { state: 'approved' },
    })
  })

  test('BASE-14.2: neither who asked nor who is named in it decides, though they hold the office', async () => {
    await takeUp('essex')
    const office = 'digital-marketing-officer'
    await giveOffice(desk.house, office, desk.requester.actor.personId, true)
    await giveOffice(desk.house, office, desk.second.actor.personId, true)
    const request = await desk.sent()
    for (const who of [desk.requester, desk.second])
      expect(await desk.decide(request, who)).toMatchObject({
        status: 403,
        body: { code: 'requests.own', clause: 'BASE-14.2' },
      })
    expect((await desk.see(request)).may).toMatchObject({ decide: [], mayNot: { clause: 'BASE-14.2' } })
    await desk.house.services.db
      .deleteFrom('office_holding')
      .where('person_id', 'in', [desk.requester.actor.personId, desk.second.actor.personId])
      .execute()
    expect(await desk.decide(request, desk.house.officer)).toMatchObject({
      status: 403,
      body: { clause: 'ESSEX-32a' },
    })
    expect(await answerNext(request)).toBe('decision digital-marketing-officer by ESSEX-32a')
  })

  test('BASE-14.3: a decision has its reasons, and says which clauses they rest on', async () => {
    await takeUp('baseline')
    const request = await desk.sent()
    expect(await desk.decide(request, desk.house.officer, 'refused', { reasons: ' ' })).toMatchObject({
      status: 422,
    })
    const unknown = { clauses: ['EX-99.9'] }
    expect(await desk.decide(request, desk.house.officer, 'refused', unknown)).toMatchObject({
      status: 422,
      body: { code: 'requests.clause' },
    })
    const known = { clauses: ['BASE-12.2'] }
    expect(await desk.decide(request, desk.house.officer, 'refused', known)).toMatchObject({ status: 201 })
    expect((await desk.see(request)).outcome).toMatchObject({
      decision: 'refused',
      clauses: [{ id: 'BASE-12.2' }],
      by: { id: desk.house.officer.actor.personId },
    })
    expect(await desk.accountState(request)).toBe('refused')
  })

  test('BASE-14.4: one appeal, in time, to somebody else, who has the last word', async () => {
    await takeUp('baseline')
    const refused = async () => {
      const request = await desk.sent()
      await viewed(desk.decide(request, desk.house.officer, 'refused'))
      return request
    }
    const appeal = (request: RequestView) =>
      desk.house.call(desk.requester, 'POST', `/requests/${request.id}/appeal`, {
        reasons: 'The survey was overlooked.',
      })
    const late = await refused()
    desk.house.services.clock.advance({ hours: 29 * 24 })
    expect(await appeal(late)).toMatchObject({
      status: 409,
      body: { code: 'requests.appeal-too-late', clause: 'BASE-14.4' },
    })
    const request = await refused()
    const appealed = await viewed(appeal(request))
    expect(appealed).toMatchObject({ state: 'appealed' })
    expect(await desk.decide(appealed, desk.house.officer)).toMatchObject({ status: 403 })
    expect(await desk.decide(appealed, desk.house.owner, 'changes')).toMatchObject({
      status: 409,
      body: { clause: 'BASE-14.4' },
    })
    await viewed(desk.decide(appealed, desk.house.owner, 'refused'))
    expect(await appeal(request)).toMatchObject({ status: 409, body: { code: 'requests.appealed-already' } })
    const won = await viewed(appeal(await refused()))
    await viewed(desk.decide(won, desk.house.owner))
    expect(await desk.see(won)).toMatchObject({ state: 'approved' })
    expect(await desk.accountState(won)).toBe('approved')
  })

  test('ESSEX-32a: the appeal goes to the office that approves the policy, not to the officer who refused', async () => {
    await takeUp('essex')
    const request = await desk.sent()
    const officer = holderOf('digital-marketing-officer')
    await viewed(desk.decide(request, officer, 'refused'))
    const appealed = await viewed(
      desk.house.call(desk.requester, 'POST', `/requests/${request.id}/appeal`, {
        reasons: 'The plan was not read.',
      }),
    )
    expect(appealed.stages.at(-1)).toMatchObject({
      kind: 'appeal',
      office: { id: 'communications-and-external-relations' },
    })
  })

  test('an office that nobody holds: said at once, an officer decides in its place, and the record says so', async () => {
    await takeUp('uwl')
    const head = holderOf('head-of-marketing-and-communications')
    await desk.house.services.db
      .deleteFrom('office_holding')
      .where('person_id', '=', head.actor.personId)
      .execute()
    const { body } = await desk.house.call(desk.requester, 'POST', '/request-checks', {
      kind: 'open',
      answers: desk.wanted(),
    })
    expect((body.stages as { vacant: object | null }[]).map(({ vacant }) => vacant !== null)).toEqual([
      false,
      true,
    ])
    const request = await desk.sent()
    await answerNext(request)
    const now = await desk.see(request, desk.house.officer)
    expect(now.may.decide).toHaveLength(1)
    await viewed(desk.decide(now, desk.house.officer))
    const after = await desk.see(request)
    expect(after.stages.at(-1)?.answer).toMatchObject({ inPlace: true })
    expect(after.state).toBe('approved')
    await giveOffice(desk.house, 'head-of-marketing-and-communications', head.actor.personId)
  })

  test('the policy changes on the way: an office that it names now is asked before the end', async () => {
    await takeUp('baseline')
    const request = await desk.sent(desk.wanted({ officialName: false }))
    await takeUp('essex')
    await viewed(desk.decide(request, desk.house.officer))
    const after = await desk.see(request)
    expect(after).toMatchObject({ state: 'in-review' })
    expect(after.stages.find(({ state }) => state === 'open')?.office.id).toBe('digital-marketing-officer')
  })
})
