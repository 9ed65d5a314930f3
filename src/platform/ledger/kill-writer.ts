/** For kill.test.ts: writes and sequences records without end, noting on disk what was acknowledged. */
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '../db/index.ts'
import { signerOf } from './checkpoint.ts'
import { sequence } from './sequencer.ts'
import { fill, testTime } from './testing.ts'

const folder = process.argv[2] ?? ''
const privateKey = createPrivateKey(readFileSync(join(folder, 'key.pem'), 'utf8'))
const signing = { id: 'test', privateKey, publicKey: createPublicKey(privateKey) }
const signer = signerOf('https://social.example.ac.uk', signing)
const { db } = await openDatabase({ url: null, folder })
process.send?.('ready')
for (let round = 0; ; round++) {
  const ids = await fill(db, 7)
  appendFileSync(join(folder, 'acknowledged'), `${ids.join('\n')}\n`)
  if (round % 3 === 0) await sequence(db, signer, testTime, { batch: 4 })
}
