import { places } from '#networks/places.ts'
import { profileOf, profiles } from '#networks/profiles.ts'
import { networkNames } from '#networks/names.ts'
import { listOf } from '#platform/tables/index.ts'
import { knownAudiences } from '../contract.ts'
import { readAddress } from '../public/read-address.ts'
import { checkHandle } from '../rules.ts'
import {
  importFields,
  type ImportedState,
  type ImportField,
  type LineNote,
  type Mapping,
} from './contract.ts'
import { dayOf, hoursOf, mailsOf, unitsCalled, type UnitNames } from './names.ts'

/** What one line says, as far as it says it. Pure. */
export interface Entry {
  network: string | null
  handle: string | null
  url: string | null
  displayName: string | null
  unitId: string | null
  /** Known people, in the order of the cell. */
  administrators: string[]
  purpose: string | null
  audiences: string[] | null
  hoursPerWeek: number | null
  state: ImportedState | null
  closedOn: string | null
  tags: string[] | null
}

/** What stands in a cell and means nothing here. */
export interface Stranger {
  field: 'network' | 'unit' | 'state' | 'people'
  value: string
}

export interface EntryRead {
  entry: Entry
  notes: LineNote[]
  strangers: Stranger[]
}

export interface Known {
  units: UnitNames
  /** Active people, by e-mail address in small letters. */
  people: ReadonlyMap<string, string>
}

interface Reading {
  read: EntryRead
  mapping: Mapping
  known: Known
  cell(field: ImportField): string
}

export function labelOf(field: ImportField): string {
  return importFields.find(({ id }) => id === field)?.label ?? field
}

export function readEntry(cells: readonly string[], mapping: Mapping, known: Known): EntryRead {
  const entry: Entry = {
    network: null,
    handle: null,
    url: null,
    displayName: null,
    unitId: null,
    administrators: [],
    purpose: null,
    audiences: null,
    hoursPerWeek: null,
    state: null,
    closedOn: null,
    tags: null,
  }
  const read: EntryRead = { entry, notes: [], strangers: [] }
  const cell = (field: ImportField) => {
    const column = mapping.columns[field]
    return column === undefined || column === null ? '' : (cells[column] ?? '')
  }
  const reading = { read, mapping, known, cell }
  readWhere(reading)
  readUnit(reading)
  readPeople(reading)
  readWords(reading)
  readState(reading)
  return read
}

function note(
  { read }: Reading,
  level: LineNote['level'],
  field: ImportField | null,
  say: string,
  fix?: string,
) {
  read.notes.push({ level, field, say, fix: fix ?? null })
}

/** The network by its name or its id, as it is written or as the person said it is meant. */
function networkCalled(mapping: Mapping, written: string): string | null {
  const small = written.toLowerCase()
  const meant = mapping.meanings.network[small]
  if (meant !== undefined) return profileOf(meant) ? meant : null
  return profiles.find(({ id, name }) => id === small || name.toLowerCase() === small)?.id ?? null
}

