import type { Db } from '../db/index.ts'
import { isSignedBy, readCheckpoint } from './checkpoint.ts'
import type { Hash } from './merkle.ts'
import { latestCheckpoint } from './sequencer.ts'
import { contentStateOf, erasedBy, recordFaults, type Fault, type StoredRecord } from './verify-record.ts'
import { addLeaf, keyOf, skipMissing, tell, type CheckpointRow, type LogReport } from './verify-walk.ts'
import type { VerifyOptions, Walk } from './verify-walk.ts'

const pageSize = 5_000

function records(db: Db) {
  return db
    .selectFrom('ledger_entry as e')
    .leftJoin('ledger_content as c', 'c.entry_id', 'e.id')
    .select(['e.id', 'e.seq', 'e.leaf_hash', 'e.body', 'e.kind', 'e.subject', 'e.post_id', 'e.account_id'])
    .select(['e.actor_id', 'e.at', 'c.entry_id as content_of', 'c.salt', 'c.content'])
}

async function storedNodes(db: Db, from: number, to: number): Promise<Map<string, Hash>> {
  const ranges: { level: number; first: number; last: number }[] = []
  for (let level = 1, width = 2; width <= to; level++, width *= 2)
    ranges.push({ level, first: Math.floor(from / width), last: Math.floor(to / width) - 1 })
  const wanted = ranges.filter((range) => range.first <= range.last)
  if (wanted.length === 0) return new Map()
  const rows = await db
    .selectFrom('ledger_node')
    .selectAll()
    .where((eb) =>
      eb.or(
        wanted.map(({ level, first, last }) =>
          eb.and([eb('level', '=', level), eb('position', '>=', first), eb('position', '<=', last)]),
        ),
      ),
    )
    .execute()
  return new Map(rows.map((row) => [keyOf(row.level, row.position), row.hash]))
}

function checkRecord(walk: Walk, record: StoredRecord): void {
  const faults = recordFaults(record)
  for (const fault of faults) tell(walk, fault)
  const state = contentStateOf(record)
  if (state === 'kept') walk.report.contents.kept++
  if (state === 'erased') {
    walk.report.contents.erased++
    walk.erased.set(record.id, record.seq)
  }
  const erased = erasedBy(record)
  if (erased && !faults.some((fault) => fault.what === 'record-changed')) walk.erasures.add(erased)
}

async function walkPage(db: Db, walk: Walk, page: StoredRecord[]): Promise<boolean> {
  const last = page.at(-1)?.seq ?? -1
  walk.stored = await storedNodes(db, walk.next, last + 1)
  const signed = await db
    .selectFrom('ledger_checkpoint')
    .selectAll()
    .where('size', '>', walk.next)
    .where('size', '<=', last + 1)
    .execute()
  walk.checkpoints = new Map(signed.map((row) => [row.size, row]))
  for (const record of page) {
    const seq = record.seq ?? -1
    if (seq < walk.next) {
      const sentence = `Record ${record.id} has the place ${seq}, which no record can have.`
      tell(walk, { what: 'record-out-of-place', seq, id: record.id, sentence })
      continue
    }
    if (seq > walk.next && !skipMissing(walk, seq)) return false
    checkRecord(walk, record)
    addLeaf(walk, record.leaf_hash)
  }
  return true
}

async function walkWaiting(db: Db, walk: Walk): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const page = await records(db)
      .where('e.seq', 'is', null)
      .where('e.id', '>', after)
      .orderBy('e.id')
      .limit(pageSize)
      .execute()
    for (const record of page) checkRecord(walk, record)
    walk.report.waiting += page.length
    after = page.at(-1)?.id ?? after
    if (page.length < pageSize) return
  }
}

function conclude(walk: Walk, latest: CheckpointRow | undefined): void {
  const { report, outside } = walk
  report.size = walk.next
  report.unsigned = Math.max(0, report.size - (latest?.size ?? 0))
  const fault = (what: Fault['what'], sentence: string) => tell(walk, { what, seq: null, id: null, sentence })
  if (latest && latest.size > report.size)
    fault(
      'end-missing',
      `The log ends after ${report.size} records, but a checkpoint was signed over ${latest.size}: the last ${latest.size - report.size} are missing.`,
    )
  if (!latest && report.size > 0)
    fault(
      'checkpoint-none',
      `The log has ${report.size} records and no checkpoint: all of them were removed.`,
    )
  if (outside && outside.size > report.size)
    fault(
      'outside-checkpoint',
      `The checkpoint you gave covers ${outside.size} records, but the log has ${report.size}: its end was cut off.`,
    )
  for (const [id, seq] of walk.erased)
    if (!walk.erasures.has(id))
      tell(walk, {
        what: 'content-erased-without-record',
        seq,
        id,
        sentence: `The content of record ${seq ?? 'that waits'} (${id}) was erased, and no record says by whom.`,
      })
}

function readOutside(options: VerifyOptions): { size: number; root: Hash } | null {
  if (options.against === undefined) return null
  const said = readCheckpoint(options.against)
  if (!said) throw new Error('The file you gave is not a checkpoint of a log.')
  if (!isSignedBy(options.against, options.key))
    throw new Error(
      'The checkpoint you gave is not signed with this log’s key, so nothing can be compared with it.',
    )
  return said
}

/**
 * Verifies the whole log: every record against its hash, every place, every content that is present against its
 * commitment, the stored tree, and every checkpoint's root and signature. Reads in pages and holds no lock, so it may
 * run beside a living log.
 */
export async function verifyLog(db: Db, options: VerifyOptions): Promise<LogReport> {
  const outside = readOutside(options)
  // Read before the records: a log that grows meanwhile must not look as if its end were missing.
  const latest = await latestCheckpoint(db)
  const said = latest ? readCheckpoint(latest.note) : null
  const report: LogReport = {
    ok: true,
    size: 0,
    waiting: 0,
    unsigned: 0,
    checkpoints: 0,
    latest:
      latest && said ? { origin: said.origin, size: latest.size, root: latest.root, at: latest.at } : null,
    contents: { kept: 0, erased: 0 },
    faults: [],
    faultCount: 0,
  }
  const walk: Walk = {
    options,
    outside,
    next: 0,
    peaks: [],
    unsound: new Set(),
    stored: new Map(),
    checkpoints: new Map(),
    erased: new Map(),
    erasures: new Set(),
    report,
  }
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const page = await records(db).where('e.seq', '>', after).orderBy('e.seq').limit(pageSize).execute()
    if (page.length > 0 && !(await walkPage(db, walk, page))) break
    after = page.at(-1)?.seq ?? after
    if (page.length < pageSize) break
  }
  await walkWaiting(db, walk)
  conclude(walk, latest)
  return report
}
