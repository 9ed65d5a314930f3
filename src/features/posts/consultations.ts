import { entryActor, type Actor } from '#features/people/index.ts'
import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { mayRead, needRead, needWithPost } from './access.ts'
import { checkPost } from './check.ts'
import { clauses } from './clauses.ts'
import type { Finding, PostsDeps } from './deps.ts'
import { tellOfConsultation, tellOfAnswer } from './letters.ts'
import { holdersWho, holds, needSomebody, officeNow, type OfficeNow } from './offices.ts'
import { agreementKey, consultsOf, routeOf } from './rules.ts'
import { contributorsOf, getPost, lockPost, type PostRecord } from './store.ts'
import type { PostConsultation } from './tables.ts'

export function consultationsOf(db: Db | Tx, postId: string): Promise<PostConsultation[]> {
  return db
    .selectFrom('post_consultation')
    .selectAll()
    .where('post_id', '=', postId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
}

/** What offices have agreed to, from `agreementKey`. The last answer of an office counts. */
export async function agreements(db: Db | Tx, postId: string): Promise<Set<string>> {
  const agreed = new Set<string>()
  for (const row of await consultationsOf(db, postId)) {
    if (row.agreed === null) continue
    const key = agreementKey(row.finding_id, row.office_id)
    if (row.agreed) agreed.add(key)
    else agreed.delete(key)
  }
  return agreed
}

interface Question {
  finding: Pick<Finding, 'id' | 'control' | 'clause'>
  office: OfficeNow
  at: string
}

async function keepQuestion(
  tx: Tx,
  actor: Actor,
  post: PostRecord,
  { finding, office, at }: Question,
): Promise<string> {
  const id = newId()
  const { control, clause } = finding
  await tx
    .insertInto('post_consultation')
    .values({
      id,
      post_id: post.id,
      finding_id: finding.id,
      control,
      clause,
      office_id: office.id,
      asked_by: actor.personId,
      asked_at: at,
    })
    .execute()
  await append(tx, at, {
    kind: 'post.office-asked',
    actor: entryActor(actor),
    subject: `post:${post.id}`,
    postId: post.id,
    summary: 'An office was asked about the post.',
    facts: {
      consultation: id,
      control,
      clause,
      finding: finding.id,
      office: office.id,
      version: post.version,
      vacant: office.holders.length === 0,
    },
  })
  return id
}

/** Those who hold the office, can read the post and did not write in it. */
function ableToAnswer(
  db: Db | Tx,
  post: PostRecord,
  office: OfficeNow,
  writers: readonly string[],
  at: string,
): Promise<string[]> {
  return holdersWho(db, office, at, (holder) => mayRead(holder, post) && !writers.includes(holder.personId))
}

/** The author asks an office that a clause wants to be consulted. Answers the question's id. */
export async function askOffice(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  input: { findingId: string; office: string },
): Promise<string> {
  const { services } = deps
  const read = await getPost(services.db, postId)
  needWithPost(actor, 'posts.write', read)
  const finding = (await checkPost(deps, read)).find((found) => found.id === input.findingId)
  if (!finding || !consultsOf(finding).includes(input.office))
    throw new Conflict(
      'posts.nothing-to-ask',
      'The words have changed since, or an exception was made: this office need not be asked any more.',
    )
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const post = await lockPost(tx, postId)
    const open = (await consultationsOf(tx, postId)).find(
      (row) => row.finding_id === finding.id && row.office_id === input.office && row.answered_at === null,
    )
    if (open)
      throw new Conflict('posts.asked-already', 'This office was asked already, and has not answered yet.')
    const office = await officeNow(tx, input.office, at)
    const able = await ableToAnswer(tx, post, office, await contributorsOf(tx, postId), at)
    needSomebody(office, able, finding.clause)
    const id = await keepQuestion(tx, actor, post, { finding, office, at })
    await tellOfConsultation(tx, deps, post, able, {
      office: office.name,
      clause: finding.clause,
      waits: true,
    })
    return id
  })
}

/** Brings the post before the offices that clauses route it to, each once. It goes on meanwhile. */
export async function routePost(
  tx: Tx,
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  findings: readonly Finding[],
  at: string,
): Promise<void> {
  const asked = new Set(
    (await consultationsOf(tx, post.id)).map((row) => agreementKey(row.finding_id, row.office_id)),
  )
  const writers = await contributorsOf(tx, post.id)
  const told = new Set<string>()
  for (const finding of findings) {
    const to = routeOf(finding)
    if (to === null || asked.has(agreementKey(finding.id, to))) continue
    const office = await officeNow(tx, to, at)
    await keepQuestion(tx, actor, post, { finding, office, at })
    // One letter, however many words of the post the clause speaks of.
    if (told.has(`${to} ${finding.clause}`)) continue
    told.add(`${to} ${finding.clause}`)
    const able = await ableToAnswer(tx, post, office, writers, at)
    await tellOfConsultation(tx, deps, post, able, {
      office: office.name,
      clause: finding.clause,
      waits: false,
    })
  }
}

/**
 * Somebody who holds the office says what it thinks: of everything that the same clause has asked it about this post
 * and that is still open, for the office has read the whole post.
 */
export async function answerConsultation(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
  consultationId: string,
  answer: { agreed: boolean; note: string },
): Promise<void> {
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const post = await lockPost(tx, postId)
    needRead(actor, post)
    const rows = await consultationsOf(tx, postId)
    const row = rows.find((one) => one.id === consultationId)
    if (!row) throw new NotFound('question to an office')
    if (row.answered_at !== null) throw new Conflict('posts.answered', 'Somebody has answered this already.')
    const office = await officeNow(tx, row.office_id, at)
    if (!holds(office, actor.personId))
      throw new Forbidden('posts.office-not-held', `Only the office “${office.name}” answers this.`, {
        clause: row.clause,
      })
    if ((await contributorsOf(tx, postId)).includes(actor.personId))
      throw new Forbidden(
        'posts.own-answer',
        'You wrote in this post, so somebody else who holds the office has to answer.',
        { clause: clauses.secondPairOfEyes },
      )
    const answered = rows.filter(
      (one) => one.office_id === row.office_id && one.clause === row.clause && one.answered_at === null,
    )
    for (const one of answered) await keepAnswer(tx, actor, post, one, { ...answer, at })
    await tellOfAnswer(tx, deps, post, row.asked_by, { office: office.name, ...answer })
  })
}

async function keepAnswer(
  tx: Tx,
  actor: Actor,
  post: PostRecord,
  row: PostConsultation,
  { agreed, note, at }: { agreed: boolean; note: string; at: string },
): Promise<void> {
  await tx
    .updateTable('post_consultation')
    .set({ answered_by: actor.personId, answered_at: at, agreed, note })
    .where('id', '=', row.id)
    .execute()
  await append(tx, at, {
    kind: agreed ? 'post.office-agreed' : 'post.office-disagreed',
    actor: entryActor(actor),
    subject: `post:${post.id}`,
    postId: post.id,
    summary: agreed ? 'An office that was asked agreed.' : 'An office that was asked did not agree.',
    facts: {
      consultation: row.id,
      clause: row.clause,
      finding: row.finding_id,
      office: row.office_id,
      version: post.version,
    },
    content: { note },
  })
}