/** The one network that this is the address of, and the handle in it. Any address may be that of a site, so those come last. */
export function placeOf(address: string): { network: string; handle: string } | null {
  if (!/^https?:\/\//i.test(address)) return null
  const read = readAddress(address)
  if (read.kind !== 'handles') return null
  const accounts = read.handles.filter(({ network }) => !places[network]?.handlesOf)
  const [one, ...others] = accounts.length > 0 ? accounts : read.handles
  return one && others.length === 0 ? { network: one.network, handle: one.handle } : null
}

const knownNetworks = () => new Intl.ListFormat('en-GB').format(profiles.map(({ name }) => name))

function readNetwork(reading: Reading, place: { network: string } | null): void {
  const { entry } = reading.read
  const written = reading.cell('network')
  if (written === '') {
    entry.network = place?.network ?? (reading.mapping.otherwise.network || null)
    if (!entry.network)
      note(
        reading,
        'fault',
        'network',
        'It is not said which network this is.',
        'Name the network, or give the address.',
      )
    return
  }
  entry.network = networkCalled(reading.mapping, written)
  if (entry.network) return
  reading.read.strangers.push({ field: 'network', value: written })
  note(
    reading,
    'fault',
    'network',
    `No network here is called “${written}”.`,
    `Say which of these is meant: ${knownNetworks()}. Others can’t be kept yet.`,
  )
}

function readWhere(reading: Reading): void {
  const { entry } = reading.read
  const address = reading.cell('address')
  // People paste addresses into the column of handles.
  const written = reading.cell('handle')
  const pasted = placeOf(written)
  const place = placeOf(address) ?? pasted
  readNetwork(reading, place)
  const profile = entry.network ? profileOf(entry.network) : undefined
  if (!profile) return
  const typed = written || (place?.network === entry.network ? place.handle : address)
  if (typed === '')
    return note(reading, 'fault', 'handle', 'There is no handle.', `Give it as ${profile.handleHint}.`)
  const checked = checkHandle(profile, typed)
  if ('problem' in checked) return note(reading, 'fault', 'handle', `“${typed}”: ${checked.problem}`)
  const other = placeOf(address)
  if (other && (other.network !== entry.network || other.handle !== checked.handle))
    return note(
      reading,
      'fault',
      'address',
      `The address belongs to @${other.handle} on ${networkNames[other.network] ?? other.network}, the handle says @${checked.handle} on ${profile.name}.`,
      'Put right whichever of the two is wrong.',
    )
  entry.handle = checked.handle
  if (address === '') return
  if (/^https?:\/\/[^\s]+$/i.test(address)) entry.url = address
  else note(reading, 'warning', 'address', `“${address}” is no web address, so it is not kept.`)
}

function readUnit(reading: Reading): void {
  const written = reading.cell('unit')
  if (written === '') return
  const { read, mapping, known } = reading
  const meant = mapping.meanings.unit[written.toLowerCase()]
  const found =
    meant === undefined
      ? unitsCalled(known.units, written)
      : [meant].filter((id) => known.units.pathOf.has(id))
  if (found.length === 1) {
    read.entry.unitId = found[0] ?? null
    return
  }
  read.strangers.push({ field: 'unit', value: written })
  const paths = found.map((id) => known.units.pathOf.get(id) ?? '')
  note(
    reading,
    'fault',
    'unit',
    found.length === 0 ? `There is no unit “${written}”.` : `Several units are called “${written}”.`,
    found.length === 0
      ? 'Choose the unit that is meant, or add it on the page of units and check again.'
      : `Write its path: ${new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(paths)}.`,
  )
}

function readPeople(reading: Reading): void {
  const { mails, others } = mailsOf(reading.cell('administrators'))
  for (const mail of mails) {
    const person = reading.known.people.get(mail)
    if (person) reading.read.entry.administrators.push(person)
    else {
      reading.read.strangers.push({ field: 'people', value: mail })
      note(
        reading,
        'warning',
        'administrators',
        `Nobody here has the address ${mail}.`,
        'Invite them, then check again.',
      )
    }
  }
  for (const other of others) {
    reading.read.strangers.push({ field: 'people', value: other })
    note(reading, 'warning', 'administrators', `“${other}” is no e-mail address.`, 'Give the e-mail address.')
  }
}

const limits = { displayName: 100, purpose: [10, 500], audience: [2, 60], tag: [2, 40], several: 20 } as const

function readWords(reading: Reading): void {
  const { entry } = reading.read
  const name = reading.cell('displayName').replaceAll(/\s+/g, ' ')
  if (name.length > limits.displayName)
    note(
      reading,
      'fault',
      'displayName',
      `The name has more than ${limits.displayName} characters.`,
      'Shorten it.',
    )
  else if (name !== '') entry.displayName = name
  const purpose = reading.cell('purpose')
  const [least, most] = limits.purpose
  if (purpose.length > most)
    note(reading, 'fault', 'purpose', `The purpose has more than ${most} characters.`, 'Shorten it.')
  else if (purpose !== '' && purpose.length < least)
    note(
      reading,
      'fault',
      'purpose',
      `“${purpose}” does not say what the account is for.`,
      'Say it in a sentence.',
    )
  else if (purpose !== '') entry.purpose = purpose
  for (const field of ['displayName', 'purpose'] as const)
    if (/^[=+@]|^-(?!\s)/.test(reading.cell(field)))
      note(
        reading,
        'warning',
        field,
        `“${reading.cell(field).slice(0, 60)}” begins like a formula. It is kept as words.`,
      )
  entry.audiences = severalOf(reading, 'audiences', limits.audience, audienceCalled)
  entry.tags = severalOf(reading, 'tags', limits.tag, (tag) => tag)
  const hours = reading.cell('hoursPerWeek')
  if (hours === '') return
  const count = hoursOf(hours)
  if (count !== null && count > 0 && count <= 168) entry.hoursPerWeek = count
  else
    note(
      reading,
      'fault',
      'hoursPerWeek',
      `“${hours}” is no number of hours in a week.`,
      'Write a number above 0, such as 2.5.',
    )
}

function severalOf(
  reading: Reading,
  field: 'audiences' | 'tags',
  [least, most]: readonly [number, number],
  meaning: (written: string) => string,
): string[] | null {
  const written = listOf(reading.cell(field))
  if (written.length === 0) return null
  const wrong = written.find((each) => each.length < least || each.length > most)
  if (wrong !== undefined || written.length > limits.several) {
    const say =
      wrong === undefined
        ? `There are more than ${limits.several}.`
        : `“${wrong.slice(0, 60)}” has not ${least} to ${most} characters.`
    note(reading, 'fault', field, say, 'Part them by semicolons.')
    return null
  }
  return [...new Set(written.map(meaning))]
}

function audienceCalled(written: string): string {
  const small = written.toLowerCase()
  const known = knownAudiences.find(
    ({ id, label }) =>
      id === small || label.toLowerCase() === small || small === `${id}s` || `${small}s` === id,
  )
  return known?.id ?? written
}

const stateWords: Record<ImportedState, string[]> = {
  active: ['active', 'open', 'live', 'in use', 'yes', 'current', 'running'],
  paused: ['paused', 'on hold', 'suspended', 'hold'],
  dormant: ['dormant', 'inactive', 'unused', 'idle', 'not used'],
  closed: ['closed', 'deleted', 'archived', 'gone', 'retired', 'no longer used'],
}

function readState(reading: Reading): void {
  const written = reading.cell('state')
  const { entry, strangers } = reading.read
  const day = reading.cell('closedOn')
  if (day !== '') {
    entry.closedOn = dayOf(day)
    if (!entry.closedOn)
      note(reading, 'fault', 'closedOn', `“${day}” is no date.`, 'Write 2026-03-31 or 31/03/2026.')
  }
  if (written === '') return
  const small = written.toLowerCase()
  const states = Object.keys(stateWords) as ImportedState[]
  const meant = reading.mapping.meanings.state[small]
  entry.state =
    states.find((state) => (meant === undefined ? stateWords[state].includes(small) : meant === state)) ??
    null
  if (entry.state) return
  strangers.push({ field: 'state', value: written })
  note(
    reading,
    'fault',
    'state',
    `“${written}” is no state of an account.`,
    'Say whether it is active, paused, dormant or closed.',
  )
}
