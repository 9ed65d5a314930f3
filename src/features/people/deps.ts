import type { Db, Tx } from '#platform/db/index.ts'
import type { EntryActor } from '#platform/ledger/index.ts'
import type { Services } from '#platform/services.ts'
import type { Notice, OfficeInPolicy } from './contract.ts'
import type { Actor } from './permissions.ts'

/** Somebody's access has just ended, in the transaction that ended it: their sessions, tokens, units, offices and parts in accounts are over. */
export interface Left {
  personId: string
  name: string
  /** The accounts in which they had a part until now. */
  accountIds: string[]
  by: EntryActor
}
export type LeftHook = (services: Services, tx: Tx, at: string, left: Left) => Promise<void>

/** One unit has been taken into another, in the transaction that does it: what belonged to it belongs to that one. */
export type UnitMergedHook = (tx: Tx, from: string, into: string) => Promise<void>

/** What people has to tell those who run the system, by whatever means the app has. */
export type TellAdministration = (
  services: Services,
  tx: Tx,
  at: string,
  notice: { title: string; text: string; link: string },
) => Promise<void>

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
  /** The same, each by its name, because an entry of the navigation shows it too. */
  counts?: Readonly<Record<string, (services: Services, actor: Actor) => Promise<number>>>
  /** The offices that the policy in force names. */
  officesInPolicy?: (services: Services) => Promise<OfficeInPolicy[]>
  /** Called after somebody has a whole way to sign in for the first time or anew. */
  enrolled?: (services: Services, actor: Actor) => Promise<void>
  /** What other rooms do when somebody has left: give their accounts to somebody, list the tokens they granted. */
  left?: readonly LeftHook[]
  tellAdministration?: TellAdministration
  /** What other rooms do when a unit is taken into another: their things belong to that one. */
  unitMerged?: readonly UnitMergedHook[]
}
