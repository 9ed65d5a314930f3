import { sql, type Expression, type SqlBool } from 'kysely'
import { authorise, mayAnywhere, mayFor, namesOf, officesOf, type Actor } from '#features/people/index.ts'
import type { Db, Tables } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { OfficeRef, RequestFilter, RequestLine, RequestList } from './contract.ts'
import { lineOf } from './lines.ts'
import { governanceRole, officeOf } from './offices.ts'
import { standingOf } from './standing.ts'
import { standingStages } from './standing-stages.ts'
import type { RequestRow } from './tables.ts'
import { titleOf } from './titles.ts'
import type { ExpressionBuilder } from 'kysely'

type Eb = ExpressionBuilder<Tables, 'request'>

/** Requests of mine, those that wait for me, or all that I may read; the newest first. */
export async function listRequests(
  services: Services,
  actor: Actor,
  filter: RequestFilter,
): Promise<RequestList> {
  authorise(actor, 'requests.make')
  const { db } = services
  const now = nowOf(services)
  const offices = await officesOf(db, actor.personId, now)
  const wanted = wantedBy(actor, filter, offices, now)
  const { total } = await db
    .selectFrom('request')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where(wanted)
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('request')
    .selectAll()
    .where(wanted)
    .orderBy(sql`coalesce(submitted_at, created_at)`, 'desc')
    .orderBy('id', 'desc')
    .limit(filter.size)
    .offset((filter.page - 1) * filter.size)
    .execute()
  return {
    requests: await linesOf(db, actor, rows, now),
    total: Number(total),
    page: filter.page,
    size: filter.size,
    waiting: await requestsWaiting(services, actor),
  }
}

/** How many requests wait for this person: to be advised on or decided, or with a question to answer. */
export async function requestsWaiting(services: Services, actor: Actor): Promise<number> {
  const now = nowOf(services)
  const offices = await officesOf(services.db, actor.personId, now)
  const { total } = await services.db
    .selectFrom('request')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where((eb) => waitsFor(eb, actor, offices, now))
    .executeTakeFirstOrThrow()
  return Number(total)
}

function wantedBy(actor: Actor, filter: RequestFilter, offices: string[], now: string) {
  return (eb: Eb): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [
      filter.list === 'mine'
        ? eb('request.requester', '=', actor.personId)
        : filter.list === 'waiting'
          ? waitsFor(eb, actor, offices, now)
          : readableBy(eb, actor, offices),
    ]
    if (filter.state) all.push(eb('request.state', '=', filter.state))
    if (filter.kind) all.push(eb('request.kind', '=', filter.kind))
    if (filter.unit) all.push(eb('request.unit_id', '=', filter.unit))
    if (filter.office) all.push(openBefore(eb, [filter.office]))
    return eb.and(all)
  }
}

/** Is a stage of one of these offices open? */
const openBefore = (eb: Eb, offices: readonly string[]): Expression<SqlBool> =>
  offices.length === 0
    ? eb.val(false)
    : eb.exists(
        eb
          .selectFrom('request_stage as s')
          .select('s.id')
          .whereRef('s.request_id', '=', 'request.id')
          .where('s.state', '=', 'open')
          .where('s.office_id', 'in', [...offices]),
      )

/** Before an office of mine; or my own, with a question or with the answers to be changed. */
const waitsFor = (eb: Eb, actor: Actor, offices: readonly string[], now: string): Expression<SqlBool> =>
  eb.or([
    waitingFor(eb, actor, offices, now),
    eb.and([
      eb('request.requester', '=', actor.personId),
      eb.or([
        eb('request.state', '=', 'changes-asked'),
        eb.and([
          eb('request.state', 'in', ['in-review', 'appealed']),
          eb.exists(
            eb
              .selectFrom('request_question as q')
              .select('q.id')
              .whereRef('q.request_id', '=', 'request.id')
              .where('q.answered_at', 'is', null),
          ),
        ]),
      ]),
    ]),
  ])

/** What this person could answer: the office is theirs, or nobody's and they are entitled to stand in. */
function waitingFor(eb: Eb, actor: Actor, offices: readonly string[], now: string): Expression<SqlBool> {
  const governance = mayAnywhere(actor, 'policy.waive')
  const officer = mayAnywhere(actor, 'accounts.add')
  const mine = [openBefore(eb, [...offices, ...(governance ? [governanceRole] : [])])]
  if (officer) mine.push(standsIn(eb, now))
  const named = sql<SqlBool>`(request.answers -> 'administrators') @> to_jsonb(${actor.personId}::text)`
  return eb.and([
    eb.or(mine),
    eb('request.requester', '<>', actor.personId),
    eb.not(sql<SqlBool>`coalesce(${named}, false)`),
    eb.not(
      eb.exists(
        eb
          .selectFrom('request_stage as d')
          .innerJoin('request_stage as a', 'a.request_id', 'd.request_id')
          .select('d.id')
          .whereRef('d.request_id', '=', 'request.id')
          .where('a.kind', '=', 'appeal')
          .where('a.state', '=', 'open')
          .where('d.decision', 'is not', null)
          .where('d.answered_by', '=', actor.personId),
      ),
    ),
  ])
}

