import { detectors } from '../../../engine/detectors/index.ts'
import { subjectFields } from '../../../engine/subjects.ts'
import type { SubjectKind } from '../../../engine/types.ts'

/** What a value of a field is, so that a form can ask for it and show a condition that reads it. */
export type FieldKind = 'words' | 'list' | 'number' | 'yes-no'

const lists: Record<string, string> = {
  audiences: 'students',
  audienceNetworks: 'bluesky',
  purposes: 'teaching',
  networks: 'bluesky',
  roles: 'officer',
  offices: 'it-services',
  units: 'Library',
  accounts: 'library',
  trainings: 'accessible-posts',
  officesVacant: 'it-services',
  contactsMissing: 'it-services',
}
const numbers = new Set([
  'images',
  'parts',
  'minutesWaiting',
  'hoursPerWeek',
  'administrators',
  'accountsOfUnit',
  'daysSincePost',
  'postsPerWeek',
  'twoWayShare',
  'daysToReview',
  'days',
  'words',
  'used',
  'max',
  'over',
  'daysAgo',
])
/** Lists under a name that is a list for one subject and words for another. */
const wordsAfterAll = new Set(['search.purpose', 'reply.audience'])

export function fieldKind(subject: string, name: string, about: string): FieldKind {
  if (wordsAfterAll.has(`${subject}.${name}`)) return 'words'
  if (/^true\b/.test(about)) return 'yes-no'
  if (numbers.has(name)) return 'number'
  return name in lists ? 'list' : 'words'
}

export interface ReadableName {
  /** As a condition writes it: "post.audiences". */
  name: string
  about: string
  kind: FieldKind
  /** A condition that reads it. */
  sample: string
}

function readable(of: string, name: string, about: string): ReadableName {
  const kind = fieldKind(of, name, about)
  const full = `${of}.${name}`
  const samples: Record<FieldKind, string> = {
    'yes-no': full,
    number: `${full} > 0`,
    list: `"${lists[name] ?? ''}" in ${full}`,
    words: `${full} == "${firstValue(about)}"`,
  }
  return { name: full, about, kind, sample: samples[kind] }
}

/** Of "open, hand-over or close" the first; of other words none. */
const firstValue = (about: string): string =>
  /^(?:empty, or:? )?([a-z][a-z-]*)(?: \([^)]*\))?(?:,| or )/.exec(about)?.[1] ?? ''

/** The fields of a subject. */
export const fieldsToRead = (subject: string): ReadableName[] =>
  subject in subjectFields
    ? Object.entries(subjectFields[subject as SubjectKind]).map(([name, about]) =>
        readable(subject, name, about),
      )
    : []

export const institutionToRead: ReadableName[] = [
  readable('institution', 'nation', 'england, wales, scotland, northern-ireland or other'),
  readable('institution', 'welsh', 'true where it owes Welsh the same treatment as English'),
  readable('institution', 'electionPeriod', 'true on the days of an election period'),
  readable('institution', 'blackout', 'what the days that are kept free are called, or empty'),
]

export interface ReadableFact {
  fact: string
  about: string
  /** The attributes of one item, as `it.kind`. */
  attributes: ReadableName[]
}

/** What detectors find. Only posts have any. */
export const factsToRead: ReadableFact[] = detectors.map(({ fact, about, attributes }) => ({
  fact,
  about,
  attributes: Object.entries({ text: 'the words found', ...attributes }).map(([name, meaning]) =>
    readable('it', name, meaning),
  ),
}))

/** A further condition beside the one that is there. */
export function withCondition(condition: string, more: string): string {
  const before = condition.trim()
  if (before === '') return more
  return `${before.includes('||') && !before.startsWith('(') ? `(${before})` : before} && ${more}`
}
