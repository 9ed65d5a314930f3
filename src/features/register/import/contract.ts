import { z } from 'zod'

/** What a file may be. Said on the page before anybody chooses one. */
export const importLimits = {
  bytes: 10_000_000,
  lines: 20_000,
  columns: 60,
  cell: 2_000,
  keptDays: 30,
} as const

/** What a column of a list can hold, in the order in which people think of an account. */
export const importFields = [
  { id: 'network', label: 'Network', about: 'Its name: Bluesky, Mastodon. An address says it too.' },
  { id: 'handle', label: 'Handle', about: 'With or without @.' },
  { id: 'address', label: 'Address', about: 'The page of the account on its network.' },
  { id: 'displayName', label: 'Name', about: 'Where there is none, the handle is used.' },
  { id: 'unit', label: 'Unit', about: 'Its name, or its path: Faculty of Science > Physics.' },
  { id: 'administrators', label: 'Administrators', about: 'E-mail addresses; the first answers first.' },
  { id: 'purpose', label: 'Purpose', about: 'What the account is for, in a sentence.' },
  { id: 'audiences', label: 'Audiences', about: 'Several are parted by ; or ,' },
  { id: 'hoursPerWeek', label: 'Hours a week', about: 'A number: 2.5' },
  { id: 'state', label: 'State', about: 'Active, paused, dormant or closed.' },
  { id: 'closedOn', label: 'Closed on', about: 'A date; for closed accounts.' },
  { id: 'tags', label: 'Tags', about: 'Several are parted by ; or ,' },
] as const
export type ImportField = (typeof importFields)[number]['id']
export const ImportField = z.enum(importFields.map(({ id }) => id) as [ImportField, ...ImportField[]])

export const importedStates = ['active', 'paused', 'dormant', 'closed'] as const
export const ImportedState = z.enum(importedStates)
export type ImportedState = z.infer<typeof ImportedState>

/** What is written in a cell, in lower case, and what the person says it means. An empty meaning leaves lines out. */
const Meanings = z.record(z.string().max(300), z.string().max(60))

/** How the columns of a file become accounts. */
export const Mapping = z.object({
  /** The position of each column, from 0; null where the file has none. */
  columns: z.partialRecord(ImportField, z.int().min(0).max(importLimits.columns).nullable()),
  /** `network`: id of a network. `unit`: id of a unit. `state`: one of `importedStates`. */
  meanings: z
    .object({ network: Meanings.default({}), unit: Meanings.default({}), state: Meanings.default({}) })
    .default({ network: {}, unit: {}, state: {} }),
  /** For new accounts, where a line says nothing. */
  otherwise: z
    .object({
      network: z.string().max(40).default(''),
      unitId: z.union([z.uuid(), z.literal('')]).default(''),
      purpose: z.string().trim().max(500).default(''),
      audiences: z.array(z.string().trim().min(2).max(60)).max(20).default([]),
      hoursPerWeek: z.number().positive().max(168).nullable().default(null),
    })
    .default({ network: '', unitId: '', purpose: '', audiences: [], hoursPerWeek: null }),
  /** A new account for which nobody answers comes in paused, or not at all. */
  withoutAdministrator: z.enum(['pause', 'leave-out']).default('pause'),
})
export type Mapping = z.infer<typeof Mapping>

export const verdicts = ['add', 'change', 'same', 'left-out'] as const
export const Verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof Verdict>

export const LineNote = z.object({
  /** `fault` leaves the line out. */
  level: z.enum(['fault', 'warning', 'note']),
  field: ImportField.nullable(),
  say: z.string(),
  fix: z.string().nullable(),
})
export type LineNote = z.infer<typeof LineNote>

export const ImportLine = z.object({
  /** As the spreadsheet counts; the headings are line 1 where nothing stands above them. */
  line: z.number(),
  title: z.string(),
  verdict: Verdict,
  /** What would change, or was changed. */
  changes: z.array(z.string()),
  notes: z.array(LineNote),
  accountId: z.string().nullable(),
  done: z.boolean(),
})
export type ImportLine = z.infer<typeof ImportLine>

export const LineQuery = z.object({
  verdict: Verdict.optional(),
  /** Only lines with a warning. */
  warned: z.stringbool().optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export const LinePage = z.object({ lines: z.array(ImportLine), next: z.number().nullable() })

export const ImportState = z.enum(['checked', 'running', 'stopped', 'done'])
export type ImportState = z.infer<typeof ImportState>

const Counts = z.object({
  add: z.number(),
  change: z.number(),
  same: z.number(),
  'left-out': z.number(),
  warned: z.number(),
})
export type Counts = z.infer<typeof Counts>

/** A value that nobody knows here, how often it occurs, and in what field. */
const Unknown = z.object({ value: z.string(), lines: z.number() })

export const ImportSummary = z.object({
  id: z.string(),
  fileName: z.string(),
  state: ImportState,
  lines: z.number(),
  counts: Counts,
  createdAt: z.string(),
  createdBy: z.string(),
  finishedAt: z.string().nullable(),
})
export const ImportList = z.object({ imports: z.array(ImportSummary) })

export const ImportView = ImportSummary.extend({
  /** "CSV in Windows-1252, parted by semicolons". */
  format: z.string(),
  headings: z.array(z.string()),
  /** The first lines, to see what a column holds. */
  samples: z.array(z.array(z.string())),
  mapping: Mapping,
  unknown: z.object({
    network: z.array(Unknown),
    unit: z.array(Unknown),
    state: z.array(Unknown),
    people: z.array(Unknown),
  }),
  progress: z.object({ done: z.number(), of: z.number() }),
  /** The same file was brought in before. */
  earlier: z.object({ id: z.string(), at: z.string() }).nullable(),
  /** Why it went no further. */
  fault: z.string().nullable(),
})
export type ImportView = z.infer<typeof ImportView>
