import { z } from 'zod'
import type { Db, Tx } from '#platform/db/index.ts'
import type { Publication } from '../tables.ts'
import type { SettledHow } from './contract.ts'
import type { Known } from './rules.ts'
import './tables.ts'

const textsShape = z.object({ approved: z.string().nullish(), standing: z.string().nullish() })

/** Both texts of a change, from the content of its record; null what was erased or never was. */
export function textsOf(content: unknown): { approved: string | null; standing: string | null } {
  const { approved = null, standing = null } = textsShape.safeParse(content).data ?? {}
  return { approved, standing }
}

/** What each part should say now: as approved, or as corrected since. */
export async function wordsAgreed(
  db: Db | Tx,
  { id, manifest }: Pick<Publication, 'id' | 'manifest'>,
): Promise<string[]> {
  const made = await db
    .selectFrom('correction')
    .select(['part', 'text'])
    .where('publication_id', '=', id)
    .where('decision', '=', 'approved')
    .orderBy('decided_at')
    .execute()
  const words = manifest.parts.map((part) => part.text)
  for (const { part, text } of made) words[part] = text
  return words
}

export interface KnownChange extends Known {
  id: string
}
export interface KnownOfPart {
  open: KnownChange | null
  accepted: KnownChange | null
}

/** What was noticed of each part and holds still. */
export async function knownChanges(
  tx: Tx,
  { id, manifest }: Pick<Publication, 'id' | 'manifest'>,
): Promise<KnownOfPart[]> {
  const rows = await tx
    .selectFrom('publication_change as change')
    .leftJoin('ledger_content as said', 'said.entry_id', 'change.entry_id')
    .select(['change.id', 'change.part', 'change.kind', 'change.settled_how', 'said.content'])
    .where('change.publication_id', '=', id)
    .where((on) =>
      on.or([
        on('change.settled_at', 'is', null),
        on.and([on('change.settled_how', '=', 'accepted'), on('change.over_at', 'is', null)]),
      ]),
    )
    .orderBy('change.seen_at')
    .execute()
  const known: KnownOfPart[] = manifest.parts.map(() => ({ open: null, accepted: null }))
  for (const { id: changeId, part, kind, settled_how, content } of rows) {
    const of = known[part]
    if (of)
      of[settled_how === null ? 'open' : 'accepted'] = { id: changeId, kind, text: textsOf(content).standing }
  }
  return known
}

export interface Settled {
  how: SettledHow
  at: string
  by?: string
  entryId?: string
}

/** Ends changes that were open. Answers how many there were. */
async function settleOpen(
  tx: Tx,
  publicationId: string,
  part: number | null,
  settled: Settled,
): Promise<number> {
  const rows = await tx
    .updateTable('publication_change')
    .set({
      settled_how: settled.how,
      settled_at: settled.at,
      settled_by: settled.by ?? null,
      settled_entry_id: settled.entryId ?? null,
    })
    .where('publication_id', '=', publicationId)
    .where('settled_at', 'is', null)
    .$if(part !== null, (query) => query.where('part', '=', part ?? 0))
    .returning('id')
    .execute()
  return rows.length
}

/** What was noticed of a part before no longer holds: an open change has ended so, and an acceptance is over. */
export async function endKnown(tx: Tx, publicationId: string, part: number, settled: Settled): Promise<void> {
  await settleOpen(tx, publicationId, part, settled)
  await tx
    .updateTable('publication_change')
    .set({ over_at: settled.at })
    .where('publication_id', '=', publicationId)
    .where('part', '=', part)
    .where('settled_how', '=', 'accepted')
    .where('over_at', 'is', null)
    .execute()
}

/** One change is accepted as it stands. False when somebody else has settled it meanwhile. */
export async function settleOne(tx: Tx, changeId: string, settled: Settled): Promise<boolean> {
  const done = await tx
    .updateTable('publication_change')
    .set({
      settled_how: settled.how,
      settled_at: settled.at,
      settled_by: settled.by ?? null,
      settled_entry_id: settled.entryId ?? null,
    })
    .where('id', '=', changeId)
    .where('settled_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return done !== undefined
}

/** A correction was made on the network: what stood there instead is over, and it is looked at soon. */
export async function correctionMade(
  tx: Tx,
  at: string,
  correction: { publicationId: string; accountId: string; part: number; by: string },
): Promise<void> {
  const { publicationId, accountId, part, by } = correction
  await endKnown(tx, publicationId, part, { how: 'corrected', at, by })
  await tx
    .insertInto('publication_look')
    .values({ publication_id: publicationId, account_id: accountId, look_at: at })
    .onConflict((on) => on.column('publication_id').doUpdateSet({ look_at: at, tries: 0 }))
    .execute()
}

/** It was deleted from here: nothing is left to look at, to settle or to hold up. */
export async function removedFromHere(tx: Tx, at: string, publicationId: string, by: string): Promise<void> {
  await settleOpen(tx, publicationId, null, { how: 'removed', at, by })
  await tx
    .updateTable('publication_look')
    .set({ look_at: null })
    .where('publication_id', '=', publicationId)
    .execute()
  await tx.deleteFrom('pinned_post').where('publication_id', '=', publicationId).execute()
}
