import { matches } from '../detector.ts'
import type { TextDetector } from '../detector.ts'

// "@name@server.social" is an address of the fediverse, not a mailbox: hence no "@" may stand before.
const address =
  /(?<![\w@.+%'-])[a-z0-9](?:[\w.+%'-]{0,63})@(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,6}[a-z]{2,24}(?![\w@-])/gi
// Mailboxes of a service or an office say nothing about a person.
const roleMailbox =
  /^(?:accessibility|accommodation|admin|admissions|advice|alumni|apply|bookings?|careers|clearing|communications|comms|complaints|conferences?|contact|development|dpo|enquir(?:y|ies)|events|finance|foi|graduation|hello|help(?:desk)?|hr|info|inquiries|international|it|it-?help|jobs|library|marketing|media|news|noreply|no-reply|office|open-?days?|outreach|postgraduate|press(?:-?office)?|privacy|reception|recruitment|registry|research|security|services?|shop|sport|students?|student-?(?:services|support|union)|studentunion|su|support|tickets|undergraduate|ug|pg|union|visit|webmaster|wellbeing|widening-?participation)(?:[.-][a-z]+)?$/i

export const emails: TextDetector = {
  scope: 'text',
  fact: 'emails',
  about: 'E-mail addresses.',
  attributes: {
    institutional: 'true when the institution lists the address as its own',
    role: 'true when the mailbox is a service’s or an office’s (admissions@, press@), nobody’s own',
    suggestion: 'the institution’s first listed address, or empty',
  },
  detect(text, { institution }) {
    if (!text.includes('@')) return []
    const own = new Set(institution.emails.map((email) => email.toLowerCase()))
    return matches(address, text).map(({ match, start, end }) => {
      const value = match[0].toLowerCase()
      const mailbox = value.slice(0, value.indexOf('@'))
      const attributes = {
        institutional: own.has(value),
        role: roleMailbox.test(mailbox),
        suggestion: institution.emails[0] ?? '',
      }
      return { start, end, value, attributes }
    })
  },
}
