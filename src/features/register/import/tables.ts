import type { ColumnType } from 'kysely'
import type { JsonColumn } from '#platform/db/index.ts'
import type { Counts, ImportState, ImportView, LineNote, Mapping, Verdict } from './contract.ts'

export interface ImportTable {
  id: string
  person_id: string
  file_name: string
  format: string
  sha256: string
  headings: JsonColumn<string[]>
  lines: number
  mapping: JsonColumn<Mapping>
  unknown_values: JsonColumn<ImportView['unknown']>
  counts: JsonColumn<Counts>
  state: ImportState
  /** Lines to be written by the run, and those that are. */
  to_write: number
  written: number
  created_at: string
  /** When the run last got on. */
  moved_at: ColumnType<string | null, string | null | undefined, string | null>
  started_by: ColumnType<string | null, string | null | undefined, string | null>
  finished_at: ColumnType<string | null, string | null | undefined, string | null>
  fault: ColumnType<string | null, string | null | undefined, string | null>
}

export interface ImportLineTable {
  import_id: string
  line: number
  cells: JsonColumn<string[]>
  verdict: Verdict
  title: string
  changes: JsonColumn<string[]>
  notes: JsonColumn<LineNote[]>
  warned: boolean
  /** The line of the file that says the same account first. */
  first_line: number | null
  account_id: string | null
  done: boolean
}

declare module '#platform/db/types.ts' {
  interface Tables {
    account_import: ImportTable
    account_import_line: ImportLineTable
  }
}
