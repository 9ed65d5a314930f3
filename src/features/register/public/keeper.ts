import { publicHouse } from '#features/institution/index.ts'
import type { Changes } from '#platform/db/index.ts'
import type { PublicHouse } from '#platform/public-pages/index.ts'
import type { Services } from '#platform/services.ts'
import { places } from '#networks/places.ts'
import { likenesses, type Likenesses } from './look-alikes.ts'
import { readRegister, stampOf, type ListedAccount, type PublicRegister } from './read-register.ts'

/** The register with what it is searched by. */
export interface KeptRegister extends PublicRegister {
  house: PublicHouse
  /** By network and handle in small letters; open accounts before closed ones. */
  byHandle: ReadonlyMap<string, ListedAccount>
  byRemoteId: ReadonlyMap<string, ListedAccount>
  byFormerHandle: ReadonlyMap<string, { account: ListedAccount; until: string }>
  byName: ReadonlyMap<string, readonly ListedAccount[]>
  likenesses: Likenesses
  /** What pages, files and feeds were made of it, by their names. */
  made: Map<string, unknown>
}

export interface PublicDeps {
  services: Services
  /** Of a database that only this process changes. */
  changes: Changes | null
}

export type Keeper = () => Promise<KeptRegister | null>

export const handleKey = (network: string, handle: string): string => `${network} ${handle.toLowerCase()}`

/**
 * Reads the register once and gives it again until something in it changes. On the built-in database nothing changes
 * but through this process, so that it need not even ask; elsewhere one small question is asked each time.
 */
export function keepRegister({ services, changes }: PublicDeps): Keeper {
  let kept: { register: KeptRegister; stamp: string; day: string; change: number | null } | null = null
  return async () => {
    const change = changes?.count() ?? null
    const day = services.clock.now().toString().slice(0, 10)
    if (kept && change !== null && kept.change === change && kept.day === day) return kept.register
    const house = await publicHouse(services)
    if (!house) return null
    const stamp = await stampOf(services.db)
    if (kept?.stamp === stamp && kept.day === day) {
      kept.change = change
      return kept.register
    }
    const register = arranged(await readRegister(services.db, house), house)
    kept = { register, stamp, day, change }
    return register
  }
}

function arranged(register: PublicRegister, house: PublicHouse): KeptRegister {
  const { accounts } = register
  const openLast = accounts.toSorted((a, b) => Number(a.state !== 'closed') - Number(b.state !== 'closed'))
  const open = accounts.filter(({ state }) => state !== 'closed')
  return {
    ...register,
    house,
    byHandle: new Map(openLast.map((account) => [handleKey(account.network, account.handle), account])),
    byRemoteId: new Map(
      openLast.flatMap((account) =>
        account.remoteId === null ? [] : [[account.remoteId, account] as const],
      ),
    ),
    byFormerHandle: new Map(
      accounts.flatMap((account) =>
        account.formerHandles
          .toReversed()
          .map(({ handle, until }) => [handleKey(account.network, handle), { account, until }] as const),
      ),
    ),
    byName: Map.groupBy(open, ({ name }) => nameKey(name)),
    likenesses: likenesses(
      open.flatMap(({ id, network, handle: now, formerHandles }) =>
        [now, ...formerHandles.map(({ handle }) => handle)].map((handle) => ({
          id,
          network,
          handle,
          name: withoutSuffix(network, handle),
        })),
      ),
    ),
    made: new Map(),
  }
}

/** A handle without what belongs to the network. */
export function withoutSuffix(network: string, handle: string): string {
  const suffix = places[network]?.suffix
  return suffix ? handle.replace(suffix, '') : handle
}

export const nameKey = (name: string): string =>
  name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim()

/** Makes something of the register once. */
export function once<T>(register: KeptRegister, name: string, make: () => T): T {
  if (!register.made.has(name)) register.made.set(name, make())
  return register.made.get(name) as T
}
