import { expect, test } from 'vitest'
import { exampleInstitution, exampleNetwork } from '../../packs/example-world.ts'
import type { TextDetector } from '../detector.ts'
import type { CheckContext } from '../post.ts'
import { bankAccounts } from './bank-accounts.ts'
import { emails } from './emails.ts'
import { hashtags } from './hashtags.ts'
import { insuranceNumbers } from './insurance-numbers.ts'
import { links } from './links.ts'
import { paymentCards } from './payment-cards.ts'
import { postcodes } from './postcodes.ts'
import { telephones } from './telephones.ts'

const network = exampleNetwork({})
const context: CheckContext = {
  institution: exampleInstitution('england'),
  profiles: { [network.id]: network },
  wording: null,
}

/** The words that a detector marks in a text. */
function marked(detector: TextDetector, text: string): string[] {
  return detector.detect(text, context).map(({ start, end }) => text.slice(start, end))
}

test.each([
  ['Ring the tutor on 07700 900 142 today', ['07700 900 142']],
  ['07700900142', ['07700900142']],
  ['Office: (01632) 960 123.', ['(01632) 960 123']],
  ['+44 (0)1632 960123 or 0044 1632 960124', ['+44 (0)1632 960123', '0044 1632 960124']],
  ['0114 496 0000 / 0115 496 0000', ['0114 496 0000', '0115 496 0000']],
  ['020-7946-0958, ask for the porter', ['020-7946-0958']],
  ['From abroad: +353 1 496 0123', ['+353 1 496 0123']],
  ['Call 01632 960000', ['01632 960000']],
  ['Room 0123, floor 02', []],
  ['In 2026/27 we welcomed 07 new fellows', []],
  ['ISBN 9780198520115, £0.99, 10.30-12.30', []],
  ['Grant EP/X012345/1, ref 01632960123', []],
  ['ORCID 0000-0002-1825-0097', []],
  ['DOI 10.1000/01632960001', []],
  ['01.12.2026 09:00 to 02.12.2026 17:00', []],
  ['Childline is 0800 1111; NHS is 111; police 999', []],
  ['Student 20012345 won £12,000', []],
  ['Train at 07:45, bus 0810', []],
])('telephone numbers in “%s”', (text, expected) => {
  expect(marked(telephones, text)).toEqual(expected)
})

test('a telephone number says what kind it is and whether it is ours', () => {
  const [ours, mobile, service] = telephones.detect('+44 1632 960000, 07700 900142, 0300 123 4567', context)
  expect(ours?.attributes).toMatchObject({ institutional: true, kind: 'landline' })
  expect(mobile?.attributes).toMatchObject({
    institutional: false,
    kind: 'mobile',
    suggestion: '01632 960000',
  })
  expect(service?.attributes).toMatchObject({ kind: 'service' })
})

test.each([
  ['Write to a.tutor@example.ac.uk!', ['a.tutor@example.ac.uk']],
  ['(first.last@school.example.org)', ['first.last@school.example.org']],
  ['Follow @library@social.example.ac.uk', []],
  ['Meet @ noon, room 2 @ the library', []],
  ['@example.bsky.social says hello', []],
  ['3 tickets@£5.00', []],
])('e-mail addresses in “%s”', (text, expected) => {
  expect(marked(emails, text)).toEqual(expected)
})

test('mailboxes of services are told apart', () => {
  const found = emails.detect('press@example.org admissions@example.ac.uk j.tutor@example.ac.uk', context)
  expect(found.map(({ attributes }) => [attributes['role'], attributes['institutional']])).toEqual([
    [true, false],
    [true, true],
    [false, false],
  ])
})

test.each([
  ['Find us at EX1 2AB', ['EX1 2AB']],
  ['12 Mill Lane, sw1a 2aa', ['sw1a 2aa']],
  ['SW1 is a state of mind', []],
  ['Room B1 2AB, module CS1 4AB', []],
  ['Bring 2 A4 3mm boards', []],
  ['M1 to M25 in 2 hours', []],
  ['COVID19 5AB-x', []],
])('postcodes in “%s”', (text, expected) => {
  expect(marked(postcodes, text)).toEqual(expected)
})

