import { networkNames } from '#networks/names.ts'
import type { AccountState } from '../contract.ts'
import { administratorClause } from '../rules.ts'
import type { ImportedState, LineNote, Mapping, Verdict } from './contract.ts'
import type { Entry, EntryRead } from './entry.ts'

/** What the register holds of an account, as far as a line can be about it. */
export interface Existing {
  id: string
  state: AccountState
  paused: boolean
  displayName: string
  unitId: string
  purpose: string
  audiences: string[]
  hoursPerWeek: number
  tags: string[]
  url: string | null
  connected: boolean
  version: number
  /** Who answers for it now. */
  administrators: string[]
  designated: boolean
}

/** A new account, whole. */
export interface NewEntry {
  network: string
  handle: string
  url: string | null
  displayName: string
  unitId: string
  administrators: string[]
  purpose: string
  audiences: string[]
  hoursPerWeek: number
  state: ImportedState
  closedOn: string | null
  tags: string[]
}

/** What becomes of the fields that a line changes. */
export type Changes = Partial<
  Pick<Existing, 'displayName' | 'unitId' | 'purpose' | 'audiences' | 'hoursPerWeek' | 'tags' | 'url'>
> & { administrators?: string[] }

export interface Judged {
  verdict: Verdict
  title: string
  /** In words: "Purpose", "Administrators: 1 more". */
  changes: string[]
  notes: LineNote[]
  add: NewEntry | null
  change: { existing: Existing; changes: Changes } | null
}

export interface Judging {
  mapping: Mapping
  /** The line of the file that says the same account first. */
  firstLine: number | null
  existing: Existing | undefined
  /** "Looks like @library, which is in the register": never by itself a reason to leave a line out. */
  looksLike: string | null
  today: string
}

/** One account in the file and in the register. */
export function keyOf(network: string, handle: string): string {
  return `${network} ${handle.toLowerCase()}`
}

export function titleOf({ network, handle, displayName }: Entry): string {
  const place = network ? (networkNames[network] ?? network) : ''
  const name = handle ? `@${handle}` : (displayName ?? '')
  return name && place ? `${name} on ${place}` : name || place || 'A line without a name'
}

/** What becomes of one line: the one place where that is decided, for the check and for the run. Pure. */
export function judge({ entry, notes: read }: EntryRead, judging: Judging): Judged {
  const { firstLine, existing, looksLike } = judging
  const notes = [...read]
  const base = { title: titleOf(entry), changes: [], add: null, change: null }
  if (firstLine !== null) {
    notes.push(
      fault(null, `Line ${firstLine} of this file says the same account.`, 'Take one of the two out.'),
    )
    return { ...base, verdict: 'left-out', notes }
  }
  if (looksLike)
    notes.push({ level: 'warning', field: 'handle', say: looksLike, fix: 'Make sure that it is ours.' })
  const unusable = notes.some(({ level }) => level === 'fault')
  if (unusable || !entry.network || !entry.handle) return { ...base, verdict: 'left-out', notes }
  return existing ? judgeKnown(entry, existing, notes, base) : judgeNew(entry, judging, notes, base)
}

type Base = Omit<Judged, 'verdict' | 'notes'>

function fault(field: LineNote['field'], say: string, fix: string): LineNote {
  return { level: 'fault', field, say, fix }
}

function judgeNew(entry: Entry, judging: Judging, notes: LineNote[], base: Base): Judged {
  const { otherwise, withoutAdministrator } = judging.mapping
  const unitId = entry.unitId ?? (otherwise.unitId || null)
  const purpose = entry.purpose ?? (otherwise.purpose || null)
  const audiences = entry.audiences ?? (otherwise.audiences.length > 0 ? otherwise.audiences : null)
  const hoursPerWeek = entry.hoursPerWeek ?? otherwise.hoursPerWeek
  const put = 'Fill the cell, or say below what holds where a line says nothing.'
  if (!unitId) notes.push(fault('unit', 'It is not said which unit it belongs to.', put))
  if (!purpose) notes.push(fault('purpose', 'It is not said what it is for.', put))
  if (!audiences) notes.push(fault('audiences', 'It is not said whom it is for.', put))
  if (!hoursPerWeek)
    notes.push(fault('hoursPerWeek', 'It is not said how many hours a week it is given.', put))
  const state = entry.state ?? 'active'
  notes.push(...closingNotes(entry, state, judging.today))
  const alone = entry.administrators.length === 0 && state !== 'closed'
  if (alone) notes.push(aloneNote(withoutAdministrator))
  const { network, handle, url, displayName, administrators, tags, closedOn } = entry
  const left = notes.some(({ level }) => level === 'fault')
  if (left || !network || !handle || !unitId || !purpose || !audiences || !hoursPerWeek)
    return { ...base, verdict: 'left-out', notes }
  const add: NewEntry = {
    ...{ network, handle, url, displayName: displayName ?? handle, unitId, administrators, purpose },
    ...{ audiences, hoursPerWeek, state: alone ? 'paused' : state, closedOn, tags: tags ?? [] },
  }
  return { ...base, verdict: 'add', notes, add }
}

