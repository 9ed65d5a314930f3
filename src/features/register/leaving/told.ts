import { entryActor, type Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'

type Told = 'begun' | 'changed' | 'signpost-drafted' | 'given-up'

const summaries: Record<Told, string> = {
  begun: 'It was begun to close an official account step by step.',
  changed: 'The day of closing an official account, or where people go, was changed.',
  'signpost-drafted': 'The last post of an official account was begun.',
  'given-up': 'An official account is kept after all.',
}

/** Keeps in the log what was done about the closing of an account. */
export async function tell(
  tx: Tx,
  at: string,
  actor: Actor,
  accountId: string,
  what: Told,
  facts: Record<string, string | null>,
  reason?: string,
): Promise<void> {
  await append(tx, at, {
    kind: `register.leaving-${what}`,
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: summaries[what],
    facts,
    ...(reason ? { content: { reason } } : {}),
  })
}
