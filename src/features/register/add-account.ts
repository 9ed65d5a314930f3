import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { profileOf } from '#networks/profiles.ts'
import type { NetworkProfile } from '#networks/profile.ts'
import { isUniqueViolation, json, newId, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Account, NewAccount } from './contract.ts'
import { checkHandle } from './rules.ts'
import { recordMove } from './life/move.ts'
import { firstReviewDue } from './life/rules.ts'
import { activePersons, openAccountWithHandle, unitExists } from './store.ts'
import { accountView } from './views.ts'

/** Adds an official account to the register. It is not connected yet. */
export async function addAccount(
  services: Services,
  actor: Actor,
  input: NewAccount,
  options: { example?: boolean } = {},
): Promise<Account> {
  authorise(actor, 'accounts.add')
  const profile = profileOf(input.network)
  if (!profile)
    throw new Invalid('register.network', 'There is no such network here.', {
      fields: [{ path: 'network', message: 'Choose one of the networks listed.' }],
    })
  const handle = handleOrThrow(profile, input.handle)
  const at = nowOf(services)
  const id = newId()
  const entry = { ...input, handle, administrators: [...new Set(input.administrators)] }
  return namingTheHolder(services, profile, handle, () =>
    services.db.transaction().execute(async (tx) => {
      await refuseTakenHandle(tx, profile, handle)
      await refuseUnknownUnit(tx, entry.unitId)
      await refuseUnknownPersons(tx, entry.administrators, 'administrators')
      await insert(tx, at, id, actor, entry, options.example ?? false)
      await append(tx, at, {
        kind: 'register.account-added',
        actor: entryActor(actor),
        subject: `account:${id}`,
        accountId: id,
        summary: 'An official account was added to the register.',
        facts: {
          network: profile.id,
          unit: entry.unitId,
          administrators: entry.administrators,
          hoursPerWeek: entry.hoursPerWeek,
        },
        content: {
          handle,
          displayName: entry.displayName,
          purpose: entry.purpose,
          audiences: entry.audiences,
        },
      })
      return accountView(tx, id, at)
    }),
  )
}

async function insert(
  tx: Tx,
  at: string,
  id: string,
  actor: Actor,
  entry: NewAccount,
  example: boolean,
): Promise<void> {
  await tx
    .insertInto('account')
    .values({
      id,
      network: entry.network,
      handle: entry.handle,
      display_name: entry.displayName,
      url: null,
      unit_id: entry.unitId,
      purpose: entry.purpose,
      audiences: json(entry.audiences),
      hours_per_week: entry.hoursPerWeek,
      state: 'active',
      state_since: at,
      review_due: firstReviewDue(at),
      remote_id: null,
      server: null,
      version: 1,
      created_by: actor.personId,
      created_at: at,
      closed_at: null,
      example,
    })
    .execute()
  const administrators = entry.administrators.map((personId, index) => ({
    id: newId(),
    account_id: id,
    person_id: personId,
    relation: 'administrator' as const,
    designated: index === 0,
    since: at,
    until: null,
  }))
  await tx.insertInto('account_member').values(administrators).execute()
  await recordMove(tx, at, actor, { accountId: id, from: null, to: 'active', reason: '' })
}

/** Throws `Invalid` with what the network itself would say. */
export function handleOrThrow(profile: NetworkProfile, typed: string): string {
  const checked = checkHandle(profile, typed)
  if ('handle' in checked) return checked.handle
  throw new Invalid('register.handle', checked.problem, {
    fields: [{ path: 'handle', message: checked.problem }],
  })
}

export async function refuseTakenHandle(
  tx: Tx | Services['db'],
  profile: NetworkProfile,
  handle: string,
  exceptFor?: string,
): Promise<void> {
  const holder = await openAccountWithHandle(tx, profile.id, handle)
  if (!holder || holder.id === exceptFor) return
  const say = `“${handle}” on ${profile.name} is in the register already: ${holder.displayName}, ${holder.unit}.`
  throw new Conflict('register.handle-taken', say, {
    fix: 'Open that account, or close it first if this one replaces it.',
    fields: [{ path: 'handle', message: say }],
    data: { accountId: holder.id },
  })
}

/** Two people can add one handle at the same instant; the index decides, and the loser hears who was first. */
export async function namingTheHolder<T>(
  services: Services,
  profile: NetworkProfile,
  handle: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isUniqueViolation(error, 'account_handle')) await refuseTakenHandle(services.db, profile, handle)
    throw error
  }
}

export async function refuseUnknownUnit(tx: Tx, unitId: string): Promise<void> {
  if (await unitExists(tx, unitId)) return
  throw new Invalid('register.unit', 'There is no such unit.', {
    fields: [{ path: 'unitId', message: 'Choose one of the units listed.' }],
  })
}

export async function refuseUnknownPersons(tx: Tx, ids: string[], path: string): Promise<void> {
  const known = await activePersons(tx, ids)
  if (ids.every((id) => known.has(id))) return
  throw new Invalid('register.person', 'Somebody named here does not work with Rostrum, or has left.', {
    fields: [{ path, message: 'Choose people who are active here.' }],
  })
}