test.each([
  ['AB123456C', ['AB123456C']],
  ['my NI number is ab 12 34 56 c', ['ab 12 34 56 c']],
  ['ab123456c', []],
  ['QQ123456C', []],
  ['HP123456 part', []],
])('National Insurance numbers in “%s”', (text, expected) => {
  expect(marked(insuranceNumbers, text)).toEqual(expected)
})

test.each([
  ['4242 4242 4242 4242', ['4242 4242 4242 4242']],
  ['5555-5555-5555-4444', ['5555-5555-5555-4444']],
  ['3782 822463 10005', ['3782 822463 10005']],
  ['4242 4242 4242 4241', []],
  ['978-0-19-852011-5', []],
  ['0000-0002-1825-0097', []],
  ['0000 0000 0000 0000', []],
])('card numbers in “%s”', (text, expected) => {
  expect(marked(paymentCards, text)).toEqual(expected)
})

test.each([
  ['Sort code 12-34-56, account 12345678', ['12-34-56, account 12345678']],
  ['12345678 at 12-34-56', ['12345678 at 12-34-56']],
  ['GB82 WEST 1234 5698 7654 32', ['GB82 WEST 1234 5698 7654 32']],
  ['GB83 WEST 1234 5698 7654 32', []],
  ['On 12-10-26 ticket 12345678', []],
  ['Scores 12-34-56', []],
])('bank accounts in “%s”', (text, expected) => {
  expect(marked(bankAccounts, text)).toEqual(expected)
})

test('secret numbers are masked in what is shown', () => {
  expect(paymentCards.detect('4242 4242 4242 4242', context)[0]?.shown).toBe('•••• 4242')
  expect(bankAccounts.detect('12-34-56 12345678', context)[0]?.shown).toBe('•••• 5678')
})

test.each([
  ['#openday', '#OpenDay'],
  ['#blackhistorymonth', '#BlackHistoryMonth'],
  ['#graduation2026', ''],
  ['#graduationday2026', '#GraduationDay2026'],
  ['#OpenDay', ''],
  ['#engineering', ''],
  ['#sustainability', ''],
  ['#ukri', ''],
  ['#phdlife', '#PhdLife'],
  ['#manchester', ''],
  ['#welcomeweek', '#WelcomeWeek'],
  ['#together', ''],
  ['#weekend', ''],
  ['#Prifysgol', ''],
])('the hashtag %s is suggested as “%s”', (tag, suggestion) => {
  expect(hashtags.detect(tag, context)[0]?.attributes['suggestion']).toBe(suggestion)
})

test('a place in a link is no hashtag', () => {
  expect(marked(hashtags, 'https://example.ac.uk/#openday and &#39;')).toEqual([])
})

test.each([
  ['https://www.example.ac.uk/news', ''],
  ['http://www.example.org/', 'not-secure'],
  ['https://203.0.113.7/', 'number-address'],
  ['https://[2001:db8::1]/', 'number-address'],
  ['https://example.ac.uk@login.example/', 'hidden-name'],
  ['https://examp1e.ac.uk/', 'look-alike'],
  ['https://example.ac.uk.login.example/', 'look-alike'],
  ['https://example-ac-uk.example/', 'look-alike'],
  ['https://library.example.ac.uk/', ''],
  ['https://exаmple.org/', 'mixed-letters'],
  ['https://xn--exmple-4uf.org/', 'mixed-letters'],
  ['javascript:alert(1)', 'scheme'],
  ['ftp://files.example.org/a', 'scheme'],
  ['https://another.ac.uk/', ''],
])('the link %s is unsafe because “%s”', (url, reason) => {
  const [found] = links.detect(`See ${url} now`, context)
  expect(found?.attributes['unsafe']).toBe(reason)
})

test.each([
  ['Read https://www.example.org/a_(b).', ['https://www.example.org/a_(b)']],
  ['(https://www.example.org/a)', ['https://www.example.org/a']],
  ['bit.ly/3abc, please', ['bit.ly/3abc']],
  ['Time: 10.30. Mr.Smith went e.g. home', []],
  ['write to a@bit.ly', []],
])('links in “%s”', (text, expected) => {
  expect(marked(links, text)).toEqual(expected)
})
