import type { Actor } from '#features/people/index.ts'
import type { Services } from '#platform/services.ts'

/** What exceptions need to know of other rooms; posts ask the policy, so the policy cannot ask posts itself. */
export interface WaiverDeps {
  services: Services
  /** Names of accounts by their id; those that are not there are left out. */
  accountNames(ids: string[]): Promise<ReadonlyMap<string, string>>
  /** A post and everybody who wrote in it; null when there is none or this person may not read it. */
  readPost(actor: Actor, id: string): Promise<{ title: string; writers: string[] } | null>
}
