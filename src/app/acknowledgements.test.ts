import { afterEach, beforeEach, expect, test } from 'vitest'
import { signInAs } from '#features/people/testing.ts'
import { acknowledgeEdition } from '#features/policy/acknowledgements/acknowledge.ts'
import { asks, gates, policyFrom } from '#features/policy/acknowledgements/testing.ts'
import { sendNow } from '#features/posts/control.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { nowOf } from '#platform/services.ts'
import { buildWeb, composeHouse } from './compose.ts'
import { testHouse, testKeys, type TestHouse } from './testing.ts'

/** No acknowledgement of the edition in force, no publishing: where the pack says so, and only there. */

let house: TestHouse
beforeEach(async () => {
  house = await testHouse()
})
afterEach(() => house.close())

const edition = (words: string, controls: string) =>
  policyFrom(house.services.db, { at: nowOf(house.services), words, controls })

async function written(): Promise<string> {
  return createDraft(house.posts, house.author.actor, {
    title: 'Open day',
    content: { parts: [{ text: 'Our open day is on Saturday.', media: [], link: null }], variants: {} },
    accountIds: [house.accountId],
  })
}

async function approve(id: string): Promise<void> {
  const { targets } = await viewPost(house.posts, house.officer.actor, id)
  await approvePost(house.posts, house.officer.actor, id, {
    digests: { [house.accountId]: targets[0]!.digest! },
    note: '',
  })
}

const refusal = {
  code: 'posts.policy-unread',
  status: 403,
  message: 'Read the edition in force before you publish.',
  extras: { clause: 'EX-1.1', fix: expect.stringContaining('/policy/acknowledge') as string },
}

test('a pack that only asks stops nobody', async () => {
  await edition('Write plainly.', asks)
  const id = await written()
  await submitPost(house.posts, house.author.actor, id, 1)
  await approve(id)
  expect((await viewPost(house.posts, house.author.actor, id)).status).toBe('approved')
})

test('the gate holds for the author and for the approver, opens for whoever has read it, and closes with a new edition', async () => {
  const first = await edition('Write plainly.', gates)
  const { services, author, officer, posts } = house
  const id = await written()
  await expect(submitPost(posts, author.actor, id, 1)).rejects.toMatchObject(refusal)
  await acknowledgeEdition(services, author.actor, first)
  // Somebody who answers for the account has to have read it too; in what follows one of them has.
  await expect(submitPost(posts, author.actor, id, 1)).rejects.toMatchObject({
    code: 'posts.account-not-ready',
    extras: { clause: 'EX-1.1' },
  })
  const reader = await signInAs(services, {
    accounts: [{ accountId: house.accountId, relation: 'administrator' }],
  })
  await acknowledgeEdition(services, reader.actor, first)
  await submitPost(posts, author.actor, id, 1)
  await expect(approve(id)).rejects.toMatchObject(refusal)
  await acknowledgeEdition(services, officer.actor, first)
  await approve(id)
  expect((await viewPost(posts, author.actor, id)).status).toBe('approved')

  services.clock.advance({ hours: 1 })
  const next = await written()
  const second = await edition('Write plainly and kindly.', gates)
  await acknowledgeEdition(services, reader.actor, second)
  await expect(submitPost(posts, author.actor, next, 1)).rejects.toMatchObject(refusal)

  // What was approved before and is held now is not let go by somebody who has not read it either.
  await services.db.updateTable('publication').set({ state: 'missed' }).execute()
  const { publications } = await viewPost(posts, officer.actor, id)
  await expect(sendNow(posts, officer.actor, publications[0]!.id)).rejects.toMatchObject(refusal)
  await acknowledgeEdition(services, officer.actor, second)
  await sendNow(posts, officer.actor, publications[0]!.id)
})

test('who signs in is told on every page, until they have said in a browser that they have read it', async () => {
  const editionId = await edition('Write plainly.', gates)
  const { services, author } = house
  const app = await buildWeb(composeHouse(services, testKeys(services)), { pages: false })
  try {
    const session = async () => {
      const answer = await app.inject({ url: '/api/session', headers: author.headers })
      const { notices, waiting } = answer.json<{ notices: { id: string }[]; waiting: number }>()
      return { asked: notices.some(({ id }) => id === 'policy-acknowledge'), waiting }
    }
    expect(await session()).toEqual({ asked: true, waiting: 1 })
    const made = await app.inject({
      method: 'POST',
      url: '/api/me/tokens',
      headers: author.headers,
      payload: { name: 'Script', scopes: ['policy.read'], days: 30 },
    })
    const authorization = `Bearer ${made.json<{ secret: string }>().secret}`
    const confirm = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/api/policy/acknowledgements/mine',
        headers,
        payload: { editionId },
      })
    const byToken = await confirm({ authorization })
    expect([byToken.statusCode, byToken.json<{ code: string }>().code]).toEqual([
      403,
      'people.not-with-token',
    ])
    expect((await confirm(author.headers)).statusCode).toBe(201)
    expect(await session()).toEqual({ asked: false, waiting: 0 })
  } finally {
    await app.close()
  }
})
