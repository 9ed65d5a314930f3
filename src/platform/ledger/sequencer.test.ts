import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { testDatabase, testServices } from '#testing/services.ts'
import type { Database } from '../db/index.ts'
import { append } from './append.ts'
import { isSignedBy, readCheckpoint } from './checkpoint.ts'
import { verifyConsistency, verifyInclusion } from './merkle.ts'
import { ledgerState, sequence, startSequencer } from './sequencer.ts'
import { emptyLog, fill, filledLog, keyOf, testSigner, testTime } from './testing.ts'
import { consistencyProof, inclusionProof, rootAt } from './tree.ts'
import { verifyLog } from './verify.ts'

const signer = testSigner()
let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(() => emptyLog(database.db))
afterAll(() => database.close())

test('records get their places in the order they were made, and a signed checkpoint', async () => {
  const { db } = database
  const ids = await fill(db, 25)
  expect(await sequence(db, signer, testTime)).toBe(25)
  const rows = await db.selectFrom('ledger_entry').select(['id', 'seq']).orderBy('seq').execute()
  expect(rows.map((row) => row.id)).toEqual(ids)
  expect(rows.map((row) => row.seq)).toEqual(ids.map((_, index) => index))
  const { checkpoint, ...state } = await ledgerState(db)
  expect(state).toEqual({ size: 25, waiting: 0 })
  const said = readCheckpoint(checkpoint?.note ?? '')
  expect(said).toEqual({ origin: 'rostrum/social.example.ac.uk', size: 25, root: await rootAt(db, 25) })
  expect(isSignedBy(checkpoint?.note ?? '', keyOf(signer))).toBe(true)
  expect(isSignedBy(checkpoint?.note ?? '', keyOf(testSigner()))).toBe(false)
})

test('an idle log is left alone', async () => {
  const { db } = database
  expect(await sequence(db, signer, testTime)).toBe(0)
  await filledLog(db, signer, 3)
  expect(await sequence(db, signer, testTime)).toBe(0)
  expect(await db.selectFrom('ledger_checkpoint').selectAll().execute()).toHaveLength(1)
})

test('every record and every earlier checkpoint is proved from the stored tree', async () => {
  const { db } = database
  await filledLog(db, signer, 37)
  const checkpoints = await db.selectFrom('ledger_checkpoint').selectAll().orderBy('size').execute()
  const last = checkpoints.at(-1)
  if (!last) throw new Error('There is no checkpoint.')
  for (const { leaf_hash, seq } of await db
    .selectFrom('ledger_entry')
    .select(['leaf_hash', 'seq'])
    .execute()) {
    const index = seq ?? -1
    const proof = await inclusionProof(db, index, last.size)
    expect(verifyInclusion(leaf_hash, index, last.size, proof, last.root)).toBe(true)
  }
  for (const earlier of checkpoints)
    expect(verifyConsistency(earlier, last, await consistencyProof(db, earlier.size, last.size))).toBe(true)
})

test('stopped between two batches, the next run carries on and the log is whole', async () => {
  const { db } = database
  await fill(db, 23)
  await sequence(db, signer, testTime, { batch: 5, stopAfter: 2 })
  expect(await ledgerState(db)).toEqual({ size: 10, waiting: 13, checkpoint: null })
  await sequence(db, signer, testTime, { batch: 5, stopAfter: 1 })
  await sequence(db, signer, testTime, { batch: 5 })
  const report = await verifyLog(db, { key: keyOf(signer) })
  expect(report).toMatchObject({ ok: true, size: 23, waiting: 0, checkpoints: 1 })
})

test('a run that fails in the middle of a batch leaves nothing behind', async () => {
  const { db } = database
  await filledLog(db, signer, 3)
  await fill(db, 3)
  await sql`create function refuse() returns trigger language plpgsql as $$ begin raise 'disk full'; end $$`.execute(
    db,
  )
  await sql`create trigger refuse before insert on ledger_checkpoint execute function refuse()`.execute(db)
  await expect(sequence(db, signer, testTime)).rejects.toThrow('disk full')
  expect(await ledgerState(db)).toMatchObject({ size: 3, waiting: 3 })
  await sql`drop trigger refuse on ledger_checkpoint`.execute(db)
  expect(await sequence(db, signer, testTime)).toBe(3)
  expect(await verifyLog(db, { key: keyOf(signer) })).toMatchObject({ ok: true, size: 6 })
})

test('records made while several sequencers run are all in the log, once', async () => {
  const { db } = database
  const writing = new AbortController()
  const sequencers = [0, 1].map(async () => {
    while (!writing.signal.aborted) {
      await sequence(db, signer, testTime, { batch: 7 })
      await wait(1)
    }
  })
  const made = await Promise.all(
    [0, 1, 2, 3].map(async (writer) => {
      const ids: string[] = []
      for (let index = 0; index < 25; index++)
        ids.push(
          await db.transaction().execute(async (tx) => {
            const entry = { actor: { system: 'Rostrum' }, subject: `writer:${writer}`, summary: 'It wrote.' }
            await append(tx, testTime, { kind: 'test.begun', ...entry })
            return append(tx, testTime, { kind: 'test.done', ...entry, content: { index } })
          }),
        )
      return ids
    }),
  )
  writing.abort()
  await Promise.all(sequencers)
  await sequence(db, signer, testTime)
  expect(made.flat()).toHaveLength(100)
  expect(await verifyLog(db, { key: keyOf(signer) })).toMatchObject({
    ok: true,
    size: 200,
    waiting: 0,
    faults: [],
  })
})

test('a deed that is undone leaves no record', async () => {
  const { db } = database
  const undone = db.transaction().execute(async (tx) => {
    await fill(tx, 1)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  expect(await ledgerState(db)).toMatchObject({ size: 0, waiting: 0 })
})

test('the sequencer signs nothing on a log that was cut or rewritten', async () => {
  const { db } = database
  await filledLog(db, signer, 8)
  await fill(db, 1)
  await sql`update ledger_node set hash = ${'0'.repeat(64)} where level = 3`.execute(db)
  await expect(sequence(db, signer, testTime)).rejects.toThrow('not those that were signed')
  await sql`delete from ledger_content where entry_id in (select id from ledger_entry where seq > 5)`.execute(
    db,
  )
  await sql`delete from ledger_entry where seq > 5`.execute(db)
  await expect(sequence(db, signer, testTime)).rejects.toThrow('the end is missing')
  await expect(sequence(db, testSigner(), testTime)).rejects.toThrow('not signed with this key')
})

test('words that the database cannot keep are mended, not refused', async () => {
  const { db } = database
  const content = { text: 'a\0b \ud800' }
  await append(db, testTime, {
    kind: 'test.odd',
    actor: { system: 'x' },
    subject: 'x',
    summary: 'Odd.',
    content,
  })
  await sequence(db, signer, testTime)
  expect(await verifyLog(db, { key: keyOf(signer) })).toMatchObject({ ok: true, size: 1 })
})

test('the loop picks up what was appended when it is woken', async () => {
  const services = await testServices()
  const { privateKey, publicKey } = signer
  const loop = startSequencer(services, { signing: { id: 'test', privateKey, publicKey } })
  await fill(services.db, 3)
  loop.wake()
  await expect.poll(async () => (await ledgerState(services.db)).checkpoint?.size, { timeout: 5_000 }).toBe(3)
  await loop.stop()
  await services.close()
})
