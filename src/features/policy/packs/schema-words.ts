import { askedPlaces, detectors, subjectFields } from '../engine/index.ts'
import type { Moment, Outcome, SubjectKind } from '../engine/index.ts'

/** What an editor says about each word of a pack. The same is told at length in docs/packs.md. */
export const controlFieldWords = {
  id: 'Its name, in small letters with hyphens. An example and a message refer to it.',
  clause: 'The clause of policy.md that it honours.',
  subject: 'What it judges.',
  moment: 'When it is asked; one moment or a list.',
  when: 'A CEL condition over facts, the subject under its own name, institution and now. Absent means always.',
  mark: 'What a detector found. The control speaks once for each thing found, and is silent where there is none.',
  proof:
    'The path of a test of the running system. Without one its clause counts as checked, not as enforced.',
} as const

export const outcomeWords: Record<Outcome, string> = {
  refuse: 'It does not go on. “override: with-reason” lets a person go ahead with a recorded reason.',
  require:
    'Something has to be there first: approval, consult, acknowledgement, field, training, declaration, reason.',
  hold: 'It waits for a number of hours; an office may end the wait.',
  task: 'A duty for an office, within a number of days.',
  route: 'It goes to an office.',
  advise: 'A suggestion.',
  guide: 'Said at the moment it matters.',
  record: 'Noted, and nothing is asked.',
}

export const subjectWords: Record<SubjectKind, string> = {
  request: 'A request to open, change, hand over or close an official account.',
  account: 'An official account.',
  post: 'A post on official accounts.',
  reply: 'An answer from an official account.',
  search: 'A search for what is said in public.',
  case: 'An incident, from its report to its end.',
  person: 'The duties of a person in an office, never the person.',
  policy: 'The policy itself: its review, its offices.',
}

export const momentWords: Record<Moment, string> = {
  write: 'as somebody types',
  submit: 'when it is handed in',
  approve: 'when it is approved',
  schedule: 'when it is given a time',
  publish: 'when it goes out',
  reply: 'when somebody answers',
  decide: 'when it is decided',
  open: 'when it is opened',
  close: 'when it is closed',
  'sign-in': 'when somebody signs in',
  upload: 'when a file is uploaded',
  daily: 'once a day',
}

export const givenWords = {
  text: 'The words of a post of one part.',
  media: 'Its images.',
  link: 'The link that it shows as a card, or null.',
  parts: 'The parts of a thread, in place of text, media and link.',
  accounts: 'How many accounts it goes to.',
  audiences: 'Whom it is for.',
  language: 'The language it is written in, such as en-GB or cy.',
  nation: 'Where the institution is. In Wales it owes Welsh.',
  election: 'true in an election period.',
  blackout: 'true on a day that is kept free.',
  limits: 'What the network takes.',
  recent: 'What went out before, and how many days ago.',
} as const

export const particularWords = {
  id: 'The name of the pack.',
  title: 'The title of the policy.',
  summary: 'One sentence about it.',
  owner: 'The office that answers for it.',
  approver: 'Who approves it, in words.',
  approved: 'The day on which it was approved.',
  review: 'The day by which it is looked at again.',
  'applies-to': 'Whom it applies to.',
  offices: 'The offices that it gives a duty to, and how it says that they are reached.',
  'approved-by': 'The ids of the offices that approve an edition before it comes into force.',
  blackouts:
    'Days that are kept free: name, from, until (2026-12-24, or 12-24 for every year), clause, goes (what still may go).',
  'election-periods': 'Days on which political balance is watched more closely: name, from, until.',
  sources: 'Clause id → what it draws on.',
} as const

const sentence = (entries: Readonly<Record<string, string>>): string =>
  Object.entries(entries)
    .map(([name, about]) => `${name}: ${about}`)
    .join('. ')

/** The fields that the condition of a subject may read. */
export function fieldsInWords(subject: SubjectKind): string {
  const asked = askedPlaces[subject]
  const where =
    asked.length > 0 ? `Asked at ${asked.join(', ')}.` : 'Not asked yet: its clause counts as not covered.'
  const fields = Object.fromEntries(
    Object.entries(subjectFields[subject]).map(([name, about]) => [`${subject}.${name}`, about]),
  )
  return `A CEL condition. ${sentence(fields)}. ${where}`
}

export function attributesOf({
  fact,
  attributes,
}: {
  fact: string
  attributes: Record<string, string>
}): string {
  const all = { text: 'the words found', ...attributes }
  const named = Object.fromEntries(Object.entries(all).map(([name, about]) => [`it.${name}`, about]))
  return `A CEL condition over one item of facts.${fact}. ${sentence(named)}.`
}

export const factsInWords = (): string =>
  detectors
    .map(({ fact, attributes }) => `${fact}: ${['text', ...Object.keys(attributes)].join(', ')}`)
    .join('; ')
