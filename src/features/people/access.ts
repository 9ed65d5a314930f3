import type { Access } from '#platform/http/index.ts'
import { maySomewhere, permissions, type Actor, type Permission } from './permissions.ts'

export type Answer = 'allowed' | 'unauthenticated' | 'forbidden'

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissions, name)
}

/**
 * The first gate of a route: may this caller call it at all? The use case behind decides again with the thing in
 * hand. A permission that the table does not know is nobody's.
 */
export function expectedAnswer(access: Access, caller: Actor | null): Answer {
  if ('public' in access) return 'allowed'
  if (!caller) return 'unauthenticated'
  if ('signedIn' in access) return 'allowed'
  return isPermission(access.permission) && maySomewhere(caller, access.permission) ? 'allowed' : 'forbidden'
}