/** Stages of central communications, and of offices that nobody holds now. */
const standsIn = (eb: Eb, now: string): Expression<SqlBool> =>
  eb.exists(
    eb
      .selectFrom('request_stage as s')
      .select('s.id')
      .whereRef('s.request_id', '=', 'request.id')
      .where('s.state', '=', 'open')
      .where('s.kind', '<>', 'appeal')
      .where((on) =>
        on.or([
          on('s.office_id', 'is', null),
          on.not(
            on.exists(
              on
                .selectFrom('office_holding as h')
                .select('h.id')
                .whereRef('h.office_id', '=', 's.office_id')
                .where('h.since', '<=', now)
                .where((end) => end.or([end('h.until', 'is', null), end('h.until', '>', now)])),
            ),
          ),
        ]),
      ),
  )

/** Those that one may read, drafts of others never. */
function readableBy(eb: Eb, actor: Actor, offices: readonly string[]): Expression<SqlBool> {
  const sent = eb('request.state', '<>', 'draft')
  if (mayAnywhere(actor, 'requests.read')) return eb.or([sent, eb('request.requester', '=', actor.personId)])
  const accounts = [
    ...new Set(
      actor.accounts.map(({ accountId }) => accountId).filter((id) => mayFor(actor, 'requests.read', id)),
    ),
  ]
  const mine = [
    eb('request.requester', '=', actor.personId),
    sql<SqlBool>`coalesce((request.answers -> 'administrators') @> to_jsonb(${actor.personId}::text), false)`,
  ]
  if (accounts.length > 0) mine.push(eb('request.account_id', 'in', accounts))
  if (offices.length > 0)
    mine.push(
      eb.exists(
        eb
          .selectFrom('request_stage as s')
          .select('s.id')
          .whereRef('s.request_id', '=', 'request.id')
          .where('s.office_id', 'in', [...offices]),
      ),
    )
  return eb.or([eb('request.requester', '=', actor.personId), eb.and([sent, eb.or(mine)])])
}

async function linesOf(db: Db, actor: Actor, rows: RequestRow[], now: string): Promise<RequestLine[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const stages = Map.groupBy(
    await db.selectFrom('request_stage').selectAll().where('request_id', 'in', ids).orderBy('step').execute(),
    (stage) => stage.request_id,
  )
  const questions = Map.groupBy(
    await db
      .selectFrom('request_question')
      .select(['id', 'request_id'])
      .where('request_id', 'in', ids)
      .where('answered_at', 'is', null)
      .execute(),
    (question) => question.request_id,
  )
  const offices = new Map<string | null, OfficeRef>()
  for (const { office_id: id } of [...stages.values()].flat())
    if (!offices.has(id)) offices.set(id, await officeOf(db, id, now))
  const names = await namesOf(
    db,
    rows.map(({ requester }) => requester),
  )
  const about = await aboutOf(db, rows)
  return rows.map((row) => {
    const requester = { id: row.requester, name: names.get(row.requester) ?? 'Somebody who has left' }
    const standing = standingOf({
      state: row.state,
      kind: row.kind,
      since: row.state_since,
      requester,
      stages: standingStages(actor, row, stages.get(row.id) ?? [], offices),
      openQuestions: questions.get(row.id)?.length ?? 0,
      appealUntil: row.appeal_until,
      reader: actor.personId,
      now,
    })
    return lineOf(row, about(row), requester, standing)
  })
}

/** Units and accounts of many requests in two reads. */
async function aboutOf(db: Db, rows: readonly RequestRow[]) {
  const unitIds = rows.flatMap(({ unit_id: id }) => (id ? [id] : []))
  const accountIds = rows.flatMap(({ account_id: id }) => (id ? [id] : []))
  const units = unitIds.length
    ? await db.selectFrom('unit').select(['id', 'name']).where('id', 'in', unitIds).execute()
    : []
  const accounts = accountIds.length
    ? await db
        .selectFrom('account')
        .select(['id', 'display_name as name'])
        .where('id', 'in', accountIds)
        .execute()
    : []
  const known = new Map([...units, ...accounts].map((one) => [one.id, one]))
  return (row: RequestRow) => {
    const unit = known.get(row.unit_id ?? '') ?? null
    const account = known.get(row.account_id ?? '') ?? null
    const title = titleOf({
      kind: row.kind,
      network: row.network,
      unit: unit?.name ?? null,
      account: account?.name ?? null,
    })
    return { unit, account, title }
  }
}
