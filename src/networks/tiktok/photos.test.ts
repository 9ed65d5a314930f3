import { afterEach, beforeEach, expect, test } from 'vitest'
import { madeReady, part, picture, refOf } from '../test-parts.ts'
import { openOffice, refusing, type Office } from './office.test-helper.ts'

let given: Office
let peer: Office['peer']
let office: Office['office']
beforeEach(async () => {
  given = await openOffice()
  ;({ peer, office } = given)
})
afterEach(() => given.stop())

const photosInit = '/v2/post/publish/content/init/'

test('photos go out once, with nothing that nobody approved', async () => {
  const session = await given.open()
  const ready = await madeReady(session, await given.photos('Two photos'))
  const ref = refOf(await session.publish(ready))
  expect(ref.url).toContain('/photo/')
  expect(refOf(await session.publish(ready))).toEqual(ref)
  expect(await session.find(ready, null)).toMatchObject({ kind: 'present', remoteId: ref.remoteId })
  const asked = JSON.parse(peer.faults.log.find(({ url }) => url === photosInit)?.body.toString() ?? '{}')
  expect(asked).toMatchObject({ post_mode: 'DIRECT_POST', post_info: { auto_add_music: false } })
  expect(peer.posts(office)).toMatchObject([
    { kind: 'photo', text: 'Two photos', types: ['image/jpeg', 'image/jpeg'] },
  ])
})

test.each([{ kind: 'drop-after' }, { kind: 'never-answer' }, { kind: 'answer', status: 500 }] as const)(
  'photos whose answer was lost ($kind) are never sent again, and a person is asked',
  async (fault) => {
    const session = await given.open()
    const ready = await madeReady(session, await given.photos('Lost'))
    peer.faults.fail(photosInit, fault)
    expect((await session.publish(ready)).kind).toBe('unknown')
    expect(await session.find(ready, null)).toMatchObject({ kind: 'undetermined' })
    expect((await session.publish(ready)).kind).toBe('unknown')
    expect(peer.posts(office).length).toBeLessThan(2)
    expect(peer.faults.log.filter(({ url }) => url === photosInit)).toHaveLength(1)
  },
)

test('photos that TikTok refused or could not fetch may be sent again', async () => {
  const session = await given.open()
  const ready = await madeReady(session, await given.photos('Again'))
  expect(await session.find(ready, null)).toEqual({ kind: 'absent' })
  peer.faults.fail(photosInit, refusing(429, 'rate_limit_exceeded'))
  expect(await session.publish(ready)).toMatchObject({ kind: 'retry', limited: 'account' })
  peer.settings.verified = ['https://rostrum.example.ac.uk/']
  expect(await session.publish(ready)).toMatchObject({ kind: 'rejected', code: 'url_ownership_unverified' })
  peer.settings.verified = null
  expect((await session.publish(ready)).kind).toBe('published')
  const nowhere = part('Nowhere', { media: [await picture('', '#000', () => `${peer.url}/nothing.jpg`)] })
  const lost = await madeReady(session, nowhere)
  expect(await session.publish(lost)).toMatchObject({ kind: 'retry', stageAgain: true })
  expect(peer.posts(office)).toHaveLength(1)
})
