import type { Answers, Decision, RequestKind } from '#features/register/requests/contract.ts'

/** What became of a request: nothing yet, a question that waits, or a decision, and what was said against it. */
export type RequestFate =
  | { kind: 'draft' }
  | { kind: 'asked'; by: string; question: string }
  | { kind: 'decided'; by: string; decision: Decision; reasons: string; conditions?: string; appeal?: string }

export interface ExampleRequest {
  requester: string
  kind: RequestKind
  /** Days since it was begun. */
  daysAgo: number
  unit?: string
  account?: string
  successor?: string
  administrators?: string[]
  answers: Answers
  fate: RequestFate
}

/** What a new account is asked about whatever it is for. */
const careful: Answers = {
  hoursPerWeek: 3,
  metric: 'Bookings that come from the link in the profile.',
  baseline: '0',
  target: '100',
  familiar: true,
  accessibility: 'Captions on every film, and alternative text on every picture.',
  underEighteens: false,
  contactsAlumni: false,
  officialName: true,
}

export const exampleRequests: readonly ExampleRequest[] = [
  {
    requester: 'library',
    kind: 'open',
    daysAgo: 1,
    unit: 'library',
    answers: { audiences: ['students'], purposes: ['support'], network: 'discord' },
    fate: { kind: 'draft' },
  },
  {
    requester: 'engineering',
    kind: 'open',
    daysAgo: 2,
    unit: 'engineering',
    administrators: ['engineering', 'health'],
    answers: {
      ...careful,
      audiences: ['applicants', 'schools'],
      audienceNetworks: ['tiktok', 'instagram'],
      audienceEvidence: 'The survey of offer holders in May: eight in ten are there every day.',
      network: 'tiktok',
      displayName: 'Engineering at Example',
      purpose: 'Shows applicants what a week in our workshops is like.',
      purposes: ['recruitment'],
      addsValue: 'Short films from the workshops, for which the website has no place.',
      whoWorks: 'The school’s communications coordinator, two hours, and two student ambassadors.',
      objective: 'More applicants come to the open days in June and September.',
    },
    fate: {
      kind: 'asked',
      by: 'press',
      question: 'Who films when the ambassadors have their examinations?',
    },
  },
  {
    requester: 'research',
    kind: 'open',
    daysAgo: 6,
    unit: 'research',
    administrators: ['research', 'press'],
    answers: {
      ...careful,
      audiences: ['researchers', 'employers'],
      audienceNetworks: ['linkedin'],
      audienceEvidence: 'Most of our partners in industry answer there first.',
      network: 'linkedin',
      displayName: 'Research partnerships at Example University',
      purpose: 'Tells partners outside the university what our researchers can do with them.',
      purposes: ['collaboration'],
      addsValue: 'Partners look for us there, and the main account speaks to applicants.',
      whoWorks: 'The research office, with the press office as its deputy.',
      objective: 'More partners write to us about working together.',
    },
    fate: {
      kind: 'decided',
      by: 'head',
      decision: 'approved',
      reasons: 'The audience is there, and two people have set the time aside.',
      conditions: 'The objective is looked at after the first half year.',
    },
  },
  {
    requester: 'library',
    kind: 'close',
    daysAgo: 8,
    account: 'library-mastodon',
    answers: { why: 'It is quiet there, and the time would do more good elsewhere.' },
    fate: {
      kind: 'decided',
      by: 'digital',
      decision: 'refused',
      reasons:
        'Researchers ask for open access there. Hand it over to the research office rather than closing it.',
    },
  },
  {
    requester: 'sport',
    kind: 'open',
    daysAgo: 9,
    unit: 'sport',
    administrators: ['sport', 'assistant'],
    answers: {
      ...careful,
      audiences: ['students'],
      audienceNetworks: ['snapchat'],
      audienceEvidence: 'Club captains say so.',
      network: 'snapchat',
      displayName: 'Sport at Example',
      purpose: 'Shows what goes on at the sports centre today.',
      purposes: ['engagement'],
      addsValue: 'What is over by the evening, such as free courts and changed classes.',
      whoWorks: 'The sport coordinator and the social media assistant.',
      objective: 'Fewer courts stand empty in the mornings.',
    },
    fate: {
      kind: 'decided',
      by: 'digital',
      decision: 'refused',
      reasons:
        'Nothing that is sent there can be kept as a record. The account on Practice reaches the same people.',
      appeal: 'Students miss changed classes now. We would keep each picture in the records by hand.',
    },
  },
]
