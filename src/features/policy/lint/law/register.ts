import { britain, englandAndWales, law, notScotland, uk } from './entry.ts'
import type { Law } from './entry.ts'
import { replaced } from './replaced.ts'

/**
 * Acts and regulations that policies on social media name, in our words. It serves a lint and is no legal advice: it
 * says what to look at. The replacements by the acts of 2016, 2023 (online safety, freedom of speech) were read at
 * legislation.gov.uk and GOV.UK in November 2026. The days from which older laws apply are common knowledge, not read
 * one by one: they only matter to a policy that is judged as of a day before them.
 */
export const register: readonly Law[] = [
  ...replaced,

  // Speech, harm and crime
  law('Contempt of Court Act 1981', '1981-08-27', uk, 'ukpga/1981/49'),
  law('Defamation Act 2013', '2014-01-01', englandAndWales, 'ukpga/2013/26'),
  law('Defamation Act 1996', '1996-09-04', uk, 'ukpga/1996/31', {
    note: 'The Defamation Act 2013 changed the law in England and Wales and left parts of this act standing.',
  }),
  law('Defamation and Malicious Publication (Scotland) Act 2021', '2022-08-08', ['Scotland'], 'asp/2021/10'),
  law('Defamation Act (Northern Ireland) 2022', '2022-06-07', ['Northern Ireland'], 'nia/2022/30'),
  law('Offences Against the Person Act 1861', '1861-11-01', notScotland, 'ukpga/Vict/24-25/100'),
  law('Protection from Harassment Act 1997', '1997-06-16', britain, 'ukpga/1997/40'),
  law('Sexual Offences Act 2003', '2004-05-01', englandAndWales, 'ukpga/2003/42', {
    note: 'Sharing intimate images without consent is in it since 31 January 2024.',
  }),
  law('Online Safety Act 2023', '2023-10-26', uk, 'ukpga/2023/50', {
    note: 'Offences of false and threatening communications since 31 January 2024.',
  }),
  law('Public Order Act 1986', '1987-04-01', englandAndWales, 'ukpga/1986/64'),
  law('Racial and Religious Hatred Act 2006', '2007-10-01', englandAndWales, 'ukpga/2006/1'),
  law('Hate Crime and Public Order (Scotland) Act 2021', '2024-04-01', ['Scotland'], 'asp/2021/14'),
  law('Obscene Publications Act 1959', '1959-08-29', englandAndWales, 'ukpga/Eliz2/7-8/66'),
  law('Protection of Children Act 1978', '1978-08-20', englandAndWales, 'ukpga/1978/37'),
  law('Criminal Justice and Immigration Act 2008', '2009-01-26', uk, 'ukpga/2008/4'),
  law('Computer Misuse Act 1990', '1990-08-29', uk, 'ukpga/1990/18'),
  law('Fraud Act 2006', '2007-01-15', notScotland, 'ukpga/2006/35'),
  law('Terrorism Act 2000', '2001-02-19', uk, 'ukpga/2000/11'),
  law('Terrorism Act 2006', '2006-04-13', uk, 'ukpga/2006/11'),
  law('Counter-Terrorism and Security Act 2015', '2015-07-01', uk, 'ukpga/2015/6'),
  law('National Security Act 2023', '2023-12-20', uk, 'ukpga/2023/32'),
  law('Official Secrets Act 1989', '1990-03-01', uk, 'ukpga/1989/6'),

  // Data, information and monitoring
  law('Data Protection Act 2018', '2018-05-25', uk, 'ukpga/2018/12', {
    note: 'Changed in stages by the Data (Use and Access) Act 2025.',
  }),
  law('Data (Use and Access) Act 2025', '2025-06-19', uk, 'ukpga/2025/18', {
    note: 'In stages; complaints about personal data are acknowledged within 30 days since 19 June 2026.',
  }),
  law('Freedom of Information Act 2000', '2005-01-01', notScotland, 'ukpga/2000/36', {
    aliases: /\bFOIA(?: 2000)?\b/g,
  }),
  law('Freedom of Information (Scotland) Act 2002', '2005-01-01', ['Scotland'], 'asp/2002/13', {
    aliases: /\bFOISA(?: 2002)?\b/g,
  }),
  law('Environmental Information Regulations 2004', '2005-01-01', notScotland, 'uksi/2004/3391'),
  law(
    'Privacy and Electronic Communications (EC Directive) Regulations 2003',
    '2003-12-11',
    uk,
    'uksi/2003/2426',
    {
      aliases: /\bPrivacy and Electronic Communications Regulations(?: 2003)?|\bPECR(?: 2003)?\b/g,
    },
  ),
  law('Human Rights Act 1998', '2000-10-02', uk, 'ukpga/1998/42'),
  law('Investigatory Powers Act 2016', '2016-12-30', uk, 'ukpga/2016/25', {
    note: 'Interception by a business on its own system rests on section 46.',
  }),
  law(
    'Investigatory Powers (Interception by Businesses etc. for Monitoring and Record-keeping Purposes) Regulations 2018',
    '2018-06-27',
    uk,
    'uksi/2018/356',
    { aliases: /\bS\.?I\.? 2018\/356\b/g },
  ),
  law('Regulation of Investigatory Powers (Scotland) Act 2000', '2000-09-29', ['Scotland'], 'asp/2000/11'),
  law('Public Records Act 1958', '1959-01-01', uk, 'ukpga/Eliz2/6-7/51'),

  // Equality, work and duties of universities
  law('Equality Act 2010', '2010-10-01', britain, 'ukpga/2010/15'),
  law('Equality Act 2006', '2006-04-18', britain, 'ukpga/2006/3'),
  law('Worker Protection (Amendment of Equality Act 2010) Act 2023', '2024-10-26', britain, 'ukpga/2023/51'),
  law('Employment Rights Act 1996', '1996-08-22', britain, 'ukpga/1996/18'),
  law('Employment Rights Act 2025', '2025-12-18', britain, 'ukpga/2025/36', { note: 'In stages.' }),
  law('Public Interest Disclosure Act 1998', '1999-07-02', britain, 'ukpga/1998/23', {
    aliases: /\bPIDA(?: 1998)?\b/g,
  }),
  law('Health and Safety at Work etc. Act 1974', '1974-10-01', britain, 'ukpga/1974/37', {
    aliases: /\bHealth and Safety at Work(?: etc\.?)? Act(?: 1974)?/gi,
  }),
  law('Higher Education (Freedom of Speech) Act 2023', '2025-08-01', ['England'], 'ukpga/2023/16'),
  law('Higher Education and Research Act 2017', '2018-01-01', uk, 'ukpga/2017/29'),
  law('Education Reform Act 1988', '1988-07-29', englandAndWales, 'ukpga/1988/40'),
  law('Safeguarding Vulnerable Groups Act 2006', '2009-10-12', notScotland, 'ukpga/2006/47'),
  law('Protection of Freedoms Act 2012', '2012-05-01', uk, 'ukpga/2012/9'),
  law('Children Act 1989', '1991-10-14', englandAndWales, 'ukpga/1989/41'),
  law('Children Act 2004', '2004-11-15', uk, 'ukpga/2004/31'),
  law('Care Act 2014', '2015-04-01', ['England'], 'ukpga/2014/23'),
  law('Welsh Language (Wales) Measure 2011', '2011-02-09', ['Wales'], 'mwa/2011/1'),
  law('Welsh Language Standards (No. 6) Regulations 2017', '2017-02-01', ['Wales'], 'wsi/2017/90'),
  law(
    'Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018',
    '2018-09-23',
    uk,
    'uksi/2018/952',
    { aliases: /\bPublic Sector Bodies[^.;]{0,60}?Accessibility Regulations(?: 2018)?/g },
  ),

  // Property, trade and elections
  law('Copyright, Designs and Patents Act 1988', '1989-08-01', uk, 'ukpga/1988/48', {
    aliases: /\bCopyright,? Designs,? (?:and|&) Patents Act(?: 1988)?|\bCopyright Act 1988/gi,
  }),
  law('Patents Act 1977', '1978-06-01', uk, 'ukpga/1977/37'),
  law('Trade Marks Act 1994', '1994-10-31', uk, 'ukpga/1994/26'),
  law('Consumer Rights Act 2015', '2015-10-01', uk, 'ukpga/2015/15'),
  law('Digital Markets, Competition and Consumers Act 2024', '2025-04-06', uk, 'ukpga/2024/13'),
  law('Digital Economy Act 2017', '2017-07-31', uk, 'ukpga/2017/30'),
  law('Charities Act 2011', '2012-03-14', englandAndWales, 'ukpga/2011/25'),
  law('Companies Act 2006', '2009-10-01', uk, 'ukpga/2006/46'),
  law('Representation of the People Act 1983', '1983-03-15', uk, 'ukpga/1983/2'),
  law('Political Parties, Elections and Referendums Act 2000', '2001-02-16', uk, 'ukpga/2000/41'),
  law('Elections Act 2022', '2023-11-01', uk, 'ukpga/2022/37', {
    note: 'Digital imprints since 1 November 2023.',
  }),
]
