import type { Level as ChipLevel } from '#ui/parts/chip.tsx'
import type { Moment, Outcome, SubjectKind } from '../../../engine/types.ts'

/** What a control is about, as the choices of a form say it. */
export const subjectWords: Record<SubjectKind, string> = {
  post: 'A post on official accounts',
  reply: 'An answer from an official account',
  request: 'A request about an account',
  account: 'An official account',
  search: 'A search for what is said in public',
  case: 'An incident',
  person: 'The duties of a person in an office',
  policy: 'The policy itself',
}

export const momentWords: Record<Moment, string> = {
  write: 'As somebody writes',
  submit: 'When it is handed in',
  approve: 'When it is approved',
  schedule: 'When it is given a time',
  publish: 'When it goes out',
  reply: 'When somebody answers',
  decide: 'When it is decided',
  open: 'When it is opened',
  close: 'When it is closed',
  'sign-in': 'When somebody signs in',
  upload: 'When a file is uploaded',
  daily: 'Every day',
}

/** The moments at which one would look for a control of this kind; the others are shown when asked for. */
export const usualMoments: Record<SubjectKind, readonly Moment[]> = {
  post: ['write', 'submit', 'approve', 'publish'],
  reply: ['write', 'reply'],
  request: ['submit', 'decide', 'open'],
  account: ['open', 'publish', 'close', 'daily'],
  search: ['open', 'submit', 'decide', 'daily'],
  case: ['open', 'decide', 'close', 'daily'],
  person: ['sign-in', 'publish', 'daily'],
  policy: ['daily'],
}

interface OutcomeWords {
  label: string
  hint: string
  /** In a list: one or two words. */
  chip: string
  level: ChipLevel
}
export const outcomeWords: Record<Outcome, OutcomeWords> = {
  advise: { label: 'Advise', hint: 'A suggestion. Anybody may go on.', chip: 'Advises', level: 'advise' },
  require: {
    label: 'Require something first',
    hint: 'It goes on once something is there: an approval, a reason, a declaration.',
    chip: 'Requires',
    level: 'require',
  },
  hold: {
    label: 'Hold it for a time',
    hint: 'It waits for some hours before it goes out.',
    chip: 'Holds',
    level: 'hold',
  },
  refuse: { label: 'Refuse', hint: 'It does not go on as it is.', chip: 'Refuses', level: 'refuse' },
  task: {
    label: 'Give an office a task',
    hint: 'An office gets a duty, with a day by which it is done.',
    chip: 'Gives a task',
    level: 'require',
  },
  route: {
    label: 'Send it to an office',
    hint: 'An office looks at it.',
    chip: 'Sends on',
    level: 'require',
  },
  record: { label: 'Note it', hint: 'It is noted, and nothing is asked.', chip: 'Notes', level: 'neutral' },
  guide: {
    label: 'Say something',
    hint: 'Said at the moment it matters; nothing is asked.',
    chip: 'Says',
    level: 'neutral',
  },
}

export const requirementWords: Record<string, { label: string; of: string }> = {
  approval: { label: 'The approval of', of: 'Who approves' },
  consult: { label: 'A word with', of: 'Who is asked' },
  acknowledgement: { label: 'The acknowledgement of', of: 'What is acknowledged' },
  field: { label: 'A field that is filled in', of: 'Which field' },
  training: { label: 'A training that is done', of: 'Which training' },
  declaration: { label: 'A declaration', of: 'Which declaration' },
  reason: { label: 'A reason', of: 'Whose reason' },
}

/** "groupInvitations" as words. */
export function factWords(fact: string): string {
  const words = fact.replace(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  )
  return words.charAt(0).toUpperCase() + words.slice(1)
}
