import type { KnownAccount } from './accounts.ts'
import type { LineNote, Mapping } from './contract.ts'
import type { DayOrder } from './dates.ts'

export interface KnownAsset {
  id: string
  name: string
  alt: string
}

export interface Known {
  accounts: readonly KnownAccount[]
  /** Uploads by their id, their name and their name without its ending, in small letters. */
  assets: ReadonlyMap<string, readonly KnownAsset[]>
  campaigns: ReadonlyMap<string, { id: string; name: string }>
  zone: string
  now: Temporal.Instant
  order: DayOrder
}

/** One line while it is read: its cells by what they hold, and what has to be said of them. */
export class Reading {
  readonly notes: LineNote[] = []
  readonly #cells: readonly string[]
  readonly mapping: Mapping
  readonly known: Known

  constructor(cells: readonly string[], mapping: Mapping, known: Known) {
    this.#cells = cells
    this.mapping = mapping
    this.known = known
  }

  cell(field: string): string {
    const at = this.mapping.columns[field]
    return at === undefined ? '' : (this.#cells[at] ?? '')
  }

  note(level: LineNote['level'], field: string | null, say: string, fix: string | null = null): void {
    this.notes.push({ level, field, say, fix })
  }
}
