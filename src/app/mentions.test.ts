import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkStored } from '#features/posts/check.ts'
import { lookUpMentions } from '#features/posts/mentions/look-up.ts'
import { submitPost } from '#features/posts/submit.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { keepSaid } from '#features/posts/sending/rates.ts'
import { NetworkTrouble, ReconnectNeeded } from '#networks/contract.ts'
import { isoOf } from '#platform/services.ts'
import { approvedPost, stub, withRates } from './limits-testing.ts'
import { testHouse, type TestHouse } from './testing.ts'

/** Whether somebody who is mentioned exists: asked of the account's own network, before anybody approves it. */

let house: TestHouse
let asked: string[] = []
let opened: string[] = []
let practice: TestHouse['posts']['openSession']
/** What the network does with a name. */
let knows: (name: string) => Promise<boolean | null> = async (name) => name === 'library'

beforeEach(async () => {
  house = await testHouse()
  asked = []
  opened = []
  knows = async (name) => name === 'library'
  practice = house.posts.openSession
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
/** Another process on the same database, which has kept no answers. */
const lookElsewhere = (names: string[], accountId = house.accountId) =>
  lookUpMentions({ ...house.posts, services: { ...house.services } }, house.author.actor, accountId, names)
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
  const until = isoOf(now.add({ minutes: 10 }))
  expect(await look(['library'])).toEqual([{ name: 'library', known: 'unanswered', until }])
  expect(asked).toEqual([])
  house.services.clock.advance({ minutes: 11 })
  const from = isoOf(house.services.clock.now().add({ minutes: 15 }))
  for (let at = 0; at < 70; at += 10) await look(Array.from({ length: 10 }, (_, n) => `name${at + n}`))
  expect(asked).toHaveLength(60)
  expect(await look(['name69'])).toEqual([{ name: 'name69', known: 'unanswered', until: from }])
  house.services.clock.advance({ minutes: 16 })
  await look(['name65'])
  expect(asked).toHaveLength(61)
})

test('a wait that the network asks for is kept by everybody, and holds nothing that is to go out', async () => {
  const { db, clock } = house.services
  const openSession = house.posts.openSession
  const until = isoOf(clock.now().add({ minutes: 10 }))
  knows = (name) =>
    name === 'library'
      ? Promise.resolve(true)
      : Promise.reject(new NetworkTrouble('Practice asks us to wait.', until, 'account'))
  // Nobody is asked about after the one whose answer was to wait.
  expect(await look(['library', 'nobody', 'press'])).toMatchObject([
    { known: 'yes' },
    { known: 'unanswered', until },
    { known: 'unanswered', until },
  ])
  expect(asked).toEqual(['library', 'nobody'])
  knows = async (name) => name === 'library'
  for (let minute = 0; minute < 9; minute++) {
    clock.advance({ minutes: 1 })
    await look(['nobody', 'press'])
    await lookElsewhere(['nobody', 'library'])
  }
  expect(asked).toEqual(['library', 'nobody'])
  // It held questions of this account only: neither another account, nor what was approved.
  await lookElsewhere(['other'], house.otherAccountId)
  expect(asked).toEqual(['library', 'nobody', 'other'])
  house.posts.openSession = practice
  const id = await approvedPost(house, 'Goes while questions wait')
  await house.work()
  expect(
    await db.selectFrom('publication').select('state').where('id', '=', id).executeTakeFirst(),
  ).toMatchObject({ state: 'published' })
  house.posts.openSession = openSession
  clock.advance({ minutes: 2 })
  expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'no' }])
  expect(asked).toHaveLength(4)
})

test('a short wait is over when it was said to be, and no sooner', async () => {
  const { clock } = house.services
  const until = isoOf(clock.now().add({ seconds: 20 }))
  knows = () => Promise.reject(new NetworkTrouble('Practice asks us to wait.', until, 'account'))
  expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'unanswered', until }])
  knows = async () => false
  clock.advance({ seconds: 19 })
  expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'unanswered', until }])
  clock.advance({ seconds: 2 })
  expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'no' }])
})

test('a wait that is said to be over already, or to last for years, is said as it is kept', async () => {
  const { clock } = house.services
  const saidToWaitUntil = (until: string) => {
    knows = () => Promise.reject(new NetworkTrouble('Practice asks us to wait.', until, 'account'))
  }
  saidToWaitUntil('2020-01-01T00:00:00.000Z')
  const second = isoOf(clock.now().add({ seconds: 1 }))
  expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'unanswered', until: second }])
  clock.advance({ hours: 1 })
  saidToWaitUntil('2099-01-01T00:00:00.000Z')
  const day = isoOf(clock.now().add({ hours: 24 }))
  expect(await look(['nobody'])).toEqual([{ name: 'nobody', known: 'unanswered', until: day }])
})

test('a wait without an end is a minute, and a name for which nobody can be asked spends nothing', async () => {
  knows = () => Promise.reject(new NetworkTrouble('Practice asks us to wait.', null, 'app'))
  await look(['nobody'])
  house.services.clock.advance({ seconds: 59 })
  await lookElsewhere(['nobody'], house.otherAccountId)
  expect(asked).toHaveLength(1)
  house.services.clock.advance({ seconds: 2 })
  house.posts.openSession = async () => stub(0)
  await lookElsewhere(Array.from({ length: 20 }, (_, at) => `name${at}`))
  const spent = await house.services.db
    .selectFrom('rate_bucket')
    .select('spent')
    .where('rule', '=', 'mentions')
    .executeTakeFirst()
  expect(spent).toMatchObject({ spent: 1 })
})

test('what a network lets through in names is one count for all who ask, beside that of posts', async () => {
  withRates(house, [
    { id: 'day', per: 'account', of: 'posts', most: 1, seconds: 86_400 },
    { id: 'names', per: 'app', of: 'names', most: 3, seconds: 60 },
  ])
  await look(['name1', 'name2'])
  await lookElsewhere(['name3', 'name4'], house.otherAccountId)
  expect(asked).toEqual(['name1', 'name2', 'name3'])
  house.services.clock.advance({ seconds: 61 })
  await look(['name4'])
  expect(asked).toHaveLength(4)
  house.posts.openSession = practice
  const id = await approvedPost(house, 'The one of the day')
  await house.work()
  expect(
    await house.services.db.selectFrom('publication').select('state').where('id', '=', id).executeTakeFirst(),
  ).toMatchObject({ state: 'published' })
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
