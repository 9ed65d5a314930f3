import { newId, type Tx } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import { holds } from '../rules.ts'
import { membersOf } from '../store.ts'
import type { HandOverInput } from './contract.ts'
import { settleDesignation } from './designation.ts'
import { dutyKeys, settleDuty } from './tell.ts'

/** Gives successor and deputies their parts, and whoever hands over what they keep. */
export async function passParts(tx: Tx, at: string, accountId: string, input: HandOverInput): Promise<void> {
  const { designated, deputies, leaver } = input
  for (const personId of new Set([designated, ...deputies]))
    await makeAdministrator(tx, at, accountId, personId)
  if (leaver !== null) await releaseLeaver(tx, at, accountId, leaver, input)
  await settleDesignation(tx, at, accountId, designated)
}

/** An administrator with no end; a part that they had as a contributor goes up in it. */
async function makeAdministrator(tx: Tx, at: string, accountId: string, personId: string): Promise<void> {
  const parts = (await membersOf(tx, [accountId])).filter(
    (member) => member.personId === personId && holds(member, at),
  )
  const [kept] = parts.toSorted((a, b) => a.relation.localeCompare(b.relation))
  for (const { id } of parts)
    await settleDuty(tx, at, dutyKeys.partEnds(id), { by: null, how: 'The account was handed over.' })
  if (!kept) {
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
    return
  }
  await tx
    .updateTable('account_member')
    .set({ relation: 'administrator', until: null })
    .where('id', '=', kept.id)
    .execute()
  const others = parts.filter(({ id }) => id !== kept.id).map(({ id }) => id)
  if (others.length > 0)
    await tx.updateTable('account_member').set({ until: at }).where('id', 'in', others).execute()
}

async function releaseLeaver(
  tx: Tx,
  at: string,
  accountId: string,
  leaver: string,
  { keeps, lastDay }: HandOverInput,
): Promise<void> {
  if (keeps === 'deputy') return
  const theirs = tx
    .updateTable('account_member')
    .where('account_id', '=', accountId)
    .where('person_id', '=', leaver)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', at)]))
  if (keeps === 'contributor') {
    await theirs.set({ relation: 'contributor', designated: false }).execute()
    return
  }
  const until = lastDay === null ? at : isoOf(Temporal.Instant.from(lastDay))
  // Who goes sooner than that anyway still goes sooner.
  await theirs
    .set((eb) => ({ until: eb.fn<string>('least', [eb.fn.coalesce('until', eb.val(until)), eb.val(until)]) }))
    .execute()
}
