import { afterEach, beforeEach, expect, test } from 'vitest'
import { addToQueue } from '#features/plans/add-to-queue.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import type { Db } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { Planner, words } from './plans-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Somebody approves a post between another's look at it and their write. */

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

/** A database on which something happens just before the first transaction begins. */
function justBefore(db: Db, deed: () => Promise<void>): Db {
  let done = false
  return new Proxy(db, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name !== 'transaction' || done) return typeof value === 'function' ? value.bind(target) : value
      return () => ({
        execute: async (work: Parameters<ReturnType<Db['transaction']>['execute']>[0]) => {
          done = true
          await deed()
          return target.transaction().execute(work)
        },
      })
    },
  })
}

const at = { local: '2026-11-21T10:00' }
const draft = (text: string) => ({
  title: 'Results',
  content: words(text),
  accountIds: [house.accountId],
  audiences: [],
  language: 'en-GB',
  schedule: at,
})

async function submitted(): Promise<{ id: string; version: number; racing: Services }> {
  const { posts, author, officer, services } = house
  const id = await createDraft(posts, author.actor, draft('Old words'))
  const { version } = await viewPost(posts, author.actor, id)
  await submitPost(posts, author.actor, id, version)
  const approve = async () => {
    const { targets } = await viewPost(posts, officer.actor, id)
    const digests = Object.fromEntries(targets.map((target) => [target.accountId, target.digest ?? '']))
    await approvePost(posts, officer.actor, id, { digests, note: '' })
  }
  return { id, version, racing: { ...services, db: justBefore(services.db, approve) } }
}

async function sentAtTen(): Promise<number> {
  house.services.clock.set('2026-11-21T10:00:05Z')
  await house.work()
  return (await house.services.db.selectFrom('practice_post').select('id').execute()).length
}

test('words that are approved while their author saves others do not go out', async () => {
  const { id, version, racing } = await submitted()
  const posts = { ...house.posts, services: racing }
  const saved = await saveDraft(posts, house.author.actor, id, { ...draft('New words'), version })
  expect(saved).toEqual({ version: version + 1, voided: 1 })
  expect(await sentAtTen()).toBe(0)
  expect(await viewPost(house.posts, house.author.actor, id)).toMatchObject({
    status: 'draft',
    content: { parts: [{ text: 'New words' }] },
  })
})

test('what is approved for its hour while it is put into a queue does not go at that hour', async () => {
  const queueId = await new Planner(house).queue()
  const { id, racing } = await submitted()
  const deps = { services: racing, posts: house.posts }
  const given = await addToQueue(deps, house.author.actor, queueId, id)
  expect(given).toEqual({ at: '2026-11-23T09:00:00.000Z', voided: 1 })
  expect(await sentAtTen()).toBe(0)
})
