import { nameKey } from './keeper.ts'
import type { AccountsQuery } from './contract.ts'
import type { ListedAccount, PublicRegister } from './read-register.ts'

/** The accounts that somebody looks for, in the order of their names. */
export function search(
  { accounts, units }: Pick<PublicRegister, 'accounts' | 'units'>,
  { q, network, unit, state, tag }: AccountsQuery,
): ListedAccount[] {
  const below = unit === '' ? null : unitsBelow(units, unit)
  const words = nameKey(q.replaceAll('@', ' ')).split(' ').filter(Boolean)
  return accounts.filter(
    (account) =>
      (network === '' || account.network === network) &&
      (below === null || below.has(account.unit.id)) &&
      (state === '' || account.state === state) &&
      (tag === '' || account.tags.includes(tag)) &&
      holdsAll(account, words),
  )
}

function holdsAll(account: ListedAccount, words: readonly string[]): boolean {
  if (words.length === 0) return true
  const { name, handle, unit, purpose, tags, networkName } = account
  const text = nameKey([name, handle, unit.name, purpose, networkName, ...tags].join(' '))
  return words.every((word) => text.includes(word))
}

/** A unit and all that stand below it. */
function unitsBelow(units: PublicRegister['units'], id: string): Set<string> {
  const children = Map.groupBy(units, ({ parentId }) => parentId)
  const found = new Set([id])
  for (const one of found) for (const child of children.get(one) ?? []) found.add(child.id)
  return found
}
