/**
 * An upgrade from every version that was ever out. `landed/` holds, for each, a backup with keys of the example
 * university as that version made it (`npm start`, load the example, `rostrum backup <file> --with-keys`), named after
 * its last migration. A migration that is out is never changed again: what was written with it would not be read.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { listAccounts } from '#features/register/index.ts'
import { systemClock } from '#platform/clock/index.ts'
import { knownMigrations, openDatabase } from '#platform/db/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { verifyLog } from '#platform/ledger/index.ts'
import { verifyArchive } from './read.ts'
import { restore } from './restore.ts'

/** SHA-256 of each migration that is out. */
const landed: Record<string, string> = {
  '0001-first': '73613ca04a6e32ee0b992248fa9dfa97696af01e57590403ca7d75ff9e521d27',
  '0002-policies': 'b5e31f67fdb77b5421c9e7904fcab329289d6d5e7734a0b58860a2ffaf7b5106',
}

/** The versions that were out, each by the last of its migrations. */
const versions = ['0001-first', '0002-policies']

const from = new URL('landed/', import.meta.url).pathname
const folder = mkdtempSync(join(tmpdir(), 'rostrum-landed-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.each(Object.entries(landed))('the migration %s is what it was when it went out', (name, hash) => {
  const text = readFileSync(new URL(`../../platform/db/migrations/${name}.ts`, import.meta.url))
  expect(createHash('sha256').update(text).digest('hex')).toBe(hash)
})

test('there is a backup of every version that is out', () => {
  expect(readdirSync(from).toSorted()).toEqual(versions.map((name) => `${name}.tar.gz`))
  expect(versions.at(-1)).toBe(Object.keys(landed).at(-1))
})

test.each(versions)('what %s wrote is brought up to date, and nothing is lost', async (name) => {
  const archive = join(from, `${name}.tar.gz`)
  const manifest = await verifyArchive(archive)
  const database = await openDatabase({ url: null, folder: null })
  try {
    const files = await openFileStore({ kind: 'disk', folder: join(folder, name) })
    const keyFile = join(folder, `${name}.json`)
    const done = await restore(archive, manifest, { database, files, clock: systemClock, keyFile })
    expect(done.migrated).toEqual(knownMigrations.slice(knownMigrations.indexOf(name) + 1))
    expect(done.files).toBe(manifest.files)
    for (const [table, rows] of Object.entries(manifest.tables)) {
      const { rows: found } = await sql<{
        rows: number
      }>`select count(*) as rows from ${sql.table(table)}`.execute(database.db)
      expect(found[0]?.rows, table).toBeGreaterThanOrEqual(rows)
    }
    expect(await verifyLog(database.db, { key: done.keys.signing.publicKey })).toMatchObject({ ok: true })
    const accounts = await listAccounts(database.db, {}, systemClock.now().toString())
    expect(accounts).toHaveLength(manifest.tables['account'] ?? 0)
  } finally {
    await database.close()
  }
})
