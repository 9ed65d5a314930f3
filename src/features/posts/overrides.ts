import { entryActor, type Actor } from '#features/people/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Forbidden, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { needWithPost } from './access.ts'
import { checkPost } from './check.ts'
import type { PostsDeps } from './deps.ts'
import { getPost } from './store.ts'

/** The findings that a person has kept with a reason, by their id. */
export async function overriddenIds(db: Db | Tx, postId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('finding_override')
    .select('finding_id')
    .where('post_id', '=', postId)
    .where('withdrawn_at', 'is', null)
    .execute()
  return new Set(rows.map((row) => row.finding_id))
}

/** Keeps words that a check questions. Needs a reason of some length, which is recorded. */
export async function overrideFinding(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  findingId: string,
  reason: string,
): Promise<void> {
  const { services } = deps
  const post = await getPost(services.db, postId)
  needWithPost(actor, 'posts.override', post)
  const finding = (await checkPost(deps, post)).find((found) => found.id === findingId)
  if (!finding)
    throw new Invalid(
      'posts.finding-gone',
      'The words have changed since, and this check no longer speaks. Nothing needs keeping.',
    )
  if (!finding.overridable)
    throw new Forbidden(
      'posts.not-overridable',
      `${finding.say} This can’t be kept with a reason; it has to be mended.`,
      { clause: finding.clause },
    )
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    if ((await overriddenIds(tx, postId)).has(findingId)) return
    const id = newId()
    await tx
      .insertInto('finding_override')
      .values({
        id,
        post_id: postId,
        finding_id: findingId,
        control: finding.control,
        clause: finding.clause,
        evidence: finding.evidence,
        reason,
        person_id: actor.personId,
        at,
        withdrawn_at: null,
      })
      .execute()
    await append(tx, at, {
      kind: 'finding.overridden',
      actor: entryActor(actor),
      subject: `post:${postId}`,
      postId,
      summary: 'Words that a check questions were kept with a reason.',
      facts: { control: finding.control, clause: finding.clause, finding: findingId, override: id },
      content: { reason, evidence: finding.evidence },
    })
  })
}

/** Takes the reason back: the check speaks again. */
export async function withdrawOverride(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  findingId: string,
): Promise<void> {
  const { services } = deps
  needWithPost(actor, 'posts.override', await getPost(services.db, postId))
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('finding_override')
      .set({ withdrawn_at: at })
      .where('post_id', '=', postId)
      .where('finding_id', '=', findingId)
      .where('withdrawn_at', 'is', null)
      .returning(['id', 'control', 'clause'])
      .executeTakeFirst()
    if (row)
      await append(tx, at, {
        kind: 'finding.override-withdrawn',
        actor: entryActor(actor),
        subject: `post:${postId}`,
        postId,
        summary: 'A reason for keeping questioned words was taken back.',
        facts: { control: row.control, clause: row.clause, override: row.id },
      })
  })
}
