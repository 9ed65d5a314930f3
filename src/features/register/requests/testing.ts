/** For tests of requests: answers that any policy takes, to be changed by a test. */
import type { Answers } from './contract.ts'

/** "A school wants TikTok." */
export function tiktokAnswers(unitId: string, administrators: string[]): Answers {
  return {
    audiences: ['applicants'],
    audienceNetworks: ['tiktok', 'instagram'],
    audienceEvidence: 'The survey of offer holders in May.',
    network: 'tiktok',
    unitId,
    displayName: 'School of Engineering',
    handle: '',
    purpose: 'Shows applicants what a week at the school is like.',
    purposes: ['recruitment'],
    addsValue: 'Short films from the workshops, which the website has no place for.',
    supportedEquivalent: '',
    hoursPerWeek: 4,
    whoWorks: 'The school’s digital officer, two hours, and two student ambassadors.',
    administrators,
    contributors: [],
    objective: 'More applicants come to the open days.',
    metric: 'Bookings that come from the profile’s link.',
    baseline: '0',
    target: '120',
    due: '2027-06-30',
    familiar: true,
    accessibility: 'Captions on each film, and nothing said by colour alone.',
    underEighteens: false,
    contactsAlumni: false,
    officialName: true,
  }
}