function closingNotes(entry: Entry, state: ImportedState, today: string): LineNote[] {
  if (state !== 'closed')
    return entry.closedOn
      ? [
          fault(
            'closedOn',
            'It has a day of closing, and the state does not say that it is closed.',
            'Put right one of the two.',
          ),
        ]
      : []
  if (!entry.closedOn)
    return [
      fault(
        'closedOn',
        'It is closed, and it is not said since when.',
        'Give the day: whoever checks an old address is told until when it was ours.',
      ),
    ]
  return entry.closedOn > today
    ? [fault('closedOn', 'The day of its closing is still to come.', 'Put the day right.')]
    : []
}

function aloneNote(way: Mapping['withoutAdministrator']): LineNote {
  return way === 'pause'
    ? {
        level: 'warning',
        field: 'administrators',
        say: `Nobody here answers for it, which ${administratorClause} asks. It comes in paused: nothing goes out from it.`,
        fix: 'Name an administrator on its page, then let it go on.',
      }
    : fault(
        'administrators',
        `Nobody here answers for it, which ${administratorClause} asks.`,
        'Invite an administrator, then check again.',
      )
}

const sameList = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((each) => other.includes(each))

function judgeKnown(entry: Entry, existing: Existing, notes: LineNote[], base: Base): Judged {
  if (existing.state === 'closed')
    return entry.state === 'closed'
      ? { ...base, verdict: 'same', notes }
      : leftOut(
          base,
          notes,
          'It is in the register as closed.',
          'A handle that is used again is added by hand.',
        )
  if (existing.state === 'proposed' || existing.state === 'in-review')
    return leftOut(
      base,
      notes,
      'It is being asked for, and nobody has decided yet.',
      'Decide the request first.',
    )
  const changes = changesOf(entry, existing)
  const now = existing.paused ? 'paused' : existing.state
  if (entry.state && entry.state !== now)
    notes.push({
      level: 'note',
      field: 'state',
      say: `The file says ${entry.state}, the register ${now}. A list does not move an account on; its page does.`,
      fix: null,
    })
  if (Object.keys(changes).length === 0) return { ...base, verdict: 'same', notes }
  return {
    ...base,
    verdict: 'change',
    notes,
    changes: inWords(changes, existing),
    change: { existing, changes },
  }
}

function leftOut(base: Base, notes: LineNote[], say: string, fix: string): Judged {
  return { ...base, verdict: 'left-out', notes: [...notes, fault('state', say, fix)] }
}

/** What a cell does not say stays as it is; people are added and never taken away. */
function changesOf(entry: Entry, existing: Existing): Changes {
  const changes: Changes = {}
  if (entry.displayName !== null && entry.displayName !== existing.displayName)
    changes.displayName = entry.displayName
  if (entry.unitId !== null && entry.unitId !== existing.unitId) changes.unitId = entry.unitId
  if (entry.purpose !== null && entry.purpose !== existing.purpose) changes.purpose = entry.purpose
  if (entry.hoursPerWeek !== null && entry.hoursPerWeek !== existing.hoursPerWeek)
    changes.hoursPerWeek = entry.hoursPerWeek
  if (entry.audiences && !sameList(entry.audiences, existing.audiences)) changes.audiences = entry.audiences
  if (entry.tags && !sameList(entry.tags, existing.tags)) changes.tags = entry.tags
  // What the network itself said when it was connected is surer than a list.
  if (entry.url && !existing.connected && entry.url !== existing.url) changes.url = entry.url
  const more = entry.administrators.filter((id) => !existing.administrators.includes(id))
  if (more.length > 0) changes.administrators = more
  return changes
}

const words: Record<keyof Changes, string> = {
  displayName: 'Name',
  unitId: 'Unit',
  purpose: 'Purpose',
  audiences: 'Audiences',
  hoursPerWeek: 'Hours a week',
  tags: 'Tags',
  url: 'Address',
  administrators: 'Administrators',
}

function inWords(changes: Changes, existing: Existing): string[] {
  return (Object.keys(changes) as (keyof Changes)[]).map((field) => {
    if (field === 'administrators') return `${words[field]}: ${changes.administrators?.length ?? 0} more`
    if (field === 'displayName') return `${words[field]}, from “${existing.displayName}”`
    if (field === 'hoursPerWeek') return `${words[field]}, from ${existing.hoursPerWeek}`
    return words[field]
  })
}
