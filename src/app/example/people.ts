import type { Contact } from '#features/institution/index.ts'
import type { Role } from '#features/people/index.ts'

/** Persons are known by what they do: the example invents nobody. None of them can sign in. */
export interface ExamplePerson {
  key: string
  name: string
  email: string
  roles: Role[]
}

export const examplePeople: readonly ExamplePerson[] = [
  {
    key: 'head',
    name: 'Head of Marketing and Communications',
    email: 'head.of.communications@example.ac.uk',
    roles: ['officer'],
  },
  {
    key: 'digital',
    name: 'Digital Marketing Officer',
    email: 'digital.marketing@example.ac.uk',
    roles: ['officer'],
  },
  { key: 'press', name: 'Press Officer', email: 'press.officer@example.ac.uk', roles: ['officer'] },
  { key: 'assistant', name: 'Social Media Assistant', email: 'social.media@example.ac.uk', roles: [] },
  { key: 'admissions', name: 'Admissions Web Editor', email: 'admissions.editor@example.ac.uk', roles: [] },
  { key: 'library', name: 'Library Social Media Editor', email: 'library.social@example.ac.uk', roles: [] },
  {
    key: 'engineering',
    name: 'Engineering Communications Coordinator',
    email: 'engineering.comms@example.ac.uk',
    roles: [],
  },
  { key: 'health', name: 'Health Sciences Web Editor', email: 'health.web@example.ac.uk', roles: [] },
  {
    key: 'research',
    name: 'Research Communications Officer',
    email: 'research.comms@example.ac.uk',
    roles: [],
  },
  {
    key: 'advancement',
    name: 'Alumni Relations Manager',
    email: 'alumni.relations@example.ac.uk',
    roles: [],
  },
  {
    key: 'sport',
    name: 'Sport and Wellbeing Coordinator',
    email: 'sport.coordinator@example.ac.uk',
    roles: [],
  },
  {
    key: 'union',
    name: 'Students’ Union Communications Manager',
    email: 'union.comms@example.ac.uk',
    roles: [],
  },
  {
    key: 'governance',
    name: 'Director of Governance',
    email: 'director.of.governance@example.ac.uk',
    roles: ['governance'],
  },
  { key: 'it', name: 'IT Service Owner', email: 'it.service.owner@example.ac.uk', roles: ['it'] },
]

export interface ExampleHolding {
  person: string
  deputy?: true
  /** Days from today; negative lies in the past. */
  since: number
  until?: number
}

export interface ExampleOffice {
  id: string
  name: string
  about: string
  holdings: ExampleHolding[]
}

export const exampleOffices: readonly ExampleOffice[] = [
  {
    id: 'head-of-marketing-and-communications',
    name: 'Head of Marketing and Communications',
    about: 'Answers for the university’s official accounts as a whole and decides when everything is paused.',
    holdings: [{ person: 'head', since: -420 }],
  },
  {
    id: 'digital-marketing-officer',
    name: 'Digital Marketing Officer',
    about: 'Keeps the register of accounts, advises their administrators and approves posts.',
    holdings: [
      { person: 'head', since: -1500, until: -420 },
      { person: 'digital', since: -420 },
      { person: 'press', since: -200, deputy: true },
    ],
  },
  {
    id: 'advancement-office',
    name: 'Advancement Office',
    about: 'Looks after everything that is said to alumni and supporters.',
    holdings: [{ person: 'advancement', since: -900 }],
  },
  {
    id: 'director-of-governance',
    name: 'Director of Governance',
    about: 'Receives reports of misuse and decides what follows from them.',
    holdings: [{ person: 'governance', since: -1100 }],
  },
  {
    id: 'data-protection-officer',
    name: 'Data Protection Officer',
    about: 'Advises where personal information is concerned.',
    holdings: [{ person: 'governance', since: -90, until: 60 }],
  },
  {
    id: 'freedom-of-information-officer',
    name: 'Freedom of Information Officer',
    about: 'Answers requests for information. Nobody holds this office at present.',
    holdings: [],
  },
]

/** What the university publishes as its own. The numbers are those that Ofcom keeps for drama. */
/** From Christmas Eve to 2 January of the year in which the example is loaded. */
export const exampleClosure = { name: 'Winter closure (example)', from: '12-24', until: '01-02' }

export const exampleContacts: readonly Contact[] = [
  { kind: 'telephone', value: '01632 960000', label: 'Switchboard' },
  { kind: 'telephone', value: '01632 960010', label: 'Admissions and Clearing' },
  { kind: 'telephone', value: '01632 960024', label: 'Campus security, day and night' },
  { kind: 'email', value: 'enquiries@example.ac.uk', label: 'Enquiries' },
  { kind: 'email', value: 'press@example.ac.uk', label: 'Press office' },
  { kind: 'domain', value: 'example.ac.uk', label: 'The university’s website' },
]
