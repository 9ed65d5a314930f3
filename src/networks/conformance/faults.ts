import { expect, test } from 'vitest'
import { MediaRefused, NetworkTrouble, type PublishOutcome } from '../contract.ts'
import { ENDLESS as endless } from '../../../e2e/peers/fault-proxy.ts'
import { clip, madeReady, part, picture } from '../test-parts.ts'
import type { SendingFault, Step } from './harness.ts'
import { type Given, needed, there, clean, thrownBy } from './account.ts'

const outcomes: { fault: SendingFault; kind: PublishOutcome['kind']; there: boolean }[] = [
  { fault: 'rate-limited', kind: 'retry', there: false },
  { fault: 'server-error', kind: 'unknown', there: false },
  { fault: 'server-error-after-doing-it', kind: 'unknown', there: true },
  { fault: 'never-answers', kind: 'unknown', there: false },
  { fault: 'dropped-before', kind: 'unknown', there: false },
  { fault: 'dropped-after', kind: 'unknown', there: true },
  { fault: 'rubbish', kind: 'unknown', there: false },
  { fault: 'endless', kind: 'unknown', there: false },
  { fault: 'redirect-inside', kind: 'unknown', there: false },
]

export function faults({ harness, fresh: connected }: Given): void {
  test.for(outcomes)(
    '$fault: $kind, then the truth by reading back, and one post in the end',
    async ({ fault, kind, there: isThere }) => {
      const { session, seen } = await connected()
      const { profile } = harness().network
      const wanted = await needed(harness(), part(`Sent through a fault: ${fault}`))
      const sent = await madeReady(session, wanted)
      harness().suffer(fault)
      const outcome = clean(harness(), await session.publish(sent))
      // A server that sends us elsewhere may also be taken for one that has moved, until somebody connects it there.
      expect(fault === 'redirect-inside' && outcome.kind === 'reconnect' ? kind : outcome.kind).toBe(kind)
      if (outcome.kind === 'retry') expect(Date.parse(outcome.after)).toBeGreaterThan(Date.now())
      expect((await seen()).length).toBe(isThere ? 1 : 0)
      const found = clean(harness(), await session.find(sent, null))
      if (profile.capabilities.idempotency === 'none') return expect(found.kind).toBe('undetermined')
      expect(found).toMatchObject(isThere ? { kind: 'present', same: true } : { kind: 'absent' })
      if (!isThere) await there(session, sent, await session.publish(sent))
      expect((await seen()).map((post) => post.text)).toEqual([sent.text])
    },
  )

  test('what is read and never ends proves nothing, and is told as trouble', async () => {
    const { session, publish } = await connected()
    const { faults: between, network } = harness()
    if (!between) return
    const { sent, ref } = await publish(part('Asked for in vain'))
    between.fail(/./, endless, 100)
    try {
      const found = clean(harness(), await session.find(sent, ref))
      expect(found.kind).toBe('undetermined')
      if (network.profile.capabilities.reads.own) {
        const told = await thrownBy(session.own?.('2026-01-01T00:00:00.000Z') ?? Promise.resolve())
        expect(clean(harness(), told)).toBeInstanceOf(NetworkTrouble)
      }
    } finally {
      between.clear()
    }
  })

  test('a server that can’t be reached proves that nothing was sent', async () => {
    const { unreachable } = harness()
    const { account } = await connected()
    if (!unreachable) return
    const session = await harness().network.open(unreachable(account), () => Promise.resolve())
    const sent = await needed(harness(), part('To nowhere'))
    const told = await madeReady(session, sent).then(
      (ready) => session.publish(ready),
      (error: unknown) => error,
    )
    clean(harness(), told)
    if (!(told instanceof NetworkTrouble)) expect(told).toMatchObject({ kind: 'retry' })
    expect((await session.find(sent, null)).kind).toBe('undetermined')
  })
}

const before: SendingFault[] = outcomes.map(({ fault }) => fault)

/** Nothing that goes wrong before the post is made can leave anything that somebody sees. */
export function faultsBefore({ harness, fresh: connected }: Given): void {
  const steps: { step: Step; fault: SendingFault }[] = before.flatMap((fault) => [
    { step: 'upload', fault },
    { step: 'stage', fault },
  ])
  test.for(steps)('$fault at the $step: nothing is there, and it goes out later', async ({ step, fault }) => {
    const { session, seen } = await connected()
    const { profile } = harness().network
    const { images, videos } = profile.capabilities
    if (step === 'stage' ? !session.stage : !images && !videos) return
    const media =
      images && harness().medium !== 'video'
        ? [await picture('On its way', '#1f565c', harness().lend)]
        : videos
          ? [clip('On its way', [], harness().lend)]
          : []
    const wanted = await needed(harness(), part(`${fault} at the ${step}`, { media }))
    harness().suffer(fault, step)
    const told = await thrownBy(madeReady(session, wanted))
    if (told !== null) {
      expect(told).toBeInstanceOf(NetworkTrouble)
      clean(harness(), told)
    }
    expect(await seen()).toEqual([])
    const ready = await madeReady(session, wanted)
    await there(session, ready, await session.publish(ready))
    expect((await seen()).map((post) => post.text)).toEqual([wanted.text])
  })

  test('media that is never ready ends in waiting, not in silence', async () => {
    const { session, seen } = await connected()
    const { neverReady } = harness()
    if (!neverReady) return
    neverReady()
    const { videos } = harness().network.profile.capabilities
    const media = videos
      ? [clip('Never ready', [], harness().lend)]
      : [await picture('Never ready', '#1f565c', harness().lend)]
    const wanted = await needed(harness(), part('Never ready', { media }))
    const told = await madeReady(session, wanted).then(
      (ready) => session.publish(ready),
      (error: unknown) => error,
    )
    clean(harness(), told)
    if (told instanceof Error)
      expect(told instanceof NetworkTrouble || told instanceof MediaRefused).toBe(true)
    else expect(['retry', 'processing']).toContain((told as PublishOutcome).kind)
    expect(await seen()).toEqual([])
  })
}
