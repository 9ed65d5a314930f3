import { britain, englandAndWales, law, uk } from './entry.ts'
import type { Law } from './entry.ts'

const equality = {
  until: '2010-10-01',
  replacedBy: 'the Equality Act 2010',
  successors: ['Equality Act 2010'],
}
const falseAndThreatening = {
  by: 'the offences of false and threatening communications in the Online Safety Act 2023',
  since: '2024-01-31',
}
const businessInterception =
  'section 46 of the Investigatory Powers Act 2016 and the Investigatory Powers (Interception by Businesses etc.) Regulations 2018 (SI 2018/356)'
const interceptionNow = [
  'Investigatory Powers Act 2016',
  'Investigatory Powers (Interception by Businesses etc. for Monitoring and Record-keeping Purposes) Regulations 2018',
]

/** Laws that something else has replaced, wholly or in part. */
export const replaced: readonly Law[] = [
  law('Regulation of Investigatory Powers Act 2000', '2000-10-02', uk, 'ukpga/2000/23', {
    aliases: /\bRIPA(?: 2000)?\b/g,
    parts: [
      {
        part: 'Part 1 chapter 1 (interception of communications)',
        by: businessInterception,
        since: '2018-12-27',
        about: /intercept|monitor|e-?mail|internet|communication|social media/i,
      },
    ],
    successors: interceptionNow,
    note: 'Its rules on surveillance by public authorities still apply. The last of chapter 1 went on that day (SI 2018/940).',
  }),
  law(
    'Telecommunications (Lawful Business Practice) (Interception of Communications) Regulations 2000',
    '2000-10-24',
    uk,
    'uksi/2000/2699',
    {
      aliases:
        /\b(?:Telecommunications )?\(?Lawful Business Practice\)?(?:[^.;,]{0,60}?Regulations)?(?:,? (?:of )?2000)?|\bthe 2000 Regulations\b/gi,
      until: '2018-12-27',
      replacedBy: businessInterception,
      successors: interceptionNow,
      note: 'They rested on section 4(2) of the Regulation of Investigatory Powers Act 2000, which had gone by that day (SI 2018/940).',
    },
  ),
  law('Communications Act 2003', '2003-07-25', uk, 'ukpga/2003/21', {
    parts: [
      {
        part: 'section 127(2)(a) and (b) (false messages)',
        ...falseAndThreatening,
        about: /\bfalse|\b127\b|hoax|misinformation/i,
      },
    ],
    successors: ['Online Safety Act 2023'],
    note: 'Section 127(1), on grossly offensive or menacing messages, still applies. In Scotland nothing was taken out.',
  }),
  law('Malicious Communications Act 1988', '1988-07-27', englandAndWales, 'ukpga/1988/27', {
    parts: [
      {
        part: 'what it said of false and of threatening messages',
        ...falseAndThreatening,
        about: /\bfalse|threat|hoax/i,
      },
    ],
    successors: ['Online Safety Act 2023'],
    note: 'Its offence of indecent or grossly offensive messages still applies.',
  }),
  law('Criminal Justice and Courts Act 2015', '2015-04-13', englandAndWales, 'ukpga/2015/2', {
    parts: [
      {
        part: 'section 33 (sharing private sexual images)',
        by: 'section 66B of the Sexual Offences Act 2003',
        since: '2024-01-31',
        about: /image|photograph|sexual|intimate|revenge|\b33\b/i,
      },
    ],
    successors: ['Online Safety Act 2023'],
  }),
  law('Education (No. 2) Act 1986', '1987-09-01', englandAndWales, 'ukpga/1986/61', {
    aliases: /\bEducation \((?:No\.?|Number) ?2\) Act(?: 1986)?/gi,
    parts: [
      {
        part: 'section 43 (freedom of speech) as to England',
        by: 'the duties of the Higher Education (Freedom of Speech) Act 2023',
        since: '2025-08-01',
        about: /speech|\b43\b/i,
      },
    ],
    successors: ['Higher Education (Freedom of Speech) Act 2023'],
    note: 'Section 43 still applies in Wales.',
  }),
  law('Data Protection Act 1998', '2000-03-01', uk, 'ukpga/1998/29', {
    until: '2018-05-25',
    replacedBy: 'the UK GDPR and the Data Protection Act 2018',
    successors: ['Data Protection Act 2018'],
  }),
  law('Sex Discrimination Act 1975', '1975-12-29', britain, 'ukpga/1975/65', equality),
  law('Race Relations Act 1976', '1977-06-13', britain, 'ukpga/1976/74', equality),
  law('Race Relations (Amendment) Act 2000', '2001-04-02', britain, 'ukpga/2000/34', equality),
  law('Disability Discrimination Act 1995', '1996-12-02', britain, 'ukpga/1995/50', {
    ...equality,
    note: 'It still applies in Northern Ireland.',
  }),
  law(
    'Employment Equality (Religion or Belief) Regulations 2003',
    '2003-12-02',
    britain,
    'uksi/2003/1660',
    equality,
  ),
  law(
    'Employment Equality (Sexual Orientation) Regulations 2003',
    '2003-12-01',
    britain,
    'uksi/2003/1661',
    equality,
  ),
  law('Employment Equality (Age) Regulations 2006', '2006-10-01', britain, 'uksi/2006/1031', equality),
  law('Consumer Protection from Unfair Trading Regulations 2008', '2008-05-26', uk, 'uksi/2008/1277', {
    until: '2025-04-06',
    replacedBy: 'the Digital Markets, Competition and Consumers Act 2024',
    successors: ['Digital Markets, Competition and Consumers Act 2024'],
  }),
  law('Official Secrets Act 1911', '1911-08-22', uk, 'ukpga/Geo5/1-2/28', {
    until: '2023-12-20',
    replacedBy: 'the National Security Act 2023',
    successors: ['National Security Act 2023'],
  }),
  law('Telecommunications Act 1984', '1984-08-05', uk, 'ukpga/1984/12', {
    parts: [
      {
        part: 'section 43 (improper use of a public system)',
        by: 'section 127 of the Communications Act 2003',
        since: '2003-07-25',
        about: /message|improper|offensive|\b43\b|call/i,
      },
    ],
    successors: ['Communications Act 2003'],
  }),
]
