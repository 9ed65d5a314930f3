import { describe, expect, test } from 'vitest'
import { register } from './law/register.ts'
import { mentionsIn } from './law/mentions.ts'
import { clause, foundBy } from './sample.ts'

describe('law', () => {
  test.each([
    [
      'The Telecommunications (Lawful Business Practice) (Interception of Communications) Regulations 2000 apply.',
      'fault',
      /replaced on 27 December 2018 by section 46 of the Investigatory Powers Act 2016/,
    ],
    [
      'Interception rests on the Regulation of Investigatory Powers Act 2000.',
      'warning',
      /Part 1 chapter 1.*replaced on 27 December 2018/,
    ],
    ['RIPA 2000 applies.', 'advice', /Regulation of Investigatory Powers Act 2000/],
    [
      'A false message is an offence under section 127 of the Communications Act 2003.',
      'warning',
      /section 127\(2\).*31 January 2024.*Online Safety Act 2023/,
    ],
    [
      'Such posts may break the Malicious Communications Act 1988.',
      'advice',
      /Malicious Communications Act 1988.*31 January 2024/,
    ],
    ['Personal data fall under the Data Protection Act 1998.', 'fault', /replaced on 25 May 2018/],
    ['See the Sex Discrimination Act 1975.', 'fault', /the Equality Act 2010/],
    ['Speech is protected by the Education (No. 2) Act 1986.', 'warning', /1 August 2025/],
    ['See the Equality Act 2012.', 'warning', /the Equality Act 2010/],
    ['See the Example Widgets (Marking) Act 1987.', 'advice', /not in the register/],
  ])('%s', (text, weight, says) => {
    expect(foundBy('law', clause(text))).toMatchObject([
      { weight, clause: 'S-1.1', says: expect.stringMatching(says) },
    ])
  })

  test.each([
    'The Equality Act 2010, the Defamation Act 2013, the Human Rights Act 1998 and the Computer Misuse Act 1990 apply.',
    'The Malicious Communications Act 1988, the Communications Act 2003 and the Online Safety Act 2023 apply.',
    'RIPA 2000 and the Investigatory Powers Act 2016 say when interception is lawful.',
    'The Freedom of Information Act and the Freedom of Information (Scotland) Act apply.',
    'The Act applies, and so do these Regulations. Act with care.',
    'The Computer Misuse Act (1990) and the Copyright, Designs and Patents Act (CDPA) 1988 apply.',
    'The Protection From Harassment Act 1997 and the Contempt of Court Act of 1981 apply.',
  ])('is silent on: %s', (text) => {
    expect(foundBy('law', clause(text))).toEqual([])
  })

  test('as of the day: what is not yet in force, and what is not yet replaced', () => {
    const speech = clause('The Higher Education (Freedom of Speech) Act 2023 protects speech.')
    expect(foundBy('law', speech, { today: '2025-07-31' })).toMatchObject([{ weight: 'warning' }])
    expect(foundBy('law', speech, { today: '2025-08-01' })).toEqual([])
    const trading = clause('The Consumer Protection from Unfair Trading Regulations 2008 apply.')
    expect(foundBy('law', trading, { today: '2025-04-05' })).toEqual([])
    expect(foundBy('law', trading, { today: '2025-04-06' })).toMatchObject([{ weight: 'fault' }])
  })

  test('a list of acts under a clause counts as the clause, each act with its line', () => {
    const policy =
      '## 9 Law {#S-9}\n\nMonitoring rests on: {#S-9.3}\n\n- Human Rights Act 1998\n- Regulation of Investigatory Powers Act 2000\n'
    expect(foundBy('law', { policy })).toMatchObject([{ clause: 'S-9.3', line: 17, weight: 'warning' }])
  })

  test('names within names', () => {
    const names = (text: string) => mentionsIn(text).map(({ law }) => law?.title)
    expect(names('Malicious Communications 1988')).toEqual(['Malicious Communications Act 1988'])
    expect(names('the Regulation of Investigatory Powers Act 2000')).toEqual([
      'Regulation of Investigatory Powers Act 2000',
    ])
  })

  test('the register is sound', () => {
    const titles = register.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
    for (const law of register) {
      expect(mentionsIn(`See the ${law.title}.`)).toMatchObject([{ law: { title: law.title } }])
      expect(law.source).toMatch(
        /^https:\/\/www\.legislation\.gov\.uk\/(?:ukpga|uksi|asp|nia|wsi|mwa)\/[\w/-]+$/,
      )
      if (law.until !== undefined) expect(law.until > law.from && law.replacedBy !== undefined).toBe(true)
      for (const title of law.successors ?? []) expect(titles).toContain(title)
    }
  })
})

