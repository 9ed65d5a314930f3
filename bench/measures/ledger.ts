import { join } from 'node:path'
import { sql } from 'kysely'
import { append, sequence, signerOf, verifyLog, type Entry } from '#platform/ledger/index.ts'
import { json, migrate, newId, openDatabase, type Db } from '#platform/db/index.ts'
import { loadKeys } from '#platform/sealing/index.ts'
import { figure, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'

const records = 10_000
const at = '2026-11-21T09:00:00.000Z'

function entryOf(number: number): Entry {
  return {
    kind: 'publication.sent',
    actor: { system: 'publishing' },
    subject: `publication:${number}`,
    summary: 'The post is being sent.',
    facts: { from: 'intended', to: 'sent', network: 'practice', digest: 'd'.repeat(64), url: null },
  }
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return (records * 1000) / (performance.now() - began)
}

/** The same rows as the log's, with none of its work: no canonical form, no hash. */
async function bareInserts(db: Db): Promise<void> {
  await sql`create table bare_entry (like ledger_entry including all)`.execute(db)
  for (let number = 0; number < records; number++) {
    const id = newId()
    const entry = entryOf(number)
    const body = json({ v: 1, id, at, ...entry })
    await sql`insert into bare_entry (id, leaf_hash, body, kind, subject, at)
      values (${id}, ${'0'.repeat(64)}, ${body}, ${entry.kind}, ${entry.subject}, ${at})`.execute(db)
  }
}

export const ledger: Measure = {
  name: 'ledger',
  about: `${records.toLocaleString('en-GB')} records appended, given their places, signed and verified, on PGlite on disk.`,
  aim: null,
  run: () =>
    withFolder(async (folder) => {
      const database = await openDatabase({ url: null, folder })
      try {
        const { db } = database
        await migrate(db)
        const { signing } = loadKeys(join(folder, 'keys.json'), true)
        const signer = signerOf('https://social.example.ac.uk', signing)
        for (let number = 0; number < 500; number++) await append(db, at, entryOf(number))
        await sequence(db, signer, at)
        const bare = await perSecond(() => bareInserts(db))
        const appended = await perSecond(async () => {
          for (let number = 0; number < records; number++) await append(db, at, entryOf(number))
        })
        const placed = await perSecond(() => sequence(db, signer, at))
        const verified = await perSecond(async () => {
          const report = await verifyLog(db, { key: signing.publicKey })
          if (!report.ok) throw new Error('The log that was just written does not verify.')
        })
        const reference = { name: 'bare inserts of the same rows, one by one', value: bare }
        return [
          figure('appended', appended, 'records/s', { reference, note: 'One statement each.' }),
          figure('given their places and signed', placed, 'records/s', { reference }),
          figure('verified', verified, 'records/s', { reference }),
        ]
      } finally {
        await database.close()
      }
    }),
}
