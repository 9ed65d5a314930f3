import type { ExamplePost } from './posts.ts'

/** What went out, and what should have. */
export const examplePostsOut: readonly ExamplePost[] = [
  {
    title: 'Thank you for coming to the open day',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['applicants', 'families'],
    parts: [
      {
        text: 'Thank you to everybody who came to see us on Saturday, and to the student guides who walked some 20,000 steps each. Missed it? Our next #OpenDay is already in the diary: https://www.example.ac.uk/open-days',
        picture: 'open-day',
      },
    ],
    comments: [
      { by: 'digital', text: 'Lovely. I checked the link; it goes to the list of dates.', resolved: true },
    ],
    when: [-12, '10:00'],
    fate: { kind: 'published', by: 'digital', note: 'Good to go.' },
  },
  {
    title: 'Longer library hours before exams',
    author: 'library',
    accounts: ['library', 'university'],
    audiences: ['students'],
    parts: [
      {
        text: 'From Monday the library is open until 2 am, seven days a week, until the end of the exams. The quiet floor stays quiet, and the vending machine has been promised more tea. https://www.example.ac.uk/library/hours',
        picture: 'library',
      },
    ],
    when: [-9, '09:30'],
    fate: { kind: 'published', by: 'digital' },
  },
  {
    title: 'Research showcase: how rivers remember',
    author: 'research',
    accounts: ['research'],
    audiences: ['researchers', 'public', 'media'],
    parts: [
      {
        text: 'How does a river remember a flood? At this year’s research showcase our Rivers and Flooding group brought a river in a box: sand, water and a great deal of patience. A short thread. 1/3',
      },
      {
        text: 'Pour a storm through it and the banks shift. Pour the same storm again and the water takes the path it made the first time. The sand keeps a record of every flood before. 2/3',
      },
      {
        text: 'That record helps towns decide where not to build. The talk, with captions and a transcript, is on our site: https://www.example.ac.uk/research/showcase 3/3',
      },
    ],
    before: {
      by: 'press',
      parts: [{ text: 'Our Rivers and Flooding group showed a river in a box at the research showcase.' }],
    },
    comments: [
      {
        by: 'press',
        text: 'Could we open with the question? It is the best line in the talk.',
        resolved: true,
      },
      { by: 'research', text: 'Done, and split into a thread.' },
    ],
    when: [-7, '12:00'],
    fate: { kind: 'published', by: 'head', note: 'This is how research should sound.' },
  },
  {
    title: 'Where to get help with exam results',
    author: 'admissions',
    accounts: ['university', 'admissions'],
    audiences: ['students', 'applicants'],
    parts: [
      {
        text: 'Results not what you hoped for? You have choices, and people to talk them through with. Call us on 01632 960010 or write to enquiries@example.ac.uk. No question is too small. https://www.example.ac.uk/results-help',
      },
    ],
    when: [-6, '08:30'],
    fate: { kind: 'published', by: 'digital' },
  },
  {
    title: 'Pool closed for a morning',
    author: 'sport',
    accounts: ['sport'],
    audiences: ['students', 'staff', 'community'],
    parts: [
      {
        text: 'The pool is closed on Thursday until noon for a new filter. The gym and classes run as usual.',
      },
    ],
    when: [-5, '16:00'],
    fate: {
      kind: 'published',
      by: 'digital',
      remove: { reason: 'The works were put off by a week, so the notice was wrong.' },
    },
  },
  {
    title: 'Campus bus: winter timetable',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['students', 'staff'],
    parts: [
      {
        text: 'The campus bus changes to its winter timetable on Monday: every 12 minutes in term, last bus from the station at 23.15. https://www.example.ac.uk/travel/bus',
      },
    ],
    when: [-4, '15:00'],
    fate: {
      kind: 'published',
      by: 'press',
      correct: {
        text: 'The campus bus changes to its winter timetable on Monday: every 12 minutes in term, last bus from the station at 23.45. https://www.example.ac.uk/travel/bus',
        reason: 'The bus company corrected the time of the last bus.',
        agreed: true,
      },
    },
  },
  {
    title: 'Freshers’ fair: look after one another',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['students'],
    parts: [
      {
        text: 'Freshers’ fair today, 10 to 4 on the lawn. Drink water, keep an eye on your friends, and if anybody feels unwell find the welfare tent or ring its team on 07700 900321. #FreshersFair',
      },
    ],
    keep: {
      control: 'telephone-numbers',
      reason: 'It is the fair’s own welfare telephone, handed on from shift to shift; the team agreed.',
    },
    when: [-3, '09:00'],
    fate: { kind: 'published', by: 'digital', note: 'Number confirmed with the welfare team.' },
  },
  {
    title: 'Alumni mentoring opens again',
    author: 'advancement',
    accounts: ['alumni'],
    audiences: ['alumni'],
    parts: [
      {
        text: 'An hour a month can change how somebody starts out. Our mentoring scheme is looking for graduates of every subject and decade.',
        link: {
          url: 'https://www.example.ac.uk/alumni/mentoring',
          title: 'Be a mentor',
          description: 'What mentors do, how much time it takes, and how to begin.',
        },
      },
    ],
    when: [-2, '12:30'],
    fate: { kind: 'published', by: 'head' },
  },
  {
    title: 'Bridge test in the engineering lab',
    author: 'engineering',
    accounts: ['engineering'],
    audiences: ['applicants', 'students'],
    parts: [
      {
        text: 'Forty grams of balsa, one lunch hour, and it held a bag of sugar, a toolbox and a brave lecturer’s bicycle. First-year bridge week is the best week. #BridgeWeek',
        picture: 'laboratory',
      },
    ],
    when: [-1, '13:00'],
    fate: {
      kind: 'published',
      by: 'digital',
      correct: {
        text: 'Fifty grams of balsa, one lunch hour, and it held a bag of sugar, a toolbox and a brave lecturer’s bicycle. First-year bridge week is the best week. #BridgeWeek',
        reason: 'The lab weighed it again: it was fifty grams.',
      },
    },
  },
  {
    title: 'Applications: what happens after you press send',
    author: 'admissions',
    accounts: ['admissions'],
    audiences: ['applicants'],
    parts: [
      {
        text: 'You have pressed send. What now? We read every personal statement, usually within three weeks, and write to you either way. https://www.example.ac.uk/apply/what-next',
      },
    ],
    fate: { kind: 'published', by: 'digital', unverified: true },
  },
  {
    title: 'Open rehearsal in the concert hall',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['community', 'public'],
    parts: [
      {
        text: 'Our orchestra rehearses with the doors open this evening at six. Come in, sit anywhere, leave when you must. Free, no ticket.',
      },
    ],
    when: [-1, '17:00'],
    fate: { kind: 'missed', by: 'press' },
  },
  {
    title: 'Lecture: the mathematics of queues',
    author: 'research',
    accounts: ['research'],
    audiences: ['public'],
    parts: [
      {
        text: 'Why does the other queue always move faster? A public lecture on the mathematics of waiting, tonight at seven. Please arrive early. There may be a queue.',
      },
    ],
    when: [-2, '09:00'],
    fate: { kind: 'unknown', by: 'digital' },
  },
  {
    title: 'Winter fixtures',
    author: 'sport',
    accounts: ['sport'],
    audiences: ['students', 'community'],
    parts: [
      {
        text: 'Hockey, netball and a very cold-looking cross-country: the winter fixtures are out. Bring gloves and somebody to cheer for. https://www.example.ac.uk/sport/fixtures',
      },
    ],
    when: [-1, '11:30'],
    fate: { kind: 'blocked', by: 'digital' },
  },
  {
    title: 'Open day places, once more',
    author: 'admissions',
    accounts: ['admissions'],
    audiences: ['applicants'],
    parts: [
      {
        text: 'A few places are left for the Saturday open day. Bring somebody along; there is a tour for them too.',
      },
    ],
    when: [-2, '14:00'],
    fate: {
      kind: 'rejected',
      by: 'digital',
      code: 'too-many-posts',
      say: 'This account has posted as often as it may today.',
    },
  },
]
