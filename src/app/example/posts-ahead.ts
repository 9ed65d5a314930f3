import type { ExamplePost } from './posts.ts'

/** What is being written, waits to be read, or is planned. */
export const examplePostsAhead: readonly ExamplePost[] = [
  {
    title: 'New study rooms you can book',
    author: 'library',
    accounts: ['library'],
    audiences: ['students'],
    parts: [
      {
        text: 'Twelve new study rooms open on the second floor this week. Book one for two hours, bring your group, leave the whiteboard clean. https://www.example.ac.uk/library/rooms',
        picture: 'library',
      },
    ],
    comments: [
      { by: 'library', text: 'The rooms can be booked from Monday morning, so any time after that is fine.' },
    ],
    when: [1, '09:30'],
    fate: { kind: 'in-review' },
  },
  {
    title: 'Clearing: how to be ready',
    author: 'admissions',
    accounts: ['admissions', 'university'],
    audiences: ['applicants', 'families'],
    parts: [
      {
        text: 'Clearing in four steps. 1: Have your UCAS number and results to hand. 2: Make a list of three courses. 3: Ring us on 01632 960010; lines open at 8 am. 4: Breathe. There is a person at the other end. #ClearingHelp',
      },
    ],
    before: {
      by: 'assistant',
      parts: [{ text: 'Clearing: have your UCAS number ready and ring us on 01632 960010.' }],
    },
    when: [2, '08:00'],
    fate: { kind: 'in-review' },
  },
  {
    title: 'Late buses on fair night',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['students'],
    parts: [
      {
        text: 'Going home late after the winter fair? The night bus runs every half hour until 3 am from outside the union, and campus security walks with anybody who asks: 01632 960024, day and night.',
      },
    ],
    comments: [
      { by: 'press', text: 'Is that the security team’s new number?' },
      { by: 'assistant', text: 'Yes, it is the one on the university’s contact page.', resolved: true },
    ],
    fate: { kind: 'in-review' },
  },
  {
    title: 'Volunteers wanted: sleep study',
    author: 'research',
    accounts: ['research'],
    audiences: ['public', 'community'],
    parts: [
      {
        text: 'Do you sleep badly before exams? Our sleep study is looking for volunteers aged 18 to 30. Two short visits, travel paid, approved by the ethics committee. The study desk is on 07700 900456.',
      },
    ],
    keep: {
      control: 'telephone-numbers',
      reason:
        'The study’s own telephone for the length of the field work; it belongs to nobody in particular.',
    },
    when: [4, '11:00'],
    fate: { kind: 'in-review' },
  },
  {
    title: 'Wellbeing walk on Wednesday',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['students', 'staff'],
    parts: [
      {
        text: 'Forty minutes, flat shoes, no talking about deadlines. The Wednesday wellbeing walk sets off from the clock tower at 12.15. Everybody is welcome, wheels and prams too.',
        picture: 'campus',
      },
    ],
    when: [1, '10:30'],
    fate: { kind: 'scheduled', by: 'digital' },
  },
  {
    title: 'Open day bookings open',
    author: 'admissions',
    accounts: ['university', 'admissions'],
    audiences: ['applicants', 'families', 'schools'],
    parts: [
      {
        text: 'Bookings for the spring open day are open. Sit in on a lecture, ask our students anything, and try the canteen before you commit. #OpenDay',
        link: {
          url: 'https://www.example.ac.uk/open-days/spring',
          title: 'Spring open day',
          description: 'Programme, travel and booking.',
        },
      },
    ],
    when: [3, '12:00'],
    fate: { kind: 'scheduled', by: 'head', note: 'Happy with this. Please answer questions the same day.' },
  },
  {
    title: 'Careers fair: three things to bring',
    author: 'engineering',
    accounts: ['engineering'],
    audiences: ['students', 'employers'],
    parts: [
      { text: 'Careers fair next week. Three things to bring, and one to leave at home. A thread. 1/2' },
      {
        text: 'Bring a one-page CV, a question that isn’t about salary, and comfortable shoes. Leave the worry: every employer there was new once. https://www.example.ac.uk/careers/fair 2/2',
      },
    ],
    when: [5, '13:00'],
    fate: { kind: 'scheduled', by: 'digital' },
  },
  {
    title: 'Graduates in print',
    author: 'advancement',
    accounts: ['alumni'],
    audiences: ['alumni'],
    parts: [
      {
        text: 'Four of our creative writing graduates have first novels out this season. We asked each for the sentence they nearly cut. https://www.example.ac.uk/alumni/first-novels',
      },
    ],
    when: [8, '12:30'],
    fate: { kind: 'scheduled', by: 'head' },
  },
  {
    title: 'Quiet hour at the sports centre',
    author: 'digital',
    accounts: ['university'],
    audiences: ['students', 'staff', 'community'],
    parts: [
      {
        text: 'From next month the sports centre keeps a quiet hour: no music, softer lights, fewer people. Tuesdays, 2 to 3 pm, nothing to book.',
      },
    ],
    when: [12, '09:00'],
    fate: { kind: 'scheduled', by: 'press' },
  },
  {
    title: 'Winter concert',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['community', 'alumni', 'public'],
    parts: [
      {
        text: 'The winter concert: a choir of ninety, one very large drum, and mince pies in the interval. Tickets from £5, free for students. https://www.example.ac.uk/music/winter',
      },
    ],
    when: [6, '10:00'],
    fate: { kind: 'paused', by: 'head' },
  },
  {
    title: 'Guest lecture: put off',
    author: 'research',
    accounts: ['research'],
    audiences: ['researchers', 'students'],
    parts: [
      {
        text: 'A guest lecture on the history of weather maps, Thursday at five in the Old Theatre. All welcome.',
      },
    ],
    when: [7, '15:00'],
    fate: { kind: 'cancelled', by: 'digital', reason: 'The speaker is ill; a new date will follow.' },
  },
  {
    title: 'Showcase prize winners',
    author: 'research',
    accounts: ['research'],
    audiences: ['researchers', 'public'],
    parts: [
      {
        text: 'Three prizes, eleven disciplines, one shared poster board. The winners of the research showcase are on our site. https://www.example.ac.uk/research/prizes',
      },
    ],
    when: [2, '14:00'],
    fate: {
      kind: 'voided',
      by: 'digital',
      parts: [
        {
          text: 'Three prizes, twelve disciplines, one shared poster board. The winners of the research showcase are on our site. https://www.example.ac.uk/research/prizes',
        },
      ],
    },
  },
  {
    title: 'Laptop loans',
    author: 'library',
    accounts: ['library'],
    audiences: ['students'],
    parts: [
      { text: 'Laptop died the night before? Borrow one at the library desk for a day, free of charge.' },
    ],
    when: [3, '09:00'],
    fate: {
      kind: 'changes',
      by: 'digital',
      note: 'Please say how long the loan is over a weekend, and add the link to the loans page.',
    },
  },
  {
    title: 'Ask our student guide (not ready)',
    author: 'admissions',
    accounts: ['admissions'],
    audiences: ['applicants'],
    parts: [
      {
        text: 'Questions about living in halls? Text one of our student guides on 07700 900123 and they will tell you what the prospectus does not.',
      },
    ],
    comments: [
      {
        by: 'assistant',
        text: 'That looks like somebody’s own number. The admissions line would be better.',
      },
    ],
    fate: { kind: 'draft' },
  },
  {
    title: 'Campus in autumn (needs a description)',
    author: 'assistant',
    accounts: ['university'],
    audiences: ['public'],
    parts: [
      {
        text: 'That light on the clock tower at half past four. We never tire of it.',
        picture: 'campus',
        alt: '',
      },
    ],
    fate: { kind: 'draft' },
  },
  {
    title: 'Countdown to the open day',
    author: 'assistant',
    accounts: ['university', 'university-bluesky'],
    audiences: ['applicants'],
    parts: [
      {
        text: 'Ten days to go! Tell us what you want to see at the #openday and we will do our best. #exampleuniversity',
      },
    ],
    fate: { kind: 'draft' },
  },
  {
    title: 'Nursing simulation ward',
    author: 'health',
    accounts: [],
    audiences: ['applicants'],
    parts: [
      {
        text: 'Inside the simulation ward: beds that breathe, dolls that blink, and students who will one day look after us all.',
      },
    ],
    fate: { kind: 'draft' },
  },
]
