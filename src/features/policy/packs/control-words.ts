import type { Control, Outcome, Requirement } from '../engine/index.ts'

/** What each aspect of a control says, in words that a policy owner can compare. */
export function aspectsOf(control: Control): { what: string; says: string }[] {
  const { mark } = control
  return [
    { what: 'The clause it honours', says: control.clause },
    { what: 'What it is about', says: `a ${control.subject}` },
    {
      what: 'When it is asked',
      says: listed(control.moments.map((moment) => momentWords[moment] ?? moment)),
    },
    { what: 'Its condition', says: control.when ?? 'always' },
    { what: 'What it points at', says: mark ? `facts.${mark.fact}` : 'nothing in particular' },
    { what: 'Which of them', says: mark?.where ?? (mark ? 'all' : '') },
    { what: 'What it does', says: outcomeWords[control.outcome] },
    { what: 'What it asks for', says: listed(control.requirements.map(requirementWords)) },
    {
      what: 'May a person go ahead all the same',
      says: control.overridable ? 'yes, with a recorded reason' : 'no',
    },
    { what: 'How long it waits', says: control.hours === undefined ? '' : hours(control.hours) },
    { what: 'The office concerned', says: control.office ?? '' },
    { what: 'By when', says: control.withinDays === undefined ? '' : `within ${days(control.withinDays)}` },
    { what: 'The control of the baseline it stands in for', says: control.inPlaceOf ?? '' },
    { what: 'Its sentence', says: control.say },
    {
      what: 'The ways out it offers',
      says: listed(
        control.offers.map(({ id, replace }) =>
          replace === undefined ? id : `${id} (puts in “${replace}”)`,
        ),
      ),
    },
    { what: 'The test that proves it', says: control.proof ?? '' },
  ].map(({ what, says }) => ({ what, says: says === '' ? 'nothing' : says }))
}

/** What a control does, in one sentence. */
export function controlInWords(control: Control): string {
  const { subject, moments, outcome, mark, when, requirements } = control
  const asks = requirements.length > 0 ? `: ${listed(requirements.map(requirementWords))}` : ''
  const at = listed(moments.map((moment) => momentWords[moment] ?? moment))
  const about = mark
    ? ` It points at facts.${mark.fact}${mark.where === undefined ? '' : ` where ${mark.where}`}.`
    : ''
  const only = when === undefined ? '' : ` Only when ${when}.`
  return `For a ${subject}, ${at}, it ${outcomeWords[outcome]}${asks}.${about}${only}`
}

const outcomeWords: Record<Outcome, string> = {
  refuse: 'refuses',
  require: 'requires something first',
  hold: 'holds it for a time',
  task: 'gives an office a duty',
  route: 'sends it to an office',
  advise: 'advises',
  guide: 'says something at the moment it matters',
  record: 'notes it',
}

const momentWords: Partial<Record<string, string>> = {
  write: 'as somebody writes',
  submit: 'when it is handed in',
  approve: 'when it is approved',
  schedule: 'when it is scheduled',
  publish: 'when it goes out',
  reply: 'when somebody answers',
  decide: 'when it is decided',
  open: 'when it is opened',
  close: 'when it is closed',
  'sign-in': 'when somebody signs in',
  upload: 'when a file is uploaded',
  daily: 'every day',
}

function requirementWords(requirement: Requirement): string {
  const [[kind, of] = ['', '']] = Object.entries(requirement)
  const words: Partial<Record<string, string>> = {
    approval: `approval by ${of}`,
    consult: `a word with ${of}`,
    acknowledgement: `acknowledgement of ${of}`,
    field: `the field “${of}”`,
    training: `the training ${of}`,
    declaration: `the declaration ${of}`,
    reason: `a reason from the ${of}`,
  }
  return words[kind] ?? `${kind} ${of}`
}

const list = new Intl.ListFormat('en-GB')
const listed = (words: readonly string[]): string => list.format(words)
const hours = (count: number): string => (count === 1 ? 'an hour' : `${count} hours`)
const days = (count: number): string => (count === 1 ? 'a day' : `${count} days`)
