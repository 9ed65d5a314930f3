import { sql } from 'kysely'
import { newId, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import type { DutyKind } from './contract.ts'
import './store.ts'

export interface DutyToDo {
  /** What makes it one: `review:<accountId>`. While it is open there is no second. */
  key: string
  kind: DutyKind
  /** What is to be done, as a line: “Review Library on Bluesky”. */
  title: string
  /** One sentence about the reason. */
  why: string
  clause?: string | undefined
  control?: string | undefined
  /** Whose it is: an office, by its id, or a person; with both, the person does it for the office. */
  office?: string | undefined
  personId?: string | undefined
  accountId?: string | undefined
  /** Where it is done: a path of ours. */
  link: string
  due: string
}

/**
 * Makes it somebody's duty, or renews the open one of that key: its words, whose it is, its date. Another date is
 * reminded of anew. Answers its id.
 */
export async function ensureDuty(tx: Tx, at: string, duty: DutyToDo): Promise<string> {
  if (!duty.office && !duty.personId) throw new Error(`The duty ${duty.key} is nobody's.`)
  const due = new Date(duty.due).toISOString()
  const words = {
    kind: duty.kind,
    title: duty.title,
    why: duty.why,
    clause: duty.clause ?? null,
    control: duty.control ?? null,
    office_id: duty.office ?? null,
    person_id: duty.personId ?? null,
    account_id: duty.accountId ?? null,
    link: duty.link,
    due,
  }
  const nothingYet = {
    revision: 0,
    taken_by: null,
    taken_at: null,
    reminded_half: null,
    reminded_day: null,
    reminded_overdue: null,
    settled_at: null,
    settled_by: null,
    settled_how: null,
  }
  const made = await tx
    .insertInto('duty')
    .values({ id: newId(), key: duty.key, since: at, changed_at: at, ...words, ...nothingYet })
    .onConflict((on) => on.column('key').where('settled_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made) {
    await record(tx, at, duty, due, made.id, 'made')
    return made.id
  }
  return renew(tx, at, duty, words)
}

async function renew(
  tx: Tx,
  at: string,
  duty: DutyToDo,
  words: Pick<DutyRow, 'title' | 'why' | 'office_id' | 'person_id' | 'link' | 'due'> & Partial<DutyRow>,
): Promise<string> {
  const before = await tx
    .selectFrom('duty')
    .selectAll()
    .where('key', '=', duty.key)
    .where('settled_at', 'is', null)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const changed = (Object.keys(words) as (keyof DutyRow)[]).some((name) => before[name] !== words[name])
  if (!changed) return before.id
  const moved = before.due !== words.due
  const others = before.office_id !== words.office_id || before.person_id !== words.person_id
  await tx
    .updateTable('duty')
    .set({
      ...words,
      changed_at: at,
      revision: sql<number>`revision + 1`,
      ...(moved ? { reminded_half: null, reminded_day: null, reminded_overdue: null } : {}),
      ...(others ? { taken_by: null, taken_at: null } : {}),
    })
    .where('id', '=', before.id)
    .execute()
  if (moved || others) await record(tx, at, duty, words.due, before.id, 'renewed')
  return before.id
}

interface DutyRow {
  kind: DutyKind
  title: string
  why: string
  clause: string | null
  control: string | null
  office_id: string | null
  person_id: string | null
  account_id: string | null
  link: string
  due: string
}

async function record(
  tx: Tx,
  at: string,
  duty: DutyToDo,
  due: string,
  id: string,
  what: 'made' | 'renewed',
): Promise<void> {
  await append(tx, at, {
    kind: `duty.${what}`,
    actor: { system: 'duties' },
    subject: `duty:${id}`,
    summary: what === 'made' ? 'A duty came to be.' : 'A duty has another date, or is somebody else’s.',
    ...(duty.accountId ? { accountId: duty.accountId } : {}),
    facts: {
      key: duty.key,
      duty: duty.kind,
      due,
      ...(duty.clause ? { clause: duty.clause } : {}),
      ...(duty.control ? { control: duty.control } : {}),
      ...(duty.office ? { office: duty.office } : {}),
      ...(duty.personId ? { person: duty.personId } : {}),
    },
    content: { title: duty.title, why: duty.why },
  })
}
