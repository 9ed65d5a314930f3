import type { Deed } from './deed.ts'
import { isUniqueViolation, json, newId } from '#platform/db/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { entryActor } from '#features/people/index.ts'
import { refuseUnknownPersons } from '../add-account.ts'
import { moveAccount } from '../life/move.ts'
import { setObjective } from '../life/objectives.ts'
import { proposeAccount } from '../life/propose.ts'
import { accountById } from '../store.ts'
import { changeHands } from './hands.ts'
import { renameAccount } from './rename.ts'
import type { RequestRow } from './tables.ts'
import { handleFor } from './troubles.ts'

/** The register has the account from now on, as one that is asked for. Answers its id. */
export async function propose(deed: Deed, row: RequestRow): Promise<string> {
  const { tx, at, actor } = deed
  const entry = entryOf(row)
  return takenIsSaid(() =>
    proposeAccount(tx, at, actor, {
      ...entry,
      administrators: row.answers.administrators ?? [],
      contributors: row.answers.contributors ?? [],
      tags: [],
      example: row.example,
    }),
  )
}

function entryOf({ answers }: RequestRow) {
  const network = answers.network ?? ''
  const typed = answers.handle?.trim() ?? ''
  const shaped = typed === '' ? { handle: '' } : handleFor(network, typed)
  return {
    network,
    handle: 'handle' in shaped ? shaped.handle : typed,
    displayName: (answers.displayName ?? '').trim(),
    unitId: answers.unitId ?? '',
    purpose: (answers.purpose ?? '').trim(),
    audiences: [...new Set(answers.audiences)],
    hoursPerWeek: answers.hoursPerWeek ?? 0,
  }
}

/** The entry of the account follows the answers while nobody has decided. */
export async function followAnswers({ tx, at, actor }: Deed, row: RequestRow): Promise<void> {
  if (row.kind !== 'open' || row.account_id === null) return
  const { account_id: accountId, answers } = row
  const { displayName, unitId, hoursPerWeek, audiences, ...entry } = entryOf(row)
  await takenIsSaid(() =>
    tx
      .updateTable('account')
      .set({
        ...entry,
        display_name: displayName,
        unit_id: unitId,
        hours_per_week: hoursPerWeek,
        audiences: json(audiences),
      })
      .where('id', '=', accountId)
      .execute(),
  )
  await tx.deleteFrom('account_member').where('account_id', '=', accountId).execute()
  const administrators = [...new Set(answers.administrators)]
  const contributors = [...new Set(answers.contributors)].filter((id) => !administrators.includes(id))
  await refuseUnknownPersons(tx, [...administrators, ...contributors], 'administrators')
  const members = [
    ...administrators.map((id, index) => ({
      person_id: id,
      relation: 'administrator' as const,
      designated: index === 0,
    })),
    ...contributors.map((id) => ({ person_id: id, relation: 'contributor' as const, designated: false })),
  ].map((member) => ({ id: newId(), account_id: accountId, since: at, until: null, ...member }))
  if (members.length > 0) await tx.insertInto('account_member').values(members).execute()
  await append(tx, at, {
    kind: 'register.proposal-changed',
    actor: entryActor(actor),
    subject: `account:${accountId}`,
    accountId,
    summary: 'The entry of an account that is asked for was changed with its request.',
    facts: { request: row.id, administrators, contributors },
  })
}

/** Moves the account that was proposed, if it is still where it can go on from. */
export async function moveProposal(
  { tx, at, actor }: Deed,
  row: RequestRow,
  to: 'in-review' | 'approved' | 'refused',
  reason: string,
): Promise<void> {
  if (row.kind !== 'open' || row.account_id === null) return
  await moveAccount(tx, at, actor, { accountId: row.account_id, to, reason, requestId: row.id })
}

/** What comes of an approval, in the transaction of the decision. */
export async function takeEffect(deed: Deed, row: RequestRow, reason: string): Promise<void> {
  const { tx, at, actor } = deed
  const { answers, account_id: accountId } = row
  if (accountId === null) return
  switch (row.kind) {
    case 'open': {
      await moveProposal(deed, row, 'approved', reason)
      const { objective = '', metric = '', baseline = '', target = '', due = null } = answers
      if (objective.trim() !== '' && metric.trim() !== '')
        await setObjective(tx, at, actor, accountId, { objective, metric, baseline, target, due })
      return
    }
    case 'hand-over':
      return changeHands(deed, row, accountId)
    case 'rename':
      return renameAccount(deed, row, accountId)
    case 'merge': {
      const successor = await accountById(tx, answers.successorId ?? '')
      const into = successor ? `Joined with “${successor.display_name}”. ` : ''
      await moveAccount(tx, at, actor, {
        accountId,
        to: 'closing',
        reason: `${into}${reason}`,
        requestId: row.id,
      })
      if (successor)
        await tx
          .updateTable('account')
          .set({ successor_id: successor.id })
          .where('id', '=', accountId)
          .execute()
      return
    }
    case 'close':
      await moveAccount(tx, at, actor, { accountId, to: 'closing', reason, requestId: row.id })
  }
}

/** Two requests can ask for one handle at the same instant; the index decides. */
async function takenIsSaid<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isUniqueViolation(error, 'account_handle')) throw error
    const say = 'Somebody else has just asked for this handle.'
    throw new Conflict('register.handle-taken', say, {
      fix: 'Choose another handle, or leave it open for now.',
      fields: [{ path: 'answers.handle', message: say }],
    })
  }
}
