import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { eraseContent } from '#features/records/erase-content.ts'
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { acceptChange } from '#features/posts/afterwards/accept-change.ts'
import { runLookBack } from '#features/posts/afterwards/jobs.ts'
import { lookRule } from '#features/posts/afterwards/rules.ts'
import { noticedFor, viewAfterwards } from '#features/posts/afterwards/views.ts'
import { lookAgain } from '#features/posts/control.ts'
import { decideCorrection, proposeCorrection } from '#features/posts/corrections.ts'
import { removeOnNetwork } from '#features/posts/on-network.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { NetworkTrouble } from '#networks/contract.ts'
import { json, newId } from '#platform/db/index.ts'
import { approve } from './packs-in-force/house.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** What happens to a post on its network after it came out, on Practice, whose rows are changed past Rostrum here. */

let house: TestHouse
let administrator: SignedIn
beforeEach(async () => {
  house = await testHouse()
  administrator = await signInAs(house.services, {
    name: 'Account Administrator',
    accounts: [{ accountId: house.accountId, relation: 'administrator' }],
  })
})
afterEach(() => house.close())

const words = 'Our open day is on Saturday from 10 am.'
const reason = 'The time was mended on the day itself.'

async function published(texts = [words]): Promise<string> {
  const parts = texts.map((text) => ({ text, media: [], link: null }))
  const id = await createDraft(house.posts, house.author.actor, {
    title: 'Open day',
    content: { parts, variants: {} },
    accountIds: [house.accountId],
    schedule: null,
  })
  await submitPost(house.posts, house.author.actor, id, 1)
  await approve(house, id)
  await house.work()
  await pass({ seconds: 5 })
  await house.work()
  return id
}

const pass = (time: Temporal.DurationLike) => Promise.resolve(house.services.clock.advance(time))
const look = () => runLookBack(house.posts)
/** An hour and what it is spread by. */
async function lookAfterAnHour(): Promise<void> {
  await look()
  await pass({ minutes: 67 })
  await look()
}
const onNetwork = (from: string, to: string) =>
  house.services.db.updateTable('practice_post').set({ text: to }).where('text', '=', from).execute()
const gone = (text: string) =>
  house.services.db
    .updateTable('practice_post')
    .set({ deleted_at: house.services.clock.now().toString() })
    .where('text', '=', text)
    .execute()
async function seen(id: string, actor = house.officer.actor) {
  const { publications } = await viewAfterwards(house.posts, actor, id)
  const [one] = publications
  if (!one) throw new Error('Nothing came out.')
  return one
}
const kinds = async (id: string) =>
  (
    await house.services.db
      .selectFrom('ledger_entry')
      .select('kind')
      .where('post_id', '=', id)
      .where('kind', 'like', 'publication.%')
      .orderBy('id')
      .execute()
  ).map(({ kind }) => kind.replace('publication.', ''))
const told = () =>
  house.services.db
    .selectFrom('notice')
    .innerJoin('notice_recipient', 'notice_id', 'id')
    .select(['title', 'person_id'])
    .where('kind', '=', 'posts.changed')
    .orderBy('notice.at')
    .execute()

test('what stands as approved is looked at four times in a month, and nobody hears of it', async () => {
  const id = await published()
  await look()
  expect(await seen(id)).toMatchObject({ readBack: { can: true, lookedAt: null } })
  const dates: (string | null)[] = []
  for (const wait of [{ hours: 2 }, { hours: 26 }, { hours: 24 * 8 }, { hours: 24 * 33 }]) {
    await pass(wait)
    await look()
    dates.push((await seen(id)).readBack.lookedAt)
  }
  expect(new Set(dates).size).toBe(4)
  expect((await seen(id)).readBack.nextAt).toBeNull()
  expect((await kinds(id)).at(-1)).toBe('verified')
  expect(await told()).toEqual([])
})

