import type { Moment, SubjectKind } from './types.ts'

/**
 * The fields of each subject that conditions may read, with their meaning. They are listed in docs/packs.md and in the
 * JSON Schema of controls.yaml. Nothing here is about a person beyond the duties of their office: see types.ts.
 */
export const subjectFields: Readonly<Record<SubjectKind, Readonly<Record<string, string>>>> = {
  post: {
    audiences: 'whom it is for: public, students, applicants, staff, alumni, researchers, business',
    language: 'BCP 47 tag of the language it is written in',
    text: 'all its words, with its titles, tags and first comments',
    networks: 'ids of the networks it goes to',
    images: 'how many images it has',
    parts: 'how many parts, when it is a thread',
    hasLink: 'true when a part shows a link as a card',
  },
  reply: {
    audience: 'who is answered: public, students, applicants, staff, alumni',
    text: 'the words of the answer',
    official: 'true on an account of the register; nothing else can be answered from here',
    minutesWaiting: 'how long the question has waited',
    correctsFacts: 'true when its author says that it puts facts right',
  },
  request: {
    kind: 'open, hand-over, rename, merge or close',
    network: 'id of the network',
    unitKind: 'faculty, department, service, research-group or affiliate',
    affiliate: 'true for a body that answers for itself, such as the students’ union',
    audiences: 'whom the account is for',
    audienceNetworks: 'ids of the networks that the audience is said to use already',
    purpose: 'what it is for',
    purposes:
      'codes of purposes: research, teaching, collaboration, marketing, recruitment, engagement, alumni, support, internal, public-engagement',
    addsValue: 'what it adds beyond supported services, in the requester’s words',
    supportedEquivalent: 'the supported service that would do the same, or empty',
    hoursPerWeek: 'time set aside',
    administrators: 'how many administrators are named',
    objective: 'what is to be reached',
    metric: 'how it is measured',
    familiar: 'true when the requester says that they know the network from use',
    accessibility: 'how posts are made readable for everybody',
    underEighteens: 'true when it may reach people under 18',
    contactsAlumni: 'true when it is to contact alumni',
    officialName: 'true when its name or mark speaks for the university',
    accountsOfUnit: 'how many networks the unit is on already',
  },
  account: {
    network: 'id of the network',
    unitKind: 'faculty, department, service, research-group or affiliate',
    affiliate: 'true for a body that answers for itself',
    administrators: 'how many people answer for it now',
    hoursPerWeek: 'time set aside',
    purpose: 'what it is for',
    audiences: 'whom it is for',
    daysSincePost: 'whole days since it last posted',
    postsPerWeek: 'mean over 90 days',
    twoWayShare: 'posts directed at others ÷ all posts, over 90 days',
    hasObjective: 'true when an objective with a metric is in force',
    daysToReview: 'whole days to its next review; below 0 when it is overdue',
    secondFactor: 'true when each person who may publish has a second factor',
    networkChanged: 'true when the network’s terms, charges or life have changed since the last review',
  },
  search: {
    purpose: 'why it is made',
    purposes: 'codes: reputation, service, campaign, safety, research',
    assessment: 'true when a data-protection assessment is on file',
    public: 'true when it reads only what anybody can see',
    names: 'true when its words name a person',
    days: 'how long it is to run',
  },
  case: {
    kind: 'misuse, impersonation, conduct, account-taken, leak, press, freedom-of-information, personal-data',
    reason: 'why it was opened',
    reasoned: 'true when a reason and its evidence are written down',
    official: 'true when it is about an official account',
    contentious: 'true when somebody has said that it is contested opinion, not conduct',
  },
  person: {
    roles: 'roles held in Rostrum: officer, governance, it',
    offices: 'ids of the offices held',
    publishes: 'true when the person may publish from an account',
    units: 'names of the units whose accounts the person works on, and of those above them',
    networks: 'ids of the networks of these accounts',
    accounts: 'handles of these accounts',
    acknowledged:
      'true when the edition in force of the institution’s own policy, or of the baseline where there is none, has been acknowledged',
    trainings: 'ids of the trainings done and not run out',
    secondFactor: 'true when a second factor or a passkey is set up',
  },
  policy: {
    daysToReview: 'whole days to the review of the policy; below 0 when it is overdue',
    officesVacant: 'ids of offices that it names and nobody holds',
    contactsMissing: 'ids of offices that it names and that have no address',
  },
}

/**
 * Where the running system asks the controls. A control elsewhere is ready and tested by its examples, and its clause
 * counts as not covered until the room is there.
 */
export const askedPlaces: Readonly<Record<SubjectKind, readonly Moment[]>> = {
  post: ['write', 'submit', 'approve', 'publish'],
  reply: [],
  request: ['submit', 'decide'],
  account: ['publish', 'daily'],
  search: [],
  case: ['open'],
  person: ['sign-in', 'publish'],
  policy: ['daily'],
}

/** Fields that nothing fills yet: a control whose condition reads one is not asked truly. */
const fieldsToCome: Partial<Record<SubjectKind, readonly string[]>> = {
  person: ['trainings'],
  account: ['twoWayShare'],
  case: ['contentious', 'reasoned'],
}

/** What kinds of case are opened so far; a control of another kind is not asked truly. */
const kindsOfCase = ['impersonation']

function isOfOpenedKind(subject: SubjectKind, when: string): boolean {
  if (subject !== 'case' || !/\bcase\.kind\b/.test(when)) return true
  return kindsOfCase.some((kind) => when.includes(`"${kind}"`))
}

/** Is a control with this subject, these moments and this condition asked anywhere? */
export function isAsked(subject: SubjectKind, asked: readonly Moment[], when = ''): boolean {
  const toCome = fieldsToCome[subject] ?? []
  if (toCome.some((field) => new RegExp(`\\b${subject}\\.${field}\\b`).test(when))) return false
  return isOfOpenedKind(subject, when) && asked.some((moment) => askedPlaces[subject].includes(moment))
}
