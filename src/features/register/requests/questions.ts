import { aims, care, ready } from './care-questions.ts'
import { longest, type RequestKind } from './contract.ts'
import { audienceFirst, whatFor } from './open-questions.ts'
import { askedClause, others, registered, sections, type QuestionRule } from './question-rules.ts'

const aboutTheAccount: QuestionRule[] = [
  {
    id: 'accountId',
    kinds: others,
    section: sections.account,
    label: 'Which account?',
    help: 'For a merger: the account that ends.',
    shape: 'account',
    always: { required: true, say: 'Choose the account that this is about.', clause: registered },
  },
  {
    id: 'successorId',
    kinds: ['merge'],
    section: sections.account,
    label: 'Which account goes on?',
    help: 'Those who follow the one that ends are told to go there.',
    shape: 'account',
    always: { required: true, say: 'Choose the account that goes on.', clause: registered },
  },
  {
    id: 'displayName',
    kinds: ['rename'],
    section: sections.account,
    label: 'New display name',
    help: 'Leave it empty to keep the one it has.',
    shape: 'line',
    longest: 100,
    always: { required: false, say: '', clause: registered },
  },
  {
    id: 'handle',
    kinds: ['rename'],
    section: sections.account,
    label: 'New handle',
    help: 'Leave it empty to keep the one it has. A connected account has to be connected again afterwards.',
    shape: 'line',
    longest: 300,
    always: { required: false, say: '', clause: registered },
  },
  {
    id: 'why',
    kinds: others,
    section: sections.account,
    label: 'Why?',
    help: 'What has changed, and what will be better afterwards.',
    shape: 'text',
    longest: longest.text,
    always: { required: true, say: 'Say why, in a sentence.', clause: askedClause },
  },
]

/**
 * All questions that a request may ask, in the order in which they are put: whom it is for before where. Which of them
 * are asked is the policy's to say; see `form.ts`.
 */
const questions: readonly QuestionRule[] = [
  ...aboutTheAccount,
  ...audienceFirst,
  ...whatFor,
  ...care,
  ...aims,
  ...ready,
]

export function questionsOf(kind: RequestKind): QuestionRule[] {
  return questions.filter(({ kinds }) => kinds.includes(kind))
}
