import { json, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import type { PublicationState } from '#features/posts/contract.ts'
import { mayMove } from '#features/posts/moves.ts'
import type { OutcomeNote } from '#features/posts/tables.ts'

const say = {
  paused:
    'A backup was restored. Since it was made, this post may have gone out already; look before you let it go.',
  unknown:
    'A backup was restored that was made while this post was being sent. Look on the network whether it is there.',
} as const

const after: Partial<Record<PublicationState, keyof typeof say>> = {
  due: 'paused',
  handed: 'paused',
  claimed: 'paused',
  intended: 'paused',
  sent: 'unknown',
  reconciling: 'unknown',
}

export interface Settled {
  paused: number
  unknown: number
}

/**
 * After a restore nothing goes out by itself: what waited is held for a person, what was being sent is unknown. Works
 * on columns that every version has, because it runs before the restored database is brought up to date.
 */
export async function settlePublications(tx: Tx, at: string): Promise<Settled> {
  const settled: Settled = { paused: 0, unknown: 0 }
  const rows = await tx
    .selectFrom('publication')
    .select(['id', 'post_id', 'account_id', 'network', 'digest', 'state', 'version'])
    .where('state', 'in', Object.keys(after) as PublicationState[])
    .execute()
  for (const row of rows) {
    const to = after[row.state]
    if (!to || !mayMove(row.state, to)) throw new Error(`A publication cannot rest in ${row.state}.`)
    const outcome: OutcomeNote = { kind: 'restored', say: say[to] }
    await tx
      .updateTable('publication')
      .set({
        state: to,
        version: row.version + 1,
        outcome: json<OutcomeNote | null>(outcome),
        lease_by: null,
        lease_until: null,
        updated_at: at,
      })
      .where('id', '=', row.id)
      .execute()
    await append(tx, at, {
      kind: `publication.${to}`,
      actor: { system: 'restore' },
      subject: `publication:${row.id}`,
      postId: row.post_id,
      accountId: row.account_id,
      summary:
        to === 'paused'
          ? 'The post was held because a backup was restored.'
          : 'The post was being sent when the backup was made, so nobody knows.',
      facts: { from: row.state, to, network: row.network, digest: row.digest, because: 'restored' },
      content: outcome,
    })
    settled[to]++
  }
  return settled
}
