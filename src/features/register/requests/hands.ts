import { entryActor } from '#features/people/index.ts'
import { newId, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { refuseUnknownPersons } from '../add-account.ts'
import { settleDesignation } from '../hand-over/designation.ts'
import { performHandOver } from '../hand-over/hand-over.ts'
import { holds } from '../rules.ts'
import { membersOf } from '../store.ts'
import type { Deed } from './deed.ts'
import type { RequestRow } from './tables.ts'

const longestNotes = 5_000

/** Those named answer for the account from now on, the first of them first; those before them no longer do. */
export async function changeHands(deed: Deed, row: RequestRow, accountId: string): Promise<void> {
  const { services, tx, at, actor } = deed
  const wanted = [...new Set(row.answers.administrators)]
  const [designated, ...deputies] = wanted
  if (designated === undefined) return
  await refuseUnknownPersons(tx, wanted, 'answers.administrators')
  const before = await administratorsNow(tx, accountId, at)
  const leaving = before.filter((member) => !wanted.includes(member.personId))
  const leaver = leaving.find((member) => member.designated) ?? leaving[0]
  // A hand-over asks the successor to confirm. Where nobody leaves, there is nothing to take over.
  if (leaver || before.length === 0)
    await performHandOver(
      services,
      tx,
      at,
      actor,
      accountId,
      {
        why: 'change',
        leaver: leaver?.personId ?? null,
        keeps: 'nothing',
        lastDay: null,
        designated,
        deputies,
        notes: (row.answers.why ?? '').slice(0, longestNotes),
        replaces: await unfinished(tx, accountId),
      },
      row.id,
    )
  await settleOthers(deed, row, accountId, wanted)
}

const administratorsNow = async (tx: Tx, accountId: string, at: string) =>
  (await membersOf(tx, [accountId])).filter(
    (member) => member.relation === 'administrator' && holds(member, at),
  )

async function unfinished(tx: Tx, accountId: string): Promise<string | null> {
  const open = await tx
    .selectFrom('hand_over')
    .select('id')
    .where('account_id', '=', accountId)
    .where('state', '=', 'open')
    .executeTakeFirst()
  return open?.id ?? null
}

/** A hand-over is from one to another; a request names everybody who is to answer. */
async function settleOthers(
  { tx, at, actor }: Deed,
  row: RequestRow,
  accountId: string,
  wanted: readonly string[],
): Promise<void> {
  const now = await administratorsNow(tx, accountId, at)
  const ended = now.filter((member) => !wanted.includes(member.personId))
  const missing = wanted.filter((id) => !now.some((member) => member.personId === id))
  for (const { id } of ended)
    await tx
      .updateTable('account_member')
      .set({ until: at, designated: false })
      .where('id', '=', id)
      .execute()
  for (const personId of missing)
    await tx
      .insertInto('account_member')
      .values({
        id: newId(),
        account_id: accountId,
        person_id: personId,
        relation: 'administrator',
        since: at,
        until: null,
      })
      .execute()
  await settleDesignation(tx, at, accountId, wanted[0])
  if (ended.length + missing.length === 0) return
  await append(tx, at, {
    kind: 'register.administrators-changed',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: 'Who answers for an official account was changed by a request.',
    facts: { request: row.id, administrators: [...wanted], ended: ended.map((member) => member.personId) },
  })
}
