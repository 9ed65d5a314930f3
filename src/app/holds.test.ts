import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { signInAs } from '#features/people/testing.ts'
import type { PostView, Schedule } from '#features/posts/contract.ts'
import { cancelPublication, sendNow } from '#features/posts/control.ts'
import { approvePost } from '#features/posts/decide.ts'
import { listPosts } from '#features/posts/lists.ts'
import { askForRelease, releaseHold } from '#features/posts/release-hold.ts'
import { submitPost, withdrawPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import { newId } from '#platform/db/index.ts'
import { exampleControls, giveOffice, putInForce } from './policy-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Cooling-off and the second pair of eyes, on the running system. The clock stands at 9 o'clock. */

let house: TestHouse
let second: Actor
beforeEach(async () => {
  house = await testHouse()
  second = (await signInAs(house.services, { name: 'Head of Marketing', roles: ['officer'] })).actor
})
afterEach(() => house.close())

const contested = (path = 'a') => ({
  parts: [{ text: `Our view: https://contested.example/${path}`, media: [], link: null }],
  variants: {},
})
const urgent = 'The campus has to know before tonight.'

async function written(schedule: Schedule = null, content = contested()): Promise<string> {
  return createDraft(house.posts, house.author.actor, {
    title: 'Our view',
    content,
    accountIds: [house.accountId],
    schedule,
  })
}
async function submitted(schedule: Schedule = null): Promise<string> {
  const id = await written(schedule)
  await submitPost(house.posts, house.author.actor, id, 1)
  return id
}
const see = (id: string, actor = house.officer.actor): Promise<PostView> => viewPost(house.posts, actor, id)

async function approve(id: string, actor: Actor): Promise<void> {
  const { targets } = await see(id, actor)
  const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(house.posts, actor, id, { digests, note: '' })
}
const sent = () => house.services.db.selectFrom('practice_post').selectAll().execute()
async function save(id: string, content: ReturnType<typeof contested>, schedule: Schedule = null) {
  const { version } = await see(id)
  return saveDraft(house.posts, house.author.actor, id, {
    title: 'Our view',
    content,
    audiences: [],
    language: 'en-GB',
    accountIds: [house.accountId],
    schedule,
    version,
  })
}

test('a held post waits from its submission and needs two readers, then goes by itself', async () => {
  await putInForce(house, exampleControls.waits)
  const id = await submitted()
  expect((await see(id)).holds).toMatchObject([
    { clause: 'EX-1.1', since: '2026-11-21T09:00:00.000Z', until: '2026-11-22T09:00:00.000Z', waiting: true },
  ])
  house.services.clock.advance({ hours: 2 })
  await approve(id, house.officer.actor)
  const half = await see(id, second)
  expect(half.status).toBe('in-review')
  expect(half.readers).toMatchObject({ needed: 2, clause: 'EX-1.1' })
  expect(half.readers.say).toEqual(['Needs a second reader, by clause EX-1.1.'])
  // Nobody is two readers: the same person again changes nothing, and is not asked.
  expect((await see(id)).targets[0]).toMatchObject({ mayApprove: false })
  await approve(id, house.officer.actor)
  expect((await see(id)).publications).toEqual([])
  const waitsFor = async (actor: Actor) =>
    (await listPosts(house.posts, actor, { waiting: true, limit: 10 })).length
  expect([await waitsFor(house.officer.actor), await waitsFor(second)]).toEqual([0, 1])

  await approve(id, second)
  const [publication] = (await see(id)).publications
  expect(publication).toMatchObject({ state: 'due', dueAt: '2026-11-22T09:00:00.000Z' })
  await house.work()
  expect(await sent()).toEqual([])
  house.services.clock.set('2026-11-22T09:00:01Z')
  await house.work()
  expect(await sent()).toHaveLength(1)
})

test('a writer is no second pair of eyes', async () => {
  await putInForce(house, exampleControls.waits)
  const id = await submitted()
  await expect(approve(id, house.author.actor)).rejects.toMatchObject({ code: 'posts.may-not-approve' })
})

test('where there are not two people to read it, that is said', async () => {
  await putInForce(house, exampleControls.waits)
  await house.services.db.deleteFrom('role_assignment').where('person_id', '=', second.personId).execute()
  const id = await submitted()
  expect((await see(id)).readers.say[0]).toMatch(/not enough people who may approve it/)
})

test('the same finding keeps its beginning; other words wait anew; what is gone is forgotten', async () => {
  await putInForce(house, exampleControls.waits)
  const id = await submitted()
  await withdrawPost(house.posts, house.author.actor, id)
  house.services.clock.advance({ hours: 5 })
  await submitPost(house.posts, house.author.actor, id, 1)
  expect((await see(id)).holds).toMatchObject([{ until: '2026-11-22T09:00:00.000Z' }])
  await withdrawPost(house.posts, house.author.actor, id)
  const { version } = await save(id, contested('b'))
  await submitPost(house.posts, house.author.actor, id, version)
  expect((await see(id)).holds).toMatchObject([{ until: '2026-11-22T14:00:00.000Z' }])
  await withdrawPost(house.posts, house.author.actor, id)
  const calm = { parts: [{ text: 'Doors open at ten.', media: [], link: null }], variants: {} }
  await submitPost(house.posts, house.author.actor, id, (await save(id, calm)).version)
  const view = await see(id)
  expect([view.holds, view.readers.needed]).toEqual([[], 1])
  await approve(id, house.officer.actor)
  await house.work()
  expect(await sent()).toHaveLength(1)
})

test('a time before the end of the wait is refused, with the clause and the ways out', async () => {
  await putInForce(house, exampleControls.waitsForPress)
  const id = await written({ local: '2026-11-21T17:00' })
  await expect(submitPost(house.posts, house.author.actor, id, 1)).rejects.toMatchObject({
    code: 'posts.held-until',
    message: expect.stringMatching(/held until Sun.*22 Nov 2026.*09:00/) as string,
    extras: {
      clause: 'EX-1.1',
      fix: expect.stringMatching(/“Press Office” for an urgent release/) as string,
    },
  })
  // The wait has begun all the same, so that it can be ended.
  expect(await see(id)).toMatchObject({ status: 'draft', holds: [{ waiting: true }] })
  await save(id, contested(), { local: '2026-11-22T09:30' })
  await submitPost(house.posts, house.author.actor, id, 2)
  expect((await see(id)).status).toBe('in-review')
})

test('an urgent release by the office ends the wait at once; the second reader is still needed', async () => {
  await putInForce(house, exampleControls.waitsForPress)
  const id = await submitted()
  const [hold] = (await see(id)).holds
  const release = (actor: Actor) => releaseHold(house.posts, actor, id, hold!.id, urgent)
  await expect(askForRelease(house.posts, house.author.actor, id, hold!.id)).rejects.toMatchObject({
    code: 'posts.office-vacant',
    extras: { clause: 'EX-1.1', fix: expect.stringContaining('Offices') as string },
  })
  await expect(release(house.officer.actor)).rejects.toMatchObject({ code: 'posts.not-your-release' })
  const press = (await signInAs(house.services, { name: 'Press Officer', roles: ['governance'] })).actor
  await giveOffice(house, 'press-office', press.personId, true)
  await askForRelease(house.posts, house.author.actor, id, hold!.id)
  await approve(id, house.officer.actor)
  await approve(id, second)
  expect((await see(id)).publications[0]).toMatchObject({ dueAt: '2026-11-22T09:00:00.000Z' })
  await release(press)
  await expect(release(press)).rejects.toMatchObject({ code: 'posts.not-waiting' })
  const view = await see(id)
  expect(view.holds[0]).toMatchObject({ waiting: false, releaseReason: urgent })
  expect(view.publications[0]).toMatchObject({ dueAt: '2026-11-21T09:00:00.000Z' })
  await house.work()
  expect(await sent()).toHaveLength(1)
  const { body } = await house.services.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('kind', '=', 'post.hold-released')
    .executeTakeFirstOrThrow()
  expect(body.facts).toMatchObject({ clause: 'EX-1.1', office: 'press-office' })
  expect(JSON.stringify(body)).not.toContain(urgent)
})

test('released before anybody has read it, it still needs two', async () => {
  await putInForce(house, exampleControls.waits)
  const id = await submitted()
  const [hold] = (await see(id)).holds
  await expect(releaseHold(house.posts, house.author.actor, id, hold!.id, urgent)).rejects.toMatchObject({
    code: 'posts.own-release',
  })
  await releaseHold(house.posts, second, id, hold!.id, urgent)
  await approve(id, house.officer.actor)
  expect((await see(id)).publications).toEqual([])
  await approve(id, second)
  await house.work()
  expect(await sent()).toHaveLength(1)
})

test('one of two waits released: the other one still holds', async () => {
  await putInForce(house, exampleControls.waits)
  const both = {
    parts: [{ text: 'https://contested.example/a https://contested.example/b', media: [], link: null }],
    variants: {},
  }
  const id = await written(null, both)
  await submitPost(house.posts, house.author.actor, id, 1)
  await approve(id, house.officer.actor)
  await approve(id, second)
  const [one, other] = (await see(id)).holds
  await releaseHold(house.posts, second, id, one!.id, urgent)
  expect((await see(id)).publications[0]).toMatchObject({ dueAt: '2026-11-22T09:00:00.000Z' })
  await releaseHold(house.posts, second, id, other!.id, urgent)
  expect((await see(id)).publications[0]).toMatchObject({ dueAt: '2026-11-21T09:00:00.000Z' })
})

test('should a held post ever come to the last look, it is not sent, and says why', async () => {
  await putInForce(house, exampleControls.waits)
  const id = await submitted()
  await approve(id, house.officer.actor)
  await approve(id, second)
  const at = '2026-11-21T09:00:00.000Z'
  await house.services.db.updateTable('publication').set({ due_at: at, next_at: at }).execute()
  await house.work()
  const [publication] = (await see(id)).publications
  expect(publication).toMatchObject({
    state: 'blocked',
    say: expect.stringMatching(/Clause EX-1.1 makes it wait until/) as string,
  })
  expect(await sent()).toEqual([])
  // Said that it should go, it waits until it may.
  await sendNow(house.posts, house.officer.actor, publication!.id)
  await house.work()
  expect((await see(id)).publications[0]).toMatchObject({ state: 'due', dueAt: '2026-11-22T09:00:00.000Z' })
  await cancelPublication(house.posts, house.officer.actor, publication!.id, '')
})

test('an exception that comes after the first reader lets that reader send it on its way', async () => {
  await putInForce(house, exampleControls.waits)
  const id = await submitted()
  await approve(id, house.officer.actor)
  const at = house.services.clock.now().toString()
  await house.services.db
    .insertInto('waiver')
    .values({
      id: newId(),
      clause: 'EX-1.1',
      control: null,
      subject: `post:${id}`,
      reason: 'Agreed with the Registrar.',
      since: at,
      until: '2026-12-01T00:00:00Z',
      given_by: second.personId,
      at,
      ended_at: null,
      ended_by: null,
      ended_because: null,
    })
    .execute()
  expect(await see(id)).toMatchObject({ holds: [], readers: { needed: 1 }, targets: [{ mayApprove: true }] })
  await approve(id, house.officer.actor)
  await house.work()
  expect(await sent()).toHaveLength(1)
  expect(await house.services.db.selectFrom('approval').selectAll().execute()).toHaveLength(1)
})
