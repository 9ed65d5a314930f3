import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf, type Services } from '#platform/services.ts'
import { refuseUnknownPersons } from './add-account.ts'
import { openAccountForChange } from './change-account.ts'
import type { Account, MemberChange, NewMember } from './contract.ts'
import { settleDesignation } from './hand-over/designation.ts'
import { dutyKeys, settleDuty, tellPerson } from './hand-over/tell.ts'
import { administratorClause, hasLastingAdministrator, holds } from './rules.ts'
import { membersOf, type AccountMemberRow } from './store.ts'
import { accountView } from './views.ts'

/** Gives somebody a part in an account, for good or until a date. */
export async function addMember(
  services: Services,
  actor: Actor,
  accountId: string,
  input: NewMember,
): Promise<Account> {
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(services)
  const until = untilOrThrow(input.until, at)
  return services.db.transaction().execute(async (tx) => {
    const { display_name: account } = await openAccountForChange(tx, accountId)
    await refuseUnknownPersons(tx, [input.personId], 'personId')
    const already = (await membersOf(tx, [accountId])).find(
      (member) =>
        member.personId === input.personId && member.relation === input.relation && holds(member, at),
    )
    if (already)
      throw new Conflict(
        'register.member-already',
        `${already.name} has this part in the account already. Change the end date there instead.`,
      )
    const member: AccountMemberRow = {
      id: newId(),
      account_id: accountId,
      person_id: input.personId,
      relation: input.relation,
      designated: false,
      since: at,
      until,
    }
    await tx.insertInto('account_member').values(member).execute()
    await settleDesignation(tx, at, accountId)
    if (member.relation === 'administrator')
      await settleDuty(tx, at, dutyKeys.sought(accountId), {
        by: actor.personId,
        how: 'An administrator was named.',
      })
    await record(tx, at, actor, member, 'register.member-added', 'Somebody was given a part in an account.')
    await tell(services, tx, at, actor, member, {
      title: `Your part in ${account}`,
      text: `${actor.name} ${member.relation === 'administrator' ? 'made you an administrator of' : 'lets you write for'} ${account}.`,
    })
    return accountView(tx, accountId, at)
  })
}

/** Changes somebody's part in an account or its end date. */
export async function changeMember(
  services: Services,
  actor: Actor,
  accountId: string,
  memberId: string,
  input: MemberChange,
): Promise<Account> {
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(services)
  const until = input.until === undefined ? undefined : untilOrThrow(input.until, at)
  return services.db.transaction().execute(async (tx) => {
    const { display_name: account } = await openAccountForChange(tx, accountId)
    const member = await memberOrThrow(tx, accountId, memberId, at)
    const changed = {
      ...member,
      relation: input.relation ?? member.relation,
      until: until === undefined ? member.until : until,
    }
    await save(tx, changed)
    await refuseWithoutAdministrator(tx, accountId)
    await settleDesignation(tx, at, accountId)
    // An end that was put off is told again in its time.
    await settleDuty(tx, at, dutyKeys.partEnds(memberId), {
      by: actor.personId,
      how: 'The part was changed.',
    })
    await record(
      tx,
      at,
      actor,
      changed,
      'register.member-changed',
      'Somebody’s part in an account was changed.',
    )
    await tell(services, tx, at, actor, changed, {
      title: `Your part in ${account} was changed`,
      text: `${actor.name} changed your part in ${account}: what it is, or until when you have it. The account’s page shows it.`,
    })
    return accountView(tx, accountId, at)
  })
}

/** Ends somebody's part in an account now. That they had it stays in the register. */
export async function endMember(
  services: Services,
  actor: Actor,
  accountId: string,
  memberId: string,
): Promise<Account> {
  authorise(actor, 'accounts.edit', accountId)
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const { display_name: account } = await openAccountForChange(tx, accountId)
    const member = await memberOrThrow(tx, accountId, memberId, at)
    const ended = { ...member, until: at }
    await save(tx, ended)
    await refuseWithoutAdministrator(tx, accountId)
    await settleDesignation(tx, at, accountId)
    await settleDuty(tx, at, dutyKeys.partEnds(memberId), { by: actor.personId, how: 'The part ended.' })
    await record(tx, at, actor, ended, 'register.member-ended', 'Somebody’s part in an account ended.')
    await tell(services, tx, at, actor, ended, {
      title: `Your part in ${account} has ended`,
      text: `${actor.name} ended your part in ${account}.`,
    })
    return accountView(tx, accountId, at)
  })
}

async function memberOrThrow(
  tx: Tx,
  accountId: string,
  memberId: string,
  now: string,
): Promise<AccountMemberRow> {
  const member = await tx
    .selectFrom('account_member')
    .selectAll()
    .where('id', '=', memberId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  if (!member || !holds(member, now)) throw new NotFound('member of this account')
  return member
}

async function save(tx: Tx, { id, relation, until }: AccountMemberRow): Promise<void> {
  await tx.updateTable('account_member').set({ relation, until }).where('id', '=', id).execute()
}

/** Tells the person whose part it is, unless they did it themselves. */
async function tell(
  services: Services,
  tx: Tx,
  at: string,
  actor: Actor,
  member: AccountMemberRow,
  told: { title: string; text: string },
): Promise<void> {
  if (member.person_id === actor.personId) return
  await tellPerson(services, tx, at, member.person_id, { ...told, accountId: member.account_id })
}

async function refuseWithoutAdministrator(tx: Tx, accountId: string): Promise<void> {
  const members = (await membersOf(tx, [accountId])).map((member) => ({
    ...member,
    active: member.personState === 'active',
  }))
  if (hasLastingAdministrator(members)) return
  throw new Conflict(
    'register.last-administrator',
    'This would leave the account without an administrator. An official account always has somebody who answers for it.',
    {
      clause: administratorClause,
      fix: 'Add another administrator without an end date first, or close the account.',
    },
  )
}

function untilOrThrow(until: string | null, now: string): string | null {
  if (until === null) return null
  if (Date.parse(until) <= Date.parse(now))
    throw new Invalid('register.until-past', 'The end date has to be in the future.', {
      fields: [{ path: 'until', message: 'Choose a date in the future.' }],
    })
  return isoOf(Temporal.Instant.from(until))
}

async function record(
  tx: Tx,
  at: string,
  actor: Actor,
  member: AccountMemberRow,
  kind: string,
  summary: string,
): Promise<void> {
  await append(tx, at, {
    kind,
    actor: entryActor(actor),
    subject: `account:${member.account_id}`,
    accountId: member.account_id,
    summary,
    facts: { person: member.person_id, relation: member.relation, until: member.until },
  })
}
