import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { openAccountForChange } from '../change-account.ts'
import type { Account } from '../contract.ts'
import { holds } from '../rules.ts'
import { membersOf } from '../store.ts'
import { accountView } from '../views.ts'
import { administratorClause, answersFirst } from './rules.ts'
import { tellPerson } from './tell.ts'

/** Says which administrator of an account answers first; the one before becomes a deputy. */
export async function designate(
  services: Services,
  actor: Actor,
  accountId: string,
  memberId: string,
): Promise<Account> {
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const { display_name: account } = await openAccountForChange(tx, accountId)
    const member = (await membersOf(tx, [accountId])).find(({ id }) => id === memberId)
    if (!member || !holds(member, at) || member.relation !== 'administrator')
      throw new NotFound('administrator of this account')
    if (member.until !== null)
      throw new Conflict(
        'register.designated-without-end',
        'Whoever answers first for an account has no end date: somebody has to be there when it comes.',
        { clause: administratorClause, fix: 'Take the end date away first, or choose somebody else.' },
      )
    const first = await settleDesignation(tx, at, accountId, member.personId)
    if (!first.changed) return accountView(tx, accountId, at)
    await append(tx, at, {
      kind: 'register.administrator-designated',
      actor: entryActor(actor),
      subject: `account:${accountId}`,
      accountId,
      summary: 'It was said which administrator answers first for an account.',
      facts: { person: member.personId },
    })
    if (member.personId !== actor.personId)
      await tellPerson(services, tx, at, member.personId, {
        title: `You answer first for ${account}`,
        text: `${actor.name} named you as the administrator who answers first for ${account}. Duties about it come to you.`,
        accountId,
      })
    return accountView(tx, accountId, at)
  })
}

/**
 * Keeps exactly one administrator as the one who answers first, while there is any who is here with no end in sight:
 * `wanted`, or who it was, or who has been there longest. To be called after each change of an account's people.
 */
export async function settleDesignation(
  tx: Tx,
  at: string,
  accountId: string,
  wanted?: string,
): Promise<{ first: string | null; changed: boolean }> {
  const members = (await membersOf(tx, [accountId])).filter((member) => holds(member, at))
  const lasting = members.filter(
    ({ relation, until, personState }) =>
      relation === 'administrator' && until === null && personState === 'active',
  )
  const first = answersFirst(lasting, wanted)
  const before = lasting.find(({ designated }) => designated)?.personId ?? null
  const ofAccount = tx.updateTable('account_member').where('account_id', '=', accountId)
  await ofAccount
    .set({ designated: false })
    .where('designated', '=', true)
    .where((eb) =>
      eb.or([
        eb('person_id', '<>', first ?? '00000000-0000-0000-0000-000000000000'),
        eb('until', 'is not', null),
        eb('relation', '<>', 'administrator'),
      ]),
    )
    .execute()
  const chosen = lasting.find(({ personId }) => personId === first)
  if (chosen && !chosen.designated)
    await tx.updateTable('account_member').set({ designated: true }).where('id', '=', chosen.id).execute()
  return { first, changed: first !== before }
}
