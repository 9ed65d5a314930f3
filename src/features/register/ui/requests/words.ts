import type { Level } from '#ui/parts/chip.tsx'
import type {
  Advice,
  Decision,
  RequestCheck,
  RequestFinding,
  RequestKind,
  RequestState,
  StageKind,
} from '../../requests/contract.ts'
import type { List } from './queries.ts'

export const kindWords: Record<RequestKind, { label: string; about: string }> = {
  open: {
    label: 'Open an account',
    about: 'A new official account: for a school, a service, a project, on one network.',
  },
  'hand-over': {
    label: 'Hand an account over',
    about: 'Other people are to answer for an account from now on.',
  },
  rename: { label: 'Rename an account', about: 'It is to have another name, another handle, or both.' },
  merge: {
    label: 'Join two accounts',
    about: 'Two accounts say the same to the same people, and one goes on.',
  },
  close: {
    label: 'Close an account',
    about: 'It has done its work, or nobody has the time for it any more.',
  },
}

export const stateWords: Record<RequestState, { label: string; level: Level }> = {
  draft: { label: 'Draft', level: 'neutral' },
  'in-review': { label: 'In review', level: 'hold' },
  'changes-asked': { label: 'Changes asked', level: 'advise' },
  appealed: { label: 'Under appeal', level: 'hold' },
  approved: { label: 'Approved', level: 'ok' },
  refused: { label: 'Refused', level: 'refuse' },
  withdrawn: { label: 'Withdrawn', level: 'neutral' },
  listed: { label: 'On the list', level: 'ok' },
}

export const listWords: Record<List, string> = { mine: 'Mine', waiting: 'Waiting for me', all: 'All' }

export const adviceWords: Record<Advice, { label: string; hint: string; level: Level }> = {
  'in-favour': { label: 'In favour', hint: 'Go ahead.', level: 'ok' },
  concerns: { label: 'There are concerns', hint: 'It could go ahead, if these are met.', level: 'advise' },
  against: { label: 'Against it', hint: 'Better not.', level: 'refuse' },
}

export const decisionWords: Record<Decision, { label: string; hint: string; level: Level }> = {
  approved: { label: 'Approve', hint: 'With conditions, where there are any.', level: 'ok' },
  changes: {
    label: 'Ask for changes',
    hint: 'It goes back to whoever asked. All offices are asked again afterwards.',
    level: 'advise',
  },
  refused: { label: 'Refuse', hint: 'Whoever asked can appeal once.', level: 'refuse' },
}

export const decidedWords: Record<Decision, string> = {
  approved: 'Approved',
  changes: 'Changes asked',
  refused: 'Refused',
}

export const stageWords: Record<StageKind, string> = {
  advice: 'Advice',
  decision: 'Decision',
  appeal: 'Decision on the appeal',
}

type Ahead = RequestCheck['stages'][number]

const days = (count: number): string => (count === 1 ? '1 working day' : `${count} working days`)

/** "Communications team advises (5 working days)" */
export function stageAheadWords({ kind, office, workingDays }: Ahead): string {
  switch (kind) {
    case 'advice':
      return `${office.name} advises (${days(workingDays)})`
    case 'decision':
      return `${office.name} decides (${days(workingDays)})`
    case 'appeal':
      return `${office.name} decides on the appeal (${days(workingDays)})`
  }
}

/** What is said beside the answers: not what the list of missing things, declarations, reasons and stages say already. */
export function isRemark({ outcome, excused }: RequestFinding): boolean {
  return (
    excused !== null ||
    outcome === 'advise' ||
    outcome === 'hold' ||
    outcome === 'guide' ||
    outcome === 'task'
  )
}

export function levelOf({ outcome, excused }: RequestFinding): Level {
  if (excused !== null) return 'neutral'
  switch (outcome) {
    case 'refuse':
      return 'refuse'
    case 'require':
      return 'require'
    case 'hold':
      return 'hold'
    case 'advise':
      return 'advise'
    default:
      return 'neutral'
  }
}

/** "2 answers, 1 declaration": empty when nothing is missing. */
export function lackWords({ missing, declarations, reasons }: RequestCheck): string {
  const undeclared = declarations.filter(({ declared }) => !declared).length
  const ungiven = reasons.filter(({ given }) => !given).length
  const parts = [
    missing.length === 0 ? [] : [missing.length === 1 ? '1 answer' : `${missing.length} answers`],
    undeclared === 0 ? [] : [undeclared === 1 ? '1 declaration' : `${undeclared} declarations`],
    ungiven === 0 ? [] : [ungiven === 1 ? '1 reason' : `${ungiven} reasons`],
  ].flat()
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(parts)
}
