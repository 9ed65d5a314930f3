import type { Actor } from '#features/people/index.ts'
import type { Keys } from '#platform/sealing/index.ts'
import type { Services } from '#platform/services.ts'

/** What records ask of other rooms, put together by the composition root. */
export interface RecordsDeps {
  services: Services
  keys: Pick<Keys, 'signing'>
  /** May this person read the post, which is to say its story? False also when there is none. */
  mayReadPost(actor: Actor, postId: string): Promise<boolean>
  /** The files that these records name by their SHA-256, as far as they are kept. */
  evidenceOf(
    entries: readonly { subject: string; facts: Readonly<Record<string, unknown>> }[],
  ): Promise<{ sha256: string; type: string; bytes: number; read(): Promise<Uint8Array> }[]>
  /** The accounts' names as people know them: `Library on Bluesky`. Those that are unknown are absent. */
  accountNames(ids: string[]): Promise<ReadonlyMap<string, string>>
}
