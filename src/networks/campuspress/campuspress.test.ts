import { afterAll, beforeAll, expect, test } from 'vitest'
import { startWordPress, type WordPress } from '../../../e2e/peers/wordpress.ts'
import { connectBy, opened, quick } from '../families/wordpress/testing.test-helper.ts'
import { createWordPressNetwork } from '../families/wordpress/index.ts'
import { wordPressCapabilities, wordPressLimits } from '../families/wordpress/profile.ts'
import { testContext } from '../test-context.ts'
import { captions, clip, part, madeReady, refOf } from '../test-parts.ts'
import { MediaRefused } from '../contract.ts'
import { createCampusPress } from './index.ts'
import { campusPressProfile } from './limits.ts'

let peer: WordPress
beforeAll(async () => {
  peer = await startWordPress({ multisite: true })
}, 60_000)
afterAll(() => peer.stop())

test('somebody of another site of the network is known, and may not publish here', async () => {
  const network = createCampusPress(testContext([peer.host]), quick)
  const [ours, theirs] = [await peer.addBlog(), await peer.addBlog()]
  const person = await ours.addPerson('editor')
  await expect(connectBy(network, theirs, person)).rejects.toThrow('may not publish')
  expect((await connectBy(network, ours, person)).handle).toBe(ours.handle)
})

test('a network takes no captions as it comes, and says so: so a profile without them', async () => {
  const site = await peer.addBlog()
  const person = await site.addPerson('author')
  const film = clip('A walk', [captions('Welcome.')])
  const withThem = { ...campusPressProfile, capabilities: wordPressCapabilities, limits: wordPressLimits }
  const asBlog = createWordPressNetwork(testContext([peer.host]), withThem, quick)
  const blog = await asBlog.open(opened(await connectBy(asBlog, site, person)), () => Promise.resolve())
  await expect(blog.prepareMedia(film)).rejects.toBeInstanceOf(MediaRefused)

  const network = createCampusPress(testContext([peer.host]), quick)
  const session = await network.open(opened(await connectBy(network, site, person)), () => Promise.resolve())
  const sent = await madeReady(session, part('A walk through it', { title: 'The library', media: [film] }))
  refOf(await session.publish(sent))
  expect((await site.posts()).at(-1)?.shown).toContain('<video')
})
