import { sql } from 'kysely'
import { actorById, entryActor, type Actor } from '#features/people/index.ts'
import { beginDraft, readyDraft, type ReadyDraft } from '#features/posts/index.ts'
import { json, type Tx } from '#platform/db/index.ts'
import { Conflict, Problem } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { CampaignDeps } from '../deps.ts'
import { insertCampaign, openCampaigns } from '../store.ts'
import { needWriting, recordBegun } from '../write-campaign.ts'
import { madeBefore, remembering } from './check-lines.ts'
import type { ImportView, LineNote, LineResult } from './contract.ts'
import { campaignImportJob } from './job.ts'
import { knownFor } from './known.ts'
import { readLine } from './read-line.ts'
import type { Known } from './reading.ts'
import {
  importById,
  importForChange,
  importView,
  waitingLines,
  type ImportRow,
  type LineRow,
} from './store.ts'

/** Begins to make drafts of what was checked, or goes on where it stopped. The work itself is a job. */
export async function startImport(services: Services, actor: Actor, importId: string): Promise<ImportView> {
  needWriting(actor)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await importForChange(tx, actor, importId)
    if (row.state === 'done') throw new Conflict('import.done', 'This import is done.')
    if (row.state === 'checking')
      throw new Conflict('import.checking', 'The lines are still being checked.', {
        fix: 'Wait until they are.',
      })
    const { waiting } = await waitingLines(tx, importId)
      .select((on) => on.fn.countAll<string>().as('waiting'))
      .executeTakeFirstOrThrow()
    if (Number(waiting) === 0)
      throw new Conflict('import.nothing', 'No draft can be made of any line of this list.', {
        fix: 'Look at what is to be mended, and put the list or its columns right.',
      })
    if (row.state !== 'running')
      await tx
        .updateTable('campaign_import')
        .set({
          state: 'running',
          moved_at: at,
          started_by: actor.personId,
          fault: null,
          to_make: row.made + Number(waiting),
        })
        .where('id', '=', importId)
        .execute()
    await services.jobs.enqueue(tx, campaignImportJob, { importId })
    return importView(tx, await importById(tx, actor, importId))
  })
}

/** Stops after the line that is being written just now. The drafts stay; it can go on later. */
export async function stopImport(services: Services, actor: Actor, importId: string): Promise<ImportView> {
  needWriting(actor)
  return services.db.transaction().execute(async (tx) => {
    const row = await importForChange(tx, actor, importId)
    if (row.state !== 'running') throw new Conflict('import.not-running', 'This import is not running.')
    await tx.updateTable('campaign_import').set({ state: 'stopped' }).where('id', '=', importId).execute()
    return importView(tx, { ...row, state: 'stopped' })
  })
}

/** Makes drafts until none is left to be made, or somebody stops it. */
export async function makeDrafts(deps: CampaignDeps, importId: string): Promise<void> {
  const { services } = deps
  const { db } = services
  const row = await db
    .selectFrom('campaign_import')
    .selectAll()
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .executeTakeFirst()
  if (!row) return
  const actor = row.started_by ? await actorById(db, row.started_by, nowOf(services)) : null
  if (!actor) {
    const fault = 'Whoever started this import is no longer here. Somebody else may go on.'
    await db
      .updateTable('campaign_import')
      .set({ state: 'stopped', fault })
      .where('id', '=', importId)
      .execute()
    return
  }
  const run = {
    deps: { ...deps, posts: remembering(deps.posts) },
    actor,
    row,
    known: await knownFor(deps, actor, row),
  }
  while (await makeNext(run));
}

interface Run {
  deps: CampaignDeps
  actor: Actor
  row: ImportRow
  known: Known
}

/** One line, in one transaction: the draft, its record and the mark on the line, so that a kill loses a whole line or nothing. */
async function makeNext(run: Run): Promise<boolean> {
  const { deps, row } = run
  const { services } = deps
  const line = await waitingLines(services.db, row.id).selectAll().orderBy('line').limit(1).executeTakeFirst()
  if (!line) {
    await services.db.transaction().execute((tx) => finish(tx, run))
    return false
  }
  const ready = await readyLine(run, line)
  return services.db.transaction().execute(async (tx) => {
    const running = await tx
      .selectFrom('campaign_import')
      .select('made')
      .where('id', '=', row.id)
      .where('state', '=', 'running')
      .forUpdate()
      .executeTakeFirst()
    if (!running) return false
    // Another process may have been quicker with this line.
    const mine = await tx
      .selectFrom('campaign_import_line')
      .select('line')
      .where('import_id', '=', row.id)
      .where('line', '=', line.line)
      .where('done', '=', false)
      .forUpdate()
      .executeTakeFirst()
    if (!mine) return true
    const made = (await isMadeMeanwhile(tx, line))
      ? await leaveLine(tx, line)
      : await write(tx, run, line, ready)
    await tx
      .updateTable('campaign_import')
      .set({ made: running.made + made, moved_at: nowOf(services) })
      .where('id', '=', row.id)
      .execute()
    return true
  })
}

