import { afterEach, expect, test } from 'vitest'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import { calendar } from '#features/posts/calendar.ts'
import { submitPost } from '#features/posts/submit.ts'
import { approvePost } from '#features/posts/decide.ts'
import { pauseEverything, resumeEverything } from '#features/posts/pause.ts'
import { cancelPublication, sendNow } from '#features/posts/control.ts'
import { decideCorrection, proposeCorrection } from '#features/posts/corrections.ts'
import { removeOnNetwork } from '#features/posts/on-network.ts'
import { overrideFinding } from '#features/posts/overrides.ts'
import { checkStored } from '#features/posts/check.ts'
import { viewPost } from '#features/posts/views.ts'
import type { Schedule } from '#features/posts/contract.ts'
import { newId } from '#platform/db/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
afterEach(() => house.close())

const words = (text: string) => ({ parts: [{ text, media: [], link: null }], variants: {} })

async function written(
  text: string,
  schedule: Schedule = null,
  accountIds = [house.accountId],
): Promise<string> {
  return createDraft(house.posts, house.author.actor, {
    title: 'Open day',
    content: words(text),
    accountIds,
    schedule,
  })
}

async function submitted(
  text: string,
  schedule: Schedule = null,
  accountIds = [house.accountId],
): Promise<string> {
  const id = await written(text, schedule, accountIds)
  await submitPost(house.posts, house.author.actor, id, 1)
  return id
}

async function approve(id: string): Promise<void> {
  const view = await viewPost(house.posts, house.officer.actor, id)
  const digests = Object.fromEntries(
    view.targets.filter((target) => target.mayApprove).map((target) => [target.accountId, target.digest!]),
  )
  await approvePost(house.posts, house.officer.actor, id, { digests, note: '' })
}

const stateOf = async (id: string) =>
  (await viewPost(house.posts, house.officer.actor, id)).publications.map((publication) => publication.state)
const practicePosts = () => house.services.db.selectFrom('practice_post').selectAll().execute()

test('a post goes out once, after somebody else approved exactly it, and is read back', async () => {
  house = await testHouse()
  const id = await submitted('Our open day is on Saturday from 10 am.')
  await approve(id)
  expect(await stateOf(id)).toEqual(['due'])
  await house.work()
  expect(await stateOf(id)).toEqual(['published'])
  house.services.clock.advance({ seconds: 5 })
  await house.work()
  const view = await viewPost(house.posts, house.officer.actor, id)
  expect(view.status).toBe('published')
  expect(view.publications[0]).toMatchObject({
    state: 'verified',
    say: expect.stringContaining('read back') as string,
  })
  expect(await practicePosts()).toHaveLength(1)
  const records = await house.services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('post_id', '=', id)
    .orderBy('id')
    .execute()
  expect(records.map((record) => record.kind)).toEqual([
    'post.created',
    'post.submitted',
    'post.approved',
    'publication.scheduled',
    'publication.intended',
    'publication.sent',
    'publication.published',
    'publication.verified',
  ])
})

test('what was to go once approved stands in the calendar where it came out, for those who may read it', async () => {
  house = await testHouse()
  const id = await submitted('Our open day is on Saturday from 10 am.')
  const now = house.services.clock.now()
  const [from, to] = [now.subtract({ hours: 1 }).toString(), now.add({ hours: 1 }).toString()]
  const shown = async (actor = house.author.actor) => calendar(house.posts, actor, from, to)
  expect(await shown()).toEqual([])
  await approve(id)
  await house.work()
  expect(await shown()).toMatchObject([
    { id, publishAt: null, at: now.toString({ smallestUnit: 'millisecond' }), status: 'published' },
  ])
  expect(await shown({ ...house.author.actor, personId: newId(), accounts: [] })).toEqual([])
  expect(await calendar(house.posts, house.author.actor, to, now.add({ hours: 9 }).toString())).toEqual([])
})

test('nobody approves their own', async () => {
  house = await testHouse()
  const id = await createDraft(house.posts, house.officer.actor, {
    title: 'Open day',
    content: words('Our open day.'),
    accountIds: [house.accountId],
  })
  await submitPost(house.posts, house.officer.actor, id, 1)
  const view = await viewPost(house.posts, house.officer.actor, id)
  expect(view.whyNotApprove).toMatch(/nobody approves their own/)
  const digests = { [house.accountId]: view.targets[0]!.digest! }
  await expect(approvePost(house.posts, house.officer.actor, id, { digests, note: '' })).rejects.toThrow(
    /nobody approves their own/,
  )
})

