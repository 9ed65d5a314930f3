import type { JsonColumn } from '#platform/db/index.ts'

/** A filter of the list of accounts that somebody gave a name. */
interface SavedViewTable {
  id: string
  person_id: string
  name: string
  filter: JsonColumn<Record<string, string>>
  shared: boolean
  created_at: string
}

declare module '#platform/db/types.ts' {
  interface Tables {
    saved_view: SavedViewTable
  }
}
