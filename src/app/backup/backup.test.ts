import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testHouse, type TestHouse } from '#app/testing.ts'
import { createDraft } from '#features/posts/write-draft.ts'
import { submitPost } from '#features/posts/submit.ts'
import { approvePost } from '#features/posts/decide.ts'
import { viewPost } from '#features/posts/views.ts'
import { knownMigrations, migrate, openDatabase, type Database, type Db } from '#platform/db/index.ts'
import { openFileStore } from '#platform/files/index.ts'
import { sequence, signerOf, verifyLog } from '#platform/ledger/index.ts'
import { loadKeys, type Keys } from '#platform/sealing/index.ts'
import { nowOf } from '#platform/services.ts'
import { testDatabaseUrl } from '#testing/environment.ts'
import { testDatabase } from '#testing/services.ts'
import { makeBackup } from './make.ts'
import { verifyArchive } from './read.ts'
import { refuseNewer, restore, type RestoreTarget } from './restore.ts'
import { keptTables, selectRows } from './tables.ts'

const folder = mkdtempSync(join(tmpdir(), 'rostrum-backup-'))
const archive = join(folder, 'backup.tar.gz')
const keyFile = join(folder, 'keys.json')
let house: TestHouse
let keys: Keys

const words = (text: string) => ({ parts: [{ text, media: [], link: null }], variants: {} })

async function approved(text: string, schedule: { local: string }): Promise<string> {
  const { posts, author, officer, accountId } = house
  const id = await createDraft(posts, author.actor, {
    title: text,
    content: words(text),
    accountIds: [accountId],
    schedule,
  })
  await submitPost(posts, author.actor, id, 1)
  const view = await viewPost(posts, officer.actor, id)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest!]))
  await approvePost(posts, officer.actor, id, { digests, note: '' })
  return id
}

async function backUp(to: string, withKeys = false) {
  const { services } = house
  return makeBackup(
    {
      database: services.database,
      files: services.files,
      clock: services.clock,
      version: '0.1.0',
      keys,
      keyFile: withKeys ? readFileSync(keyFile) : null,
      spoolIn: folder,
    },
    createWriteStream(to),
  )
}

async function target(database: Database, name: string): Promise<RestoreTarget> {
  const files = await openFileStore({ kind: 'disk', folder: join(folder, name) })
  return { database, files, clock: house.services.clock, keyFile }
}

async function contentOf(db: Db): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {}
  for (const table of await keptTables(db)) {
    const { rows } = await sql<{ line: string }>`${selectRows(table)}`.execute(db)
    all[table.name] = rows.map((row) => row.line).sort()
  }
  return all
}

beforeAll(async () => {
  house = await testHouse()
  keys = loadKeys(keyFile, true)
  const { db, files } = house.services
  await approved('Open day tomorrow at ten', { local: '2026-11-22T10:00' })
  const halfway = await approved('Library hours this week', { local: '2026-11-23T10:00' })
  await db
    .updateTable('publication')
    .set({ state: 'sent', lease_by: 'w', lease_until: nowOf(house.services) })
    .where('post_id', '=', halfway)
    .execute()
  await files.put('uploads/a.png', new Uint8Array(300_000).fill(7), 'image/png')
  await files.put('uploads/b.png', new Uint8Array([1, 2, 3]), 'image/png')
  await sql`insert into practice_media (sha256, media_type, bytes) values ('ab', 'image/png', ${Buffer.from([0, 255, 10, 92])})`.execute(
    db,
  )
  await sequence(db, signerOf('http://localhost:3000', keys.signing), nowOf(house.services))
  await backUp(archive)
})

