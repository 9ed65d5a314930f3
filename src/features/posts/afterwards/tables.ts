import type { Selectable } from 'kysely'
import type { Json } from '#networks/contract.ts'
import type { Created, JsonColumn } from '#platform/db/index.ts'
import type { ChangeKind, OutsideState, SettledHow } from './contract.ts'

export interface PublicationLookTable {
  publication_id: string
  account_id: string
  /** When it is read back next; null: not again by itself. */
  look_at: string | null
  looked_at: Created<string | null>
  /** How often in a row it could not be read back. */
  tries: Created<number>
  /** Why it could not, the last time. */
  trouble: Created<string | null>
}

/** Something on the network that is not as approved. Both texts are the content of the record `entry_id`. */
export interface PublicationChangeTable {
  id: string
  publication_id: string
  account_id: string
  part: number
  kind: ChangeKind
  entry_id: string
  seen_at: string
  settled_how: Created<SettledHow | null>
  settled_at: Created<string | null>
  settled_by: Created<string | null>
  settled_entry_id: Created<string | null>
  /** When what was accepted stopped being what stands there. */
  over_at: Created<string | null>
}
export type PublicationChange = Selectable<PublicationChangeTable>

export interface OutsideLookTable {
  account_id: string
  /** Of whom the posts are, as the network names them. */
  remote_id: string | null
  since: string
  look_at: string
  looked_at: Created<string | null>
  tries: Created<number>
  trouble: Created<string | null>
  /** More was posted between these than the network lists. */
  missing_from: Created<string | null>
  missing_until: Created<string | null>
}

/** A post of an official account that did not go through Rostrum. Its words are the content of the record `entry_id`. */
export interface OutsidePostTable {
  id: string
  account_id: string
  remote_id: string
  url: string
  extra: JsonColumn<Json>
  media: number
  posted_at: string
  found_at: string
  state: OutsideState
  entry_id: string
  settled_at: Created<string | null>
  settled_by: Created<string | null>
  settled_entry_id: Created<string | null>
  author_entry_id: Created<string | null>
}
export type OutsidePostRow = Selectable<OutsidePostTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    publication_look: PublicationLookTable
    publication_change: PublicationChangeTable
    outside_look: OutsideLookTable
    outside_post: OutsidePostTable
    pinned_post: {
      account_id: string
      publication_id: string
      pinned_at: string
      pinned_by: string | null
    }
  }
}
