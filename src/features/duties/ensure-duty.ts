import { sql } from 'kysely'
import type { Role } from '#features/people/index.ts'
import { newId, type Tx } from '#platform/db/index.ts'
import { append, appendAll, type Entry } from '#platform/ledger/index.ts'
import type { Services } from '#platform/services.ts'
import type { DutyKind } from './contract.ts'
import { tellOfDuty } from './tell-of-duty.ts'
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
  /** Or of all who hold a role, until one of them has done it: where the policy names no office. */
  role?: Role | undefined
  /** Not theirs, although they hold the role: what they did is to be looked at by somebody else. */
  notFor?: string | undefined
  /** Its own room tells of it, or whoever has it has just given it to themselves. */
  told?: boolean | undefined
  accountId?: string | undefined
  /** Where it is done: a path of ours. */
  link: string
  due: string
}

/**
 * Makes it somebody's duty, or renews the open one of that key: its words, whose it is, its date. Another date is
 * reminded of anew. Whom it falls to is told at once; a duty that is only renewed is no news. Answers its id.
 */
export async function ensureDuty(services: Services, tx: Tx, at: string, duty: DutyToDo): Promise<string> {
  const [id] = await ensureDuties(services, tx, at, [duty])
  if (id === undefined) throw new Error(`The duty ${duty.key} was not made.`)
  return id
}

/** The same of many, each with a key of its own: those that are new in one statement. Answers their ids in order. */
export async function ensureDuties(
  services: Services,
  tx: Tx,
  at: string,
  duties: readonly DutyToDo[],
): Promise<string[]> {
  if (duties.length === 0) return []
  const inserted = await tx
    .insertInto('duty')
    .values(
      duties.map((duty) => ({
        id: newId(),
        key: duty.key,
        since: at,
        changed_at: at,
        ...rowOf(duty),
        ...nothingYet,
      })),
    )
    .onConflict((on) => on.column('key').where('settled_at', 'is', null).doNothing())
    .returning(['id', 'key', 'due'])
    .execute()
  const made = new Map(inserted.map((row) => [row.key, row]))
  await appendAll(
    tx,
    at,
    duties.flatMap((duty) => {
      const row = made.get(duty.key)
      return row ? [recordOf(duty, row.due, row.id, 'made')] : []
    }),
  )
  const ids: string[] = []
  for (const duty of duties) {
    const row = made.get(duty.key)
    if (row) await tellOfDuty(services, tx, at, duty)
    ids.push(row?.id ?? (await renew(services, tx, at, duty, rowOf(duty))))
  }
  return ids
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

function rowOf(duty: DutyToDo): DutyRow {
  if (!duty.office && !duty.personId && !duty.role) throw new Error(`The duty ${duty.key} is nobody's.`)
  return {
    kind: duty.kind,
    title: duty.title,
    why: duty.why,
    clause: duty.clause ?? null,
    control: duty.control ?? null,
    office_id: duty.office ?? null,
    role: duty.role ?? null,
    not_for: duty.notFor ?? null,
    person_id: duty.personId ?? null,
    account_id: duty.accountId ?? null,
    link: duty.link,
    due: new Date(duty.due).toISOString(),
  }
}

async function renew(
  services: Services,
  tx: Tx,
  at: string,
  duty: DutyToDo,
  words: DutyRow,
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
  const others = whose.some((name) => before[name] !== words[name])
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
  if (moved || others) await append(tx, at, recordOf(duty, words.due, before.id, 'renewed'))
  if (others) await tellOfDuty(services, tx, at, duty)
  return before.id
}

const whose = ['office_id', 'person_id', 'role', 'not_for'] as const

interface DutyRow {
  kind: DutyKind
  title: string
  why: string
  clause: string | null
  control: string | null
  office_id: string | null
  role: Role | null
  not_for: string | null
  person_id: string | null
  account_id: string | null
  link: string
  due: string
}

function recordOf(duty: DutyToDo, due: string, id: string, what: 'made' | 'renewed'): Entry {
  return {
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
      ...(duty.role ? { role: duty.role } : {}),
      ...(duty.personId ? { person: duty.personId } : {}),
    },
    content: { title: duty.title, why: duty.why },
  }
}
