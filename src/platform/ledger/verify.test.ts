import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase } from '#testing/services.ts'
import type { Database } from '../db/index.ts'
import { leafHash, type EntryBody } from './append.ts'
import { signCheckpoint } from './checkpoint.ts'
import { eraseEntryContent } from './erase.ts'
import { pushLeaf, rootOf, type TreeNode } from './merkle.ts'
import { latestCheckpoint, sequence } from './sequencer.ts'
import { emptyLog, fill, filledLog, keyOf, testSigner, testTime } from './testing.ts'
import { verifyLog } from './verify.ts'
import type { FaultKind } from './verify-record.ts'

const signer = testSigner()
const key = keyOf(signer)
let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  await emptyLog(database.db)
  await filledLog(database.db, signer, 30)
})
afterAll(() => database.close())

async function faults(against?: string): Promise<FaultKind[]> {
  const report = await verifyLog(database.db, { key, ...(against ? { against } : {}) })
  expect(report.ok).toBe(report.faultCount === 0)
  return report.faults.map((fault) => fault.what)
}

async function firstFault() {
  const report = await verifyLog(database.db, { key })
  expect(report.ok).toBe(false)
  return report.faults[0]
}

const drop = (seq: number) => sql`
  with gone as (select id from ledger_entry where seq = ${seq}), freed as (
    delete from ledger_content where entry_id in (select id from gone))
  delete from ledger_entry where seq = ${seq}`

async function bodyAt(seq: number): Promise<EntryBody> {
  const row = await database.db
    .selectFrom('ledger_entry')
    .select('body')
    .where('seq', '=', seq)
    .executeTakeFirstOrThrow()
  return row.body
}

/** What somebody with the database, but not the key, can do at most: rebuild every hash. */
async function rebuildTree(): Promise<{ size: number; root: string }> {
  const { db } = database
  const rows = await db
    .selectFrom('ledger_entry')
    .select('leaf_hash')
    .where('seq', 'is not', null)
    .orderBy('seq')
    .execute()
  const peaks: TreeNode[] = []
  const nodes: TreeNode[] = []
  for (const [position, row] of rows.entries())
    pushLeaf(peaks, { level: 0, position, hash: row.leaf_hash }, (node) => void nodes.push({ ...node }))
  await db.deleteFrom('ledger_node').execute()
  await db.insertInto('ledger_node').values(nodes).execute()
  return { size: rows.length, root: rootOf(peaks) }
}

test('an untouched log verifies, with what waits counted', async () => {
  await fill(database.db, 2)
  const report = await verifyLog(database.db, { key })
  expect(report).toMatchObject({ ok: true, size: 30, waiting: 2, unsigned: 0, checkpoints: 3, faultCount: 0 })
  expect(report.contents).toEqual({ kept: 11, erased: 0 })
  expect(report.latest).toMatchObject({ origin: 'rostrum/social.example.ac.uk', size: 30 })
})

test('a changed record is named', async () => {
  await sql`update ledger_entry set body = jsonb_set(body, '{summary}', '"Nothing happened."') where seq = 17`.execute(
    database.db,
  )
  expect(await firstFault()).toMatchObject({ what: 'record-changed', seq: 17 })
  expect(await faults()).toEqual(['record-changed'])
})

test('a record changed together with its hash is found by the tree', async () => {
  const body = { ...(await bodyAt(17)), summary: 'Nothing happened.' }
  await sql`update ledger_entry set body = ${JSON.stringify(body)}::text::jsonb, leaf_hash = ${leafHash(body)}
    where seq = 17`.execute(database.db)
  expect(await firstFault()).toMatchObject({ what: 'tree-differs', seq: 16 })
  await rebuildTree()
  expect(await faults()).toEqual(['checkpoint-root', 'checkpoint-root'])
})

test('two changed records are both named', async () => {
  await sql`update ledger_entry set body = body || '{"x": 1}' where seq in (3, 21)`.execute(database.db)
  const report = await verifyLog(database.db, { key })
  expect(report.faults.map((fault) => fault.seq)).toEqual([3, 21])
})

test('a removed record is named, and what comes after it still verifies', async () => {
  await drop(12).execute(database.db)
  expect(await firstFault()).toMatchObject({ what: 'record-missing', seq: 12 })
  expect(await faults()).toEqual(['record-missing'])
})

test('two swapped records are found', async () => {
  await sql`update ledger_entry set seq = -1 where seq = 5`.execute(database.db)
  await sql`update ledger_entry set seq = 5 where seq = 9`.execute(database.db)
  await sql`update ledger_entry set seq = 9 where seq = -1`.execute(database.db)
  const report = await verifyLog(database.db, { key })
  expect(report.faults.map((fault) => [fault.what, fault.seq])).toEqual([
    ['tree-differs', 4],
    ['tree-differs', 8],
  ])
})

test('a record added in the middle is found, even when the tree was rebuilt over it', async () => {
  const { db } = database
  const [id] = await fill(db, 1)
  await sql`update ledger_entry set seq = -seq - 2 where seq >= 11`.execute(db)
  await sql`update ledger_entry set seq = -seq - 1 where seq < 0`.execute(db)
  await db.updateTable('ledger_entry').set({ seq: 11 }).where('id', '=', String(id)).execute()
  expect(await firstFault()).toMatchObject({ what: 'tree-differs', seq: 10 })
  await rebuildTree()
  expect(await faults()).toEqual(['checkpoint-root', 'checkpoint-root'])
})

