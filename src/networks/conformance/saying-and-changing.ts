import { expect, test } from 'vitest'
import { clip, part } from '../test-parts.ts'
import { type Given } from './account.ts'

export function sayingMore({ harness, fresh: connected }: Given): void {
  test('sends title, tags and first comment, where it has them', async () => {
    const { publish, seen } = await connected()
    const { capabilities: can, limits } = harness().network.profile
    const said = {
      title: can.title === 'none' ? null : 'A title of ours',
      tags: ['open day', 'library'].slice(0, can.tags ? limits.tags : 0),
      firstComment: can.firstComment ? 'Book here: https://example.ac.uk/book' : null,
    }
    await publish(part('With more to say', said))
    const [post] = await seen()
    if (said.title) expect(post?.title).toBe(said.title)
    if (can.tags) expect(post?.tags).toEqual(said.tags)
    if (can.firstComment) expect(post?.firstComment).toBe(said.firstComment)
  })

  test('shows it to whom it is meant for, where that can be chosen', async () => {
    const can = harness().network.profile.capabilities
    for (const audience of can.audiences) {
      const { publish, seen } = await connected(audience.id)
      await publish(part(`For: ${audience.label}`, { audience: audience.id }))
      expect((await seen()).map((post) => post.audience)).toEqual([audience.id])
    }
  })

  test('publishes in every form it has', async () => {
    const can = harness().network.profile.capabilities
    for (const format of can.formats.slice(1)) {
      const { publish, seen } = await connected()
      const media = can.videos ? [clip('Tall', [], harness().lend)] : []
      await publish(part(`As a ${format}`, { format, media }))
      expect((await seen()).map((post) => post.format)).toEqual([format])
    }
  })
}

export function changing({ harness, fresh: connected }: Given): void {
  test('removes a post, where it can; twice is harmless', async () => {
    const { session, publish, seen } = await connected()
    if (!session.remove) return
    const { sent, ref } = await publish(part('Soon removed'))
    expect(await session.remove(ref)).toMatchObject({ kind: 'done' })
    expect(await session.remove(ref)).toMatchObject({ kind: 'done' })
    expect(await session.find(sent, ref)).toEqual({ kind: 'absent' })
    expect(await seen()).toEqual([])
  })

  test('edits a post, where it can', async () => {
    const { session, publish, seen } = await connected()
    if (!session.edit) return
    const { sent, ref } = await publish(part('Opens at nine'))
    const edited = { ...sent, text: 'Opens at ten' }
    expect(await session.edit(ref, edited)).toMatchObject({ kind: 'done' })
    expect((await seen()).map((post) => post.text)).toEqual(['Opens at ten'])
    // Where nothing can be read back, what it says now can't be known either.
    if (harness().network.profile.capabilities.idempotency === 'none') return
    expect(await session.find(edited, ref)).toMatchObject({ kind: 'present', same: true })
    // What stands there is no longer what was approved first, and that is told.
    expect(await session.find(sent, ref)).toMatchObject({ kind: 'present', same: false })
  })

  test('pins a post and lets it go, where it can', async () => {
    const { session, publish, seen } = await connected()
    if (!session.pin) return
    const { ref } = await publish(part('Always on top'))
    expect(await session.pin(ref, true)).toMatchObject({ kind: 'done' })
    expect(await session.pin(ref, true)).toMatchObject({ kind: 'done' })
    expect((await seen()).map((post) => post.pinned)).toEqual([true])
    expect(await session.pin(ref, false)).toMatchObject({ kind: 'done' })
    expect((await seen()).map((post) => post.pinned ?? false)).toEqual([false])
  })
}
