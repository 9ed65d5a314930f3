import type { MemberRelation } from '#features/people/index.ts'

/** A person’s part in an account; `until` in days from today. */
export interface ExampleMember {
  person: string
  relation: MemberRelation
  until?: number
}

export interface ExampleAccount {
  key: string
  network: 'practice' | 'bluesky' | 'mastodon'
  handle: string
  displayName: string
  unit: string
  purpose: string
  audiences: string[]
  hoursPerWeek: number
  administrators: string[]
  others?: ExampleMember[]
}

/** Those on Practice are connected and really publish there. The others stand in the register and are not connected. */
export const exampleAccounts: readonly ExampleAccount[] = [
  {
    key: 'university',
    network: 'practice',
    handle: 'example-university',
    displayName: 'Example University',
    unit: 'communications',
    purpose: 'News, events and help for everybody who studies, works or wants to study here.',
    audiences: ['applicants', 'students', 'staff', 'public'],
    hoursPerWeek: 12,
    administrators: ['digital', 'head'],
    others: [
      { person: 'assistant', relation: 'contributor' },
      { person: 'press', relation: 'contributor' },
      { person: 'admissions', relation: 'contributor' },
      { person: 'library', relation: 'contributor' },
    ],
  },
  {
    key: 'admissions',
    network: 'practice',
    handle: 'example-admissions',
    displayName: 'Example University Admissions',
    unit: 'admissions',
    purpose: 'Open days, applications, results and Clearing, with answers to applicants’ questions.',
    audiences: ['applicants', 'families', 'schools'],
    hoursPerWeek: 6,
    administrators: ['admissions'],
    others: [{ person: 'assistant', relation: 'contributor' }],
  },
  {
    key: 'library',
    network: 'practice',
    handle: 'example-library',
    displayName: 'Example University Library',
    unit: 'library',
    purpose: 'Opening hours, study spaces and help with finding and citing sources.',
    audiences: ['students', 'staff'],
    hoursPerWeek: 4,
    administrators: ['library'],
    others: [{ person: 'assistant', relation: 'contributor' }],
  },
  {
    key: 'engineering',
    network: 'practice',
    handle: 'example-engineering',
    displayName: 'School of Engineering',
    unit: 'engineering',
    purpose: 'Student projects, labs and placements, for people who may want to join the school.',
    audiences: ['applicants', 'students', 'employers'],
    hoursPerWeek: 3,
    administrators: ['engineering'],
    // Ends soon, so that the register has something to warn of.
    others: [{ person: 'health', relation: 'administrator', until: 12 }],
  },
  {
    key: 'research',
    network: 'practice',
    handle: 'example-research',
    displayName: 'Research at Example University',
    unit: 'research',
    purpose: 'What our researchers find out, told so that everybody can follow it.',
    audiences: ['researchers', 'media', 'public'],
    hoursPerWeek: 5,
    administrators: ['research'],
    others: [{ person: 'press', relation: 'contributor' }],
  },
  {
    key: 'alumni',
    network: 'practice',
    handle: 'example-alumni',
    displayName: 'Example University Alumni',
    unit: 'advancement',
    purpose: 'Keeps graduates in touch with one another, with mentoring and with the university.',
    audiences: ['alumni'],
    hoursPerWeek: 3,
    administrators: ['advancement'],
  },
  {
    key: 'union',
    network: 'practice',
    handle: 'example-union',
    displayName: 'Example Students’ Union',
    unit: 'union',
    purpose: 'Societies, events, safety and advice, run by students for students.',
    audiences: ['students'],
    hoursPerWeek: 8,
    administrators: ['union'],
    others: [{ person: 'assistant', relation: 'contributor' }],
  },
  {
    key: 'sport',
    network: 'practice',
    handle: 'example-sport',
    displayName: 'Sport at Example University',
    unit: 'sport',
    purpose: 'Classes, clubs, fixtures and opening times of the sports centre and pool.',
    audiences: ['students', 'staff', 'community'],
    hoursPerWeek: 2,
    administrators: ['sport'],
  },
  {
    key: 'university-bluesky',
    network: 'bluesky',
    handle: 'news.example.ac.uk',
    displayName: 'Example University',
    unit: 'communications',
    purpose: 'News of the university for people on Bluesky. Still to be connected.',
    audiences: ['media', 'researchers', 'public'],
    hoursPerWeek: 4,
    administrators: ['digital'],
    others: [{ person: 'assistant', relation: 'contributor' }],
  },
  {
    key: 'rivers-bluesky',
    network: 'bluesky',
    handle: 'rivers.example.ac.uk',
    displayName: 'Rivers and Flooding Research',
    unit: 'rivers',
    purpose: 'Findings and field work of the research group. Still to be connected.',
    audiences: ['researchers', 'community'],
    hoursPerWeek: 1.5,
    administrators: ['research'],
  },
  {
    key: 'library-mastodon',
    network: 'mastodon',
    handle: 'library@social.example.ac.uk',
    displayName: 'Example University Library',
    unit: 'library',
    purpose: 'Open access, new collections and questions about sources. Still to be connected.',
    audiences: ['students', 'researchers'],
    hoursPerWeek: 1,
    administrators: ['library'],
  },
  {
    key: 'computing-mastodon',
    network: 'mastodon',
    handle: 'computing@social.example.ac.uk',
    displayName: 'School of Computing',
    unit: 'computing',
    purpose: 'Seminars, open source projects and placements. Still to be connected.',
    audiences: ['applicants', 'students'],
    hoursPerWeek: 1,
    administrators: ['engineering'],
  },
]
