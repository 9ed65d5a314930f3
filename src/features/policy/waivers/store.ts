import { allUnits } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { WaiverForCheck } from '../engine/index.ts'
import { unitAndBelow } from './rules.ts'

declare module '#platform/db/types.ts' {
  interface Tables {
    waiver: {
      id: string
      clause: string
      control: string | null
      subject: string
      reason: string
      since: string
      until: string
      given_by: string
      at: string
      ended_at: string | null
      ended_by: string | null
      ended_because: string | null
    }
  }
}

function waivers(db: Db | Tx) {
  return db
    .selectFrom('waiver')
    .innerJoin('person', 'person.id', 'waiver.given_by')
    .selectAll('waiver')
    .select('person.name as given_by_name')
}

export type WaiverRow = Awaited<ReturnType<typeof allWaivers>>[number]

/** All there ever were, the one that ends last first. */
export function allWaivers(db: Db | Tx) {
  return waivers(db).orderBy('until', 'desc').orderBy('waiver.id').execute()
}

/** Those that hold at an instant, as the check needs them. */
export async function waiversInForce(db: Db | Tx, now: string): Promise<WaiverForCheck[]> {
  const rows = await waivers(db)
    .where('since', '<=', now)
    .where('until', '>', now)
    .where((on) => on.or([on('ended_at', 'is', null), on('ended_at', '>', now)]))
    .execute()
  return asChecked(db, rows)
}

/** In the form of the check: a unit stands for those below it too. */
export async function asChecked(db: Db | Tx, rows: readonly WaiverRow[]): Promise<WaiverForCheck[]> {
  const units = rows.some(({ subject }) => subject.startsWith('unit:')) ? await allUnits(db) : []
  return rows.map((row) => ({
    id: row.id,
    clause: row.clause,
    control: row.control,
    covers: row.subject.startsWith('unit:')
      ? unitAndBelow(units, row.subject.slice('unit:'.length)).map((id) => `unit:${id}`)
      : [row.subject],
    since: row.since,
    until: row.until,
    endedAt: row.ended_at,
    by: row.given_by_name,
    byId: row.given_by,
    reason: row.reason,
  }))
}
