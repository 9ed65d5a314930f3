/** For the suite: an account that was connected a moment ago, and what is asked of it over and over. */
import { expect } from 'vitest'
import {
  type Found,
  type NetworkSession,
  type OpenConnection,
  type OutgoingPart,
  type PublishOutcome,
  type RemoteRef,
} from '../contract.ts'
import { madeReady, refOf, withNeeds } from '../test-parts.ts'
import type { SeenPost, Harness } from './harness.ts'

export interface Account {
  account: OpenConnection
  session: NetworkSession
  /** A part with what the network wants of each, made ready and then published. */
  send(part: OutgoingPart): Promise<{ sent: OutgoingPart; outcome: PublishOutcome }>
  /** The same, until it is there. */
  publish(part: OutgoingPart): Promise<{ sent: OutgoingPart; ref: RemoteRef }>
  seen(): Promise<SeenPost[]>
}

export interface Given {
  harness(): Harness
  fresh(audience?: string): Promise<Account>
}

export async function fresh(harness: Harness, audience?: string): Promise<Account> {
  const account = await harness.connect(audience)
  const session = await harness.network.open(account, () => Promise.resolve())
  const send = async (wanted: OutgoingPart) => {
    const sent = await madeReady(session, await needed(harness, wanted))
    return { sent, outcome: clean(harness, await session.publish(sent)) }
  }
  return {
    account,
    session,
    send,
    async publish(wanted) {
      const { sent, outcome } = await send(wanted)
      return { sent, ref: await there(session, sent, outcome) }
    },
    seen: () => harness.posts(account),
  }
}

/** What the network wants of every post, added to this one. */
export const needed = (harness: Harness, wanted: OutgoingPart): Promise<OutgoingPart> =>
  withNeeds(harness.network.profile, wanted, harness.lend, harness.medium)

/** The post that came of it, when the network has worked on it to the end. */
export async function there(
  session: NetworkSession,
  sent: OutgoingPart,
  outcome: PublishOutcome,
): Promise<RemoteRef> {
  if (outcome.kind !== 'processing') return refOf(outcome)
  let found: Found = { kind: 'undetermined', say: '' }
  for (let look = 0; look < 50 && found.kind === 'undetermined'; look++) {
    found = await session.find(sent, outcome)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  if (found.kind !== 'present') throw new Error(`It never came out: ${JSON.stringify(found)}`)
  return found
}

/** Throws when what we were told holds something that must stay ours. */
export function clean<T>(harness: Harness, told: T): T {
  const words = told instanceof Error ? `${told.message} ${told.stack}` : JSON.stringify(told)
  for (const secret of harness.secrets()) expect(words.includes(secret), 'a secret in a message').toBe(false)
  return told
}

/** What was thrown; null when nothing was. */
export const thrownBy = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => error,
  )
