import { Forbidden } from '#platform/errors.ts'
import type { EntryActor } from '#platform/ledger/index.ts'
import { mayAnywhere, mayFor, permissions, type Actor, type Permission } from './permissions.ts'

/** Throws `Forbidden` unless the actor may do it (for this account, when one is given). */
export function authorise(actor: Actor, permission: Permission, accountId?: string): void {
  const allowed =
    accountId === undefined ? mayAnywhere(actor, permission) : mayFor(actor, permission, accountId)
  if (allowed) return
  throw new Forbidden(
    'people.not-allowed',
    accountId === undefined
      ? `This needs the permission “${permissions[permission].about}”, which you don’t have.`
      : `This needs the permission “${permissions[permission].about}” for this account, which you don’t have.`,
    { fix: 'The page “Who can do what” shows who has it.', data: { permission } },
  )
}

/** The actor as the log names them. */
export function entryActor(actor: Actor): EntryActor {
  return { person: actor.personId, name: actor.name }
}
