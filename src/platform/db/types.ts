import type { ColumnType, Generated, Kysely, RawBuilder, Transaction } from 'kysely'

/**
 * The tables, one property each. Every feature adds its own beside its store:
 * `declare module '#platform/db/types.ts' { interface Tables { post: PostTable } }`.
 * Timestamps are ISO 8601 UTC strings of millisecond precision, in and out.
 */
// oxlint-disable-next-line typescript/no-empty-interface, typescript/no-empty-object-type
export interface Tables {}

export type Db = Kysely<Tables>
export type Tx = Transaction<Tables>

/** A column that the database fills when it isn't given. */
export type Created<T> = Generated<T>

/** A jsonb column: read as `T`, written through `json()`. */
export type JsonColumn<T> = ColumnType<T, T | RawBuilder<T>, T | RawBuilder<T>>
