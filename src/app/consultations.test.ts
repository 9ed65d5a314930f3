import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Actor } from '#features/people/index.ts'
import { signInAs } from '#features/people/testing.ts'
import { checkStored } from '#features/posts/check.ts'
import { answerConsultation, askOffice } from '#features/posts/consultations.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { exampleControls, giveOffice, putInForce } from './policy-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Offices that a clause wants to be asked, to approve, or to hear of a post, on the running system. */

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

async function written(host: string): Promise<string> {
  return createDraft(house.posts, house.author.actor, {
    title: 'Reunion',
    content: {
      parts: [{ text: `See https://${host}.example/page for more.`, media: [], link: null }],
      variants: {},
    },
    accountIds: [house.accountId],
  })
}
const submit = (id: string) => submitPost(house.posts, house.author.actor, id, 1)
const see = (id: string, actor = house.officer.actor) => viewPost(house.posts, actor, id)
async function approve(id: string, actor: Actor): Promise<void> {
  const { targets } = await see(id, actor)
  const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(house.posts, actor, id, { digests, note: '' })
}
const colleague = async (name: string, role: 'officer' | 'governance'): Promise<Actor> =>
  (await signInAs(house.services, { name, roles: [role] })).actor
async function findingOf(id: string, clause: string): Promise<string> {
  const findings = await checkStored(house.posts, house.author.actor, id)
  return findings.find((found) => found.clause === clause)?.id ?? ''
}

test('a post that an office has to be asked about is put forward once the office has agreed', async () => {
  await putInForce(house, exampleControls.asksAdvancement)
  const id = await written('alumni')
  const findingId = await findingOf(id, 'EX-1.2')
  const ask = () =>
    askOffice(house.posts, house.author.actor, id, { findingId, office: 'advancement-office' })
  await expect(submit(id)).rejects.toMatchObject({
    code: 'posts.findings-open',
    extras: { clause: 'EX-1.2', fix: expect.stringMatching(/Nobody holds the office “Advancement Office”/) },
  })
  await expect(ask()).rejects.toMatchObject({
    code: 'posts.office-vacant',
    extras: { clause: 'EX-1.2', fix: expect.stringContaining('Offices') as string },
  })
  const advancement = await colleague('Head of Alumni Relations', 'governance')
  await giveOffice(house, 'advancement-office', advancement.personId)
  const question = await ask()
  await expect(ask()).rejects.toMatchObject({ code: 'posts.asked-already' })
  await expect(submit(id)).rejects.toMatchObject({ extras: { clause: 'EX-1.2' } })

  const answer = (actor: Actor, which: string, agreed: boolean) =>
    answerConsultation(house.posts, actor, id, which, { agreed, note: 'We have read it.' })
  await expect(answer(house.officer.actor, question, true)).rejects.toMatchObject({
    code: 'posts.office-not-held',
  })
  expect((await see(id, advancement)).consultations[0]).toMatchObject({ mayAnswer: true })
  await answer(advancement, question, false)
  await expect(answer(advancement, question, true)).rejects.toMatchObject({ code: 'posts.answered' })
  await expect(submit(id)).rejects.toMatchObject({ extras: { clause: 'EX-1.2' } })
  await answer(advancement, await ask(), true)
  await submit(id)
  const view = await see(id)
  expect(view.status).toBe('in-review')
  expect(view.consultations.map(({ agreed, note }) => [agreed, note])).toEqual([
    [false, 'We have read it.'],
    [true, 'We have read it.'],
  ])
  const kinds = await house.services.db
    .selectFrom('ledger_entry')
    .select('kind')
    .where('post_id', '=', id)
    .orderBy('id')
    .execute()
  expect(kinds.map(({ kind }) => kind)).toEqual([
    'post.created',
    'post.office-asked',
    'post.office-disagreed',
    'post.office-asked',
    'post.office-agreed',
    'post.submitted',
  ])
})

test('a writer does not answer for an office that they hold themselves', async () => {
  await putInForce(house, exampleControls.asksAdvancement)
  const id = await written('alumni')
  await giveOffice(house, 'advancement-office', house.author.actor.personId)
  const findingId = await findingOf(id, 'EX-1.2')
  await expect(
    askOffice(house.posts, house.author.actor, id, { findingId, office: 'advancement-office' }),
  ).rejects.toMatchObject({ code: 'posts.office-cannot-see' })
})

test('an office that nothing wants to be asked is not asked', async () => {
  await putInForce(house, exampleControls.asksAdvancement)
  const id = await written('elsewhere')
  await expect(
    askOffice(house.posts, house.author.actor, id, { findingId: 'made-up', office: 'advancement-office' }),
  ).rejects.toMatchObject({ code: 'posts.nothing-to-ask' })
})

test('an office has to be among those who approve, and holds it at that moment', async () => {
  await putInForce(house, exampleControls.pressApproves)
  const press = await colleague('Press Officer', 'officer')
  const id = await written('press')
  await submit(id)
  const vacant = await see(id)
  expect(vacant.readers.say[0]).toMatch(/Nobody holds the office “Press Office” now.*page Offices/)
  await approve(id, house.officer.actor)
  expect(await see(id)).toMatchObject({ status: 'in-review', publications: [] })
  await giveOffice(house, 'press-office', press.personId)
  const wanted = await see(id, press)
  expect(wanted.readers.offices).toMatchObject([
    { id: 'press-office', holders: ['Press Officer'], clause: 'EX-1.3' },
  ])
  expect(wanted.targets[0]).toMatchObject({ mayApprove: true })
  await approve(id, press)
  await house.work()
  expect(await see(id)).toMatchObject({ status: 'published', readers: { offices: [] } })
})

test('a post is brought before an office by itself, once, and goes on meanwhile', async () => {
  await putInForce(house, exampleControls.pressHears)
  const press = await colleague('Press Officer', 'governance')
  const told: { to: readonly string[]; subject: string }[] = []
  const posts = {
    ...house.posts,
    tell: (_tx: unknown, to: readonly string[], { subject }: { subject: string }) => {
      told.push({ to, subject })
      return Promise.resolve()
    },
  }
  const vacant = await written('news')
  await submitPost(posts, house.author.actor, vacant, 1)
  expect((await see(vacant)).consultations).toMatchObject([{ office: { name: 'Press Office', holders: [] } }])
  await giveOffice(house, 'press-office', press.personId)
  const id = await written('news')
  await submitPost(posts, house.author.actor, id, 1)
  expect(told).toContainEqual({ to: [press.personId], subject: 'For your office: Reunion' })
  await approve(id, house.officer.actor)
  await house.work()
  const view = await see(id)
  expect(view).toMatchObject({ status: 'published', consultations: [{ clause: 'EX-1.4', agreed: null }] })
})
