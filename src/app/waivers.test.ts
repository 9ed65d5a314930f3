import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { WaiverList } from '#features/policy/contract.ts'
import type { WaiverDeps } from '#features/policy/waivers/deps.ts'
import { endWaiver } from '#features/policy/waivers/end.ts'
import { giveWaiver } from '#features/policy/waivers/give.ts'
import { listWaivers } from '#features/policy/waivers/views.ts'
import { checkStored, checkWords } from '#features/posts/check.ts'
import { checkManyWords, titleAndWriters } from '#features/posts/index.ts'
import { getPost } from '#features/posts/store.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { accountsFor } from '#features/register/index.ts'
import { newId } from '#platform/db/index.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { exampleControls, putInForce } from './policy-testing.ts'
import { testHouse, testKeys, type TestHouse } from './testing.ts'

/** Exceptions to clauses on the running system: seen wherever they apply, and over by themselves. */

const reason = 'The campaign was agreed with the Registrar last week.'
const inAWeek = '2026-11-28T09:00:00.000Z'

describe('in the house', () => {
  let house: TestHouse
  let governance: Actor
  let deps: WaiverDeps
  beforeEach(async () => {
    house = await testHouse()
    governance = (await signInAs(house.services, { name: 'Director of Governance', roles: ['governance'] }))
      .actor
    deps = {
      services: house.services,
      accountNames: async (ids) => {
        const found = await accountsFor(house.services.db, ids, nowOf(house.services))
        return new Map([...found].map(([id, account]) => [id, account.displayName]))
      },
      readPost: (actor, id) => titleAndWriters(house.services.db, actor, id),
    }
  })
  afterEach(() => house.close())

  const telephone = (actor = house.author.actor, accountIds = [house.accountId]): Promise<string> =>
    createDraft(house.posts, actor, {
      title: 'Ring us',
      content: {
        parts: [{ text: 'Ring the tutor on 07700 900142 today.', media: [], link: null }],
        variants: {},
      },
      accountIds,
    })
  const give = (subject: string, more: object = {}, by = governance) =>
    giveWaiver(deps, by, {
      clause: 'BASE-3.1',
      control: null,
      subject,
      reason,
      since: null,
      until: inAWeek,
      ...more,
    })
  const finding = async (id: string) =>
    (await checkStored(house.posts, house.author.actor, id)).find(({ clause }) => clause === 'BASE-3.1')
  const submit = (id: string) => submitPost(house.posts, house.author.actor, id, 1)

  test('what an exception covers is still shown, marked, and no longer stops', async () => {
    const id = await telephone()
    await expect(submit(id)).rejects.toMatchObject({ extras: { clause: 'BASE-3.1' } })
    const waiver = await give(`account:${house.accountId}`)
    expect(await finding(id)).toMatchObject({
      outcome: 'require',
      waiver: { id: waiver, by: 'Director of Governance', until: inAWeek, reason },
    })
    await submit(id)
    const { body } = await house.services.db
      .selectFrom('ledger_entry')
      .select('body')
      .where('kind', '=', 'post.submitted')
      .executeTakeFirstOrThrow()
    expect(body.facts.findings).toContainEqual(expect.objectContaining({ clause: 'BASE-3.1', waiver }))
  })

  test('it ends by itself when its date is over, and before that when somebody ends it', async () => {
    const id = await telephone()
    await give(`account:${house.accountId}`)
    house.services.clock.set('2026-11-28T08:59:59Z')
    expect(await finding(id)).toHaveProperty('waiver')
    house.services.clock.set(inAWeek)
    expect(await finding(id)).not.toHaveProperty('waiver')
    const other = await give('everything', { until: '2027-01-01T00:00:00Z' })
    expect(await finding(id)).toHaveProperty('waiver')
    await endWaiver(deps, governance, other, 'The campaign is over.')
    expect(await finding(id)).not.toHaveProperty('waiver')
    await expect(endWaiver(deps, governance, other, 'Once more, to be sure.')).rejects.toMatchObject({
      code: 'waivers.over',
    })
    const listed = await listWaivers(deps, house.author.actor, {})
    expect(listed.map(({ state, subjectName }) => [state, subjectName])).toEqual([
      ['ended', 'Everything'],
      ['over', 'engineering'],
    ])
  })

  test('one for a unit holds for the units below it; one for an account for no other account', async () => {
    const { db } = house.services
    const faculty = { id: newId(), name: 'Faculty', kind: 'faculty', parent_id: null, affiliate: false }
    await db
      .insertInto('unit')
      .values({ ...faculty, example: false })
      .execute()
    await db.updateTable('unit').set({ parent_id: faculty.id }).where('id', '!=', faculty.id).execute()
    const both = await telephone(house.author.actor, [house.accountId, house.otherAccountId])
    await give(`account:${house.accountId}`)
    expect(await finding(both)).not.toHaveProperty('waiver')
    await give(`unit:${faculty.id}`)
    expect(await finding(both)).toHaveProperty('waiver')
  })

  test('nobody excuses their own words, neither for the post nor for all', async () => {
    const both = (await signInAs(house.services, { name: 'Both', roles: ['officer', 'governance'] })).actor
    const id = await telephone(both)
    await expect(give(`post:${id}`, {}, both)).rejects.toMatchObject({ code: 'waivers.own-post' })
    await give('everything', {}, both)
    expect(await finding(id)).not.toHaveProperty('waiver')
    await give(`post:${id}`)
    expect(await finding(id)).toHaveProperty('waiver')
  })

  test('many posts at once are judged as each alone: what one exception covers it covers for no other', async () => {
    const both = (await signInAs(house.services, { name: 'Both', roles: ['officer', 'governance'] })).actor
    const [here, elsewhere] = [house.accountId, house.otherAccountId]
    const ids = [
      await telephone(),
      await telephone(house.author.actor, [elsewhere]),
      await telephone(house.author.actor, [here, elsewhere]),
      await telephone(house.author.actor, [elsewhere]),
      await telephone(both, [here]),
    ]
    await give(`account:${here}`, {}, both)
    await give(`post:${ids[3]}`)
    const posts = await Promise.all(ids.map((id) => getPost(house.services.db, id)))
    const { actor } = house.author
    const alone = []
    for (const post of posts) alone.push(await checkWords(house.posts, actor, post))
    const many = await checkManyWords(house.posts, actor, posts)
    expect(many).toEqual(alone)
    const excused = many.map((found) => found.some(({ clause, waiver }) => clause === 'BASE-3.1' && waiver))
    expect(excused).toEqual([true, false, false, true, false])
  })

  test('it says what it is for, has an end within a year, and is given by somebody entitled', async () => {
    await expect(give('everything', {}, house.officer.actor)).rejects.toMatchObject({
      code: 'people.not-allowed',
    })
    for (const [more, code] of [
      [{ until: '2026-11-20T09:00:00Z' }, 'waivers.span'],
      [{ until: '2027-11-23T09:00:01Z' }, 'waivers.span'],
      [{ clause: 'BASE-99.9' }, 'waivers.no-clause'],
      [{ control: 'alternative-text' }, 'waivers.no-control'],
      [{ subject: `account:${newId()}` }, 'not-found'],
      [{ subject: `unit:${newId()}` }, 'not-found'],
      [{ subject: `post:${newId()}` }, 'not-found'],
    ] as const)
      await expect(give('everything', more)).rejects.toMatchObject({ code })
    await give('everything', { control: 'telephone-numbers' })
    expect(await house.services.db.selectFrom('waiver').select('control').execute()).toHaveLength(1)
  })

  test('what is excused does not hold, ask or want an office either', async () => {
    const { waits, asksAdvancement, pressApproves, pressHears } = exampleControls
    await putInForce(house, waits + asksAdvancement + pressApproves + pressHears)
    for (const clause of ['EX-1.1', 'EX-1.2', 'EX-1.3', 'EX-1.4']) await give('everything', { clause })
    const text = ['contested', 'alumni', 'press', 'news'].map((host) => `https://${host}.example/a`).join(' ')
    const id = await createDraft(house.posts, house.author.actor, {
      title: 'All of it',
      content: { parts: [{ text, media: [], link: null }], variants: {} },
      accountIds: [house.accountId],
    })
    await submit(id)
    expect(await viewPost(house.posts, house.officer.actor, id)).toMatchObject({
      holds: [],
      consultations: [],
      readers: { needed: 1, say: [] },
    })
  })

  test('one for a post is known only to those who may read the post', async () => {
    const id = await telephone()
    await give(`post:${id}`)
    const stranger = (await signInAs(house.services, { name: 'Lecturer' })).actor
    expect(await listWaivers(deps, stranger, {})).toEqual([])
    expect(await listWaivers(deps, house.author.actor, {})).toMatchObject([{ subjectName: 'Ring us' }])
  })
})

