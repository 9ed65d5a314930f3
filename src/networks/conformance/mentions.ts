import { expect, test } from 'vitest'
import { NetworkTrouble } from '../contract.ts'
import { faultOf } from '../stand-ins.test-helper.ts'
import { part } from '../test-parts.ts'
import { clean, thrownBy, type Given } from './account.ts'
import type { SendingFault } from './harness.ts'

const noAnswer: SendingFault[] = [
  'server-error',
  'never-answers',
  'dropped-before',
  'dropped-after',
  'rubbish',
  'endless',
  'redirect-inside',
]

/** What it says of somebody who is mentioned, where it can be asked. */
export function asking({ harness, fresh: connected }: Given): void {
  test('says whether it knows whom a mention names, where it can be asked', async () => {
    const { account, session } = await connected()
    const { mentions } = harness()
    expect(session.knows !== undefined, 'mentions').toBe(mentions !== undefined)
    if (!mentions) return
    const somebody = mentions.somebody?.(account) ?? account.handle
    expect(await session.knows?.(somebody)).toBe(true)
    expect(await session.knows?.(somebody.toUpperCase())).toBe(true)
    expect(await session.knows?.(mentions.nobody)).toBe(mentions.provesNobody === false ? null : false)
  })

  test('asked about a mention it may ask us to wait, and then says until when and whose limit it is', async () => {
    const { session, publish, seen } = await connected()
    const { mentions, faults: between, limited } = harness()
    if (!mentions) return
    if (!between || !limited) throw new Error('What can be asked has to be able to refuse.')
    between.fail(/./, limited())
    const told = clean(harness(), await thrownBy(session.knows!(mentions.nobody)))
    expect(told).toBeInstanceOf(NetworkTrouble)
    const { retryAfter, limited: whose, message } = told as NetworkTrouble
    expect(Date.parse(retryAfter ?? '')).toBeGreaterThan(Date.now())
    expect(['account', 'app', 'server']).toContain(whose)
    expect(message).toMatch(/[.!]$/)
    // It was a question: what is sent goes as if nobody had asked.
    await publish(part('After the question'))
    expect((await seen()).map(({ text }) => text)).toEqual(['After the question'])
  })

  test.for(noAnswer)('%s to the question about a mention says nothing of it', async (fault) => {
    const { session } = await connected()
    const { mentions, faults: between } = harness()
    if (!mentions || !between) return
    between.fail(/./, faultOf(fault))
    const told = await session.knows!(mentions.nobody).catch((error: unknown) => error)
    clean(harness(), told)
    if (told !== null) expect(told).toBeInstanceOf(NetworkTrouble)
  })
}
