import { afterAll, beforeAll, expect, test } from 'vitest'
import { approve, image, packsHouse, putForward, refusalOf, written, type PacksHouse } from './house.ts'
import { checkStored } from '#features/posts/check.ts'
import { addAccount } from '#features/register/index.ts'
import { overrideFinding } from '#features/posts/overrides.ts'
import { submitPost } from '#features/posts/submit.ts'
import { viewPost } from '#features/posts/views.ts'
import { unitOf } from '../testing.ts'

/** What a post must have before it goes out, by the policy of the institution that is in force. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
})
afterAll(() => house.close())

const described = 'The Great Hall from the north.'
const withImage = (assetId: string, alt = described, images = 1) => ({
  part: { media: Array.from({ length: images }, () => ({ assetId, alt, crop: null })) },
})
/** The clauses that stand in the way of a post, in the order in which they are told. */
async function clausesAgainst(wanted: Parameters<typeof putForward>[1]): Promise<string[]> {
  const refusal = await refusalOf(putForward(house, wanted))
  return (refusal?.extras.data?.findings ?? []).map(({ clause }) => clause)
}
async function goesOut(wanted: Parameters<typeof putForward>[1]): Promise<string> {
  const id = await putForward(house, wanted)
  await approve(house, id)
  await house.work()
  return (await viewPost(house.posts, house.officer.actor, id)).status
}
/** Tries to keep what a clause refuses, with a reason. */
async function keptWithReason(wanted: Parameters<typeof written>[1], clause: string) {
  const id = await written(house, wanted)
  const finding = (await checkStored(house.posts, house.author.actor, id)).find(
    (one) => one.clause === clause,
  )
  const reason = 'There is no time for it before the open day.'
  return refusalOf(overrideFinding(house.posts, house.author.actor, id, finding?.id ?? '', reason))
}

test('BASE-4.1: an image without alternative text is refused, whatever the reason, and goes out with it', async () => {
  await house.adopt(null)
  const own = await image(house, 'own')
  expect(await clausesAgainst(withImage(own, ''))).toEqual(['BASE-4.1'])
  expect(await keptWithReason(withImage(own, ''), 'BASE-4.1')).toMatchObject({
    code: 'posts.not-overridable',
    extras: { clause: 'BASE-4.1' },
  })
  expect(await goesOut(withImage(own))).toBe('published')
  // A policy on top that only asks for a reason does not loosen it.
  await house.adopt('essex')
  expect(await clausesAgainst(withImage(own, ''))).toContain('BASE-4.1')
})

test.each([
  [null, 'BASE-5.1'],
  ['aston', 'ASTON-96'],
  ['essex', 'BASE-5.1'],
  ['uwl', 'UWL-2.3c'],
])('with %s in force, an image whose rights nobody declared is refused by %s', async (pack, clause) => {
  await house.adopt(pack)
  const undeclared = withImage(await image(house, null))
  expect(await clausesAgainst(undeclared)).toEqual([clause])
  expect(await keptWithReason(undeclared, clause)).toMatchObject({ code: 'posts.not-overridable' })
  expect(await clausesAgainst(withImage(await image(house, 'own')))).toEqual([])
})

test('BASE-5.1, ASTON-96, UWL-2.3c: rights that are declared afterwards are the way out', async () => {
  for (const pack of [null, 'aston', 'uwl']) {
    await house.adopt(pack)
    const assetId = await image(house, null)
    const id = await written(house, withImage(assetId))
    const submit = () => submitPost(house.posts, house.author.actor, id, 1)
    expect(await refusalOf(submit())).toMatchObject({ code: 'posts.findings-open' })
    await house.call(house.author, 'PATCH', `/assets/${assetId}`, { rights: 'permission', people: 'crowd' })
    await submit()
  }
})

test.each([
  [null, 'BASE-8.1'],
  ['aston', 'ASTON-47'],
  ['essex', 'BASE-8.1'],
])('with %s in force, what is too long or empty is refused by %s', async (pack, clause) => {
  await house.adopt(pack)
  expect(await clausesAgainst({ part: { text: 'word '.repeat(140) } })).toContain(clause)
  expect(await refusalOf(putForward(house, { part: { text: ' ' } }))).toMatchObject({ extras: { clause } })
  expect(await goesOut({ part: { text: `In time, by ${clause}.` } })).toBe('published')
})

test.each([
  [null, 'BASE-8.2'],
  ['aston', 'ASTON-47'],
  ['uwl', 'BASE-8.2'],
])('with %s in force, more images than the network takes are refused by %s', async (pack, clause) => {
  await house.adopt(pack)
  const own = await image(house, 'own')
  expect(await clausesAgainst(withImage(own, described, 5))).toContain(clause)
  expect(await clausesAgainst(withImage(own, described, 4))).toEqual([])
})

/** An account that nobody has connected: what its network wants is known all the same. */
async function accountOn(network: string, handle: string): Promise<string> {
  const { services, officer } = house
  const account = await addAccount(services, officer.actor, {
    network,
    handle,
    displayName: handle,
    unitId: await unitOf(house),
    purpose: 'News of the faculty for its students.',
    audiences: ['students'],
    hoursPerWeek: 3,
    administrators: [officer.actor.personId],
  })
  return account.id
}

test.each([null, 'aston', 'essex', 'uwl'])(
  'with %s in force, what a network wants and does not get is refused by BASE-8.1 and BASE-8.2',
  async (pack) => {
    await house.adopt(pack)
    const by = house.officer.actor
    const name = pack ?? 'baseline'
    const blog = [await accountOn('wordpress', `${name}.example.ac.uk`)]
    const photos = [await accountOn('flickr', `example-${name}`)]
    expect(await clausesAgainst({ by, accountIds: blog })).not.toContain('BASE-8.1')
    expect(await clausesAgainst({ by, accountIds: blog, title: 'Untitled post' })).toContain('BASE-8.1')
    expect(await clausesAgainst({ by, accountIds: photos })).toContain('BASE-8.2')
    const shown = { ...withImage(await image(house, 'own')), by, accountIds: photos }
    expect(await clausesAgainst(shown)).not.toContain('BASE-8.2')
  },
)
