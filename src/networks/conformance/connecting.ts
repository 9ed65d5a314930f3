import { expect, test } from 'vitest'
import { ConnectRefused, ReconnectNeeded } from '../contract.ts'
import { madeReady, part } from '../test-parts.ts'
import { type Given, fresh, needed, clean, thrownBy } from './account.ts'

export function declaring({ harness }: Given): void {
  test('says only what it can do', async () => {
    const { network } = harness()
    const { capabilities: can, limits } = network.profile
    const { session } = await fresh(harness())
    expect(can.publish).toBe('api')
    expect(session.edit !== undefined, 'edit').toBe(can.edit)
    expect(session.remove !== undefined, 'remove').toBe(can.remove)
    expect(session.pin !== undefined, 'pin').toBe(can.pin)
    expect(session.own !== undefined, 'own').toBe(can.reads.own)
    expect(session.stage !== undefined || can.idempotency !== 'by-draft', 'stage').toBe(true)
    expect(limits.images > 0, 'images').toBe(can.images)
    expect(limits.videos > 0 && limits.video !== null, 'videos').toBe(can.videos)
    expect(limits.alternativeText > 0, 'alternative text').toBe(can.alternativeText)
    expect(limits.threadParts > 1, 'threads').toBe(can.threads)
    expect(limits.title > 0, 'title').toBe(can.title !== 'none')
    expect(limits.tags > 0 && limits.tag > 0, 'tags').toBe(can.tags)
    expect(limits.firstComment > 0, 'first comment').toBe(can.firstComment)
    expect((limits.video?.captions.length ?? 0) > 0, 'captions').toBe(can.captions)
    if (network.app) expect(network.app.scopes.length, 'scopes').toBeGreaterThan(0)
  })
}

export function connecting({ harness, fresh: connected }: Given): void {
  test('connects an account of ours', async () => {
    const { account } = await connected()
    expect(harness().network.profile.handleProblem(account.handle)).toBeNull()
    expect(account.remoteId).not.toBe('')
  })

  test('refuses a handle that is not ours, and says why', async () => {
    const error = await thrownBy(harness().connectForeign())
    expect(error).toBeInstanceOf(ConnectRefused)
    expect(clean(harness(), error as Error).message).toMatch(/[.!]$/)
  })

  test('says that the account must be connected again when the grant has ended', async () => {
    const { account, seen } = await connected()
    const ended = await harness().revoke(account)
    try {
      const session = await harness().network.open(ended, () => Promise.resolve())
      const wanted = await needed(harness(), part('Sent after the grant ended'))
      const sent = await madeReady(session, wanted)
      expect(clean(harness(), await session.publish(sent)).kind).toBe('reconnect')
    } catch (error) {
      expect(error).toBeInstanceOf(ReconnectNeeded)
      clean(harness(), error)
    }
    expect(await seen()).toEqual([])
  })

  test('says the same when the grant ends between the upload and the post', async () => {
    const { account, session, seen } = await connected()
    const wanted = await needed(harness(), part('The grant ends under way'))
    const sent = await madeReady(session, wanted)
    await harness().revoke(account)
    expect(clean(harness(), await session.publish(sent)).kind).toBe('reconnect')
    expect(await seen()).toEqual([])
  })
}
