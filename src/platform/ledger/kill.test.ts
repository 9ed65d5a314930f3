import { fork } from 'node:child_process'
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { migrate, openDatabase } from '../db/index.ts'
import { signerOf } from './checkpoint.ts'
import { sequence } from './sequencer.ts'
import { keyOf, testTime } from './testing.ts'
import { verifyLog } from './verify.ts'

const rounds = 5

async function killInMidWork(folder: string, after: number): Promise<void> {
  const writer = fork(new URL('./kill-writer.ts', import.meta.url), [folder])
  await once(writer, 'message')
  await wait(after)
  const gone = once(writer, 'exit')
  writer.kill('SIGKILL')
  await gone
}

test('killed at any moment, no acknowledged record is lost and the log goes on from where it was', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-kill-'))
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(join(folder, 'key.pem'), privateKey.export({ format: 'pem', type: 'pkcs8' }))
  // A writer that is killed at once may not have had the time to make it.
  writeFileSync(join(folder, 'acknowledged'), '')
  const signing = { id: 'test', privateKey, publicKey: createPublicKey(privateKey) }
  const signer = signerOf('https://social.example.ac.uk', signing)
  const first = await openDatabase({ url: null, folder })
  await migrate(first.db)
  await first.close()
  for (let round = 0; round < rounds; round++) {
    await killInMidWork(folder, 80 + round * 90)
    const database = await openDatabase({ url: null, folder })
    await sequence(database.db, signer, testTime)
    expect(await verifyLog(database.db, { key: keyOf(signer) })).toMatchObject({
      ok: true,
      waiting: 0,
      faults: [],
    })
    const kept = await database.db.selectFrom('ledger_entry').select('id').execute()
    const ids = new Set(kept.map((row) => row.id))
    const acknowledged = readFileSync(join(folder, 'acknowledged'), 'utf8').split('\n').filter(Boolean)
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])
    await database.close()
  }
  rmSync(folder, { recursive: true, force: true })
}, 120_000)