test('a place that cannot be is found', async () => {
  const [id] = await fill(database.db, 1)
  await database.db.updateTable('ledger_entry').set({ seq: -4 }).where('id', '=', String(id)).execute()
  expect(await faults()).toEqual(['record-out-of-place'])
})

test('a cut end is found by the checkpoint, and without it by one that was kept outside', async () => {
  const { db } = database
  const kept = (await latestCheckpoint(db))?.note ?? ''
  for (const seq of [27, 28, 29]) await drop(seq).execute(db)
  expect(await faults()).toEqual(['end-missing'])
  await db.deleteFrom('ledger_checkpoint').where('size', '>', 27).execute()
  await rebuildTree()
  expect(await faults()).toEqual([])
  expect(await faults(kept)).toEqual(['outside-checkpoint'])
  await fill(db, 5)
  await sequence(db, signer, testTime)
  expect(await faults()).toEqual([])
  expect(await faults(kept)).toEqual(['outside-checkpoint'])
})

test('a checkpoint kept outside that fits is no fault; one of another log is refused', async () => {
  const kept = (await latestCheckpoint(database.db))?.note ?? ''
  await filledLog(database.db, signer, 5)
  expect(await faults(kept)).toEqual([])
  await expect(faults(signCheckpoint(testSigner(), 30, '0'.repeat(64)))).rejects.toThrow('not signed')
  await expect(faults('nonsense')).rejects.toThrow('not a checkpoint')
})

test('a log rewritten and signed anew with another key is found', async () => {
  const { db } = database
  const body = { ...(await bodyAt(2)), summary: 'Nothing happened.' }
  await sql`update ledger_entry set body = ${JSON.stringify(body)}::text::jsonb, leaf_hash = ${leafHash(body)}
    where seq = 2`.execute(db)
  const { size, root } = await rebuildTree()
  const other = testSigner()
  await db.deleteFrom('ledger_checkpoint').execute()
  expect(await faults()).toEqual(['checkpoint-none'])
  const note = signCheckpoint(other, size, root)
  await db.insertInto('ledger_checkpoint').values({ size, root, note, at: testTime }).execute()
  expect(await faults()).toEqual(['checkpoint-signature'])
  expect(await verifyLog(db, { key: keyOf(other) })).toMatchObject({ ok: true })
})

test('a checkpoint whose note or copy was changed is found', async () => {
  await sql`update ledger_checkpoint set root = ${'0'.repeat(64)} where size = 10`.execute(database.db)
  await sql`update ledger_checkpoint set note = replace(note, '— rostrum', '— other') where size = 20`.execute(
    database.db,
  )
  expect(await faults()).toEqual(['checkpoint-changed', 'checkpoint-signature'])
})

test('a damaged tree is found', async () => {
  await sql`delete from ledger_node where level = 2 and position = 1`.execute(database.db)
  expect(await faults()).toEqual(['tree-incomplete'])
})

test('a record filed under something else is found', async () => {
  await sql`update ledger_entry set kind = 'test.other', at = at + interval '1 day' where seq = 4`.execute(
    database.db,
  )
  const fault = await firstFault()
  expect(fault).toMatchObject({ what: 'column-changed', seq: 4 })
  expect(fault?.sentence).toContain('kind, time')
})

test('changed, lost and foreign contents are found', async () => {
  const { db } = database
  await sql`update ledger_content set content = '{"text": "other words"}'
    where entry_id = (select id from ledger_entry where seq = 3)`.execute(db)
  await sql`delete from ledger_content where entry_id = (select id from ledger_entry where seq = 6)`.execute(
    db,
  )
  await sql`insert into ledger_content select id, 'ab', '1' from ledger_entry where seq = 7`.execute(db)
  expect(await faults()).toEqual(['content-changed', 'content-missing', 'content-foreign'])
})

test('an erased content is allowed when a record says so, and only then', async () => {
  const { db } = database
  const row = await db.selectFrom('ledger_entry').select('id').where('seq', '=', 9).executeTakeFirstOrThrow()
  await db.transaction().execute((tx) =>
    eraseEntryContent(tx, testTime, {
      entryId: row.id,
      actor: { system: 'Rostrum' },
      reason: 'A request.',
    }),
  )
  expect(
    await db
      .selectFrom('ledger_content')
      .select(['salt', 'content'])
      .where('entry_id', '=', row.id)
      .execute(),
  ).toEqual([{ salt: '', content: null }])
  // The record of the erasure counts from the moment it is committed, also before it has its place.
  expect(await faults()).toEqual([])
  await sequence(db, signer, testTime)
  const report = await verifyLog(db, { key })
  expect(report).toMatchObject({ ok: true, size: 31, contents: { kept: 10, erased: 1 } })
  await sql`update ledger_content set content = null, salt = ''
    where entry_id = (select id from ledger_entry where seq = 12)`.execute(db)
  expect(await faults()).toEqual(['content-erased-without-record'])
})

test('a waiting record that was changed is found', async () => {
  await fill(database.db, 1)
  await sql`update ledger_entry set body = body || '{"x": 1}' where seq is null`.execute(database.db)
  expect(await faults()).toEqual(['record-changed'])
})