test('other words on the network are noticed, recorded with both texts, and told once', async () => {
  const id = await published()
  await onNetwork(words, 'Our open day is on Sunday.')
  await lookAfterAnHour()
  expect((await seen(id)).changes).toMatchObject([
    {
      kind: 'changed',
      approved: words,
      standing: 'Our open day is on Sunday.',
      settledHow: null,
      mayAccept: true,
    },
  ])
  expect((await kinds(id)).at(-1)).toBe('changed-outside')
  const people = (await told()).map((row) => row.person_id)
  expect(people.toSorted()).toEqual([house.officer.actor.personId, administrator.actor.personId].toSorted())
  expect((await told())[0]?.title).toBe('Changed on Practice: Open day')
  expect(await noticedFor(house.posts, administrator.actor)).toMatchObject({
    changes: [{ postId: id, title: 'Open day', kind: 'changed' }],
  })
  expect(await noticedFor(house.posts, house.author.actor)).toMatchObject({ changes: [] })
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  await lookAgain(house.posts, house.officer.actor, publication?.id ?? '')
  await pass({ hours: 26 })
  await look()
  expect(await told()).toHaveLength(2)
  expect((await seen(id)).changes).toHaveLength(1)
})

test('each thing that comes to stand there is news of its own, and so is that it is as approved again', async () => {
  const id = await published()
  await onNetwork(words, 'First other words.')
  await lookAfterAnHour()
  await onNetwork('First other words.', 'Second other words.')
  await pass({ hours: 26 })
  await look()
  expect((await seen(id)).changes).toMatchObject([
    { standing: 'Second other words.', settledHow: null },
    { standing: 'First other words.', settledHow: 'overtaken' },
  ])
  await onNetwork('Second other words.', words)
  await pass({ hours: 24 * 8 })
  await look()
  expect((await kinds(id)).slice(-3)).toEqual(['changed-outside', 'changed-outside', 'as-approved-again'])
  expect((await seen(id)).changes[0]).toMatchObject({ settledHow: 'back' })
  expect(await noticedFor(house.posts, house.officer.actor)).toMatchObject({ changes: [] })
})

test('a part of a thread that is gone is noticed by itself', async () => {
  const id = await published(['First of two.', 'Second of two.'])
  await gone('Second of two.')
  await lookAfterAnHour()
  expect((await seen(id)).changes).toMatchObject([
    { part: 1, kind: 'gone', approved: 'Second of two.', standing: null },
  ])
  expect((await told())[0]?.title).toBe('Gone from Practice: Open day')
})

test('what is accepted, with a reason, is no news again until something else stands there', async () => {
  const id = await published()
  await onNetwork(words, 'Accepted words.')
  await lookAfterAnHour()
  const [change] = (await seen(id)).changes
  await expect(acceptChange(house.posts, house.author.actor, change?.id ?? '', reason)).rejects.toThrow(
    'needs the permission',
  )
  await acceptChange(house.posts, administrator.actor, change?.id ?? '', reason)
  await expect(acceptChange(house.posts, house.officer.actor, change?.id ?? '', reason)).rejects.toThrow(
    'settled already',
  )
  expect((await seen(id)).changes).toMatchObject([
    { settledHow: 'accepted', settledBy: { name: 'Account Administrator' }, reason },
  ])
  await pass({ hours: 26 })
  await look()
  expect((await seen(id)).changes).toHaveLength(1)
  await onNetwork('Accepted words.', 'Other words again.')
  await pass({ hours: 24 * 8 })
  await look()
  expect((await seen(id)).changes.map(({ settledHow }) => settledHow)).toEqual([null, 'accepted'])
})

test('a correction settles it, and what was corrected is what counts from then on', async () => {
  const id = await published()
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  await onNetwork(words, 'Not ours.')
  await lookAfterAnHour()
  const correction = await proposeCorrection(house.posts, house.author.actor, publication?.id ?? '', {
    part: 0,
    text: words,
    reason: 'To what was approved.',
  })
  await decideCorrection(house.posts, house.officer.actor, correction, true)
  expect((await seen(id)).changes).toMatchObject([{ settledHow: 'corrected' }])
  await look()
  const another = await proposeCorrection(house.posts, house.author.actor, publication?.id ?? '', {
    part: 0,
    text: 'Our open day is on Sunday from 10 am.',
    reason: 'It was moved.',
  })
  await decideCorrection(house.posts, house.officer.actor, another, true)
  await look()
  await pass({ hours: 26 })
  await look()
  expect((await seen(id)).changes).toHaveLength(1)
  expect(await told()).toHaveLength(2)
})

