import { describe, expect, test } from 'vitest'
import { clause, foundBy } from './sample.ts'

describe('review date', () => {
  test.each([
    {
      approved: '2022-11-15',
      review: '2025-10-31',
      says: /due on 31 October 2025, 386 days ago/,
      weight: 'fault',
    },
    {
      approved: '2025-11-15',
      review: '2026-11-21',
      says: /due on 21 November 2026, today/,
      weight: 'warning',
    },
    { approved: '2025-11-15', review: '2027-02-19', says: /in 90 days/, weight: 'warning' },
    { approved: '2026-11-15', review: '2026-10-01', says: /not after its approval/, weight: 'fault' },
  ])('review $review of a policy approved $approved', ({ approved, review, says, weight }) => {
    const [found] = foundBy('review-date', { front: { approved, review } })
    expect(found).toMatchObject({ weight, file: 'policy.md', line: 8, says: expect.stringMatching(says) })
  })

  test('a review that is 91 days away is silent', () => {
    expect(foundBy('review-date', { front: { review: '2027-02-20' } })).toEqual([])
  })
})

const ordered = (text: string) => ({
  policy: [
    '# Policy',
    '## 1 Introduction {#S-1}',
    'This policy is short. {#S-1.1}',
    '## Section 2: General principles {#S-2}',
    '**Take care.** Care is taken. {#S-2.1}',
    'Nothing confidential is posted. {#S-2.3a}',
    '## 3 Official accounts {#S-3}',
    `${text} {#S-3.1}`,
  ].join('\n\n'),
})

