import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '#testing/services.ts'
import type { Database } from '../db/index.ts'
import { NotFound } from '../errors.ts'
import { exportEntries, verifyBundle, type Bundle } from './bundle.ts'
import { readVerifierKey, verifierKey } from './checkpoint.ts'
import { eraseEntryContent } from './erase.ts'
import { fill, filledLog, keyOf, testSigner, testTime } from './testing.ts'
import { verifyLog } from './verify.ts'

const signer = testSigner()
let database: Database
let ids: string[]
let bundle: Bundle
beforeAll(async () => {
  database = await testDatabase()
  ids = await filledLog(database.db, signer, 23)
  // The last one still waits: an export gives it its place.
  ids.push(...(await fill(database.db, 1, 23)))
  bundle = await exportEntries(
    database.db,
    signer,
    testTime,
    [23, 0, 4, 9].map((index) => String(ids[index])),
  )
})
afterAll(() => database.close())

/** As a stranger gets it: a file. */
const fromFile = (): Bundle => JSON.parse(JSON.stringify(bundle)) as Bundle
const entryOf = (file: Bundle, index: number) => {
  const entry = file.entries[index]
  if (!entry) throw new Error('There is no such record in the file.')
  return entry
}

test('an export verifies with nothing but itself and the public key', () => {
  const report = verifyBundle(fromFile(), verifierKey(signer))
  expect(report).toMatchObject({ ok: true, size: 24, entries: 4, keyGiven: true, faults: [] })
  expect(report.contents).toEqual({ kept: 2, erased: 0, withheld: 0 })
  expect(bundle.entries.map((entry) => entry.seq)).toEqual([0, 4, 9, 23])
  expect(verifyBundle(fromFile())).toMatchObject({ ok: true, keyGiven: false })
})

test('the public key is taken as verifier line, PEM or base64', () => {
  const pem = signer.publicKey.export({ format: 'pem', type: 'spki' }).toString()
  const raw = signer.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64')
  for (const key of [verifierKey(signer), pem, raw]) expect(verifyBundle(fromFile(), key).ok).toBe(true)
  expect(() => readVerifierKey('rubbish')).toThrow('not a public key')
  expect(() => readVerifierKey(verifierKey(signer).replace('+', 'x+'))).toThrow('copied wrongly')
})

test.each<[string, (file: Bundle) => void, RegExp]>([
  ['a changed record', (file) => (entryOf(file, 1).body.summary = 'Nothing.'), /Record 4 is not in the log/],
  ['another place', (file) => (entryOf(file, 1).seq = 5), /Record 5 is not in the log/],
  ['a shortened proof', (file) => entryOf(file, 1).inclusion.pop(), /Record 4 is not in the log/],
  [
    'changed words',
    (file) => (entryOf(file, 0).content = { state: 'kept', salt: 'ab'.repeat(32), value: { text: 'other' } }),
    /content of record 0 was changed/,
  ],
  ['words left out silently', (file) => delete entryOf(file, 0).content, /does not say what became of it/],
  ['words added', (file) => (entryOf(file, 1).content = { state: 'erased' }), /does not commit to/],
  [
    'another checkpoint',
    (file) => (file.checkpoint = file.checkpoint.replace('\n24\n', '\n25\n')),
    /not signed with this public key/,
  ],
  ['a checkpoint that is none', (file) => (file.checkpoint = 'x'), /cannot be read/],
])('%s is found', (_name, change, sentence) => {
  const file = fromFile()
  change(file)
  const report = verifyBundle(file, verifierKey(signer))
  expect(report.ok).toBe(false)
  expect(report.faults[0]?.sentence).toMatch(sentence)
})

test('a file signed with another key fails against the key one trusts, whatever key it brings', async () => {
  const other = testSigner()
  const forged = { ...fromFile(), publicKey: verifierKey(other) }
  expect(verifyBundle(forged, verifierKey(signer)).ok).toBe(true)
  expect(verifyBundle(forged).ok).toBe(false)
  expect(verifyBundle(fromFile(), verifierKey(other)).ok).toBe(false)
})

test('what is no export is said to be none', () => {
  expect(verifyBundle({ format: 'other' }).faults[0]?.sentence).toMatch(/not an export/)
  expect(verifyBundle(null).ok).toBe(false)
  expect(verifyBundle({ ...fromFile(), publicKey: 'x' }).faults[0]?.sentence).toMatch(/not a public key/)
})

test('contents may be withheld or erased, and the proofs hold', async () => {
  const { db } = database
  const erase = { entryId: String(ids[9]), actor: { system: 'Rostrum' }, reason: 'A request.' }
  await db.transaction().execute((tx) => eraseEntryContent(tx, testTime, erase))
  const wanted = [String(ids[0]), String(ids[9])]
  const shut = await exportEntries(db, signer, testTime, wanted, { content: 'withheld' })
  expect(JSON.stringify(shut)).not.toContain('words')
  expect(verifyBundle(shut, verifierKey(signer))).toMatchObject({
    ok: true,
    contents: { kept: 0, erased: 1, withheld: 1 },
  })
})

test('a record that does not exist is not exported', async () => {
  const unknown = exportEntries(database.db, signer, testTime, [crypto.randomUUID()])
  await expect(unknown).rejects.toThrow(NotFound)
})

test('after the installation has moved to another address, old and new exports both verify', async () => {
  const { db } = database
  const moved = { ...signer, origin: 'rostrum/press.example.ac.uk' }
  const before = await exportEntries(db, moved, testTime, [String(ids[0])])
  expect(verifyBundle(before, verifierKey(moved)).ok).toBe(true)
  expect(verifyBundle(before)).toMatchObject({ ok: true, origin: 'rostrum/social.example.ac.uk' })
  const [id] = await fill(db, 1)
  const after = await exportEntries(db, moved, testTime, [String(id)])
  expect(verifyBundle(after, verifierKey(signer))).toMatchObject({
    ok: true,
    origin: 'rostrum/press.example.ac.uk',
  })
  expect(await verifyLog(db, { key: keyOf(signer) })).toMatchObject({ ok: true })
})
