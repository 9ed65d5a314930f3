import { longest } from './contract.ts'
import { answersClause, open, sections, type QuestionRule } from './question-rules.ts'

/** Who looks after it. */
export const care: QuestionRule[] = [
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

/** What it is to reach, and what shows it. */
export const aims: QuestionRule[] = [
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

/** Whether those who ask are ready for it. */
export const ready: QuestionRule[] = [
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
