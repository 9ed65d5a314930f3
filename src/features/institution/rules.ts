import type { Contact } from './contract.ts'

/** The zone under its proper name, or null when this computer knows no such zone. */
export function knownTimeZone(zone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

const shapes: Record<Contact['kind'], { fits: RegExp; fault: string }> = {
  telephone: {
    fits: /^\+?[\d\s()-]{5,24}$/,
    fault: 'Give a telephone number in digits, such as 01632 960000.',
  },
  email: {
    fits: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    fault: 'Give an e-mail address, such as press@example.ac.uk.',
  },
  postcode: {
    fits: /^[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}$/i,
    fault: 'Give a whole postcode, such as EX1 2AB.',
  },
  domain: {
    fits: /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,}$/i,
    fault: 'Give a domain without “https://”, such as example.ac.uk.',
  },
}

/** What is wrong with an entry, as a sentence; null when nothing is. */
export function contactFault(contact: Contact): string | null {
  return shapes[contact.kind].fits.test(contact.value.trim()) ? null : shapes[contact.kind].fault
}

/** Each entry once, in the order given. */
export function distinctContacts(contacts: Contact[]): Contact[] {
  const seen = new Set<string>()
  return contacts.filter(({ kind, value }) => {
    const key = `${kind}:${value.toLowerCase().replace(/\s/g, '')}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** By their first day. */
export const inTurn = <Run extends { from: string }>(runs: readonly Run[]): Run[] =>
  runs.toSorted((one, other) => one.from.localeCompare(other.from))
