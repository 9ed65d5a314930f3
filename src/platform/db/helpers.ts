import { sql, type RawBuilder } from 'kysely'
import { storableJson } from '../storable.ts'
import { uuidv7 } from './uuid.ts'
import type { Db, Tx } from './types.ts'

/** A new identifier: a UUID of version 7, so that rows made later sort later. */
export const newId = uuidv7

/** A value for a jsonb column. Both drivers would otherwise turn an array into a PostgreSQL array. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${storableJson(value)}::text::jsonb`
}

/** Did a write fail because a row with that key is there already? `constraint` narrows it to one index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (!(error instanceof Error) || !('code' in error) || error.code !== '23505') return false
  return constraint === undefined || ('constraint' in error && error.constraint === constraint)
}

/** Runs `work` in a transaction that alone, in all processes, holds the lock called `name`. */
export function withLock<T>(db: Db, name: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(tx)
    return work(tx)
  })
}
