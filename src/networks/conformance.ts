/** What every network promises, as one suite. A network joins by a harness for its server or stand-in. */
import { afterAll, beforeAll, describe } from 'vitest'
import { fresh, type Given } from './conformance/account.ts'
import { connecting, declaring } from './conformance/connecting.ts'
import { faults, faultsBefore } from './conformance/faults.ts'
import type { Harness } from './conformance/harness.ts'
import { asking } from './conformance/mentions.ts'
import { publishing, publishingMore } from './conformance/publishing.ts'
import { changing, sayingMore } from './conformance/saying-and-changing.ts'

export type { Harness, HarnessOptions, SeenPost, SendingFault, Step } from './conformance/harness.ts'

export function networkConformance(name: string, start: () => Promise<Harness>): void {
  describe(`${name} keeps the contract`, () => {
    let harness: Harness
    const given: Given = { harness: () => harness, fresh: (audience) => fresh(harness, audience) }
    beforeAll(async () => {
      harness = await start()
    }, 60_000)
    afterAll(() => harness.stop())

    declaring(given)
    connecting(given)
    publishing(given)
    publishingMore(given)
    sayingMore(given)
    changing(given)
    asking(given)
    faults(given)
    faultsBefore(given)
  })
}
