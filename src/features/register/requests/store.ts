import { entryActor, type Actor } from '#features/people/index.ts'
import { json, newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import type { EventRow, QuestionRow, RequestRow, RequestVersionRow, StageRow } from './tables.ts'

export function requestById(db: Db | Tx, id: string): Promise<RequestRow | undefined> {
  return db.selectFrom('request').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Reads a request and keeps others from changing it until the transaction ends. Throws `NotFound`. */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRow> {
  const row = await tx.selectFrom('request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) throw new NotFound('request')
  return row
}

export function needVersion(row: RequestRow, version: number): void {
  if (row.version === version) return
  throw new Conflict(
    'requests.changed-meanwhile',
    'This request has changed since you read it. Nothing was overwritten, and nothing that you typed was taken.',
    { fix: 'Read it as it is now, and do it again.', data: { version: row.version } },
  )
}

export function stagesOf(db: Db | Tx, requestId: string): Promise<StageRow[]> {
  return db
    .selectFrom('request_stage')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('step')
    .orderBy('id')
    .execute()
}

export function questionsFor(db: Db | Tx, requestId: string): Promise<QuestionRow[]> {
  return db
    .selectFrom('request_question')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('asked_at')
    .orderBy('id')
    .execute()
}

export function eventsOf(db: Db | Tx, requestId: string): Promise<EventRow[]> {
  return db
    .selectFrom('request_event')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

export function versionsOf(db: Db | Tx, requestId: string): Promise<RequestVersionRow[]> {
  return db
    .selectFrom('request_version')
    .selectAll()
    .where('request_id', '=', requestId)
    .orderBy('version')
    .execute()
}

/** Keeps the answers as they are sent. */
export async function keepVersion(tx: Tx, at: string, actor: Actor, row: RequestRow): Promise<void> {
  await tx
    .insertInto('request_version')
    .values({
      request_id: row.id,
      version: row.version,
      answers: json(row.answers),
      reasons: json(row.reasons),
      declared: json(row.declared),
      person_id: actor.personId,
      at,
    })
    .execute()
}

export interface Happening {
  kind: string
  summary: string
  facts?: EventRow['facts']
  /** What the person wrote with it. */
  text?: string
  content?: Record<string, unknown>
}

/** Writes down what happened: for those who may read the request, and in the log. Null: Rostrum itself did it. */
export async function happened(
  tx: Tx,
  at: string,
  actor: Actor | null,
  request: Pick<RequestRow, 'id' | 'account_id'>,
  { kind, summary, facts = {}, text = '', content }: Happening,
): Promise<void> {
  await tx
    .insertInto('request_event')
    .values({
      id: newId(),
      request_id: request.id,
      at,
      person_id: actor?.personId ?? null,
      kind,
      facts: json(facts),
      text,
    })
    .execute()
  const written = { ...content, ...(text === '' ? {} : { text }) }
  await append(tx, at, {
    kind: `request.${kind}`,
    actor: actor ? entryActor(actor) : { system: 'requests' },
    subject: `request:${request.id}`,
    ...(request.account_id ? { accountId: request.account_id } : {}),
    summary,
    facts,
    ...(Object.keys(written).length > 0 ? { content: written } : {}),
  })
}
