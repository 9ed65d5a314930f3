import { sql } from 'kysely'
import type { Db, JsonColumn, Tx } from '#platform/db/index.ts'
import type { PackSource } from '../packs/pack.ts'

/** writing → in-review → done; back to writing when it is sent back or taken back; dropped from either. */
export type DraftState = 'writing' | 'in-review' | 'done' | 'dropped'

declare module '#platform/db/types.ts' {
  interface Tables {
    policy_draft: {
      id: string
      pack: string
      title: string
      based_on: string | null
      source: JsonColumn<PackSource>
      version: number
      state: DraftState
      in_force_from: string | null
      edition_id: string | null
      created_by: string
      created_at: string
      updated_by: string
      updated_at: string
    }
    policy_draft_writer: { draft_id: string; person_id: string }
    policy_approval: {
      id: string
      draft_id: string
      office_id: string
      digest: string
      decision: 'approved' | 'sent-back'
      note: string
      person_id: string
      at: string
      voided_at: string | null
    }
  }
}

export interface DraftRow {
  id: string
  pack: string
  title: string
  based_on: string | null
  source: PackSource
  version: number
  state: DraftState
  in_force_from: string | null
  edition_id: string | null
  created_by: string
  created_at: string
  updated_by: string
  updated_at: string
}

export async function draftById(db: Db | Tx, id: string): Promise<DraftRow | null> {
  return (await db.selectFrom('policy_draft').selectAll().where('id', '=', id).executeTakeFirst()) ?? null
}

/** The draft, kept from anybody else until the transaction ends. */
export async function lockDraft(tx: Tx, id: string): Promise<DraftRow | null> {
  return (
    (await tx.selectFrom('policy_draft').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ??
    null
  )
}

export async function writersOf(db: Db | Tx, draftId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('policy_draft_writer')
    .select('person_id')
    .where('draft_id', '=', draftId)
    .execute()
  return rows.map((row) => row.person_id)
}

export async function addWriter(tx: Tx, draftId: string, personId: string): Promise<void> {
  await tx
    .insertInto('policy_draft_writer')
    .values({ draft_id: draftId, person_id: personId })
    .onConflict((on) => on.doNothing())
    .execute()
}

export interface ApprovalRow {
  id: string
  office_id: string
  digest: string
  decision: 'approved' | 'sent-back'
  note: string
  person_id: string
  person_name: string
  at: string
  voided_at: string | null
}

export function approvalsOf(db: Db | Tx, draftId: string): Promise<ApprovalRow[]> {
  return db
    .selectFrom('policy_approval')
    .innerJoin('person', 'person.id', 'policy_approval.person_id')
    .select([
      'policy_approval.id',
      'office_id',
      'digest',
      'decision',
      'note',
      'person_id',
      'person.name as person_name',
      'at',
      'voided_at',
    ])
    .where('draft_id', '=', draftId)
    .orderBy('at')
    .execute()
}

/** Approvals hold for one text only; a change ends them. Answers how many were voided. */
export async function voidApprovals(tx: Tx, draftId: string, at: string): Promise<number> {
  const done = await tx
    .updateTable('policy_approval')
    .set({ voided_at: at })
    .where('draft_id', '=', draftId)
    .where('voided_at', 'is', null)
    .where('decision', '=', 'approved')
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** The pack that is the institution's own at an instant; null when the baseline stands alone. */
export async function adoptedPack(db: Db | Tx, at: string): Promise<string | null> {
  const row = await db
    .selectFrom('policy_adoption')
    .select('pack')
    .where('since', '<=', at)
    .orderBy('since', 'desc')
    .orderBy('at', 'desc')
    .executeTakeFirst()
  return row?.pack ?? null
}

export function openDrafts(db: Db | Tx): Promise<DraftRow[]> {
  return db
    .selectFrom('policy_draft')
    .selectAll()
    .where('state', 'in', ['writing', 'in-review'])
    .orderBy(sql`updated_at desc`)
    .execute()
}
