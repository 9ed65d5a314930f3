import { afterAll, beforeAll, expect, test } from 'vitest'
import { assetsFor, describeAsset } from '#features/assets/index.ts'
import { keepCaptions } from '#features/assets/captions/keep-captions.ts'
import { uploadVideo } from '#features/assets/video/upload-video.ts'
import { submitPost } from '#features/posts/submit.ts'
import { makeVideo, type VideoWanted } from '#testing/video.ts'
import { packsHouse, putForward, refusalOf, written, type PacksHouse } from './house.ts'

/** What a video must have before it goes out, by the policy of the institution that is in force. */

let house: PacksHouse
beforeAll(async () => {
  house = await packsHouse()
  // Practice takes no videos. What stands in the way is told before anybody asks whether the account is connected.
  const { services, otherAccountId } = house
  await services.db
    .updateTable('account')
    .set({ network: 'bluesky' })
    .where('id', '=', otherAccountId)
    .execute()
})
afterAll(() => house.close())

async function video(wanted: VideoWanted): Promise<string> {
  const bytes = await makeVideo(wanted)
  const chunks = (async function* () {
    yield bytes
  })()
  const { services, author } = house
  const { id } = await uploadVideo(services, author.actor, { name: 'tour.mp4', chunks })
  await describeAsset(services, author.actor, id, { rights: 'own', people: 'crowd' })
  return id
}
const withVideo = (assetId: string, alt = 'A walk through the Great Hall.') => ({
  part: { media: [{ assetId, alt, crop: null }] },
  accountIds: [house.otherAccountId],
})
const clausesAgainst = async (wanted: Parameters<typeof putForward>[1]) =>
  ((await refusalOf(putForward(house, wanted)))?.extras.data?.findings ?? []).map(({ clause }) => clause)

test('BASE-4.4: a video with sound waits for captions, or for the word that nobody speaks in it', async () => {
  const { services, author, posts } = house
  const id = await video({ audio: true, seconds: 5 })
  expect(await clausesAgainst(withVideo(id))).toEqual(['BASE-4.4'])
  const post = await written(house, withVideo(id))
  const submit = () => submitPost(posts, author.actor, post, 1)
  expect((await refusalOf(submit()))?.message).toContain('no captions')
  const text = '1\n00:00:00,000 --> 00:00:02,000\nWelcome.\n'
  await keepCaptions(services, author.actor, { id, language: 'en-GB', text })
  expect((await refusalOf(submit()))?.code).not.toBe('posts.findings-open')
  const music = await video({ audio: true, seconds: 4 })
  await house.call(author, 'PATCH', `/assets/${music}`, { speech: 'none' })
  expect((await assetsFor(services.db, [music]))[0]?.speech).toBe('none')
  expect(await clausesAgainst(withVideo(music))).toEqual([])
})

test('BASE-4.1: a video says what is seen, as an image does', async () => {
  expect(await clausesAgainst(withVideo(await video({ seconds: 4 }), ''))).toEqual(['BASE-4.1'])
})

test.each<[VideoWanted, string]>([
  [{ seconds: 300, frames: 1 }, 'at most 3 minutes; this one has 5:00'],
  [{ container: 'mov', codec: 'prores' }, 'encoded as ProRes'],
])('BASE-8.2: a video that the network would refuse is refused before approval: %j', async (wanted, say) => {
  const against = await refusalOf(putForward(house, withVideo(await video(wanted))))
  expect(against).toMatchObject({ extras: { clause: 'BASE-8.2' }, message: expect.stringContaining(say) })
})

test('BASE-8.2: where no videos are taken, that is said', async () => {
  const wanted = { ...withVideo(await video({ seconds: 4 })), accountIds: [house.accountId] }
  expect(await refusalOf(putForward(house, wanted))).toMatchObject({
    extras: { clause: 'BASE-8.2' },
    message: 'Practice takes no videos. Make a version for Practice without it.',
  })
})
