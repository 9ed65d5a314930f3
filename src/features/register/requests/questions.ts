import { knownNetworks } from '#networks/known.ts'
import { knownAudiences } from '../contract.ts'
import { longest, type AnswerId, type Question, type RequestKind } from './contract.ts'
import { supportedServices } from './supported-services.ts'

/**
 * All questions that a request may ask, in the order in which they are put: whom it is for before where. Which of them
 * are asked is the policy's to say; see `form.ts`.
 */
export interface QuestionRule {
  id: AnswerId
  kinds: readonly RequestKind[]
  section: string
  label: string
  help: string
  shape: Question['shape']
  options?: Question['options']
  free?: boolean
  longest?: number
  /** Without it the register could not make the entry: it is asked whatever the policy says. */
  always?: { required: boolean; say: string; clause: string }
  /** Asked together with this question. */
  with?: AnswerId
}

const registered = 'BASE-1.1'
const purposeClause = 'BASE-1.4'
export const answersClause = 'BASE-1.2'
export const askedClause = 'BASE-14.1'

const sections = {
  audience: 'Whom it is for',
  where: 'Where',
  purpose: 'What it is for',
  care: 'Who looks after it',
  aim: 'What it is to reach',
  ready: 'Being ready',
  account: 'The account',
}

const purposes: Question['options'] = [
  { id: 'research', label: 'Research', help: 'Talk about research with others who do it.' },
  { id: 'teaching', label: 'Teaching and learning' },
  { id: 'collaboration', label: 'Working together', help: 'With colleagues here or elsewhere.' },
  { id: 'marketing', label: 'Marketing' },
  { id: 'recruitment', label: 'Recruiting students' },
  { id: 'engagement', label: 'Student life and engagement' },
  { id: 'alumni', label: 'Ties with alumni' },
  { id: 'support', label: 'Supporting students' },
  { id: 'internal', label: 'Communication within the university' },
  { id: 'public-engagement', label: 'Engagement with the public' },
]

const audiences: Question['options'] = knownAudiences.map(({ id, label }) => ({ id, label }))
const networks: Question['options'] = knownNetworks.map(({ id, name }) => ({ id, label: name }))
const services: Question['options'] = supportedServices.map(({ id, name, serves }) => ({
  id,
  label: name,
  help: serves,
}))

const open = ['open'] as const
const others = ['hand-over', 'rename', 'merge', 'close'] as const

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

const audienceFirst: QuestionRule[] = [
  {
    id: 'audiences',
    kinds: open,
    section: sections.audience,
    label: 'Whom do you want to reach?',
    help: 'The choice of network follows from this.',
    shape: 'several',
    options: audiences,
    free: true,
    always: { required: true, say: 'Name at least one audience.', clause: purposeClause },
  },
  {
    id: 'audienceNetworks',
    kinds: open,
    section: sections.audience,
    label: 'Which networks do these people use already?',
    help: 'Those that you know of, whether or not the university is there.',
    shape: 'several',
    options: networks,
  },
  {
    id: 'audienceEvidence',
    kinds: open,
    section: sections.audience,
    label: 'How do you know?',
    help: 'A survey, figures of another account, what they told you.',
    shape: 'text',
    longest: longest.text,
    with: 'audienceNetworks',
  },
  {
    id: 'network',
    kinds: open,
    section: sections.where,
    label: 'Which network?',
    help: 'One account for each request.',
    shape: 'network',
    options: networks,
    always: { required: true, say: 'Choose a network.', clause: registered },
  },
  {
    id: 'unitId',
    kinds: open,
    section: sections.where,
    label: 'For which unit?',
    help: 'The faculty, department, service or group that the account belongs to.',
    shape: 'unit',
    always: { required: true, say: 'Choose the unit that the account belongs to.', clause: registered },
  },
  {
    id: 'displayName',
    kinds: open,
    section: sections.where,
    label: 'What is it to be called?',
    help: 'The name that people see.',
    shape: 'line',
    longest: 100,
    always: { required: true, say: 'Give the account a name.', clause: registered },
  },
  {
    id: 'handle',
    kinds: open,
    section: sections.where,
    label: 'Its handle, if you have one in mind',
    help: 'Leave it empty while you don’t know it.',
    shape: 'line',
    longest: 300,
    always: { required: false, say: '', clause: registered },
  },
]

