import type { Db, Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import type { Notice, OfficeInPolicy } from './contract.ts'
import type { Actor } from './permissions.ts'

/** What the app hands to people's routes, because people knows no room that stands above it. */
export interface PeopleDeps {
  services: Services
  /** The institution, or null before set-up. */
  institution: (
    db: Db | Tx,
  ) => Promise<{ name: string; nation: string; timeZone: string; example: boolean } | null>
  /** What this person should be told at the top of each page. */
  notices?: ((services: Services, actor: Actor) => Promise<Notice[]>)[]
  /** How many things wait for this person; the counts are added up. */
  waiting?: ((services: Services, actor: Actor) => Promise<number>)[]
  /** The offices that the policy in force names. */
  officesInPolicy?: (services: Services) => Promise<OfficeInPolicy[]>
  /** Called after somebody has a whole way to sign in for the first time or anew. */
  enrolled?: (services: Services, actor: Actor) => Promise<void>
}