test('what is deleted from here is no news, and what is open of it ends', async () => {
  const id = await published()
  await onNetwork(words, 'Not ours.')
  await lookAfterAnHour()
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  await removeOnNetwork(house.posts, house.officer.actor, publication?.id ?? '', 'Somebody changed it.')
  await pass({ hours: 26 })
  await look()
  expect((await seen(id)).changes).toMatchObject([{ settledHow: 'removed' }])
  expect((await seen(id)).readBack.nextAt).toBeNull()
})

test('both texts can be erased, and what was erased is not noticed afresh', async () => {
  const id = await published()
  await onNetwork(words, 'The telephone number of Sam is 07700 900123.')
  await lookAfterAnHour()
  const entry = await house.services.db
    .selectFrom('ledger_entry')
    .select('id')
    .where('kind', '=', 'publication.changed-outside')
    .executeTakeFirstOrThrow()
  const governance = await signInAs(house.services, { name: 'Records', roles: ['governance'] })
  await eraseContent(house.services, governance.actor, entry.id, { reason: 'Somebody’s own number.' })
  await pass({ hours: 26 })
  await look()
  expect((await seen(id)).changes).toMatchObject([{ approved: null, standing: null, settledHow: null }])
})

test('a network that says nothing is asked again, and the post says so meanwhile', async () => {
  const id = await published()
  await look()
  const { openSession } = house.posts
  house.posts.openSession = () => Promise.reject(new NetworkTrouble('Practice does not answer.'))
  await pass({ minutes: 67 })
  await look()
  expect((await seen(id)).readBack).toMatchObject({ trouble: 'Practice does not answer.' })
  house.posts.openSession = openSession
  await gone(words)
  await pass({ minutes: 11 })
  await look()
  expect(await seen(id)).toMatchObject({ readBack: { trouble: null }, changes: [{ kind: 'gone' }] })
})

test('what can’t be read back is not looked at, and the post says so without alarm', async () => {
  const id = await published()
  const practice = house.networks.get('practice')
  if (!practice) throw new Error('There is no Practice.')
  const capabilities = { ...practice.profile.capabilities, idempotency: 'none' as const }
  house.networks.set('practice', { ...practice, profile: { ...practice.profile, capabilities } })
  await house.services.db
    .updateTable('publication')
    .set({ state: 'published', verified_at: null })
    .where('post_id', '=', id)
    .execute()
  await gone(words)
  await lookAfterAnHour()
  expect(await seen(id)).toMatchObject({ readBack: { can: false, lookedAt: null }, changes: [] })
  const [publication] = (await viewPost(house.posts, house.officer.actor, id)).publications
  expect(publication).toMatchObject({
    say: 'Posted. This network can’t be asked what stands there, so it is not checked again from here.',
    fix: null,
  })
})

/** The publication of a post, as if the same had gone out `count` times on the account. */
async function copies(postId: string, count: number): Promise<void> {
  for (let copy = 0; copy < count; copy++) {
    const changed = json({ id: newId(), post_id: newId() })
    await sql`insert into post select (jsonb_populate_record(p, jsonb_build_object('id', ${changed}::jsonb ->> 'post_id'))).*
      from post p where id = ${postId}::uuid`.execute(house.services.db)
    await sql`insert into publication select (jsonb_populate_record(p, ${changed})).* from publication p
      where post_id = ${postId}::uuid limit 1`.execute(house.services.db)
  }
}

test('a day with much on it is read back a little at a time, and never while the account is sending', async () => {
  const id = await published()
  const { db } = house.services
  await copies(id, lookRule.ofOneAccountAnHour + 4)
  await look()
  await pass({ minutes: 67 })
  const lease = (until: string | null) =>
    db.updateTable('publication').set({ lease_until: until }).where('post_id', '=', id).execute()
  const looked = async () =>
    Number(
      (
        await db
          .selectFrom('publication_look')
          .select(({ fn }) => fn.count('looked_at').as('looks'))
          .executeTakeFirstOrThrow()
      ).looks,
    )
  await lease(house.services.clock.now().add({ minutes: 1 }).toString())
  await look()
  expect(await looked()).toBe(0)
  await lease(null)
  await look()
  expect(await looked()).toBe(lookRule.ofOneAccountAnHour)
  await look()
  expect(await looked()).toBe(lookRule.ofOneAccountAnHour)
  await pass({ minutes: 61 })
  await look()
  expect(await looked()).toBe(lookRule.ofOneAccountAnHour + 5)
})
