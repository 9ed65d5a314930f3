import { afterEach, beforeEach, expect, test } from 'vitest'
import { NetworkTrouble, type PublishOutcome } from '#networks/contract.ts'
import { isoOf } from '#platform/services.ts'
import { approvedPost, stub } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Whether anything of a part may have left before: some networks can only tell a draft that is gone by that. */

let house: TestHouse
/** What each part was told as it was sent, and what then came of it. */
let told: [string, string | null][] = []
let outcomes: (PublishOutcome | undefined)[] = []
let staging: (Error | undefined)[] = []

beforeEach(async () => {
  house = await testHouse({ now: '2026-11-21T09:00:00Z' })
  told = []
  outcomes = []
  staging = []
  const plain = stub(0)
  house.posts.openSession = async () => ({
    ...plain,
    async stage() {
      const trouble = staging.shift()
      if (trouble) throw trouble
      return { draft: 'of ours' }
    },
    publish(part) {
      told.push([part.text, part.sentAt])
      const outcome = outcomes.shift()
      return outcome ? Promise.resolve(outcome) : plain.publish(part)
    },
  })
})
afterEach(() => house.close())

const now = () => isoOf(house.services.clock.now())
const later = (): PublishOutcome => ({
  kind: 'retry',
  after: isoOf(house.services.clock.now().add({ seconds: 30 })),
  say: 'Not now.',
})
const unknown: PublishOutcome = { kind: 'unknown', say: 'No answer came.', evidence: null }
const thread = () => approvedPost(house, 'News', { parts: 3 })
/** Some seconds later, all that is due. */
async function goOn(seconds = 90): Promise<void> {
  house.services.clock.advance({ seconds })
  await house.work()
}
const state = async (id: string) =>
  (
    await house.services.db
      .selectFrom('publication')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
  ).state

test('what was refused with proof has not left, nor have the parts that come after it', async () => {
  const id = await thread()
  outcomes = [undefined, later(), later()]
  await house.work()
  await goOn()
  await goOn()
  expect(told).toEqual([
    ['News, part 1', null],
    ['News, part 2', null],
    ['News, part 2', null],
    ['News, part 2', null],
    ['News, part 3', null],
  ])
  await goOn()
  expect(await state(id)).toBe('verified')
})

test('a part of which a draft could not be made has not left', async () => {
  const id = await thread()
  staging = [undefined, new NetworkTrouble('It could not be made.')]
  await house.work()
  expect(told).toEqual([['News, part 1', null]])
  await goOn()
  expect(told.slice(1)).toEqual([
    ['News, part 2', null],
    ['News, part 3', null],
  ])
  await goOn()
  expect(await state(id)).toBe('verified')
})

test('what got no answer may have left, and so it stays, though it is proved absent and refused later', async () => {
  const id = await thread()
  outcomes = [undefined, unknown, later()]
  await house.work()
  const sentAt = now()
  await goOn()
  const again = now()
  await goOn()
  expect(told).toEqual([
    ['News, part 1', null],
    ['News, part 2', null],
    ['News, part 2', sentAt],
    ['News, part 2', again],
    ['News, part 3', null],
  ])
  await goOn()
  expect(await state(id)).toBe('verified')
})

test('what a process was at when it died may have left, though it was refused with proof before', async () => {
  const id = await thread()
  outcomes = [later()]
  await house.work()
  // Another worker takes it up and dies as it sends.
  house.services.clock.advance({ seconds: 90 })
  const died = now()
  await house.services.db
    .updateTable('publication')
    .set({ state: 'unknown', sent_at: died })
    .where('id', '=', id)
    .execute()
  await goOn()
  expect(told.slice(0, 2)).toEqual([
    ['News, part 1', null],
    ['News, part 1', died],
  ])
})
