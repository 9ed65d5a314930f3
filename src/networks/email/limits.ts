import { plainLinks } from '../families/plain-links.ts'
import { counted, graphemeLength, noMore, plain, type NetworkProfile } from '../profile.ts'

/** An address as nearly everybody has one: no quotes, no comments, ASCII before the @ (RFC 5321 allows more). */
const address =
  /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

export function isAddress(text: string): boolean {
  // RFC 5321, 4.5.3.1: 64 octets before the @, 254 in all.
  return text.length <= 254 && text.indexOf('@') <= 64 && address.test(text)
}

export const emailProfile: NetworkProfile = {
  id: 'email',
  name: 'E-mail',
  handleHint: 'press.office@example.ac.uk',
  handleProblem: (handle) =>
    isAddress(handle)
      ? null
      : 'The account is the address that letters come from, such as press.office@example.ac.uk.',
  normaliseHandle: (typed) =>
    typed
      .trim()
      .replace(/^mailto:/i, '')
      .replace(/\?.*$/, '')
      .toLowerCase(),
  capabilities: {
    ...plain,
    images: true,
    alternativeText: true,
    threads: false,
    linkCards: false,
    // The subject.
    title: 'required',
    // A letter that has left can't be changed, called back or read again.
    edit: false,
    remove: false,
    reads: { own: false, comments: false, messages: false, metrics: false, search: false },
    idempotency: 'none',
  },
  limits: {
    ...noMore,
    // E-mail has no limit of its own for words; these are ours. What counts is the size of the whole letter, which a server
    // states when it is asked (SIZE, RFC 1870) and which is checked before anything is sent.
    text: 50_000,
    unit: 'characters',
    title: 150,
    images: 10,
    imageBytes: 1_000_000,
    imageEdge: 1200,
    // What every program for reading mail shows; WebP is not among it.
    imageTypes: ['image/jpeg', 'image/png'],
    alternativeText: 1000,
    threadParts: 1,
  },
  // Exchange Online takes 30 messages a minute from one mailbox ("Exchange Online limits", learn.microsoft.com, read 2026-11);
  // other servers take as many.
  rates: [{ id: 'minute', per: 'account', of: 'posts', most: 30, seconds: 60 }],
  count: (text, limits = emailProfile.limits) => counted(graphemeLength(text), limits.text),
  entities: plainLinks,
  preview: { accent: '#3f5f8a', radius: 2, avatar: 'square', font: 'Georgia, serif' },
}
