import type { RequestView } from './contract.ts'
import type { EventRow } from './tables.ts'

type Level = RequestView['story'][number]['level']

/** How each thing that happened is told. Whole sentences; an office's name is filled in. */
const told: Record<string, { sentence: string; level?: Level }> = {
  begun: { sentence: 'Began the request.' },
  submitted: { sentence: 'Sent the request.' },
  changed: { sentence: 'Changed the answers. All offices are asked again.', level: 'advise' },
  asked: { sentence: 'Asked a question for {office}.' },
  answered: { sentence: 'Answered the question.' },
  'stages-added': { sentence: 'The policy has changed, and asks more offices.', level: 'advise' },
  approved: { sentence: 'Approved it for {office}.', level: 'ok' },
  refused: { sentence: 'Refused it for {office}.', level: 'refuse' },
  'changes-asked': { sentence: 'Asked for changes for {office}.', level: 'advise' },
  withdrawn: { sentence: 'Withdrew the request.' },
  appealed: { sentence: 'Appealed against the refusal.', level: 'advise' },
  'appeal-approved': { sentence: 'Approved it on appeal for {office}.', level: 'ok' },
  'appeal-refused': { sentence: 'Refused it on appeal for {office}. This is final.', level: 'refuse' },
  listed: { sentence: 'It was put on the list: the body answers for it itself.', level: 'ok' },
  'advised-in-favour': { sentence: 'Advised for {office}: in favour.', level: 'ok' },
  'advised-concerns': { sentence: 'Advised for {office}: there are concerns.', level: 'advise' },
  'advised-against': { sentence: 'Advised for {office}: against it.', level: 'refuse' },
}

/** What happened, as people read it. */
export function storyOf(
  events: readonly EventRow[],
  name: (id: string) => { id: string; name: string },
): RequestView['story'] {
  return events.map(({ id, at, person_id: by, kind, facts, text }) => {
    const telling = told[kind === 'advised' ? `advised-${String(facts.advice)}` : kind]
    const office = typeof facts.name === 'string' ? facts.name : ''
    const sentence = (telling?.sentence ?? kind).replace('{office}', `“${office}”`)
    return {
      id,
      at,
      by: by === null ? null : name(by),
      sentence:
        facts.inPlace === true
          ? `${sentence} Nobody held the office, so this was done in its place.`
          : sentence,
      text,
      level: telling?.level ?? 'plain',
    }
  })
}