afterAll(async () => {
  await house.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Where a backup of this suite's engine is restored to: the same engine, and on the PostgreSQL leg the other as well. */
const engines: [string, () => Promise<Database>][] = [
  ['the same engine', testDatabase],
  ...(testDatabaseUrl
    ? [
        ['the built-in engine', () => openDatabase({ url: null, folder: null })] as [
          string,
          () => Promise<Database>,
        ],
      ]
    : []),
]

test.each(engines)('what was backed up is what comes back, on %s', async (name, open) => {
  const manifest = await verifyArchive(archive)
  expect(manifest).toMatchObject({ files: 2, withKeys: false, migrations: knownMigrations })
  expect(Object.keys(manifest.tables)).not.toContain('session')
  const database = await open()
  try {
    const into = await target(database, name)
    const done = await restore(archive, manifest, into)
    expect(done).toMatchObject({ files: 2, settled: { paused: 1, unknown: 1 }, migrated: [] })
    expect(Buffer.from(await into.files.get('uploads/a.png'))).toHaveLength(300_000)

    const [before, after] = [await contentOf(house.services.db), await contentOf(database.db)]
    const touched = new Set(['publication', 'ledger_entry', 'ledger_content'])
    for (const table of Object.keys(before))
      if (!touched.has(table)) expect(after[table], table).toEqual(before[table])
    // The log has grown by what was done with the posts and by the restore itself; what it had is as it was.
    expect(after.ledger_entry).toEqual(expect.arrayContaining(before.ledger_entry ?? []))
    expect(after.ledger_entry).toHaveLength((before.ledger_entry?.length ?? 0) + 3)

    const states = await database.db
      .selectFrom('publication')
      .select(['state', 'outcome', 'lease_by'])
      .orderBy('state')
      .execute()
    expect(states.map(({ state, lease_by: lease }) => [state, lease])).toEqual([
      ['paused', null],
      ['unknown', null],
    ])
    expect(states[0]?.outcome).toMatchObject({ kind: 'restored' })
    expect(await verifyLog(database.db, { key: keys.signing.publicKey })).toMatchObject({
      ok: true,
      waiting: 3,
    })

    await expect(restore(archive, manifest, into)).rejects.toThrow('This database is not empty')
  } finally {
    await database.close()
  }
})

test('references hold again after a restore', async () => {
  const database = await testDatabase()
  try {
    await restore(archive, await verifyArchive(archive), await target(database, 'references'))
    const gone = sql`delete from person`.execute(database.db)
    await expect(gone).rejects.toThrow(/violates foreign key constraint/)
  } finally {
    await database.close()
  }
})

test('an archive that was changed or cut anywhere is refused', async () => {
  const whole = readFileSync(archive)
  const damaged = join(folder, 'damaged.tar.gz')
  for (let step = 1; step < 12; step++) {
    const bytes = Buffer.from(whole)
    const at = Math.floor((bytes.length * step) / 12)
    bytes[at] = (bytes[at] ?? 0) ^ 0x55
    writeFileSync(damaged, bytes)
    await expect(verifyArchive(damaged), `changed at ${at}`).rejects.toMatchObject({ code: 'backup.fault' })
    writeFileSync(damaged, whole.subarray(0, at))
    await expect(verifyArchive(damaged), `cut at ${at}`).rejects.toMatchObject({ code: 'backup.fault' })
  }
  writeFileSync(damaged, 'This is no archive.')
  await expect(verifyArchive(damaged)).rejects.toThrow('Nothing was changed')
})

test('a backup of a newer Rostrum is refused', async () => {
  const manifest = await verifyArchive(archive)
  const newer = { ...manifest, rostrum: '9.0.0', migrations: [...manifest.migrations, '0099-later'] }
  expect(() => refuseNewer(newer, knownMigrations)).toThrow('which is newer')
})

test('the wrong keys, or none, are noticed before anything is written', async () => {
  const database = await openDatabase({ url: null, folder: null })
  try {
    await migrate(database.db)
    const manifest = await verifyArchive(archive)
    const into = await target(database, 'other-keys')
    const none = { ...into, keyFile: join(folder, 'none.json') }
    await expect(restore(archive, manifest, none)).rejects.toThrow('there is no key file')
    const other = { ...into, keyFile: join(folder, 'other.json') }
    loadKeys(other.keyFile, true)
    await expect(restore(archive, manifest, other)).rejects.toThrow('is not the one of this backup')
    expect(Object.values(await contentOf(database.db)).flat()).toEqual([])
  } finally {
    await database.close()
  }
})

test('with the keys inside, nothing else is needed', async () => {
  const withKeys = join(folder, 'with-keys.tar.gz')
  await backUp(withKeys, true)
  const database = await openDatabase({ url: null, folder: null })
  try {
    const fresh = { ...(await target(database, 'with-keys')), keyFile: join(folder, 'fresh', 'keys.json') }
    const done = await restore(withKeys, await verifyArchive(withKeys), fresh)
    expect(done.keys.signing.id).toBe(keys.signing.id)
    expect(readFileSync(fresh.keyFile)).toEqual(readFileSync(keyFile))
  } finally {
    await database.close()
  }
})
