import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql } from 'kysely'
import { isoOf } from '#platform/services.ts'
import type { Clock } from '#platform/clock/index.ts'
import { migrate, migrationState, type Database, type Db, type Tx } from '#platform/db/index.ts'
import type { FileStore } from '#platform/files/index.ts'
import { append } from '#platform/ledger/index.ts'
import { loadKeys, type Keys } from '#platform/sealing/index.ts'
import { counting } from './counting.ts'
import { BackupFault, filePrefix, keysName, tableName, type Manifest, type Member } from './manifest.ts'
import { bytesOf, eachMember } from './read.ts'
import { settlePublications, type Settled } from './settle.ts'
import { insertRows, keptTables, type Table } from './tables.ts'

export interface RestoreTarget {
  database: Pick<Database, 'db' | 'kind'>
  files: FileStore
  clock: Clock
  keyFile: string
}

export interface Restored {
  rows: number
  files: number
  settled: Settled
  migrated: string[]
  keys: Keys
}

async function hasRows(db: Db, table: Table): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.ref(table.name)} limit 1`.execute(db)
  return rows.length > 0
}

/** Empty: no tables at all, or the very ones of the backup's version without a row, as an interrupted restore leaves them. */
async function refuseUnlessEmpty(db: Db, manifest: Manifest): Promise<void> {
  const full =
    'This database is not empty, and a restore never overwrites. Give it an empty one: another folder with ROSTRUM_DATA, or a new database with DATABASE_URL.'
  const tables = await keptTables(db)
  if (tables.length === 0) return
  const { applied } = await migrationState(db)
  if (applied.join() !== manifest.migrations.join()) throw new BackupFault(full)
  for (const table of tables) if (await hasRows(db, table)) throw new BackupFault(full)
}

/** Without the keys of the backup its secrets stay sealed and its log unsigned, so they have to be here first. */
async function keysFor(file: string, target: RestoreTarget, manifest: Manifest): Promise<Buffer | null> {
  let inside: Buffer | null = null
  if (manifest.withKeys)
    await eachMember(file, async (name, content) => {
      if (name === keysName) inside = await bytesOf(content)
    })
  if (!existsSync(target.keyFile)) {
    if (inside) return inside
    throw new BackupFault(
      `The backup does not hold the keys, and there is no key file at ${target.keyFile}. Put your copy of it there, or say where it is with ROSTRUM_KEY_FILE; then restore again.`,
    )
  }
  const here = loadKeys(target.keyFile, false)
  const missing = manifest.keys.sealing.filter((id) => !here.sealing.some((key) => key.id === id))
  if (missing.length > 0 || here.signing.id !== manifest.keys.signing)
    throw new BackupFault(
      `The key file ${target.keyFile} is not the one of this backup. Put the right one there, or move this one away if the backup was made with --with-keys.`,
    )
  return null
}

/** What the list of contents says; anything else ends the stream with a fault, and nothing of it is kept. */
async function* asListed(content: AsyncIterable<Uint8Array>, listed: Member | undefined, name: string) {
  const counted = counting(content)
  yield* counted.bytes
  const { bytes, sha256 } = counted.sum()
  if (listed?.bytes !== bytes || listed.sha256 !== sha256)
    throw new BackupFault(
      `The archive was changed while it was read: ${name} is not what its list of contents says. Empty the target and restore again.`,
    )
}

async function restoreFiles(file: string, manifest: Manifest, files: FileStore): Promise<number> {
  const members = new Map(manifest.members.map((member) => [member.name, member]))
  let count = 0
  await eachMember(file, async (name, content) => {
    if (!name.startsWith(filePrefix)) return
    const bytes = asListed(content, members.get(name), name)
    await files.putStream(name.slice(filePrefix.length), bytes, 'application/octet-stream')
    count++
  })
  return count
}

interface ForeignKey {
  table: string
  name: string
  definition: string
}

/** References are taken away while rows come in and put back, checked, in the same transaction. */
async function withoutReferences(tx: Tx, work: () => Promise<void>): Promise<void> {
  const { rows } = await sql<ForeignKey>`
    select c.relname as table, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where k.contype = 'f' and n.nspname = current_schema()`.execute(tx)
  for (const key of rows)
    await sql`alter table ${sql.ref(key.table)} drop constraint ${sql.ref(key.name)}`.execute(tx)
  await work()
  for (const key of rows)
    await sql`alter table ${sql.ref(key.table)} add constraint ${sql.ref(key.name)} ${sql.raw(key.definition)}`.execute(
      tx,
    )
}

const rowsAtOnce = 500

async function loadTables(tx: Tx, file: string, manifest: Manifest): Promise<number> {
  const tables = new Map((await keptTables(tx)).map((table) => [table.name, table]))
  const loaded: Record<string, number> = {}
  await eachMember(file, async (name, content) => {
    const of = tableName.exec(name)?.[1]
    if (of === undefined) return
    const table = tables.get(of)
    if (!table)
      throw new BackupFault(`The backup has a table ${of}, which its version of Rostrum does not know.`)
    const lines = (await bytesOf(content)).toString('utf8').split('\n').filter(Boolean)
    for (let from = 0; from < lines.length; from += rowsAtOnce)
      loaded[of] = (loaded[of] ?? 0) + (await insertRows(tx, table, lines.slice(from, from + rowsAtOnce)))
  })
  for (const [table, rows] of Object.entries(manifest.tables))
    if ((loaded[table] ?? 0) !== rows)
      throw new BackupFault(`The table ${table} should have ${rows} rows, but ${loaded[table] ?? 0} came in.`)
  return Object.values(loaded).reduce((sum, rows) => sum + rows, 0)
}

async function record(tx: Tx, at: string, manifest: Manifest, settled: Settled): Promise<void> {
  await append(tx, at, {
    kind: 'system.restored',
    actor: { system: 'command line' },
    subject: 'institution',
    summary: 'A backup was restored.',
    facts: {
      madeAt: manifest.at,
      madeBy: manifest.rostrum,
      paused: settled.paused,
      unknown: settled.unknown,
    },
  })
}

function writeKeys(file: string, bytes: Buffer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, bytes, { mode: 0o600, flag: 'wx', flush: true })
}

/**
 * Loads an archive that `verifyArchive` has passed into an empty database: all rows in one transaction, and in the
 * same transaction whatever was about to be sent is held back.
 */
export async function restore(file: string, manifest: Manifest, target: RestoreTarget): Promise<Restored> {
  const { db } = target.database
  await refuseUnlessEmpty(db, manifest)
  const keys = await keysFor(file, target, manifest)
  // First of all, so that a restore that is cut short finds the right keys when it is begun again.
  if (keys) writeKeys(target.keyFile, keys)
  const files = await restoreFiles(file, manifest, target.files)
  await migrate(db, manifest.migrations.at(-1))
  const at = isoOf(target.clock.now())
  let rows = 0
  const settled = await db.transaction().execute(async (tx) => {
    await withoutReferences(tx, async () => {
      rows = await loadTables(tx, file, manifest)
    })
    const done = await settlePublications(tx, at)
    await record(tx, at, manifest, done)
    return done
  })
  const migrated = await migrate(db)
  return { rows, files, settled, migrated, keys: loadKeys(target.keyFile, false) }
}

/** Refuses, before anything is opened, a backup whose database this version does not know. */
export function refuseNewer(manifest: Manifest, known: readonly string[]): void {
  const unknown = manifest.migrations.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new BackupFault(
      `This backup was made by Rostrum ${manifest.rostrum}, which is newer: its database has had ${unknown.join(', ')}. Restore it with that version or a later one.`,
    )
}
