import { expect, test } from 'vitest'
import { PostRefused } from '../contract.ts'
import { captions, clip, film, part, picture } from '../test-parts.ts'
import { type Given, needed, there, clean } from './account.ts'

export function publishing({ harness, fresh: connected }: Given): void {
  test('publishes once, however often the same part is sent', async () => {
    const { session, publish, seen } = await connected()
    const { idempotency } = harness().network.profile.capabilities
    const { sent, ref } = await publish(
      part('Open day on Saturday: https://example.ac.uk/open-days #OpenDay'),
    )
    expect(ref.url).toMatch(/^https?:\/\//)
    // Where only reading back tells, nothing is sent again before it has; so the reading has to be right.
    const again =
      idempotency === 'by-reading-back'
        ? await session.find(sent, null)
        : idempotency === 'none'
          ? ref
          : await there(session, sent, await session.publish(sent))
    expect(again).toMatchObject({ remoteId: ref.remoteId })
    expect((await seen()).map((post) => post.text)).toEqual([sent.text])
  })

  test('finds what is there, with and without knowing where, and proves what is not', async () => {
    const { session, publish } = await connected()
    const { sent, ref } = await publish(part('مرحبا 👩‍👩‍👧‍👦 — line one\nline two & <b>not bold</b>'))
    if (harness().network.profile.capabilities.idempotency === 'none') {
      expect((await session.find(sent, ref)).kind).toBe('undetermined')
      return
    }
    const known = { kind: 'present', same: true, remoteId: ref.remoteId }
    expect(await session.find(sent, ref)).toMatchObject(known)
    expect(await session.find(sent, null)).toMatchObject(known)
    const never = await needed(harness(), part('Never sent'))
    expect(await session.find(never, null)).toEqual({ kind: 'absent' })
  })

  test('publishes a thread in order, where it has threads', async () => {
    const { publish, seen } = await connected()
    if (!harness().network.profile.capabilities.threads) return
    const { ref: root } = await publish(part('One of three'))
    const { ref: second } = await publish(part('Two of three', { root, parent: root }))
    await publish(part('Three of three', { root, parent: second }))
    expect((await seen()).map(({ text, follows }) => [text, follows])).toEqual([
      ['One of three', null],
      ['Two of three', 'One of three'],
      ['Three of three', 'Two of three'],
    ])
  })

  test('lists what stands on the account, also what was posted past Rostrum', async () => {
    const { account, session, publish } = await connected()
    if (!harness().network.profile.capabilities.reads.own) return
    const since = new Date(Date.now() - 60_000).toISOString()
    const { ref } = await publish(part('Posted by us'))
    await harness().postOutside?.(account, 'Posted past us')
    const own = await session.own?.(since)
    expect(own?.complete).toBe(true)
    expect(own?.posts.map((post) => post.text).toSorted()).toEqual(['Posted by us', 'Posted past us'])
    expect(own?.posts.some((post) => post.remoteId === ref.remoteId)).toBe(true)
  })
}

export function publishingMore({ harness, fresh: connected }: Given): void {
  test('publishes images with their alternative text, where it has images', async () => {
    const { session, publish, seen } = await connected()
    const { images, alternativeText, idempotency } = harness().network.profile.capabilities
    if (!images) return
    const several = harness().network.profile.limits.images > 1
    const first = await picture('The library at dusk', '#1f565c', harness().lend)
    const second = await picture('Its reading room', '#f3b562', harness().lend)
    const media = several ? [first, second] : [first]
    const { sent } = await publish(part('Two pictures', { media }))
    if (idempotency === 'by-key' || idempotency === 'by-draft')
      await there(session, sent, await session.publish(sent))
    const alts = media.map(({ alt }) => (alternativeText ? alt : ''))
    expect(await seen()).toMatchObject([{ text: 'Two pictures', alts }])
    if (idempotency !== 'none')
      expect(await session.find(sent, null)).toMatchObject({ kind: 'present', same: true })
  })

  test('publishes a video with its captions, where it has videos', async () => {
    const { publish, seen } = await connected()
    const can = harness().network.profile.capabilities
    if (!can.videos) return
    const beside = can.captions ? [captions('Welcome to the library.')] : []
    await publish(part('A clip', { media: [clip('A walk through the library', beside, harness().lend)] }))
    const [post] = await seen()
    expect(post?.videos).toEqual(['video/mp4'])
    expect(post?.captions?.join() ?? '').toContain(can.captions ? 'Welcome to the library.' : '')
  })

  test('never has more than a little of a large video in hand', async () => {
    const { publish, seen } = await connected()
    const { network, lend, film: most = 4_000_000 } = harness()
    const { video } = network.profile.limits
    if (!network.profile.capabilities.videos || !video) return
    const size = Math.min(video.bytes, most)
    const { media, read } = film(size, lend)
    await publish(part('A long walk', { media: [media] }))
    expect((await seen()).map(({ videos }) => videos)).toEqual([['video/mp4']])
    expect(read.largest).toBeLessThanOrEqual(1_048_576)
    // What the network fetches itself, nobody here reads.
    if (read.bytes > 0 || !network.fetchesMedia) expect(read.bytes).toBeGreaterThanOrEqual(size)
  }, 60_000)

  test('publishes a link card, where it can', async () => {
    const { publish, seen } = await connected()
    const cards = harness().network.profile.capabilities.linkCards
    if (harness().network.profile.capabilities.needsMedia) return
    const link = {
      url: 'https://example.ac.uk/open-days',
      title: 'Open days',
      description: 'Come and see.',
      image: cards ? await picture('', '#1f565c', harness().lend) : null,
    }
    await publish(part('With a card', { link }))
    expect((await seen()).map((post) => post.card)).toEqual([cards ? link.url : null])
  })

  test('rejects what is too long, in a sentence', async () => {
    const { send, seen } = await connected()
    const long = part('x'.repeat(harness().network.profile.limits.text + 1))
    const told = await send(long).then(
      ({ outcome }) => outcome,
      (error: unknown) => error,
    )
    clean(harness(), told)
    if (told instanceof PostRefused) expect(told.message).toMatch(/\d/)
    else expect(told).toMatchObject({ kind: 'rejected', say: expect.stringMatching(/\d/) })
    expect(await seen()).toEqual([])
  })

  test('rejects a part that follows a post which is gone, where it has threads', async () => {
    const { session, send, publish } = await connected()
    if (!harness().network.profile.capabilities.threads || !session.remove) return
    const { ref } = await publish(part('Soon gone'))
    await session.remove(ref)
    const gone = { ...ref, extra: undefined }
    const told = await send(part('An answer to nothing', { root: gone, parent: gone })).then(
      ({ outcome }) => outcome,
      (error: unknown) => error,
    )
    expect(told).toMatchObject({ code: 'parent-missing' })
  })

  test('says that the same words stand there already, where the network refuses twins', async () => {
    const { publish, send, seen } = await connected()
    if (!harness().refusesTwins) return
    await publish(part('The same words'))
    const { outcome } = await send(part('The same words'))
    expect(outcome).toMatchObject({ kind: 'rejected', code: 'duplicate' })
    expect(await seen()).toHaveLength(1)
  })
}