const whatFor: QuestionRule[] = [
  {
    id: 'purpose',
    kinds: open,
    section: sections.purpose,
    label: 'What is it for?',
    help: 'A sentence that anybody understands: it stands in the public register.',
    shape: 'text',
    longest: 500,
    always: { required: true, say: 'Say in a sentence what the account is for.', clause: purposeClause },
  },
  {
    id: 'purposes',
    kinds: open,
    section: sections.purpose,
    label: 'Which of these does it serve?',
    help: 'Choose all that are true.',
    shape: 'several',
    options: purposes,
  },
  {
    id: 'addsValue',
    kinds: open,
    section: sections.purpose,
    label: 'What does it add to what the university supports already?',
    help: 'Websites, e-mail, the learning environment and the accounts that there are.',
    shape: 'text',
    longest: longest.text,
  },
  {
    id: 'supportedEquivalent',
    kinds: open,
    section: sections.purpose,
    label: 'Which supported service comes closest?',
    help: 'Leave it empty where none would do.',
    shape: 'one',
    options: services,
    with: 'addsValue',
  },
]

const care: QuestionRule[] = [
  {
    id: 'hoursPerWeek',
    kinds: open,
    section: sections.care,
    label: 'How many hours a week are there for it?',
    help: 'Writing, answering, and looking at what came of it.',
    shape: 'number',
    always: { required: false, say: '', clause: answersClause },
  },
  {
    id: 'whoWorks',
    kinds: open,
    section: sections.care,
    label: 'Whose hours are these?',
    help: 'Posts or teams, and what happens when they are away.',
    shape: 'text',
    longest: longest.text,
    with: 'hoursPerWeek',
  },
  {
    id: 'administrators',
    kinds: ['open', 'hand-over'],
    section: sections.care,
    label: 'Who answers for it?',
    help: 'The first is the designated administrator, the others are deputies.',
    shape: 'people',
    always: { required: true, say: 'Name who answers for the account.', clause: answersClause },
  },
  {
    id: 'contributors',
    kinds: open,
    section: sections.care,
    label: 'Who else writes for it?',
    help: 'They write; an administrator or central communications approves.',
    shape: 'people',
    always: { required: false, say: '', clause: answersClause },
  },
]

const aims: QuestionRule[] = [
  {
    id: 'objective',
    kinds: open,
    section: sections.aim,
    label: 'What is it to reach?',
    help: 'One clear objective.',
    shape: 'text',
    longest: longest.text,
  },
  {
    id: 'metric',
    kinds: open,
    section: sections.aim,
    label: 'What shows whether it was reached?',
    help: 'A figure, such as visits that come from posts, downloads, or new contacts.',
    shape: 'text',
    longest: longest.text,
  },
  {
    id: 'baseline',
    kinds: open,
    section: sections.aim,
    label: 'Where does that figure stand now?',
    help: '',
    shape: 'line',
    longest: longest.line,
    with: 'metric',
  },
  {
    id: 'target',
    kinds: open,
    section: sections.aim,
    label: 'Where is it to be?',
    help: '',
    shape: 'line',
    longest: longest.line,
    with: 'metric',
  },
  {
    id: 'due',
    kinds: open,
    section: sections.aim,
    label: 'By when?',
    help: '',
    shape: 'date',
    with: 'metric',
  },
]

const ready: QuestionRule[] = [
  {
    id: 'familiar',
    kinds: open,
    section: sections.ready,
    label: 'Do you know this network from using it yourself?',
    help: '',
    shape: 'yes-no',
  },
  {
    id: 'accessibility',
    kinds: open,
    section: sections.ready,
    label: 'How will everybody be able to read it?',
    help: 'Alternative text, captions, plain words.',
    shape: 'text',
    longest: longest.text,
  },
  {
    id: 'underEighteens',
    kinds: open,
    section: sections.ready,
    label: 'May it reach people under 18?',
    help: 'Applicants and pupils often are.',
    shape: 'yes-no',
    always: { required: true, say: 'Say whether it may reach people under 18.', clause: 'BASE-13.4' },
  },
  {
    id: 'contactsAlumni',
    kinds: open,
    section: sections.ready,
    label: 'Is it to contact alumni?',
    help: '',
    shape: 'yes-no',
  },
  {
    id: 'officialName',
    kinds: ['open', 'rename'],
    section: sections.ready,
    label: 'Does it use the university’s name or mark?',
    help: '',
    shape: 'yes-no',
  },
]

export const questions: readonly QuestionRule[] = [
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
