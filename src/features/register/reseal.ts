import { sql } from 'kysely'
import type { Db } from '#platform/db/index.ts'
import type { Sealer } from '#platform/sealing/index.ts'
import type { Services } from '#platform/services.ts'
import { appContext } from './apps/store.ts'
import { attemptContext } from './connect.ts'
import { grantContext } from './connections.ts'
import { secretContext } from './hand-over/secret-store.ts'
import { sealedValueContext } from './sealed-store.ts'

/** One column of sealed values: how to read a batch after a place, and to write one back unless it changed. */
interface SealedColumn {
  name: string
  batch(
    db: Db,
    after: string[] | null,
    size: number,
  ): Promise<{ place: string[]; sealed: string; context: string }[]>
  write(db: Db, place: string[], from: string, to: string): Promise<void>
}

const batchSize = 200

function column(options: {
  name: string
  table: string
  keys: string[]
  sealed: string
  context: (place: string[]) => string
}): SealedColumn {
  const { keys, context } = options
  const table = sql.table(options.table)
  const sealed = sql.ref(options.sealed)
  const tuple = sql`(${sql.join(keys.map((key) => sql`${sql.ref(key)}::text`))})`
  const at = (place: string[]) => sql`${tuple} = (${sql.join(place)})`
  return {
    name: options.name,
    async batch(db, after, size) {
      const since = after ? sql`where ${tuple} > (${sql.join(after)})` : sql``
      const found = await sql<{ place: string[]; sealed: string }>`
        select array[${sql.join(keys.map((key) => sql`${sql.ref(key)}::text`))}] as place, ${sealed} as sealed
        from ${table} ${since} order by ${tuple} limit ${sql.lit(size)}`.execute(db)
      return found.rows.map((row) => ({ ...row, context: context(row.place) }))
    },
    async write(db, place, from, to) {
      await sql`update ${table} set ${sealed} = ${to} where ${at(place)} and ${sealed} = ${from}`.execute(db)
    },
  }
}

const columns = [
  column({
    name: 'connections',
    table: 'connection',
    keys: ['account_id'],
    sealed: 'sealed_grant',
    context: ([id = '']) => grantContext(id),
  }),
  column({
    name: 'connectAttempts',
    table: 'connect_attempt',
    keys: ['state_hash'],
    sealed: 'sealed_pending',
    context: ([hash = '']) => attemptContext(hash),
  }),
  column({
    name: 'networkValues',
    table: 'sealed_value',
    keys: ['space', 'key'],
    sealed: 'sealed',
    context: ([space = '', key = '']) => sealedValueContext(space, key),
  }),
  column({
    name: 'networkApps',
    table: 'network_app',
    keys: ['network'],
    sealed: 'sealed',
    context: ([network = '']) => appContext(network),
  }),
  column({
    name: 'accountSecrets',
    table: 'account_secret',
    keys: ['id'],
    sealed: 'sealed',
    context: ([id = '']) => secretContext(id),
  }),
  column({
    name: 'authenticators',
    table: 'authenticator',
    keys: ['person_id'],
    sealed: 'sealed_secret',
    context: ([id = '']) => `authenticator:${id}`,
  }),
  column({
    name: 'signInServices',
    table: 'sign_in_service',
    keys: ['id'],
    sealed: 'sealed',
    context: ([id = '']) => `people.sign-in-service:${id}`,
  }),
]

export interface Resealed {
  /** How many values were sealed again, by what they are. */
  resealed: Record<string, number>
  /** Values that no key in the file opens; they were left as they are. */
  unreadable: { kind: string; place: string[] }[]
}

/** Seals again, with the newest key, whatever an older one sealed. May be stopped and begun again at any time. */
export async function resealAll(services: Pick<Services, 'db' | 'sealer'>): Promise<Resealed> {
  const done: Resealed = { resealed: {}, unreadable: [] }
  for (const each of columns) await resealColumn(services, each, done)
  return done
}

async function resealColumn(
  { db, sealer }: Pick<Services, 'db' | 'sealer'>,
  kind: SealedColumn,
  done: Resealed,
): Promise<void> {
  let count = 0
  for (let after: string[] | null = null; ;) {
    const rows = await kind.batch(db, after, batchSize)
    for (const { place, sealed, context } of rows) {
      if (!sealer.isStale(sealed)) continue
      const opened = openOrNull(sealer, sealed, context)
      if (opened === null) done.unreadable.push({ kind: kind.name, place })
      else {
        await kind.write(db, place, sealed, sealer.seal(opened, context))
        count++
      }
    }
    after = rows.at(-1)?.place ?? null
    if (rows.length < batchSize || after === null) break
  }
  done.resealed[kind.name] = count
}

function openOrNull(sealer: Sealer, sealed: string, context: string): string | null {
  try {
    return sealer.open(sealed, context)
  } catch (error) {
    if (error instanceof Error) return null
    throw error
  }
}
