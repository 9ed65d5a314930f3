import { isoOf, type Services } from '#platform/services.ts'
import { createSealedStore } from './sealed-store.ts'

// The browser comes back by an address, and an address must not carry sentences that anybody could write into it.
// So the sentence waits here, and the page asks for it.
const store = (services: Services) => createSealedStore(services.db, services.sealer, services.clock)
const space = 'register.connect-problem'

/** Keeps why connecting failed, for the account's page, for a quarter of an hour. */
export function keepConnectProblem(services: Services, accountId: string, say: string): Promise<void> {
  return store(services).set(space, accountId, say, isoOf(services.clock.now().add({ minutes: 15 })))
}

export function clearConnectProblem(services: Services, accountId: string): Promise<void> {
  return store(services).delete(space, accountId)
}

export async function connectProblemOf(services: Services, accountId: string): Promise<string | null> {
  const kept = await store(services).get(space, accountId)
  return typeof kept === 'string' ? kept : null
}
