import { sql } from 'kysely'
import { withLock, type Db, type Tx } from '../db/index.ts'
import { Unavailable } from '../errors.ts'
import { startLoop, type Loop } from '../jobs/index.ts'
import type { Keys } from '../sealing/index.ts'
import { nowOf, type Services } from '../services.ts'
import { isSignedBy, readCheckpoint, signCheckpoint, signerOf, type Signer } from './checkpoint.ts'
import { pushLeaf, rootOf, type TreeNode } from './merkle.ts'
import { peaksAt, rootAt } from './tree.ts'

declare module '../db/types.ts' {
  interface Tables {
    ledger_checkpoint: { size: number; root: string; note: string; at: string }
  }
}

/** The log as it stands: what has its place, what waits for one, and what the newest checkpoint covers. */
export interface LedgerState {
  size: number
  waiting: number
  checkpoint: { size: number; at: string; note: string } | null
}

/** What is stored is not what was signed. Nothing more is signed until somebody has looked. */
export class LedgerFault extends Unavailable {
  constructor(message: string) {
    super('ledger.fault', message, {
      fix: 'Run `rostrum records verify` to see what differs, and compare with a backup.',
    })
  }
}

const batchSize = 2_000
const lock = 'ledger.sequence'

/** The newest checkpoint. */
export function latestCheckpoint(db: Db | Tx) {
  return db.selectFrom('ledger_checkpoint').selectAll().orderBy('size', 'desc').limit(1).executeTakeFirst()
}

async function sizeOf(db: Db | Tx): Promise<number> {
  const last = await db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last?.seq == null ? 0 : last.seq + 1
}

export async function ledgerState(db: Db | Tx): Promise<LedgerState> {
  const checkpoint = await latestCheckpoint(db)
  const { waiting } = await db
    .selectFrom('ledger_entry')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    size: await sizeOf(db),
    waiting: Number(waiting),
    checkpoint: checkpoint ? { size: checkpoint.size, at: checkpoint.at, note: checkpoint.note } : null,
  }
}

/** Is there anything to do? One query of index reads, so that an idle log costs next to nothing. */
async function hasWork(db: Db): Promise<boolean> {
  const { rows } = await sql<{ waiting: boolean; size: number; signed: number }>`
    select exists (select 1 from ledger_entry where seq is null) as waiting,
      coalesce((select max(seq) + 1 from ledger_entry), 0) as size,
      coalesce((select max(size) from ledger_checkpoint), 0) as signed`.execute(db)
  const [row] = rows
  return row !== undefined && (row.waiting || row.size !== row.signed)
}

/**
 * Refuses to build on a log that is not the one that was signed. It reads the tree's edge, not every record: the
 * whole is looked at by `verifyLog`.
 */
async function refuseFault(tx: Tx, signer: Signer, size: number): Promise<void> {
  const latest = await latestCheckpoint(tx)
  if (!latest) return
  const said = readCheckpoint(latest.note)
  if (!said || said.size !== latest.size || !isSignedBy(latest.note, signer.publicKey))
    throw new LedgerFault('The newest checkpoint of the log is not signed with this key.')
  if (size < said.size)
    throw new LedgerFault(
      `The log has ${size} records, but its newest checkpoint was signed over ${said.size}: the end is missing.`,
    )
  if ((await rootAt(tx, said.size)) !== said.root)
    throw new LedgerFault(`The log's first ${said.size} records are not those that were signed.`)
}

async function write(tx: Tx, size: number, ids: string[], nodes: TreeNode[]): Promise<void> {
  await sql`update ledger_entry e set seq = ${size}::bigint + w.place - 1
    from json_array_elements_text(${JSON.stringify(ids)}::text::json) with ordinality as w(id, place)
    where e.id = w.id::uuid and e.seq is null`.execute(tx)
  if (nodes.length === 0) return
  await sql`insert into ledger_node (level, position, hash)
    select level, position, hash
    from json_to_recordset(${JSON.stringify(nodes)}::text::json) as w(level int, position bigint, hash text)`.execute(
    tx,
  )
}

/** One batch: numbers, nodes and, when nothing more waits, the checkpoint, all in one transaction. */
function sequenceBatch(db: Db, signer: Signer, at: string, limit: number) {
  return withLock(db, lock, async (tx) => {
    const size = await sizeOf(tx)
    await refuseFault(tx, signer, size)
    const waiting = await tx
      .selectFrom('ledger_entry')
      .select(['id', 'leaf_hash'])
      .where('seq', 'is', null)
      .orderBy('id')
      .limit(limit)
      .execute()
    const peaks = await peaksAt(tx, size)
    const nodes: TreeNode[] = []
    for (const [offset, entry] of waiting.entries())
      pushLeaf(peaks, { level: 0, position: size + offset, hash: entry.leaf_hash }, (node) => {
        nodes.push({ ...node })
      })
    if (waiting.length > 0)
      await write(
        tx,
        size,
        waiting.map((entry) => entry.id),
        nodes,
      )
    const more = waiting.length === limit
    const reached = size + waiting.length
    const latest = await latestCheckpoint(tx)
    if (!more && reached > (latest?.size ?? 0)) {
      const root = rootOf(peaks)
      const note = signCheckpoint(signer, reached, root)
      await tx.insertInto('ledger_checkpoint').values({ size: reached, root, note, at }).execute()
    }
    return { added: waiting.length, more }
  })
}

/**
 * Gives every waiting record its place and signs a checkpoint over all of them. One process does it at a time; a
 * crash between two batches leaves a log that the next run carries on. Answers how many records were added.
 */
export async function sequence(
  db: Db,
  signer: Signer,
  at: string,
  options: { batch?: number; stopAfter?: number } = {},
): Promise<number> {
  if (!(await hasWork(db))) return 0
  let added = 0
  for (let batch = 1; ; batch++) {
    const done = await sequenceBatch(db, signer, at, options.batch ?? batchSize)
    added += done.added
    if (!done.more || batch === options.stopAfter) return added
  }
}

/** Runs the sequencer in this process: about every second, and at once when woken. Several processes may. */
export function startSequencer(
  services: Pick<Services, 'config' | 'db' | 'clock' | 'log'>,
  keys: Pick<Keys, 'signing'>,
): Loop {
  const signer = signerOf(services.config.publicUrl, keys.signing)
  let told = ''
  return startLoop({
    name: 'ledger.sequence',
    every: 1_000,
    log: services.log,
    async run() {
      try {
        await sequence(services.db, signer, nowOf(services))
        told = ''
      } catch (error) {
        // A fault of the log stays until somebody mends it; saying it once is enough.
        if (!(error instanceof LedgerFault)) throw error
        if (told !== error.message) services.log.error({ err: error }, 'the log was not signed')
        told = error.message
      }
    },
  })
}
