import { sql } from 'kysely'
import { entryActor, type Actor } from '#features/people/index.ts'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { appendAll, type Entry } from '#platform/ledger/index.ts'
import { firstReviewDue } from '../life/rules.ts'
import { administratorClause } from '../rules.ts'
import type { JudgedLine } from './judge-lines.ts'
import type { Existing, NewEntry } from './rules.ts'

interface Run {
  tx: Tx
  at: string
  actor: Actor
  importId: string
}

export interface Written {
  line: number
  accountId: string
}

const nobodyAnswers = `Nobody answers for it yet, which ${administratorClause} asks. It came in from a list.`

/** The start of a day of closing: all that a list says of it. */
const startOf = (day: string): string => `${day}T00:00:00.000Z`

/** Puts new accounts in, each with its people, its story and its record. */
export async function writeNew(run: Run, lines: readonly JudgedLine[]): Promise<Written[]> {
  const wanted = lines.flatMap(({ line, add }) => (add ? [{ line, id: newId(), add }] : []))
  if (wanted.length === 0) return []
  const { tx, at, actor } = run
  const rows = wanted.map(({ id, add }) => accountRow(id, add, at))
  const { rows: made } = await sql<{ id: string }>`
    insert into account (id, network, handle, display_name, url, unit_id, purpose, audiences, hours_per_week, state,
      state_since, paused_at, paused_by, pause_reason, review_due, tags, version, created_by, created_at, closed_at, example)
    select r.id, r.network, r.handle, r.display_name, r.url, r.unit_id, r.purpose, r.audiences, r.hours, r.state,
      r.since, r.paused_at, case when r.paused_at is null then null else ${actor.personId}::uuid end, r.pause_reason,
      r.review_due, r.tags, 1, ${actor.personId}::uuid, ${at}::timestamptz, r.closed_at, false
    from jsonb_to_recordset(${json(rows)}) as r (id uuid, network text, handle text, display_name text, url text,
      unit_id uuid, purpose text, audiences jsonb, hours numeric, state text, since timestamptz, paused_at timestamptz,
      pause_reason text, review_due timestamptz, tags jsonb, closed_at timestamptz)
    on conflict do nothing returning id`.execute(tx)
  const ids = new Set(made.map(({ id }) => id))
  const added = wanted.filter(({ id }) => ids.has(id))
  await writeMembers(
    run,
    added.flatMap(({ id, add }) =>
      add.administrators.map((personId, index) => ({ accountId: id, personId, designated: index === 0 })),
    ),
  )
  await writeMoves(run, added)
  await appendAll(
    tx,
    at,
    added.map(({ id, add }) => addedRecord(run, id, add)),
  )
  return added.map(({ line, id }) => ({ line, accountId: id }))
}

function accountRow(id: string, add: NewEntry, at: string) {
  const paused = add.state === 'paused'
  return {
    id,
    network: add.network,
    handle: add.handle,
    display_name: add.displayName,
    url: add.url,
    unit_id: add.unitId,
    purpose: add.purpose,
    audiences: add.audiences,
    hours: add.hoursPerWeek,
    state: paused ? 'active' : add.state,
    since: add.closedOn ? startOf(add.closedOn) : at,
    paused_at: paused ? at : null,
    pause_reason: paused ? (add.administrators.length === 0 ? nobodyAnswers : 'The list said so.') : null,
    review_due: add.state === 'closed' ? null : firstReviewDue(at),
    tags: add.tags,
    closed_at: add.closedOn ? startOf(add.closedOn) : null,
  }
}

interface NewMemberRow {
  accountId: string
  personId: string
  designated: boolean
}

async function writeMembers({ tx, at }: Run, members: readonly NewMemberRow[]): Promise<void> {
  if (members.length === 0) return
  await tx
    .insertInto('account_member')
    .values(
      members.map(({ accountId, personId, designated }) => ({
        id: newId(),
        account_id: accountId,
        person_id: personId,
        relation: 'administrator' as const,
        designated,
        since: at,
        until: null,
      })),
    )
    .execute()
}

async function writeMoves(
  { tx, at, actor }: Run,
  added: readonly { id: string; add: NewEntry }[],
): Promise<void> {
  if (added.length === 0) return
  await tx
    .insertInto('account_move')
    .values(
      added.map(({ id, add }) => ({
        id: newId(),
        account_id: id,
        from_state: null,
        to_state: add.state === 'paused' ? ('active' as const) : add.state,
        reason: 'It came in from a list.',
        person_id: actor.personId,
        request_id: null,
        at,
      })),
    )
    .execute()
}

function addedRecord({ actor, importId }: Run, id: string, add: NewEntry): Entry {
  const { network, unitId, administrators, hoursPerWeek, state } = add
  const { handle, displayName, purpose, audiences } = add
  return {
    kind: 'register.account-added',
    actor: entryActor(actor),
    subject: `account:${id}`,
    accountId: id,
    summary: 'An official account was added to the register from a list.',
    facts: { network, unit: unitId, administrators, hoursPerWeek, state, import: importId },
    content: { handle, displayName, purpose, audiences },
  }
}

/** Changes what lines say otherwise than the register. */
export async function writeChanges(run: Run, lines: readonly JudgedLine[]): Promise<Written[]> {
  const wanted = lines.flatMap(({ line, change }) => (change ? [{ line, ...change }] : []))
  if (wanted.length === 0) return []
  const { tx, at } = run
  const after = wanted.map(({ existing, changes: { administrators: _people, ...fields } }) => ({
    ...existing,
    ...fields,
  }))
  await sql`update account set display_name = r."displayName", unit_id = r."unitId", purpose = r.purpose,
      audiences = r.audiences, hours_per_week = r."hoursPerWeek", tags = r.tags, url = r.url, version = account.version + 1
    from jsonb_to_recordset(${json(after)}) as r (id uuid, "displayName" text, "unitId" uuid, purpose text,
      audiences jsonb, "hoursPerWeek" numeric, tags jsonb, url text)
    where account.id = r.id`.execute(tx)
  await writeMembers(
    run,
    wanted.flatMap(({ existing, changes }) =>
      (changes.administrators ?? []).map((personId, index) => ({
        accountId: existing.id,
        personId,
        designated: index === 0 && !existing.designated,
      })),
    ),
  )
  await appendAll(
    tx,
    at,
    wanted.map(({ existing, changes }) => changedRecord(run, existing, changes)),
  )
  return wanted.map(({ line, existing }) => ({ line, accountId: existing.id }))
}

function changedRecord({ actor, importId }: Run, existing: Existing, changes: object): Entry {
  const { administrators, ...fields } = changes as { administrators?: string[] }
  const before = Object.fromEntries(Object.keys(fields).map((key) => [key, existing[key as keyof Existing]]))
  return {
    kind: 'register.account-changed',
    actor: entryActor(actor),
    subject: `account:${existing.id}`,
    accountId: existing.id,
    summary: 'The entry of an official account was changed from a list.',
    facts: {
      fields: Object.keys(changes),
      version: existing.version + 1,
      import: importId,
      ...(administrators ? { administrators } : {}),
    },
    content: { from: before, to: fields },
  }
}
