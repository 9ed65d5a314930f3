import { authorise, entryActor, mayFor, type Actor } from '#features/people/index.ts'
import { Conflict, Forbidden, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { HandOverState, HandOverView } from './contract.ts'
import { handOverById, handOverView } from './store.ts'
import { dutyKeys, settleDuty, tellPeople } from './tell.ts'

const over: Record<Exclude<HandOverState, 'open'>, string> = {
  'taken-over': 'This was confirmed already.',
  replaced: 'The account was handed over anew since, so this hand-over counts no longer.',
  void: 'This hand-over ended, because whoever was to take over had left.',
}

/** Whose account it is not does not learn that it is handed over, nor to whom. */
const mayKnow = (actor: Actor, row: { account_id: string; to_person: string }): boolean =>
  row.to_person === actor.personId || mayFor(actor, 'accounts.hand-over', row.account_id)

/** The successor says that the account is in their hands, which ends the hand-over. */
export async function takeOver(services: Services, actor: Actor, handOverId: string): Promise<HandOverView> {
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const row = await handOverById(tx, handOverId)
    if (!row || !mayKnow(actor, row)) throw new NotFound('hand-over')
    if (row.to_person !== actor.personId)
      throw new Forbidden('register.not-your-hand-over', 'Only whoever takes over can confirm it.', {
        fix: `${row.successor_name} has been asked to.`,
      })
    const moved = await tx
      .updateTable('hand_over')
      .set({ state: 'taken-over', settled_at: at, settled_by: actor.personId })
      .where('id', '=', handOverId)
      .where('state', '=', 'open')
      .returning('id')
      .executeTakeFirst()
    if (!moved)
      throw new Conflict('register.hand-over-over', over[row.state === 'open' ? 'taken-over' : row.state])
    await settleDuty(tx, at, dutyKeys.takeOver(handOverId), { by: actor.personId, how: 'Taken over.' })
    await append(tx, at, {
      kind: 'register.taken-over',
      actor: entryActor(actor),
      subject: `account:${row.account_id}`,
      accountId: row.account_id,
      summary: 'A successor confirmed that they have taken an account over.',
      facts: { handOver: handOverId },
    })
    const told = [row.made_by, ...(row.from_person ? [row.from_person] : [])]
    await tellPeople(
      services,
      tx,
      at,
      told.filter((person) => person !== actor.personId),
      {
        title: `${row.account} is taken over`,
        text: `${actor.name} confirmed that ${row.account} is in their hands.`,
        accountId: row.account_id,
        kind: 'accounts.hand-over',
      },
    )
    return handOverView({ ...row, state: 'taken-over', settled_at: at })
  })
}

/** Erases what was written for a successor. That there were notes, and who took them away, stays in the log. */
export async function eraseNotes(services: Services, actor: Actor, handOverId: string): Promise<void> {
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const row = await handOverById(tx, handOverId)
    if (!row || !mayKnow(actor, row)) throw new NotFound('hand-over')
    authorise(actor, 'accounts.hand-over', row.account_id)
    if (row.notes === null) throw new NotFound('note of this hand-over')
    await tx.updateTable('hand_over').set({ notes: null }).where('id', '=', handOverId).execute()
    await append(tx, at, {
      kind: 'register.hand-over-notes-erased',
      actor: entryActor(actor),
      subject: `account:${row.account_id}`,
      accountId: row.account_id,
      summary: 'The notes of a hand-over were erased.',
      facts: { handOver: handOverId },
    })
  })
}
