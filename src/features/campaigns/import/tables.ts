import type { Created, JsonColumn } from '#platform/db/index.ts'
import type { ImportState, LineResult, Mapping, Verdict } from './contract.ts'

export interface CampaignImportTable {
  id: string
  person_id: string | null
  file_name: string
  format: string
  sha256: string
  headings: JsonColumn<string[]>
  above: JsonColumn<string[]>
  lines: number
  mapping: JsonColumn<Mapping>
  state: ImportState
  /** Goes up with every change of the mapping: what was checked before it counts no more. */
  revision: Created<number>
  checked: Created<number>
  /** Drafts to be made by the run, and those that are. */
  to_make: Created<number>
  made: Created<number>
  campaign_id: string | null
  created_at: string
  /** When it last got on. */
  moved_at: Created<string | null>
  started_by: Created<string | null>
  finished_at: Created<string | null>
  fault: Created<string | null>
}

export interface CampaignImportLineTable {
  import_id: string
  line: number
  cells: JsonColumn<string[]>
  verdict: Created<Verdict | null>
  result: JsonColumn<LineResult | null>
  left_out: Created<boolean>
  done: Created<boolean>
  /** Two lines that say the same have the same. */
  content_key: Created<string | null>
  post_id: Created<string | null>
}

declare module '#platform/db/types.ts' {
  interface Tables {
    campaign_import: CampaignImportTable
    campaign_import_line: CampaignImportLineTable
  }
}
