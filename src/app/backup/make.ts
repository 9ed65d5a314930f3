import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { Writable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { sql } from 'kysely'
import { pack, type Pack } from 'tar-stream'
import type { Clock } from '#platform/clock/index.ts'
import { migrationState, type Database, type Tx } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import type { FileStore } from '#platform/files/index.ts'
import type { Keys } from '#platform/sealing/index.ts'
import { isoOf } from '#platform/services.ts'
import {
  filePrefix,
  formatVersion,
  keysName,
  manifestName,
  type Manifest,
  type Member,
  spoolPrefix,
} from './manifest.ts'
import { counting } from './counting.ts'
import { keptTables, rowsAtOnce, selectRows, type Table } from './tables.ts'

export interface BackupSources {
  database: Pick<Database, 'db' | 'kind'>
  files: FileStore
  clock: Clock
  version: string
  keys: Keys
  /** The bytes of the key file, when they are to be in the archive. */
  keyFile: Buffer | null
  /** Where the tables wait, some megabytes each, until they are packed: never in a transaction that others wait for. */
  spoolIn: string
}

const partBytes = 4_000_000

interface Spooled extends Member {
  path: string
}

const listed = ({ name, bytes, sha256: hash }: Member): Member => ({ name, bytes, sha256: hash })

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Writes one table into files of some megabytes. */
async function spoolTable(tx: Tx, table: Table, folder: string): Promise<{ rows: number; parts: Spooled[] }> {
  const parts: Spooled[] = []
  let [rows, waiting, size] = [0, [] as string[], 0]
  const flush = async () => {
    if (waiting.length === 0) return
    const bytes = Buffer.from(`${waiting.join('\n')}\n`)
    const name = `tables/${table.name}/${String(parts.length + 1).padStart(6, '0')}.ndjson`
    const path = join(folder, name.replaceAll('/', '.'))
    await writeFile(path, bytes, { mode: 0o600 })
    parts.push({ name, path, bytes: bytes.length, sha256: sha256(bytes) })
    waiting = []
    size = 0
  }
  await sql`declare backup_rows no scroll cursor for ${selectRows(table)}`.execute(tx)
  for (;;) {
    const batch = await sql<{ line: string }>`fetch ${sql.lit(rowsAtOnce(table))} from backup_rows`.execute(
      tx,
    )
    if (batch.rows.length === 0) break
    for (const { line } of batch.rows) {
      waiting.push(line)
      size += line.length
      if (size > partBytes) await flush()
    }
    rows += batch.rows.length
  }
  await sql`close backup_rows`.execute(tx)
  await flush()
  return { rows, parts }
}

/** Every table as it was at one instant. */
async function spoolTables({ db }: Pick<Database, 'db'>, folder: string) {
  return db.transaction().execute(async (tx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(tx)
    const counts: Record<string, number> = {}
    const members: Spooled[] = []
    for (const table of await keptTables(tx)) {
      const { rows, parts } = await spoolTable(tx, table, folder)
      counts[table.name] = rows
      members.push(...parts)
    }
    return { counts, members }
  })
}

function putBytes(archive: Pack, name: string, bytes: Buffer, mtime: Date): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ name, mtime, mode: 0o600 }, bytes, (error) => (error ? reject(error) : resolve()))
  })
}

async function putSpooled(archive: Pack, part: Spooled, mtime: Date): Promise<void> {
  const entry = archive.entry({ name: part.name, size: part.bytes, mtime, mode: 0o600 })
  await pipeline(createReadStream(part.path), entry)
}

/** A video may have a gigabyte: some of it is in hand at a time, as much as the archive has room for. */
async function putFile(archive: Pack, files: FileStore, file: string, mtime: Date): Promise<Member> {
  const name = `${filePrefix}${file}`
  return files.whole(file, async (size, bytes) => {
    const counted = counting(bytes)
    await pipeline(counted.bytes, archive.entry({ name, size, mtime, mode: 0o600 }))
    const { bytes: came, sha256: hash } = counted.sum()
    if (came !== size) throw new Error(`The file ${file} has ${size} bytes, but ${came} could be read.`)
    return { name, bytes: size, sha256: hash }
  })
}

/** Uploads are put there once and never changed; one that is removed meanwhile is left out, as it will be anyway. */
async function putFiles(archive: Pack, files: FileStore, mtime: Date): Promise<Member[]> {
  const members: Member[] = []
  for await (const file of files.list()) {
    const member = await putFile(archive, files, file, mtime).catch((error: unknown) => {
      if (error instanceof NotFound) return null
      throw error
    })
    if (member) members.push(member)
  }
  return members
}

async function fill(archive: Pack, sources: BackupSources, folder: string): Promise<Manifest> {
  const { database, clock } = sources
  const at = isoOf(clock.now())
  const mtime = new Date(at)
  const { applied } = await migrationState(database.db)
  const { counts, members } = await spoolTables(database, folder)
  for (const part of members) await putSpooled(archive, part, mtime)
  const files = await putFiles(archive, sources.files, mtime)
  const keyMembers: Member[] = []
  if (sources.keyFile) {
    await putBytes(archive, keysName, sources.keyFile, mtime)
    keyMembers.push({ name: keysName, bytes: sources.keyFile.length, sha256: sha256(sources.keyFile) })
  }
  const manifest: Manifest = {
    about: 'A backup of Rostrum. Load it into an empty database with `rostrum restore`.',
    format: formatVersion,
    rostrum: sources.version,
    at,
    database: database.kind,
    migrations: applied,
    tables: counts,
    files: files.length,
    keys: { sealing: sources.keys.sealing.map((key) => key.id), signing: sources.keys.signing.id },
    withKeys: sources.keyFile !== null,
    members: [...members.map(listed), ...files, ...keyMembers],
  }
  await putBytes(archive, manifestName, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`), mtime)
  archive.finalize()
  return manifest
}

/** Writes one archive (tar, gzip) to `to`. Throws, leaving `to` cut short and therefore unreadable, when anything fails. */
export async function makeBackup(sources: BackupSources, to: Writable): Promise<Manifest> {
  const folder = await mkdtemp(join(sources.spoolIn, spoolPrefix))
  const archive = pack()
  try {
    const sent = pipeline(archive, createGzip(), to)
    const filled = fill(archive, sources, folder).catch((error: unknown) => {
      archive.destroy(error instanceof Error ? error : new Error(String(error)))
      throw error
    })
    const [manifest] = await Promise.all([filled, sent])
    return manifest
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