test('a change after approval voids it, takes the post off the schedule, and says so', async () => {
  house = await testHouse()
  const id = await submitted('Our open day is on Saturday.', { local: '2026-11-23T10:00' })
  await approve(id)
  expect(await stateOf(id)).toEqual(['due'])
  const before = await viewPost(house.posts, house.author.actor, id)
  const saved = await saveDraft(house.posts, house.author.actor, id, {
    title: 'Open day',
    content: words('Our open day is on Sunday.'),
    audiences: [],
    language: 'en-GB',
    accountIds: [house.accountId],
    schedule: { local: before.publishLocal! },
    version: before.version,
  })
  expect(saved.voided).toBe(1)
  const after = await viewPost(house.posts, house.officer.actor, id)
  expect(after.status).toBe('draft')
  expect(after.decisions[0]!.voidedBecause).toMatch(/changed after it was approved/)
  house.services.clock.set('2026-11-23T10:05:00Z')
  await house.work()
  expect(await practicePosts()).toHaveLength(0)
})

test('a variant for one network only touches the approvals for that network', async () => {
  house = await testHouse()
  const id = await submitted('Hello.', { local: '2026-11-23T10:00' }, [house.accountId, house.otherAccountId])
  await approve(id)
  const before = await viewPost(house.posts, house.author.actor, id)
  // Both are on Practice, so leaving one account out is what touches one.
  await saveDraft(house.posts, house.author.actor, id, {
    title: 'Open day',
    content: words('Hello.'),
    audiences: [],
    language: 'en-GB',
    accountIds: [house.accountId],
    schedule: { local: before.publishLocal! },
    version: before.version,
  })
  const view = await viewPost(house.posts, house.officer.actor, id)
  expect(view.publications.map((publication) => publication.state).toSorted()).toEqual(['cancelled', 'due'])
})

test('two people who edit at once: the second is told, and nothing is overwritten', async () => {
  house = await testHouse()
  const id = await written('First words.')
  const save = (text: string, version: number) =>
    saveDraft(house.posts, house.author.actor, id, {
      title: 'Open day',
      content: words(text),
      audiences: [],
      language: 'en-GB',
      accountIds: [house.accountId],
      schedule: null,
      version,
    })
  await save('Second words.', 1)
  await expect(save('Other words.', 1)).rejects.toMatchObject({ code: 'posts.edited-meanwhile' })
  expect((await viewPost(house.posts, house.author.actor, id)).content.parts[0]!.text).toBe('Second words.')
})

test('what a check questions stops a submission until it is mended or kept with a reason', async () => {
  house = await testHouse()
  const id = await written('Ring the admissions tutor on 07700 900142 about the open day.')
  await expect(submitPost(house.posts, house.author.actor, id, 1)).rejects.toMatchObject({
    code: 'posts.findings-open',
  })
  const finding = (await checkStored(house.posts, house.author.actor, id)).find((found) => found.overridable)
  expect(finding?.evidence).toContain('07700')
  await overrideFinding(
    house.posts,
    house.author.actor,
    id,
    finding!.id,
    'The tutor asked for this number to be given.',
  )
  await submitPost(house.posts, house.author.actor, id, 1)
  expect((await viewPost(house.posts, house.officer.actor, id)).status).toBe('in-review')
})

test('a late approval does not burst out: it is missed, and a person decides', async () => {
  house = await testHouse()
  const id = await submitted('Doors open at ten.', { local: '2026-11-21T10:00' })
  house.services.clock.set('2026-11-21T10:30:00Z')
  await approve(id)
  await house.work()
  expect(await stateOf(id)).toEqual(['missed'])
  expect(await practicePosts()).toHaveLength(0)
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  await sendNow(house.posts, house.officer.actor, publication!.id)
  await house.work()
  expect(await practicePosts()).toHaveLength(1)
})

test('a worker that comes late does not send: missed', async () => {
  house = await testHouse()
  const id = await submitted('Doors open at ten.', { local: '2026-11-21T10:00' })
  await approve(id)
  house.services.clock.set('2026-11-21T10:20:00Z')
  await house.work()
  expect(await stateOf(id)).toEqual(['missed'])
})

