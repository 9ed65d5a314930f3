import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import type { NetworkProfile } from '#networks/profile.ts'
import { profileOf } from '#networks/profiles.ts'
import { json, type Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { handleOrThrow, namingTheHolder, refuseTakenHandle, refuseUnknownUnit } from './add-account.ts'
import type { Account, AccountChange } from './contract.ts'
import { isOver } from './life/rules.ts'
import { keepFormerHandle } from './public/former-handles.ts'
import { accountById, accountForChange, connectionOf, type AccountRow } from './store.ts'
import { accountView } from './views.ts'

/** Changes an account's entry, unless somebody changed it since it was read. */
export async function changeAccount(
  services: Services,
  actor: Actor,
  accountId: string,
  input: AccountChange,
): Promise<Account> {
  const before = await accountById(services.db, accountId)
  if (!before) throw new NotFound('account')
  authorise(actor, 'accounts.edit', accountId)
  const profile = profileOf(before.network)
  if (!profile) throw new NotFound('network')
  const handle = input.handle === undefined ? before.handle : handleOrThrow(profile, input.handle)
  const at = nowOf(services)
  return namingTheHolder(services, profile, handle, () =>
    services.db.transaction().execute(async (tx) => {
      const row = await openAccountForChange(tx, accountId, input.version)
      if (handle !== row.handle) {
        await refuseHandleChange(tx, profile, row, handle)
        await keepFormerHandle(tx, at, row)
      }
      if (input.unitId) await refuseUnknownUnit(tx, input.unitId)
      const changed = changesOf(row, input, handle)
      if (Object.keys(changed).length === 0) return accountView(tx, accountId, at)
      const { audiences, tags, ...plain } = changed
      await tx
        .updateTable('account')
        .set({
          ...plain,
          ...(audiences ? { audiences: json(audiences) } : {}),
          ...(tags ? { tags: json(tags) } : {}),
          version: row.version + 1,
        })
        .where('id', '=', accountId)
        .where('version', '=', input.version)
        .execute()
      await append(tx, at, {
        kind: 'register.account-changed',
        actor: entryActor(actor),
        subject: `account:${accountId}`,
        accountId,
        summary: 'The entry of an official account was changed.',
        facts: { fields: Object.keys(changed), version: row.version + 1 },
        content: {
          from: Object.fromEntries(Object.keys(changed).map((key) => [key, row[key as keyof AccountRow]])),
          to: changed,
        },
      })
      return accountView(tx, accountId, at)
    }),
  )
}

/** Locks an account that is to be changed. Throws `NotFound`, or `Conflict` when it is closed or no longer as read. */
export async function openAccountForChange(tx: Tx, accountId: string, version?: number): Promise<AccountRow> {
  const row = await accountForChange(tx, accountId)
  if (!row) throw new NotFound('account')
  if (isOver(row.state))
    throw new Conflict(
      'register.closed',
      row.state === 'closed'
        ? 'This account is closed, so its entry can only be read.'
        : 'This account was refused, so its entry can only be read.',
    )
  if (version !== undefined && row.version !== version)
    throw new Conflict(
      'register.changed-meanwhile',
      'Somebody else changed this account while you were editing it. Nothing of theirs was overwritten.',
      { fix: 'Load the entry as it is now and make your change again.', data: { version: row.version } },
    )
  return row
}

async function refuseHandleChange(tx: Tx, profile: NetworkProfile, row: AccountRow, handle: string) {
  if (await connectionOf(tx, row.id))
    throw new Conflict(
      'register.handle-proved',
      `The connection proves “${row.handle}”, so the handle can’t be changed while it stands.`,
      {
        fix: 'Disconnect the account, change the handle, and connect again.',
        fields: [{ path: 'handle', message: 'Disconnect first.' }],
      },
    )
  await refuseTakenHandle(tx, profile, handle, row.id)
}

function changesOf(row: AccountRow, input: AccountChange, handle: string) {
  const wanted = {
    handle,
    display_name: input.displayName ?? row.display_name,
    unit_id: input.unitId ?? row.unit_id,
    purpose: input.purpose ?? row.purpose,
    hours_per_week: input.hoursPerWeek ?? Number(row.hours_per_week),
    audiences: input.audiences ?? row.audiences,
    tags: input.tags ?? row.tags,
  }
  const before = { ...row, hours_per_week: Number(row.hours_per_week) }
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof typeof wanted]),
    ),
  ) as Partial<typeof wanted>
}