type Ready = (ReadyDraft & { campaign: string }) | { notes: LineNote[] }

/** Read again by what holds now: an account may have closed since the check. */
async function readyLine({ deps, actor, row, known }: Run, line: LineRow): Promise<Ready> {
  const { draft, notes, campaign } = readLine(line.cells, row.mapping, {
    ...known,
    now: deps.services.clock.now(),
  })
  if (!draft) return { notes }
  try {
    return { ...(await readyDraft(deps.posts, actor, draft)), campaign }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return {
      notes: [...notes, { level: 'fault', field: null, say: error.message, fix: error.extras.fix ?? null }],
    }
  }
}

/**
 * Was a draft made of this very line, out of another list, since it was checked? Somebody who thinks that a list has
 * stopped brings the same file in once more, and the first one goes on.
 */
async function isMadeMeanwhile(
  tx: Tx,
  { import_id: importId, content_key: key, result }: LineRow,
): Promise<boolean> {
  if (key === null || result?.notes.some(({ say }) => say === madeBefore.say)) return false
  // Two lists with the same line run one after the other here.
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx)
  const other = await tx
    .selectFrom('campaign_import_line')
    .select('line')
    .where('content_key', '=', key)
    .where('post_id', 'is not', null)
    .where('import_id', '<>', importId)
    .executeTakeFirst()
  return other !== undefined
}

/** Answers how many drafts were made. */
async function leaveLine(tx: Tx, { import_id: importId, line, result }: LineRow): Promise<number> {
  await tx
    .updateTable('campaign_import_line')
    .set({ left_out: true, result: json(result && { ...result, notes: [...result.notes, madeBefore] }) })
    .where('import_id', '=', importId)
    .where('line', '=', line)
    .execute()
  return 0
}

/** Answers how many drafts were made. */
async function write(tx: Tx, run: Run, line: LineRow, ready: Ready): Promise<number> {
  const { actor, row } = run
  const at = nowOf(run.deps.services)
  if ('notes' in ready) {
    const result: LineResult | null = line.result && { ...line.result, notes: ready.notes }
    await tx
      .updateTable('campaign_import_line')
      .set({ verdict: 'mend', done: true, result: json(result) })
      .where('import_id', '=', row.id)
      .where('line', '=', line.line)
      .execute()
    return 0
  }
  const campaignId = await campaignFor(tx, at, actor, ready.campaign, row.mapping.otherwise.campaignId)
  await beginDraft(tx, actor, { ...ready, origin: { campaignId } })
  await tx
    .updateTable('campaign_import_line')
    .set({ done: true, post_id: ready.id })
    .where('import_id', '=', row.id)
    .where('line', '=', line.line)
    .execute()
  return 1
}

/** The open campaign of this name, made where there is none; without a name the one that all go into. */
async function campaignFor(
  tx: Tx,
  at: string,
  actor: Actor,
  name: string,
  otherwise: string | null,
): Promise<string | null> {
  if (name === '') {
    const open = otherwise
      ? await tx
          .selectFrom('campaign')
          .select('id')
          .where('id', '=', otherwise)
          .where('state', '=', 'open')
          .executeTakeFirst()
      : undefined
    return open?.id ?? null
  }
  const known = (await openCampaigns(tx)).get(name.toLowerCase())
  if (known) return known.id
  const nothing = {
    purpose: '',
    objective: '',
    objectiveId: null,
    firstDay: null,
    lastDay: null,
    ownerId: null,
  }
  const id = await insertCampaign(tx, at, actor, { name, ...nothing })
  await recordBegun(tx, at, actor, id, name)
  return id
}

async function finish(tx: Tx, { deps, actor, row }: Run): Promise<void> {
  const at = nowOf(deps.services)
  const done = await tx
    .updateTable('campaign_import')
    .set({ state: 'done', finished_at: at, moved_at: at })
    .where('id', '=', row.id)
    .where('state', '=', 'running')
    .returning('made')
    .executeTakeFirst()
  if (!done) return
  const posts = await tx
    .selectFrom('campaign_import_line')
    .select('post_id')
    .where('import_id', '=', row.id)
    .where('post_id', 'is not', null)
    .execute()
  await append(tx, at, {
    kind: 'campaign.import-done',
    actor: entryActor(actor),
    subject: `campaign-import:${row.id}`,
    summary: 'Drafts were made of the lines of a spreadsheet.',
    facts: {
      lines: row.lines,
      made: done.made,
      sha256: row.sha256,
      campaign: row.campaign_id,
      posts: posts.map((each) => each.post_id),
    },
    content: { fileName: row.file_name },
  })
}
