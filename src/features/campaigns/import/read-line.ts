/** One line of a spreadsheet as the draft that it says. Pure: what is known comes with it. */
import { profileOf } from '#networks/profiles.ts'
import { audienceLabel, knownAudiences } from '#features/register/contract.ts'
import {
  newDraft,
  unnamed,
  type Draft,
  type MediaUse,
  type NetworkDetails,
} from '#features/posts/contract.ts'
import { listOf } from '#platform/tables/index.ts'
import { hashtagsIn, tagKey, typedTag } from '../hashtags/rules.ts'
import { accountsOf, type KnownAccount } from './accounts.ts'
import { labelOf } from './columns.ts'
import { importLimits, networkOfField, textField, type LineNote, type Mapping } from './contract.ts'
import { readDay, readSuffix, readTime, type DayOrder } from './dates.ts'
import { languageCalled } from './languages.ts'

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

class Reading {
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

/** The time on the institution's clocks, and which of two where it comes twice. */
function readSchedule(reading: Reading): Draft['schedule'] {
  const { zone, now, order } = reading.known
  const written = reading.cell('date')
  const time = reading.cell('time')
  if (written.trim() === '') {
    if (time.trim() !== '')
      reading.note('fault', 'date', 'There is a time and no day.', 'Give the day, or take the time out.')
    return null
  }
  const day = readDay(written, order, now.toZonedDateTimeISO(zone).toPlainDate())
  if (!day) {
    reading.note('fault', 'date', `“${written}” is no day.`, 'Write it like 2026-09-14 or 14/09/2026.')
    return null
  }
  if (day.doubt) reading.note('warning', 'date', day.doubt, 'Make sure that this is the day.')
  // A workbook writes a day and a time in one cell as an instant without a zone.
  const rest = day.rest.replace(/(\d{2}:\d{2}):\d{2}(?:\.\d+)?Z$/, '$1')
  const given = time.trim() !== '' ? time : rest !== '' ? rest : reading.mapping.otherwise.time
  if (given === '') {
    reading.note(
      'fault',
      'time',
      'There is a day and no time.',
      'Give the time, or say below when such posts go.',
    )
    return null
  }
  const read = readTime(given)
  if (!read) {
    reading.note('fault', 'time', `“${given}” is no time.`, 'Write it like 09:00 or 5.30 pm.')
    return null
  }
  if (read.doubt) reading.note('warning', 'time', read.doubt, 'Make sure that this is the time.')
  const local = `${day.day}T${read.time}`
  const suffix = readSuffix(local, read.suffix, zone)
  if ('fault' in suffix) {
    reading.note('fault', 'time', suffix.fault, suffix.fix)
    return null
  }
  const at = Temporal.PlainDateTime.from(local).toZonedDateTime(zone, {
    disambiguation: suffix.offset ?? 'compatible',
  })
  if (Temporal.Instant.compare(at.toInstant(), now) < 0) {
    reading.note('fault', 'date', 'This time has passed.', 'Give a later one, or take day and time out.')
    return null
  }
  return suffix.offset ? { local, offset: suffix.offset } : { local }
}

function readLink(reading: Reading): string {
  const written = reading.cell('link').trim()
  if (written === '') return ''
  const address = /^https?:\/\//i.test(written) ? written : `https://${written}`
  const good = !/\s/.test(written) && URL.canParse(address) && /[^.]\.[^.]/.test(new URL(address).hostname)
  if (!good)
    reading.note(
      'fault',
      'link',
      `“${written}” is no web address.`,
      'Write one address, beginning with https://.',
    )
  return good ? address : ''
}

function readHashtags(reading: Reading): string[] {
  return reading
    .cell('hashtags')
    .split(/[\s,;|]+|(?=[#＃])/u)
    .filter((written) => written.replace(/^[#＃]/u, '') !== '')
    .flatMap((written) => {
      const tag = typedTag(written)
      if (tag === null)
        reading.note(
          'fault',
          'hashtags',
          `No network takes “${written}” for a hashtag.`,
          'Write letters and digits only.',
        )
      return tag === null ? [] : [tag]
    })
}

/** The words, and after them what stands in columns of its own and not in the words. */
function wordsWith(text: string, link: string, hashtags: readonly string[]): string {
  const there = new Set(hashtagsIn(text).map(({ tag }) => tagKey(tag)))
  const missing = [...new Map(hashtags.map((tag) => [tagKey(tag), tag]))].flatMap(([key, tag]) =>
    there.has(key) ? [] : [`#${tag}`],
  )
  const bare = link.replace(/^https?:\/\//i, '').replace(/\/$/, '')
  return [text.trim(), link !== '' && !text.includes(bare) ? link : '', missing.join(' ')]
    .filter((part) => part !== '')
    .join('\n\n')
}

/** Images in the order of the cell. */
function readImages(reading: Reading): { uses: MediaUse[]; media: KnownAsset[] } {
  const names = listOf(reading.cell('images'))
  const said = reading.cell('alt').trim()
  const alts = names.length > 1 ? said.split(/\s*[|\n]\s*/) : [said]
  if (names.length === 0 && said !== '')
    reading.note('warning', 'alt', 'There is alternative text and no image.', 'Name the image it describes.')
  if (names.length > 1 && said !== '' && alts.length !== names.length)
    reading.note(
      'warning',
      'alt',
      `There are ${names.length} images and ${alts.length} alternative texts.`,
      'Part the texts by | in the order of the images.',
    )
  const media: KnownAsset[] = []
  const uses = names.flatMap((name, at) => {
    const found = reading.known.assets.get(name.toLowerCase()) ?? []
    const [one, ...others] = found
    if (!one)
      reading.note(
        'fault',
        'images',
        `There is no upload “${name}” in the library.`,
        'Upload it there first, or write its name as the library has it.',
      )
    else if (others.length > 0)
      reading.note(
        'fault',
        'images',
        `${found.length} uploads are called “${name}”.`,
        `Write the id of the one that is meant: ${found.map(({ id }) => id).join(' or ')}.`,
      )
    if (!one || others.length > 0) return []
    const alt = alts[at] || one.alt
    media.push({ ...one, alt })
    return [{ assetId: one.id, alt, crop: null }]
  })
  return { uses, media }
}

/** What stands beside the words, on the networks that have such a thing. */
function readDetails(reading: Reading, networks: readonly string[]) {
  const tags = listOf(reading.cell('tags'))
  const firstComment = reading.cell('firstComment').trim()
  const details: Record<string, NetworkDetails> = {}
  const having = { tags: 0, firstComment: 0 }
  for (const network of networks) {
    const capabilities = profileOf(network)?.capabilities
    const own: NetworkDetails = {}
    if (capabilities?.tags && tags.length > 0) own.tags = tags
    if (capabilities?.firstComment && firstComment !== '') own.firstComment = firstComment
    if (capabilities?.tags) having.tags += 1
    if (capabilities?.firstComment) having.firstComment += 1
    if (Object.keys(own).length > 0) details[network] = own
  }
  if (networks.length > 0 && tags.length > 0 && having.tags === 0)
    reading.note(
      'warning',
      'tags',
      'None of its networks has tags, so these go nowhere.',
      'Write hashtags instead.',
    )
  if (networks.length > 0 && firstComment !== '' && having.firstComment === 0)
    reading.note(
      'warning',
      'firstComment',
      'None of its networks has a first comment, so this goes nowhere.',
      'Put it into the text.',
    )
  return { tags, firstComment, details }
}

function readContent(reading: Reading, accounts: readonly KnownAccount[]) {
  const networks = [...new Set(accounts.map(({ network }) => network))]
  const link = readLink(reading)
  const hashtags = readHashtags(reading)
  const { uses, media } = readImages(reading)
  const { tags, firstComment, details } = readDetails(reading, networks)
  const part = (text: string) => [{ text: wordsWith(text, link, hashtags), media: uses, link: null }]
  const variants: Draft['content']['variants'] = {}
  for (const field of Object.keys(reading.mapping.columns)) {
    const network = networkOfField(field)
    const own = network === null ? '' : reading.cell(field).trim()
    if (network === null || own === '') continue
    variants[network] = part(own)
    if (accounts.length > 0 && !networks.includes(network))
      reading.note(
        'warning',
        field,
        'There are words for this network, and the post does not go there.',
        'Name its account, or take the words out.',
      )
  }
  const common = reading.cell('text')
  const needed = networks.filter((network) => variants[network] === undefined)
  if (common.trim() === '' && uses.length === 0 && (Object.keys(variants).length === 0 || needed.length > 0))
    reading.note('fault', 'text', 'Nothing is written.', 'Give the text, or name an image.')
  for (const field of ['text', ...Object.keys(variants).map(textField)])
    if (reading.cell(field).length >= importLimits.cell)
      reading.note(
        'fault',
        field,
        'This text is too long to be kept.',
        `Give at most ${importLimits.cell - 1} characters.`,
      )
  return { content: { parts: part(common), variants, details }, media, tags, firstComment }
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
    campaign: reading.cell('campaign').trim(),
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
