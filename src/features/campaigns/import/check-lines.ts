import { actorById } from '#features/people/index.ts'
import type { PostsDeps } from '#features/posts/index.ts'
import { json } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { CampaignDeps } from '../deps.ts'
import type { LineNote } from './contract.ts'
import { judgeLine, type Judged } from './judge-line.ts'
import { knownFor } from './known.ts'
import type { ImportRow } from './store.ts'

/** Small enough that others get their turn, and that one sees it get on. */
const linesAtOnce = 20

/** What stays the same for all lines of a list is asked once. */
export function remembering(deps: PostsDeps): PostsDeps {
  const accounts = new Map<string, ReturnType<PostsDeps['accounts']>>()
  const limits = new Map<string, ReturnType<PostsDeps['serverLimits']>>()
  return {
    ...deps,
    accounts(db, ids) {
      const key = ids.join(' ')
      const known = accounts.get(key) ?? deps.accounts(db, ids)
      accounts.set(key, known)
      return known
    },
    serverLimits(id) {
      const known = limits.get(id) ?? deps.serverLimits(id)
      limits.set(id, known)
      return known
    },
  }
}

/** Checks until every line has been, or the columns are said to mean something else. */
export async function checkLines(deps: CampaignDeps, importId: string): Promise<void> {
  const { db } = deps.services
  const row = await db
    .selectFrom('campaign_import')
    .selectAll()
    .where('id', '=', importId)
    .where('state', '=', 'checking')
    .executeTakeFirst()
  if (!row) return
  const actor = row.person_id ? await actorById(db, row.person_id, nowOf(deps.services)) : null
  if (!actor) {
    const fault = 'Whoever brought this list in is no longer here, so it was not checked.'
    await db
      .updateTable('campaign_import')
      .set({ state: 'stopped', fault })
      .where('id', '=', importId)
      .execute()
    return
  }
  const known = await knownFor(deps, actor, row)
  const posts = remembering(deps.posts)
  for (;;) {
    const lines = await db
      .selectFrom('campaign_import_line')
      .select(['line', 'cells'])
      .where('import_id', '=', importId)
      .where('verdict', 'is', null)
      .orderBy('line')
      .limit(linesAtOnce)
      .execute()
    const judged: (Judged & { line: number })[] = []
    for (const { line, cells } of lines)
      judged.push({ line, ...(await judgeLine(posts, actor, cells, row.mapping, known)) })
    if (!(await keepJudged(deps, row, judged, lines.length === 0))) return
  }
}

/** Answers whether there is more to do. */
async function keepJudged(
  { services }: CampaignDeps,
  { id, revision, lines }: ImportRow,
  judged: readonly (Judged & { line: number })[],
  last: boolean,
): Promise<boolean> {
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const still = await tx
      .selectFrom('campaign_import')
      .select('checked')
      .where('id', '=', id)
      .where('revision', '=', revision)
      .where('state', '=', 'checking')
      .forUpdate()
      .executeTakeFirst()
    if (!still) return false
    for (const { line, verdict, result, contentKey } of judged) {
      const before = await tx
        .selectFrom('campaign_import_line')
        .select(['import_id', 'line', 'post_id'])
        .where('content_key', '=', contentKey)
        .where((on) => on.or([on('post_id', 'is not', null), on('import_id', '=', id)]))
        .where((on) => on.or([on('import_id', '<>', id), on('line', '<', line)]))
        .orderBy('post_id')
        .executeTakeFirst()
      const again = before?.post_id != null && before.import_id !== id
      const note = before && said(before.line, again)
      await tx
        .updateTable('campaign_import_line')
        .set({
          verdict: note && verdict === 'ready' ? 'settle' : verdict,
          result: json(note ? { ...result, notes: [...result.notes, note] } : result),
          content_key: contentKey,
          ...(again ? { left_out: true } : {}),
        })
        .where('import_id', '=', id)
        .where('line', '=', line)
        .execute()
    }
    await tx
      .updateTable('campaign_import')
      .set({
        checked: Math.min(lines, still.checked + judged.length),
        moved_at: at,
        ...(last ? { state: 'checked' as const } : {}),
      })
      .where('id', '=', id)
      .execute()
    return !last
  })
}

/** Whoever takes a line in again that says this wants a second draft. */
export const madeBefore: LineNote = {
  level: 'warning',
  field: null,
  say: 'A draft was made of this very line before, so it is left out.',
  fix: 'Take it in again if there is to be a second one.',
}

function said(line: number, again: boolean): LineNote {
  return again
    ? madeBefore
    : {
        level: 'warning',
        field: null,
        say: `Line ${line} says the same.`,
        fix: 'Leave one of the two out, unless both are meant.',
      }
}
