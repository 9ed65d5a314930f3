import { z } from 'zod'
import type { NetworkContext } from '../contract.ts'

const claim = z.object({
  displayName: z.string(),
  /** Known once the account was opened for the first time. */
  accountId: z.string().nullable(),
  token: z.string(),
  /** Disconnected: the posts can still be seen, until another account takes the handle. */
  released: z.boolean(),
})

export type Claim = z.infer<typeof claim>

/** Who holds a handle of the practice network; undefined when it is free. */
export async function claimOf(store: NetworkContext['store'], handle: string): Promise<Claim | undefined> {
  const kept = await store.get('handle', handle)
  return kept === undefined ? undefined : claim.parse(kept)
}

export function keepClaim(store: NetworkContext['store'], handle: string, value: Claim): Promise<void> {
  return store.set('handle', handle, value)
}
