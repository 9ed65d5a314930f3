import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { eraseEntryContent } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { ErasureInput } from './contract.ts'

/**
 * Erases what was written at one record, or puts what may stay in its place, and records who did it and why. The
 * record and its proof stay. Answers the record of the erasure.
 */
export async function eraseContent(
  services: Services,
  actor: Actor,
  entryId: string,
  input: ErasureInput,
): Promise<string> {
  // Who may take content out of the house is who may take it out of the log: governance, legal and records.
  authorise(actor, 'records.export')
  const { reason, instead } = input
  return services.db
    .transaction()
    .execute((tx) =>
      eraseEntryContent(tx, nowOf(services), { entryId, actor: entryActor(actor), reason, instead }),
    )
}
