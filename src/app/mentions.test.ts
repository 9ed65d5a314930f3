import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkStored } from '#features/posts/check.ts'
import { lookUpMentions } from '#features/posts/mentions/look-up.ts'
import { submitPost } from '#features/posts/submit.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { keepSaid } from '#features/posts/sending/rates.ts'
import { NetworkTrouble, ReconnectNeeded } from '#networks/contract.ts'
import { stub } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Whether somebody who is mentioned exists: asked of the account's own network, before anybody approves it. */

let house: TestHouse
let asked: string[] = []
let opened: string[] = []
/** What the network does with a name. */
let knows: (name: string) => Promise<boolean | null> = async (name) => name === 'library'

beforeEach(async () => {
  house = await testHouse()
  asked = []
  opened = []
  knows = async (name) => name === 'library'
  house.posts.openSession = async (accountId) => {
    opened.push(accountId)
    return {
      ...stub(0),
      knows: async (name) => {
        asked.push(name)
        return knows(name)
      },
    }
  }
})
afterEach(() => house.close())

const look = (names: string[], actor = house.author.actor) =>
  lookUpMentions(house.posts, actor, house.accountId, names)
const draft = (text: string) =>
  createDraft(house.posts, house.author.actor, {
    title: 'Thanks',
    content: { parts: [{ text, media: [], link: null }], variants: {} },
    accountIds: [house.accountId],
  })
const found = async (id: string) =>
  (await checkStored(house.posts, house.author.actor, id))
    .filter(({ control }) => control === 'mentions-lead-somewhere')
    .map(({ say, outcome, evidence }) => ({ say, outcome, evidence }))

test('says of each name whether the network knows it, by the account’s own connection, once in a while', async () => {
  const both = [
    { name: 'library', known: 'yes' },
    { name: 'nobody', known: 'no' },
  ]
  expect(await look(['library', 'nobody'])).toEqual(both)
  expect(await look(['Library', 'nobody'])).toMatchObject([{ known: 'yes' }, { known: 'no' }])
  expect(asked).toEqual(['library', 'nobody'])
  expect(opened).toEqual([house.accountId])
  // Somebody may have made the account meanwhile.
  house.services.clock.advance({ minutes: 6 })
  await look(['library', 'nobody'])
  expect(asked).toEqual(['library', 'nobody', 'nobody'])
})

test('nothing but names leaves, and no more than a few', async () => {
  await look(['two words', 'a/b?c=1', '', 'library@evil.example/x', 'ok'])
  expect(asked).toEqual(['ok'])
  await look(Array.from({ length: 50 }, (_, at) => `name${at}`))
  expect(asked).toHaveLength(21)
})

test('asking the same at the same moment asks the network once', async () => {
  await Promise.all([look(['library']), look(['library']), look(['library'])])
  expect(asked).toEqual(['library'])
})

test('what is not answered is not said to be unknown', async () => {
  const id = await draft('With thanks to @nobody.')
  for (const trouble of [new NetworkTrouble('It is down.'), new ReconnectNeeded('It has ended.')]) {
    knows = () => Promise.reject(trouble)
    expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'unanswered' }])
    expect(await found(id)).toEqual([])
    house.services.clock.advance({ minutes: 2 })
  }
  knows = async () => null
  expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'unanswered' }])
  house.posts.openSession = () => Promise.reject(new ReconnectNeeded('It has ended.'))
  expect(await look(['somebody'])).toEqual([{ name: 'somebody', known: 'unanswered' }])
  house.posts.openSession = async () => stub(0)
  expect(await look(['else'])).toEqual([])
  expect(await found(id)).toEqual([])
})

test('while the network asks us to wait, and after sixty names, nobody is asked', async () => {
  const now = house.services.clock.now()
  const scopes = { network: 'practice', accountId: house.accountId, server: null }
  await keepSaid(house.services.db, scopes, {
    per: 'app',
    after: now.add({ minutes: 10 }),
    say: 'Wait.',
    now,
  })
  expect(await look(['library'])).toEqual([{ name: 'library', known: 'unanswered' }])
  expect(asked).toEqual([])
  house.services.clock.advance({ minutes: 11 })
  for (let at = 0; at < 70; at += 10) await look(Array.from({ length: 10 }, (_, n) => `name${at + n}`))
  expect(asked).toHaveLength(60)
  house.services.clock.advance({ minutes: 16 })
  await look(['name65'])
  expect(asked).toHaveLength(61)
})

test('when approval is asked for the server finds out itself; a warning keeps nothing back', async () => {
  const id = await draft('With thanks to @nobody and @library.')
  expect(await found(id)).toEqual([])
  await submitPost(house.posts, house.author.actor, id, 1)
  expect(await found(id)).toEqual([
    {
      say: 'Practice knows nobody called @nobody. Check the spelling, or keep the name as plain words.',
      outcome: 'advise',
      evidence: '@nobody',
    },
  ])
})

test('a network that does not answer delays asking for approval by little', async () => {
  knows = () => new Promise(() => {})
  const id = await draft('With thanks to @nobody.')
  const began = performance.now()
  await submitPost(house.posts, house.author.actor, id, 1)
  expect(performance.now() - began).toBeLessThan(5_000)
  expect(await found(id)).toEqual([])
})

test('only those who write for the account may ask; others do not learn that it is there', async () => {
  const { services } = house
  const { signInAs } = await import('#features/people/testing.ts')
  const stranger = await signInAs(services, { name: 'Somebody else' })
  await expect(look(['library'], stranger.actor)).rejects.toMatchObject({ status: 404 })
  const governance = await signInAs(services, { name: 'Governance', roles: ['governance'] })
  await expect(look(['library'], governance.actor)).rejects.toMatchObject({ status: 403 })
  expect(asked).toEqual([])
})
