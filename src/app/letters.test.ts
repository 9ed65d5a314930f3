import { afterEach, expect, test } from 'vitest'
import { holdLateAndPaused } from '#features/posts/sending/claim.ts'
import { viewPost } from '#features/posts/views.ts'
import { approvePost } from '#features/posts/decide.ts'
import { submitPost } from '#features/posts/submit.ts'
import { createDraft, saveDraft } from '#features/posts/write-draft.ts'
import { testHouse, type TestHouse } from './testing.ts'

let house: TestHouse
afterEach(() => house.close())

/** The house with its letters caught: whom each one goes to, and what it is about. */
async function houseWithLetters() {
  house = await testHouse()
  const letters: { to: readonly string[]; subject: string; text: string }[] = []
  const posts = {
    ...house.posts,
    tell: (_tx: unknown, to: readonly string[], letter: { subject: string; text: string }) => {
      letters.push({ to, ...letter })
      return Promise.resolve()
    },
  }
  house = { ...house, posts }
  return { letters, posts }
}

const content = (text: string) => ({ parts: [{ text, media: [], link: null }], variants: {} })

test('a change after approval is told to the one who approved, and to the author when somebody else made it', async () => {
  const { letters, posts } = await houseWithLetters()
  const { author, officer, accountId } = house
  const schedule = { local: '2026-11-23T10:00' }
  const draft = { title: 'Open day', content: content('On Saturday.'), accountIds: [accountId], schedule }
  const id = await createDraft(posts, author.actor, draft)
  await submitPost(posts, author.actor, id, 1)
  expect(letters.at(-1)).toMatchObject({
    to: [officer.actor.personId],
    subject: 'Waits for your approval: Open day',
  })
  const view = await viewPost(posts, officer.actor, id)
  await approvePost(posts, officer.actor, id, {
    digests: { [accountId]: view.targets[0]!.digest! },
    note: '',
  })
  expect(letters.at(-1)).toMatchObject({ to: [author.actor.personId], subject: 'Approved: Open day' })
  await saveDraft(posts, author.actor, id, {
    ...draft,
    content: content('On Sunday.'),
    audiences: [],
    language: 'en-GB',
    version: view.version,
  })
  expect(letters.at(-1)).toMatchObject({
    to: [officer.actor.personId],
    subject: 'Approval no longer holds: Open day',
  })
})

test('a missed post is told to its author and to those who answer for the account', async () => {
  const { letters, posts } = await houseWithLetters()
  const { author, officer, accountId } = house
  const id = await createDraft(posts, author.actor, {
    title: 'Open day',
    content: content('Now.'),
    accountIds: [accountId],
    schedule: { local: '2026-11-21T10:00' },
  })
  await submitPost(posts, author.actor, id, 1)
  const view = await viewPost(posts, officer.actor, id)
  await approvePost(posts, officer.actor, id, {
    digests: { [accountId]: view.targets[0]!.digest! },
    note: '',
  })
  house.services.clock.set('2026-11-21T11:00:00Z')
  await holdLateAndPaused(posts, house.services.clock.now())
  expect(letters.at(-1)?.subject).toBe('Needs you: Open day')
  expect(new Set(letters.at(-1)?.to)).toEqual(new Set([author.actor.personId, officer.actor.personId]))
})
