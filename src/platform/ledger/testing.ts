import { generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Tx } from '../db/index.ts'
import { append } from './append.ts'
import { readVerifierKey, signerOf, verifierKey, type Signer, type VerifierKey } from './checkpoint.ts'
import { sequence } from './sequencer.ts'

/** For tests of the log: a key of its own, and records to fill it with. */
export function testSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  return signerOf('https://social.example.ac.uk', { id: 'test', privateKey, publicKey })
}

export const keyOf = (signer: Signer): VerifierKey => readVerifierKey(verifierKey(signer))

export const testTime = '2026-11-21T09:00:00.000Z'

/** Appends `count` records, every third of them with a content, without giving them their places. */
export async function fill(db: Db | Tx, count: number, from = 0): Promise<string[]> {
  const ids: string[] = []
  for (let index = from; index < from + count; index++)
    ids.push(
      await append(db, testTime, {
        kind: 'test.happened',
        actor:
          index % 2 === 0 ? { system: 'Rostrum' } : { person: crypto.randomUUID(), name: 'Digital Officer' },
        subject: `thing:${index}`,
        summary: 'Something happened.',
        facts: { index, ratio: 0.1, nested: { b: [1, 2], a: 'é' } },
        ...(index % 3 === 0 ? { content: { text: `words ${index}` } } : {}),
      }),
    )
  return ids
}

/** A log of `count` records that all have their places, under several checkpoints. */
export async function filledLog(db: Db, signer: Signer, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let from = 0; from < count; from += 10) {
    ids.push(...(await fill(db, Math.min(10, count - from), from)))
    await sequence(db, signer, testTime)
  }
  return ids
}

/** An empty log again; making a database anew takes much longer. */
export async function emptyLog(db: Db): Promise<void> {
  await sql`truncate ledger_content, ledger_entry, ledger_node, ledger_checkpoint`.execute(db)
}