describe('criticism', () => {
  test.each([
    ['Staff must not criticise the university on social media.', 'fault'],
    ['Posts must never disparage the institution, its brand or its leadership.', 'fault'],
    ['Negative comments about the university are not permitted.', 'fault'],
    ['Comments that criticise the university will be removed.', 'fault'],
    ['Do not show the university in a bad light.', 'fault'],
    ['Criticism of the university is a disciplinary matter.', 'fault'],
    [
      'Do not bring the university into disrepute, for example by criticising colleagues or customers unreasonably.',
      'warning',
    ],
    ['Staff must only post positive comments about the university.', 'warning'],
    ['Watch for disparagement of the university, and report it.', 'advice'],
  ])('%s', (text, weight) => {
    expect(foundBy('criticism', clause(text))).toMatchObject([
      { weight, clause: 'S-1.1', because: expect.stringContaining('1 August 2025') },
    ])
  })

  test.each([
    'Criticism is not a reason to refuse a post.',
    'That somebody disagrees with the university, or criticises it, is never in itself a reason to stop a post or remove a comment.',
    'No post is refused because it criticises the university.',
    'Criticism of the university is welcome and must not be removed.',
    'Members of staff may criticise the university, and nobody may be disciplined for it.',
    'The university does not stop anybody from criticising it.',
    'Nothing here prevents a member of staff from disagreeing with the university.',
    'No control looks for criticism of the university.',
    'Do not make derogatory comments about colleagues or students.',
    'Never post defamatory statements.',
    'Staff must not speak for the university.',
    'The university must hear critical friends.',
  ])('is silent on: %s', (text) => {
    expect(foundBy('criticism', clause(text))).toEqual([])
  })

  test('a point of a list takes the ban from the clause that leads it', () => {
    const policy =
      '## 2 A {#S-2}\n\nCare must be taken not to bring the university into disrepute, for example by: {#S-2.3}\n\n- Unreasonably criticising or arguing with customers\n'
    expect(foundBy('criticism', { policy })).toMatchObject([{ clause: 'S-2.3', weight: 'warning', line: 16 }])
  })
})

describe('overreach', () => {
  test.each([
    'The university monitors the personal accounts of staff.',
    'Recruiters may look at applicants’ social media profiles.',
    'Managers check staff’s personal posts each month.',
    'Students talk in groups of their own. The office watches such groups.',
    'This policy applies to personal blogs.',
  ])('%s', (text) => {
    expect(foundBy('overreach', clause(text))).toHaveLength(1)
  })

  test.each([
    'Personal use is not monitored, and no personal account is read.',
    'The university does not look at applicants’ social media profiles.',
    'Nobody may search for the posts of staff.',
    'The register is reviewed each year, and official accounts of staff teams are checked.',
    'Staff keep personal accounts apart.',
    'What staff say on personal accounts is outside this policy.',
  ])('is silent on: %s', (text) => {
    expect(foundBy('overreach', clause(text))).toEqual([])
  })

  test('a control that speaks of somebody’s own speech', () => {
    const controls =
      '- { id: watch-staff, clause: S-1.1, subject: search, moment: open, record: watch-staff }'
    const messages = {
      'watch-staff': 'Staff posts are searched: the personal accounts of this person are checked.',
    }
    expect(foundBy('overreach', { controls, messages })).toMatchObject([
      { control: 'watch-staff', weight: 'warning' },
    ])
    const refusing = controls.replace('record:', 'refuse:')
    expect(foundBy('overreach', { controls: refusing, messages })).toEqual([])
  })
})
