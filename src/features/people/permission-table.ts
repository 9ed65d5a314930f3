import type { PermissionTable } from './contract.ts'
import { permissions, relations, roles, type PermissionRow } from './permissions.ts'

/** The table of who can do what, from the very entries that the code enforces. */
export function permissionTable(): PermissionTable {
  const columns = [{ id: 'everyone', name: 'Everybody signed in' }, ...named(relations), ...named(roles)]
  return {
    columns,
    rows: Object.entries(permissions).map(([permission, entry]: [string, PermissionRow]) => ({
      permission,
      about: entry.about,
      cells: Object.fromEntries(
        columns.map(({ id }) => [
          id,
          entry.everyone ?? entry[id as Exclude<keyof PermissionRow, 'about'>] ?? null,
        ]),
      ),
    })),
  }
}

function named(entries: Record<string, string>): { id: string; name: string }[] {
  return Object.entries(entries).map(([id, name]) => ({ id, name }))
}
