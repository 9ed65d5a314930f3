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
  '0003-register': '81f75fbe15c680bc84fb20b2434c65f8cc454fa9192fee925831c8222ac7384c',
  '0004-hand-over': '6f006f78bb02a960b7c0fb004e863d2da5ecfd884153d3849bce1f6743de4ec5',
  '0005-requests': '1560957ee22d447050d3325cea66016b6c99c2853eafe22ea155d52a1b5ac2c3',
  '0006-reviews': 'c5abd5eb23635efa169ed38bf98d1fc72c9b2cb5bea951b348bc25690c655595',
  '0007-directory': '1d900ec7cbd71ae93a390f11b7a40f2e560524ef0638328c19c1a480e5422668',
  '0008-notices': '58f595ca7563fb7f2529411e5790e9a2aefba25440143e2790319c35eb0ec171',
  '0009-public': 'd96fbce22c4c4ff37bed4eaeddcc473e38517ac70f51ec248031c5434a98499a',
  '0010-import': '24863ac3074489edd87d5c285cbab4bf6a789b20da56cf8438c239adb1948495',
  '0011-sign-in-services': '8a87196a368f489cc57482ca0ba915f40c9bb5b702ba48ab7548e3afd247ae98',
  '0012-duty-roles': 'dd60ffb09cc025a5b1f94e70d530b42d244f39ccbc4af8ce726c7558be6f6fcf',
  '0013-one-closing': '924534f2dff3431c080af995d96d84e8b390088618d8c44ce405521f0cd6d82a',
  '0014-institution-calendar': '0d0ca56a1ea1e6de1bc2736743d3a3e49e205a4fd1e9f7d6e397107b9df9774a',
  '0015-network-apps': '7ccd9f1b2464900b8a4fad7a8bf11fe450b2d62fd3bda74aeb7f2343a6ef3776',
  '0016-video': 'f3c6a41451ee1cc29e96ee951ce4cbc439db27cee652a0945f7625f92747ac9c',
  '0017-rates': '34d5a8729e8a53ca8c9b8d29e7a507179875060f992372e17fd818bd90717a14',
  '0018-on-the-network': 'b93321e4d1b363f91dc9469c590eb94e97e8c67e46ec801d726384fd0a8a3a4e',
  '0019-by-hand': 'a9dd18618e5ed57febbf9c2871940fe706cb8f837daa964ba4f6d360a2132b07',
  '0020-plans': '99f5aae1f78b733b9c099c83ce2e66047994bc174948268caa3ead238bf89191',
  '0021-campaigns': 'e615c9568fc20e9313217568b76fba00bd78822b1226d64b1dae65680263de4f',
}

/** The versions that were out, each by the last of its migrations. */
const versions = ['0001-first', '0002-policies', '0011-sign-in-services', '0019-by-hand', '0021-campaigns']

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

test.each(versions)(
  'what %s wrote is brought up to date, and nothing is lost',
  async (name) => {
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
  },
  120_000,
)
