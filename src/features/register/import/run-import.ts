import { sql } from 'kysely'
import { actorById, authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json, type Tx } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { ImportView } from './contract.ts'
import { importJob } from './job.ts'
import { judgeLines, type JudgedLine } from './judge-lines.ts'
import { countsInStore, importForChange, importView, type ImportRow } from './store.ts'
import { writeChanges, writeNew, type Written } from './write-lines.ts'

/** Begins to write what was checked, or goes on where it stopped. The work itself is a job. */
export async function startImport(services: Services, actor: Actor, importId: string): Promise<ImportView> {
  authorise(actor, 'accounts.import')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await importForChange(tx, importId)
    if (row.state === 'done') throw new Conflict('import.done', 'This import is done.')
    if (row.to_write === 0)
      throw new Conflict('import.nothing', 'No line of this list would add or change anything.', {
        fix: 'Look at why lines are left out, and put the list or its columns right.',
      })
    if (row.state !== 'running')
      await tx
        .updateTable('account_import')
        .set({ state: 'running', moved_at: at, started_by: actor.personId, fault: null })
        .where('id', '=', importId)
        .execute()
    await services.jobs.enqueue(tx, importJob, { importId })
    return importView(tx, importId)
  })
}

/** Stops after the lines that are being written just now. What is written stays; it can go on later. */
export async function stopImport(services: Services, actor: Actor, importId: string): Promise<ImportView> {
  authorise(actor, 'accounts.import')
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await importForChange(tx, importId)
    if (row.state !== 'running') throw new Conflict('import.not-running', 'This import is not running.')
    await tx.updateTable('account_import').set({ state: 'stopped' }).where('id', '=', importId).execute()
    await append(tx, at, {
      kind: 'register.import-stopped',
      actor: entryActor(actor),
      subject: `import:${importId}`,
      summary: 'The import of a list of accounts was stopped before its end.',
      facts: { written: row.written, of: row.to_write },
    })
    return importView(tx, importId)
  })
}

/** Small enough that others get their turn at the database between two. */
const linesAtOnce = 200

/** Writes until nothing is left, or somebody stops it, or another process is at it. */
export async function runImport(services: Services, importId: string): Promise<void> {
  while (await writeSome(services, importId));
}

/**
 * Writes the next lines in one transaction: accounts, records and the marks on the lines, so that a kill loses a whole
 * step or nothing. Answers whether there is more.
 */
export async function writeSome(services: Services, importId: string): Promise<boolean> {
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await mine(tx, importId)
    if (!row) return false
    const actor = row.started_by ? await actorById(tx, row.started_by, at) : null
    if (!actor)
      return halt(tx, importId, 'Whoever started this import is no longer here. Somebody else may go on.')
    authorise(actor, 'accounts.import')
    const waiting = await waitingLines(tx, importId)
    if (waiting.length === 0) return finish(tx, at, actor, importId)
    const judged = await judgeLines(tx, row.mapping, waiting, {
      now: at,
      looksLike: () => null,
      forChange: true,
    })
    const run = { tx, at, actor, importId }
    const written = [...(await writeNew(run, judged)), ...(await writeChanges(run, judged))]
    await markLines(tx, importId, judged, written)
    await tx
      .updateTable('account_import')
      .set({ written: row.written + judged.length, moved_at: at })
      .where('id', '=', importId)
      .execute()
    return true
  })
}

/** Undefined when it is not running, or when another process has it. */
function mine(tx: Tx, importId: string): Promise<ImportRow | undefined> {
  return tx
    .selectFrom('account_import')
    .selectAll()
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

function waitingLines(tx: Tx, importId: string) {
  return tx
    .selectFrom('account_import_line')
    .select(['line', 'cells', 'first_line as firstLine'])
    .where('import_id', '=', importId)
    .where('done', '=', false)
    .where('verdict', 'in', ['add', 'change'])
    .orderBy('line')
    .limit(linesAtOnce)
    .execute()
}

async function halt(tx: Tx, importId: string, fault: string): Promise<boolean> {
  await tx.updateTable('account_import').set({ state: 'stopped', fault }).where('id', '=', importId).execute()
  return false
}

/** What the register held by now decides, and the line says what became of it. */
async function markLines(
  tx: Tx,
  importId: string,
  judged: readonly JudgedLine[],
  written: readonly Written[],
): Promise<void> {
  const accounts = new Map(written.map(({ line, accountId }) => [line, accountId]))
  const rows = judged.map(({ line, verdict, changes, notes }) => {
    const accountId = accounts.get(line) ?? null
    const lost = accountId === null && (verdict === 'add' || verdict === 'change')
    const say = 'Somebody else put it into the register in the same moment.'
    return {
      line,
      accountId,
      changes,
      verdict: lost ? ('left-out' as const) : verdict,
      notes: lost
        ? [...notes, { level: 'fault', field: 'handle', say, fix: 'Check the list again.' }]
        : notes,
    }
  })
  // The check has said more (what a handle looks like): its notes stay where the verdict does.
  await sql`update account_import_line l set done = true, account_id = r."accountId",
      notes = case when l.verdict = r.verdict then l.notes else r.notes end,
      changes = case when l.verdict = r.verdict then l.changes else r.changes end, verdict = r.verdict
    from jsonb_to_recordset(${json(rows)}) as r (line int, "accountId" uuid, verdict text, notes jsonb, changes jsonb)
    where l.import_id = ${importId}::uuid and l.line = r.line`.execute(tx)
}

async function finish(tx: Tx, at: string, actor: Actor, importId: string): Promise<boolean> {
  const counts = await countsInStore(tx, importId)
  await tx
    .updateTable('account_import')
    .set({ state: 'done', counts: json(counts), finished_at: at, moved_at: at })
    .where('id', '=', importId)
    .execute()
  const { sha256 } = await tx
    .selectFrom('account_import')
    .select('sha256')
    .where('id', '=', importId)
    .executeTakeFirstOrThrow()
  await append(tx, at, {
    kind: 'register.import-done',
    actor: entryActor(actor),
    subject: `import:${importId}`,
    summary: 'A list of accounts was brought into the register.',
    facts: {
      added: counts.add,
      changed: counts.change,
      same: counts.same,
      leftOut: counts['left-out'],
      sha256,
    },
  })
  return false
}
