/** One line of a spreadsheet as the draft that it says. Pure: what is known comes with it. */
import { profileOf } from '#networks/profiles.ts'
import { audienceLabel, knownAudiences } from '#features/register/contract.ts'
import { newDraft, unnamed, type Draft } from '#features/posts/contract.ts'
import { listOf } from '#platform/tables/index.ts'
import { campaignName } from '../contract.ts'
import { accountsOf, type KnownAccount } from './accounts.ts'
import { labelOf } from './columns.ts'
import { networkOfField, type LineNote, type Mapping } from './contract.ts'
import { languageCalled } from './languages.ts'
import { readContent } from './read-content.ts'
import { readSchedule } from './read-schedule.ts'
import { Reading, type Known, type KnownAsset } from './reading.ts'

export interface LineRead {
  /** Null when no draft can be made of it. */
  draft: Draft | null
  /** As far as it could be read. */
  shown: Pick<Draft, 'title' | 'content' | 'audiences' | 'language'> & { local: string | null }
  accounts: KnownAccount[]
  media: KnownAsset[]
  tags: string[]
  firstComment: string
  /** The name of the campaign, as the line writes it; empty: the one that all go into. */
  campaign: string
  notes: LineNote[]
}

function readLanguage(reading: Reading): string {
  const written = reading.cell('language').trim()
  if (written === '') return reading.mapping.otherwise.language || 'en-GB'
  const code = languageCalled(written)
  if (!code)
    reading.note(
      'fault',
      'language',
      `“${written}” is no language that is known here.`,
      'Write its English name, or its code, such as cy.',
    )
  return code ?? 'en-GB'
}

const audiencesOf = (cell: string): string[] => [
  ...new Set(
    listOf(cell).map((written) => {
      const small = written.toLowerCase()
      return (
        knownAudiences.find(({ id }) => id === small || audienceLabel(id).toLowerCase() === small)?.id ??
        written
      )
    }),
  ),
]

function readCampaign(reading: Reading): string {
  const written = reading.cell('campaign').trim().replaceAll(/\s+/g, ' ')
  if (written !== '' && !campaignName.safeParse(written).success)
    reading.note(
      'fault',
      'campaign',
      'A campaign can’t be called this.',
      'Give it a name of 2 to 120 characters, or leave the cell empty.',
    )
  return written
}

const longestName = 60

/** The first words, for a line that gives its post no name. */
function nameFrom(text: string): string {
  const first = text.trim().split('\n')[0]?.trim() ?? ''
  return first.length > longestName
    ? `${first
        .slice(0, longestName - 1)
        .toWellFormed()
        .trimEnd()}…`
    : first || unnamed
}

export function readLine(cells: readonly string[], mapping: Mapping, known: Known): LineRead {
  const reading = new Reading(cells, mapping, known)
  const named = accountsOf(known.accounts, {
    accounts: reading.cell('accounts'),
    networks: reading.cell('networks'),
  })
  reading.notes.push(...named.notes)
  const silent = reading.cell('accounts').trim() === '' && reading.cell('networks').trim() === ''
  const accounts = silent
    ? known.accounts.filter(
        ({ id, open, mayWrite }) => mapping.otherwise.accountIds.includes(id) && open && mayWrite,
      )
    : named.accounts
  if (silent && accounts.length === 0)
    reading.note(
      'fault',
      'accounts',
      'It is not said where this goes.',
      'Name the accounts, or say below where such posts go.',
    )
  const schedule = readSchedule(reading)
  const { content, media, tags, firstComment } = readContent(reading, accounts)
  const [variant] = Object.values(content.variants)
  const title =
    reading.cell('title').trim().replaceAll(/\s+/g, ' ') ||
    nameFrom(reading.cell('text') || (variant?.[0]?.text ?? ''))
  const draft: Draft = {
    title,
    content,
    audiences: audiencesOf(reading.cell('audiences')),
    language: readLanguage(reading),
    accountIds: accounts.map(({ id }) => id),
    schedule,
  }
  const campaign = readCampaign(reading)
  const checked = newDraft.safeParse(draft)
  if (!checked.success)
    for (const { path, message } of checked.error.issues)
      reading.note('fault', fieldOfPath(path), message, 'Make it shorter, or part it.')
  return {
    draft: reading.notes.some(({ level }) => level === 'fault') ? null : draft,
    shown: { ...draft, local: schedule?.local ?? null },
    accounts,
    media,
    tags,
    firstComment,
    campaign,
    notes: reading.notes,
  }
}

function fieldOfPath(path: readonly PropertyKey[]): string | null {
  const [first, , , last] = path
  if (first === 'title' || first === 'audiences' || first === 'language') return first
  return last === 'tags' || last === 'firstComment' ? last : 'text'
}

/** "Text for X", as the page and the report name a field. */
export function fieldLabel(field: string): string {
  const network = networkOfField(field)
  return network === null ? labelOf(field) : `Text for ${profileOf(network)?.name ?? network}`
}
