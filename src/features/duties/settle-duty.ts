import type { Tx } from '#platform/db/index.ts'
import { append, type EntryActor } from '#platform/ledger/index.ts'
import './store.ts'

export interface Settled {
  /** The person who did it; null when it ended by itself. */
  by: string | null
  /** What was done, as a sentence. */
  how: string
}

/** Ends the open duty of this key. False when there is none, which is no fault: it may have been settled before. */
export async function settleDuty(tx: Tx, at: string, key: string, { by, how }: Settled): Promise<boolean> {
  const ended = await tx
    .updateTable('duty')
    .set({ settled_at: at, settled_by: by, settled_how: how })
    .where('key', '=', key)
    .where('settled_at', 'is', null)
    .returning(['id', 'kind', 'due', 'clause', 'account_id'])
    .executeTakeFirst()
  if (!ended) return false
  await append(tx, at, {
    kind: 'duty.settled',
    actor: await actorFor(tx, by),
    subject: `duty:${ended.id}`,
    summary: at > ended.due ? 'A duty was settled after its date.' : 'A duty was settled in time.',
    ...(ended.account_id ? { accountId: ended.account_id } : {}),
    facts: {
      key,
      duty: ended.kind,
      due: ended.due,
      late: at > ended.due,
      ...(ended.clause ? { clause: ended.clause } : {}),
    },
    content: { note: how },
  })
  return true
}

async function actorFor(tx: Tx, personId: string | null): Promise<EntryActor> {
  if (personId === null) return { system: 'duties' }
  const person = await tx.selectFrom('person').select('name').where('id', '=', personId).executeTakeFirst()
  return { person: personId, name: person?.name ?? '' }
}
