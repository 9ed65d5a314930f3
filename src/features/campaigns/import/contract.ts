import { z } from 'zod'

/** What a file may be. Said on the page before anybody chooses one. */
export const importLimits = {
  bytes: 10_000_000,
  lines: 2_000,
  columns: 80,
  cell: 100_000,
  keptDays: 60,
} as const

/** What a column of a list of posts can hold. Beside these, `text:<network>`: the words for one network. */
export const importFields = [
  { id: 'title', label: 'Title', about: 'The name of the post. Without one, its first words are.' },
  { id: 'accounts', label: 'Accounts', about: 'Handles, names or networks; several are parted by ; or ,' },
  { id: 'networks', label: 'Networks', about: 'Where the same handle is on several: which are meant.' },
  { id: 'date', label: 'Date', about: '14/09/2026, 2026-09-14, 14 September 2026.' },
  { id: 'time', label: 'Time', about: '09:00, 9am, 17.30: on the institution’s clocks.' },
  { id: 'text', label: 'Text', about: 'The words for all networks.' },
  { id: 'link', label: 'Link', about: 'Put after the text, where it does not stand in it.' },
  { id: 'hashtags', label: 'Hashtags', about: 'Put after the text, those that do not stand in it.' },
  {
    id: 'images',
    label: 'Images',
    about: 'Names or ids of uploads in the library, several parted by ; or ,',
  },
  { id: 'alt', label: 'Alternative text', about: 'In the order of the images, parted by | or line breaks.' },
  { id: 'tags', label: 'Tags', about: 'For networks that have tags in a field of their own.' },
  { id: 'firstComment', label: 'First comment', about: 'For networks that have one.' },
  { id: 'language', label: 'Language', about: 'English, Welsh, or a code such as cy.' },
  { id: 'audiences', label: 'Audiences', about: 'Several are parted by ; or ,' },
  { id: 'campaign', label: 'Campaign', about: 'Its name. One that is not there is made.' },
] as const
export type FixedField = (typeof importFields)[number]['id']

/** The field of the words for one network. */
export const textField = (network: string): string => `text:${network}`
export const networkOfField = (field: string): string | null => /^text:(.+)$/.exec(field)?.[1] ?? null

export const Mapping = z.object({
  /** The position of each column, from 0, by the field that it holds; what is absent is not in the file. */
  columns: z.record(z.string().max(60), z.int().min(0).max(importLimits.columns)),
  /** Where a line says nothing. */
  otherwise: z.object({
    /** For lines with a day alone; empty: such lines are to be mended. */
    time: z.union([
      z.literal(''),
      z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time like 09:00.'),
    ]),
    language: z.string().max(35),
    accountIds: z.array(z.uuid()).max(100),
    campaignId: z.uuid().nullable(),
  }),
})
export type Mapping = z.infer<typeof Mapping>

/** `ready`: nothing to say. `settle`: becomes a draft, with things to settle. `mend`: can't become one as it stands. */
export const verdicts = ['ready', 'settle', 'mend'] as const
export const Verdict = z.enum(verdicts)
export type Verdict = z.infer<typeof Verdict>

export const LineNote = z.object({
  /** `fault`: no draft is made of it. */
  level: z.enum(['fault', 'warning', 'note']),
  field: z.string().nullable(),
  say: z.string(),
  fix: z.string().nullable(),
})
export type LineNote = z.infer<typeof LineNote>

const Count = z.object({ network: z.string(), used: z.number(), max: z.number(), over: z.number() })

/** A line as the post that it would become. */
export const LineResult = z.object({
  title: z.string(),
  accounts: z.array(z.object({ id: z.string(), network: z.string(), handle: z.string() })),
  /** On the institution’s clocks. */
  local: z.string().nullable(),
  /** The words for all (`network: null`) and for single networks, each with how full it is where it goes. */
  texts: z.array(z.object({ network: z.string().nullable(), text: z.string(), counts: z.array(Count) })),
  media: z.array(z.object({ id: z.string(), name: z.string(), alt: z.string() })),
  tags: z.array(z.string()),
  firstComment: z.string(),
  language: z.string(),
  audiences: z.array(z.string()),
  campaign: z.string().nullable(),
  notes: z.array(LineNote),
  findings: z.array(
    z.object({
      id: z.string(),
      level: z.enum(['must', 'needs', 'advice']),
      clause: z.string(),
      clauseTitle: z.string(),
      say: z.string(),
      /** The words that it is about. */
      evidence: z.string(),
    }),
  ),
})
export type LineResult = z.infer<typeof LineResult>

export const ImportLine = z.object({
  /** As the spreadsheet counts. */
  line: z.number(),
  /** Null while it is being checked. */
  verdict: Verdict.nullable(),
  result: LineResult.nullable(),
  leftOut: z.boolean(),
  done: z.boolean(),
  postId: z.string().nullable(),
})
export type ImportLine = z.infer<typeof ImportLine>

export const LineQuery = z.object({
  verdict: Verdict.optional(),
  leftOut: z.stringbool().optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export const LinePage = z.object({ lines: z.array(ImportLine), next: z.number().nullable() })

export const ImportState = z.enum(['checking', 'checked', 'running', 'stopped', 'done'])
export type ImportState = z.infer<typeof ImportState>

export const ImportSummary = z.object({
  id: z.string(),
  fileName: z.string(),
  state: ImportState,
  lines: z.number(),
  createdAt: z.string(),
  createdBy: z.string(),
})
export type ImportSummary = z.infer<typeof ImportSummary>
export const ImportList = z.object({ imports: z.array(ImportSummary) })

export const ImportView = ImportSummary.extend({
  /** "CSV in Windows-1252, parted by semicolons". */
  format: z.string(),
  headings: z.array(z.string()),
  /** What stood above the headings, line by line. */
  above: z.array(z.string()),
  /** The headings of columns that nothing is taken from. */
  unused: z.array(z.string()),
  mapping: Mapping,
  counts: z.object({ ready: z.number(), settle: z.number(), mend: z.number(), leftOut: z.number() }),
  checked: z.number(),
  /** Drafts that would be made, or are being made, and those that are. */
  toMake: z.number(),
  made: z.number(),
  /** Names of campaigns that would be made with it. */
  newCampaigns: z.array(z.string()),
  campaign: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** The same file was brought in before. */
  earlier: z.object({ id: z.string(), at: z.string() }).nullable(),
  /** Why it went no further. */
  fault: z.string().nullable(),
  finishedAt: z.string().nullable(),
})
export type ImportView = z.infer<typeof ImportView>
