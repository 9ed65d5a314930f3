import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import './tables.ts'

interface Lapse {
  /** Of this secret: it was renewed or taken away, so it is not the one that somebody agreed to open. */
  secretId?: string
  /** What somebody who has left asked for, or agreed to. */
  personId?: string
  /** Only those that nobody decided in time, or used in time. */
  over?: boolean
}

/** Ends readings that are asked for or agreed to, unused. */
export async function lapseReadings(tx: Tx, at: string, which: Lapse): Promise<void> {
  let query = tx
    .updateTable('secret_reading')
    .set({ state: 'lapsed' })
    .where('state', 'in', ['asked', 'agreed'])
  const { secretId, personId, over } = which
  if (secretId !== undefined) query = query.where('secret_id', '=', secretId)
  if (personId !== undefined)
    query = query.where((eb) => eb.or([eb('asked_by', '=', personId), eb('decided_by', '=', personId)]))
  if (over) query = query.where('ends_at', '<=', at)
  const gone = await query.returning(['secret_id', 'account_id']).execute()
  for (const { secret_id: secret, account_id: accountId } of gone)
    await append(tx, at, {
      kind: 'register.secret-lapsed',
      actor: { system: 'register' },
      subject: `account:${accountId}`,
      accountId,
      summary: 'A question to open a secret under seal ran out, unused.',
      facts: { secret },
    })
}
