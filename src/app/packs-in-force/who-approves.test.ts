import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { sendNow } from '#features/posts/control.ts'
import { pauseEverything, resumeEverything } from '#features/posts/pause.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { saveDraft } from '#features/posts/write-draft.ts'
import { approve, packsHouse, putForward, refusalOf, written, type PacksHouse } from './house.ts'

/** Two people, exactly what was read, on time or not at all: under each policy that says so, and beneath the others. */

let house: PacksHouse
let second: SignedIn
beforeAll(async () => {
  house = await packsHouse()
  second = await signInAs(house.services, { name: 'Head of Marketing', roles: ['officer'] })
})
afterAll(() => house.close())

const see = (id: string) => viewPost(house.posts, house.officer.actor, id)
const stateOf = async (id: string) => (await see(id)).publications.map(({ state }) => state)
async function rewrite(id: string, text: string, local?: string) {
  const { version } = await see(id)
  return saveDraft(house.posts, house.author.actor, id, {
    title: 'Open day',
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    audiences: [],
    language: 'en-GB',
    accountIds: [house.accountId],
    schedule: local === undefined ? null : { local },
    version,
  })
}
/** A post for a time of today, written in this minute. */
async function scheduledAt(local: string): Promise<string> {
  const id = await written(house)
  await rewrite(id, (await see(id)).content.parts[0]!.text, local)
  await submitPost(house.posts, house.author.actor, id, 2)
  return id
}

test.each([
  [null, 'BASE-2.1'],
  ['aston', 'ASTON-27'],
  ['essex', 'BASE-2.1'],
  ['uwl', 'BASE-2.1'],
])('with %s in force, nobody approves their own, by %s, and a second person does', async (pack, clause) => {
  await house.adopt(pack)
  const id = await putForward(house, { by: house.officer.actor })
  expect(await refusalOf(approve(house, id))).toMatchObject({
    code: 'posts.may-not-approve',
    extras: { clause },
  })
  await house.work()
  expect(await stateOf(id)).toEqual([])
  await approve(house, id, second.actor)
  await house.work()
  expect(await stateOf(id)).toEqual(['published'])
})

test.each([null, 'aston'])(
  'BASE-2.2, ASTON-27: with %s in force, words that change after approval do not go before they are read again',
  async (pack) => {
    await house.adopt(pack)
    const id = await putForward(house)
    const read = (await see(id)).targets[0]!.digest
    await approve(house, id)
    expect(await rewrite(id, `Other words, after ${read?.slice(0, 8)}.`)).toMatchObject({ voided: 1 })
    await house.work()
    expect(await see(id)).toMatchObject({ status: 'draft' })
    await submitPost(house.posts, house.author.actor, id, (await see(id)).version)
    await approve(house, id)
    await house.work()
    expect((await stateOf(id)).toSorted()).toEqual(['cancelled', 'published'])
    // What is out cannot be rewritten here as if it had been said.
    expect(await refusalOf(rewrite(id, 'We never said so.'))).toMatchObject({
      code: 'posts.already-sent',
      extras: { clause: 'BASE-2.2' },
    })
  },
)

test('BASE-2.3: a post that comes too late is missed, until a person says that it goes', async () => {
  await house.adopt(null)
  const id = await scheduledAt('2026-11-21T10:00')
  await approve(house, id)
  house.services.clock.set('2026-11-21T10:20:00Z')
  await house.work()
  expect(await stateOf(id)).toEqual(['missed'])
  await sendNow(house.posts, house.officer.actor, (await see(id)).publications[0]!.id)
  await house.work()
  expect(await stateOf(id)).toEqual(['published'])
})

test('BASE-2.3: after a pause nothing bursts out: each post is asked about again', async () => {
  const id = await scheduledAt('2026-11-21T11:00')
  await approve(house, id)
  await pauseEverything(house.posts, house.officer.actor, 'A serious incident on campus.')
  house.services.clock.set('2026-11-21T11:01:00Z')
  await house.work()
  await resumeEverything(house.posts, house.officer.actor)
  await house.work()
  expect(await stateOf(id)).toEqual(['paused'])
  await sendNow(house.posts, house.officer.actor, (await see(id)).publications[0]!.id)
  await house.work()
  expect(await stateOf(id)).toEqual(['published'])
})
