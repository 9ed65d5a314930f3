import { authorise, mayAnywhere, mayFor, type Actor, type Permission } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'

/** May this person do it with every one of these accounts? */
export function mayForAll(actor: Actor, permission: Permission, accountIds: readonly string[]): boolean {
  if (mayAnywhere(actor, permission)) return true
  return accountIds.length > 0 && accountIds.every((id) => mayFor(actor, permission, id))
}

export function mayForOne(actor: Actor, permission: Permission, accountIds: readonly string[]): boolean {
  return mayAnywhere(actor, permission) || accountIds.some((id) => mayFor(actor, permission, id))
}

/** Throws as if it weren't there for whoever has nothing to do with any of its accounts. */
export function needSee(actor: Actor, accountIds: readonly string[], what: string): void {
  if (!mayForOne(actor, 'posts.read', accountIds)) throw new NotFound(what)
}

export function needForAll(
  actor: Actor,
  permission: Permission,
  accountIds: readonly string[],
  what: string,
): void {
  needSee(actor, accountIds, what)
  if (accountIds.length === 0) authorise(actor, permission)
  for (const id of accountIds) authorise(actor, permission, id)
}
