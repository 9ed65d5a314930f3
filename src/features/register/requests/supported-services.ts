import type { Answers } from './contract.ts'

/** What the university supports already and what it serves for. A pack may ask why one of them is not enough. */
export interface SupportedService {
  id: string
  name: string
  serves: string
}

export const supportedServices: readonly SupportedService[] = [
  { id: 'teams', name: 'Teams', serves: 'Working together and talking within the university.' },
  { id: 'blackboard', name: 'Blackboard', serves: 'Teaching a module: materials, news and discussion.' },
  { id: 'blackboard-collaborate', name: 'Blackboard Collaborate', serves: 'Teaching live, online.' },
  { id: 'campuspress', name: 'CampusPress', serves: 'Blogs and portfolios of staff and students.' },
  { id: 'office-365-e-mail', name: 'Office 365 e-mail', serves: 'Telling a known group something.' },
]

export function serviceOf(id: string): SupportedService | undefined {
  return supportedServices.find((service) => service.id === id)
}

/** Audiences who have an account with the university, so that its own services reach them. */
const inside = new Set(['students', 'staff', 'researchers'])
const live =
  /\b(?:live|livestream\w*|webinars?|seminars? online|online (?:class|lecture|tutorial|seminar)\w*)\b/i
const writing = /\b(?:blogs?|blogging|portfolios?|essays?|long reads?|articles?|diary|journals?)\b/i
const announcing = /\b(?:announce\w*|notices?|reminders?|newsletters?|deadlines?|timetables?|bulletins?)\b/i

export interface ProposedService extends SupportedService {
  why: string
}

/**
 * The supported service that would do the same, as the answers point there; null where none does. Only an account for
 * people inside has an equivalent: those outside cannot use the university's own services. Pure.
 */
export function proposeService(answers: Answers): ProposedService | null {
  const audiences = answers.audiences ?? []
  if (audiences.length === 0 || !audiences.every((audience) => inside.has(audience))) return null
  const found = serviceFor(
    new Set(answers.purposes),
    `${answers.purpose ?? ''} ${answers.addsValue ?? ''}`,
    audiences,
  )
  if (found === null) return null
  const service = serviceOf(found.id)
  return service ? { ...service, why: found.why } : null
}

function serviceFor(
  purposes: Set<string>,
  words: string,
  audiences: string[],
): { id: string; why: string } | null {
  if (purposes.has('teaching'))
    return live.test(words)
      ? {
          id: 'blackboard-collaborate',
          why: 'It is for teaching live, and everybody it is for can use this already.',
        }
      : { id: 'blackboard', why: 'It is for teaching, and everybody it is for can use this already.' }
  if (writing.test(words))
    return {
      id: 'campuspress',
      why: 'It is for longer writing by people of the university, which this is made for.',
    }
  if (purposes.has('collaboration'))
    return { id: 'teams', why: 'It is for working together within the university, which this is made for.' }
  if (announcing.test(words))
    return {
      id: 'office-365-e-mail',
      why: 'It tells a known group of people something, and e-mail reaches them all.',
    }
  if (purposes.has('internal'))
    return { id: 'teams', why: 'It is for talk within the university, which this is made for.' }
  if (purposes.has('support') && audiences.every((audience) => audience === 'students'))
    return {
      id: 'teams',
      why: 'It supports students whom the university knows, and there they can ask in confidence.',
    }
  return null
}
