import { knownNetworks } from '#networks/known.ts'
import { knownAudiences } from '../contract.ts'
import { longest, type Question } from './contract.ts'
import { open, purposeClause, registered, sections, type QuestionRule } from './question-rules.ts'

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

/** Whom a new account is for, before where it is to be. */
export const audienceFirst: QuestionRule[] = [
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

/** What it is for, and what it adds to what there is. The services that are listed are the institution's. */
export const whatFor: QuestionRule[] = [
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
    with: 'addsValue',
  },
]