describe('over HTTP', () => {
  let house: TestHouse
  let app: ApiApp
  let governance: SignedIn
  beforeAll(async () => {
    house = await testHouse()
    app = await buildWeb(composeHouse(house.services, testKeys(house.services)), { pages: false })
    await app.ready()
    governance = await signInAs(house.services, { name: 'Director of Governance', roles: ['governance'] })
  })
  afterAll(async () => {
    await app.close()
    await house.close()
  })

  test('given, listed and ended', async () => {
    const { headers } = governance
    const payload = { clause: 'BASE-3.1', subject: 'everything', reason, until: inAWeek }
    const send = (url: string, body: object) => app.inject({ method: 'POST', url, headers, payload: body })
    expect((await send('/api/policy/waivers', { ...payload, reason: 'Because.' })).statusCode).toBe(422)
    expect((await send('/api/policy/waivers', { ...payload, subject: 'person:me' })).statusCode).toBe(422)
    const made = await send('/api/policy/waivers', payload)
    expect(made.statusCode).toBe(201)
    const { id } = made.json<{ id: string }>()
    const list = async (query: string) =>
      WaiverList.parse(
        (await app.inject({ url: `/api/policy/waivers${query}`, headers: house.author.headers })).json(),
      ).waivers
    expect(await list('?state=in-force')).toMatchObject([
      { id, clauseTitle: expect.any(String) as string, by: 'Director of Governance', state: 'in-force' },
    ])
    const ended = await send(`/api/policy/waivers/${id}/end`, { reason: 'It was given in error.' })
    expect(ended.statusCode).toBe(200)
    expect(await list('?state=in-force')).toEqual([])
    expect(await list('')).toMatchObject([
      { state: 'ended', endedBy: 'Director of Governance', endedBecause: 'It was given in error.' },
    ])
  })
})
