import { serviceNeeds, type ServiceNeed, type SupportedService } from '#features/institution/contract.ts'
import type { Answers, Option } from './contract.ts'

/** Audiences who have an account with the university, so that its own services reach them. */
const inside = new Set(['students', 'staff', 'researchers'])
const live =
  /\b(?:live|livestream\w*|webinars?|seminars? online|online (?:class|lecture|tutorial|seminar)\w*)\b/i
const writing = /\b(?:blogs?|blogging|portfolios?|essays?|long reads?|articles?|diary|journals?)\b/i
const announcing = /\b(?:announce\w*|notices?|reminders?|newsletters?|deadlines?|timetables?|bulletins?)\b/i

export interface ProposedService extends SupportedService {
  why: string
}

/** What may be chosen as the one that comes closest: those in use, each with what it serves. */
export function serviceOptions(services: readonly SupportedService[]): Option[] {
  return services
    .filter(({ inUse }) => inUse)
    .map(({ id, name, serves }) => ({ id, label: name, help: serviceNeeds[serves].serves }))
}

/**
 * The institution's service in use that would do the same, as the answers point there; null where none does. Only an
 * account for people inside has an equivalent: those outside cannot use the university's own services. Pure.
 */
export function proposeService(
  answers: Answers,
  services: readonly SupportedService[],
): ProposedService | null {
  const audiences = answers.audiences ?? []
  if (audiences.length === 0 || !audiences.every((audience) => inside.has(audience))) return null
  const words = `${answers.purpose ?? ''} ${answers.addsValue ?? ''}`
  for (const { need, why } of needsOf(new Set(answers.purposes), words, audiences)) {
    const service = services.find(({ serves, inUse }) => inUse && serves === need)
    if (service) return { ...service, why }
  }
  return null
}

interface Need {
  need: ServiceNeed
  why: string
}

const teaching: Need = {
  need: 'teaching',
  why: 'It is for teaching, and everybody it is for can use this already.',
}

/** What the answers ask for; where there is a second, it would do for want of the first. */
function needsOf(purposes: ReadonlySet<string>, words: string, audiences: readonly string[]): Need[] {
  if (purposes.has('teaching'))
    return live.test(words)
      ? [
          {
            need: 'live-teaching',
            why: 'It is for teaching live, and everybody it is for can use this already.',
          },
          teaching,
        ]
      : [teaching]
  if (writing.test(words))
    return [
      {
        need: 'blogs-and-portfolios',
        why: 'It is for longer writing by people of the university, which this is made for.',
      },
    ]
  const together = (why: string): Need[] => [{ need: 'collaboration', why }]
  if (purposes.has('collaboration'))
    return together('It is for working together within the university, which this is made for.')
  if (announcing.test(words))
    return [
      {
        need: 'announcements',
        why: 'It tells a known group of people something, and this reaches them all.',
      },
    ]
  if (purposes.has('internal'))
    return together('It is for talk within the university, which this is made for.')
  if (purposes.has('support') && audiences.every((audience) => audience === 'students'))
    return together('It supports students whom the university knows, and there they can ask in confidence.')
  return []
}