describe('references', () => {
  test.each([
    ['See section 4.', /has no 4/],
    ['Clause 2.2 says how.', /has no 2\.2/],
    ['See 8.2 for advice.', /has no 8\.2/],
    ['As said in sections 2 and 7.', /has no 7/],
    ['More in [the rules](#S-9.1).', /links to #S-9\.1/],
    ['See S-2.9.', /refers to S-2\.9/],
    [
      'Posts that go against the general principles listed in section 3 of this document may be unlawful.',
      /“General principles” but refers to “section 3”, which is “Official accounts”. “General principles” is section 2/,
    ],
    ['Posts may break the principles in section 3.', /“General principles” is section 2/],
    ['Section 1 (General principles) says how.', /“General principles” is section 2/],
    ['Do what clause 3.1 says.', /refers to itself/],
  ])('%s', (text, says) => {
    const found = foundBy('references', ordered(text))
    expect(found.map((one) => one.says)).toEqual([expect.stringMatching(says)])
    expect(found[0]).toMatchObject({ clause: 'S-3.1', line: 26 })
  })

  test.each([
    'See section 2.',
    'The general principles in section 2 hold here too.',
    'Clause 2.3(a) and clause 2.3 hold here too.',
    'See 2.1, and [the rules](#S-2.1), and S-2.3a.',
    'Section 127 of the Communications Act 2003 makes it an offence.',
    'The Communications Act 2003, section 127, makes it an offence.',
    'The Data Protection Act 2018 (see section 170) makes it an offence.',
    'Section 7 of the Data Protection Policy says how long.',
    'Under 1.5 per cent of posts are checked, and version 3.3 is in use.',
    'Article 8 of the Convention protects private life.',
    'Open an account as in section 2 (General principles).',
  ])('is silent on: %s', (text) => {
    expect(foundBy('references', ordered(text))).toEqual([])
  })

  test('clauses that only refer to each other', () => {
    const policy =
      '## 1 A {#S-1}\n\nSee clause 1.2. {#S-1.1}\n\nClause 1.1 applies. {#S-1.2}\n\nSee clause 1.1. {#S-1.3}'
    const found = foundBy('reference-loops', { policy })
    expect(found).toMatchObject([
      { clause: 'S-1.1', weight: 'advice', says: expect.stringContaining('S-1.1 and S-1.2') },
    ])
    const said = policy.replace(
      'Clause 1.1 applies.',
      'Logos follow the branding policy; see clause 1.1 for accounts.',
    )
    expect(foundBy('reference-loops', { policy: said })).toEqual([])
  })
})

describe('two-factor', () => {
  test.each([
    [
      'Use a strong password, and consider turning on two-factor authentication where it is offered.',
      'fault',
    ],
    ['We recommend multi-factor authentication.', 'fault'],
    ['Staff are encouraged to set up 2FA.', 'fault'],
    ['Where possible, turn on a second factor.', 'fault'],
    ['Where two-factor authentication is on offer, consider it.', 'fault'],
    ['**Second factor.** Consider one for each account.', 'fault'],
  ])('%s', (text, weight) => {
    const found = foundBy('two-factor', clause(text))
    expect(found).toMatchObject([
      { weight, clause: 'S-1.1', because: expect.stringContaining('Cyber Essentials') },
    ])
  })

  test.each([
    'Each person signs in with a second factor or a passkey.',
    'Two-factor authentication must be on, and a password manager should be used.',
    'A strong password must be used, and multi-factor authentication is required.',
    'Consider the audience first.',
    'There are three things to do: consider it, read it again, and then ask.',
  ])('is silent on: %s', (text) => {
    expect(foundBy('two-factor', clause(text))).toEqual([])
  })

  test('is milder when another clause asks for it', () => {
    const policy =
      '## 1 A {#S-1}\n\nConsider two-factor authentication. {#S-1.1}\n\nMulti-factor authentication must be on. {#S-1.2}'
    expect(foundBy('two-factor', { policy })).toMatchObject([{ weight: 'warning', clause: 'S-1.1' }])
  })
})

describe('said twice', () => {
  test.each([
    ['Nothing about sex, race, gender, gender reassignment, race, nationality or age.', /“race” twice/],
    [
      'Remarks that put people down for their sex, race, gender, race, or age are never made.',
      /“race” twice/,
    ],
    ['Posts are for students, staff, alumni and students.', /“students” twice/],
    ['The post waits for the the editor.', /doubled word: “the the”/],
  ])('%s', (text, says) => {
    expect(foundBy('said-twice', clause(text)).map((one) => one.says)).toEqual([expect.stringMatching(says)])
  })

  test.each([
    'Sex, race, gender, gender reassignment, religion or belief, disability and age.',
    'A post gives the number of a service, not of a person, and the name of a person.',
    'An account of the university, a page of the university or a group.',
    'All that that means is known.',
    'Ask, answer, and ask again.',
  ])('is silent on: %s', (text) => {
    expect(foundBy('said-twice', clause(text))).toEqual([])
  })

  test('a clause said twice, and nearly so', () => {
    const long = 'Whoever opens an account names two administrators, a purpose, an audience and an objective'
    const policy = `## 1 A {#S-1}\n\n${long}. {#S-1.1}\n\n${long}! {#S-1.2}\n\n${long} first. {#S-1.3}`
    const found = foundBy('said-twice', { policy })
    expect(found.map(({ clause: id, weight }) => [id, weight])).toEqual([
      ['S-1.2', 'fault'],
      ['S-1.3', 'advice'],
      ['S-1.3', 'advice'],
    ])
  })

  test('a point twice in a list, and somebody twice in its reach', () => {
    const policy = '## 1 A {#S-1}\n\nThese: {#S-1.1}\n\n- Race\n- Sex\n- Race\n'
    const found = foundBy('said-twice', { policy, front: { 'applies-to': '[Staff, Students, staff]' } })
    expect(found.map(({ line, says }) => [line, says.includes('twice')])).toEqual([
      [9, true],
      [18, true],
    ])
  })
})

describe('spelling', () => {
  test.each([
    ['The code on freedom of speach covers posts.', 'speach', 'speech'],
    ['The code on preedom of speech covers posts.', 'preedom', 'freedom'],
    ['Universty accounts are official.', 'Universty', 'university'],
    ['Every messsage is read.', 'messsage', 'message'],
    ['No harrassment.', 'harrassment', 'harassment'],
    ['It must be approevd.', 'approevd', 'approved'],
  ])('%s', (text, wrong, right) => {
    const found = foundBy('spelling', clause(text))
    expect(found.map(({ says, mend }) => [says.includes(`“${wrong}”`), mend])).toEqual([
      [true, `Write “${right}”.`],
    ])
  })

  test.each([
    'A fellow may follow the chancellor; the principal has principles and a licence to practise.',
    'Organizations recognize and organise what they publicise.',
    'Write to speach@example.ac.uk or see #Speach, @speach and example.ac.uk/polcy.',
    'The network Messagely is used by the Contant Team.',
    'Vlogging, reposts and the like are welcome.',
  ])('is silent on: %s', (text) => {
    expect(foundBy('spelling', clause(text))).toEqual([])
  })
})

describe('a rule and its example', () => {
  test.each([
    [
      'Staff must never use personal social media to be in touch with students. For example, no chat with a student over any social media channel.',
      /binds “personal social media” only, while its example speaks of “any social media channel”/,
    ],
    ['Students are not befriended from personal accounts (e.g. no chat on any network).', /“any network”/],
    [
      'Every account is named after its unit: for example, a personal account only carries a name and a unit.',
      /“Every account”.*“personal account” only/,
    ],
  ])('%s', (text, says) => {
    expect(foundBy('example-scope', clause(text)).map((one) => one.says)).toEqual([
      expect.stringMatching(says),
    ])
  })

  test.each([
    'Staff must never use personal accounts to chat with students, for example by a friend request from a personal account.',
    'Staff keep any account and every personal account apart, for example on any network.',
    'Every account has an administrator, such as a member of a personal tutor’s team.',
    'Personal accounts are kept apart. Any channel is listed.',
  ])('is silent on: %s', (text) => {
    expect(foundBy('example-scope', clause(text))).toEqual([])
  })
})