test('a pause holds everything, and each post is asked about again afterwards', async () => {
  house = await testHouse()
  const first = await submitted('First.', { local: '2026-11-21T10:00' })
  await approve(first)
  await pauseEverything(house.posts, house.officer.actor, 'A serious incident on campus.')
  const second = await submitted('Second.')
  await approve(second)
  house.services.clock.set('2026-11-21T10:01:00Z')
  await house.work()
  expect([await stateOf(first), await stateOf(second)]).toEqual([['paused'], ['paused']])
  await expect(
    sendNow(
      house.posts,
      house.officer.actor,
      (await viewPost(house.posts, house.officer.actor, first)).publications[0]!.id,
    ),
  ).rejects.toMatchObject({ code: 'posts.paused' })
  await resumeEverything(house.posts, house.officer.actor)
  await house.work()
  expect(await practicePosts()).toHaveLength(0)
  const [one] = (await viewPost(house.posts, house.officer.actor, first)).publications
  const [two] = (await viewPost(house.posts, house.officer.actor, second)).publications
  await sendNow(house.posts, house.officer.actor, one!.id)
  await cancelPublication(house.posts, house.officer.actor, two!.id, 'No longer fitting.')
  await house.work()
  expect((await practicePosts()).map((post) => post.text)).toEqual(['First.'])
})

test('an answer that is lost is unknown, then found by reading back; nothing is sent twice', async () => {
  let times = 0
  house = await testHouse({
    faults: {
      afterInsert: () => {
        times += 1
        return Promise.resolve(
          times === 1 ? { kind: 'unknown' as const, say: 'No answer came.', evidence: null } : undefined,
        )
      },
    },
  })
  const id = await submitted('Only once.')
  await approve(id)
  await house.work()
  expect(await stateOf(id)).toEqual(['unknown'])
  house.services.clock.advance({ seconds: 10 })
  await house.work()
  house.services.clock.advance({ seconds: 10 })
  await house.work()
  expect(await stateOf(id)).toEqual(['verified'])
  expect(await practicePosts()).toHaveLength(1)
})

test('an answer that is lost before anything was created is sent again once absence is proved', async () => {
  let times = 0
  house = await testHouse({
    faults: {
      beforeInsert: () => {
        times += 1
        return Promise.resolve(
          times === 1 ? { kind: 'unknown' as const, say: 'No answer came.', evidence: null } : undefined,
        )
      },
    },
  })
  const id = await submitted('Only once.')
  await approve(id)
  await house.work()
  house.services.clock.advance({ seconds: 10 })
  await house.work()
  expect(['published', 'verified']).toContain((await stateOf(id))[0])
  expect(await practicePosts()).toHaveLength(1)
})

test('what was published can be deleted there, and the record stays', async () => {
  house = await testHouse()
  const id = await submitted('Gone tomorrow.')
  await approve(id)
  await house.work()
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  await removeOnNetwork(house.posts, house.officer.actor, publication!.id, 'It named the wrong day.')
  expect((await practicePosts())[0]!.deleted_at).not.toBeNull()
  expect((await viewPost(house.posts, house.officer.actor, id)).publications[0]!.say).toMatch(/Deleted/)
})

test('published words are corrected when another person agrees, and not before', async () => {
  house = await testHouse()
  const id = await submitted('Doors open at tne.')
  await approve(id)
  await house.work()
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  const proposal = { part: 0, text: 'Doors open at ten.', reason: 'A slip of the pen.' }
  const correction = await proposeCorrection(house.posts, house.officer.actor, publication!.id, proposal)
  await expect(decideCorrection(house.posts, house.officer.actor, correction, true)).rejects.toThrow(
    /nobody approves their own/,
  )
  expect((await practicePosts())[0]!.text).toBe('Doors open at tne.')
  const other = await signInAs(house.services, { name: 'Head of Marketing', roles: ['officer'] })
  expect((await viewPost(house.posts, other.actor, id)).corrections[0]).toMatchObject({
    mayDecide: true,
    before: 'Doors open at tne.',
  })
  await decideCorrection(house.posts, other.actor, correction, true)
  expect((await practicePosts())[0]!.text).toBe('Doors open at ten.')
})
