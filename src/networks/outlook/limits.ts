import { plainLinks } from '../families/plain-links.ts'
import { counted, graphemeLength, noMore, plain, type NetworkProfile } from '../profile.ts'

/**
 * “A distribution list counts as one recipient”, “10,000 recipients per day”, “30 messages per minute”, “subject length
 * 255 characters”: https://learn.microsoft.com/office365/servicedescriptions/exchange-online-service-description/exchange-online-limits,
 * read 2026-11. With so many addresses at most, a day's recipients are not used up by fewer mails than the rule below says.
 */
export const mostRecipients = 20

/** Attachments below this go in one piece; from it on, in a session. https://learn.microsoft.com/graph/outlook-large-attachments, read 2026-11. */
export const onePiece = 3_000_000
/** “up to 4 MB each time”; a multiple of 320 KiB, as all of Graph’s sessions like it. */
export const sessionPart = 10 * 327_680

const address = /^[a-z0-9.!#$%&'*+/=?^_{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/

/** Lower case, and without what a mail program copies along: `Library <library@example.ac.uk>`. */
export function normaliseAddress(typed: string): string {
  const clean = typed.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  return (/<([^<>]+)>$/.exec(clean)?.[1] ?? clean.replace(/^mailto:/i, '')).toLowerCase()
}

export const isAddress = (typed: string): boolean => address.test(typed) && typed.length <= 254

export const outlookProfile: NetworkProfile = {
  id: 'outlook',
  name: 'Office 365 e-mail',
  handleHint: 'news@example.ac.uk',
  handleProblem: (handle) =>
    isAddress(handle)
      ? null
      : 'The sender is an e-mail address of the university, such as news@example.ac.uk.',
  normaliseHandle: normaliseAddress,
  capabilities: {
    ...plain,
    images: true,
    alternativeText: true,
    threads: false,
    linkCards: false,
    title: 'required',
    edit: false,
    // What was sent can't be taken back.
    remove: false,
    reads: { own: true, comments: false, messages: true, metrics: false, search: false },
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // Ours: Graph takes 4 MB in one request, and nobody reads a mail that long.
    text: 100_000,
    unit: 'characters',
    // Exchange Online sends 35 MB unless told otherwise, and others often take 10; in Base64 this is 27 MB.
    images: 5,
    imageBytes: 4_000_000,
    imageEdge: 1600,
    imageTypes: ['image/jpeg', 'image/png', 'image/gif'],
    // Ours: nobody has published one.
    alternativeText: 1000,
    threadParts: 1,
    title: 255,
  },
  rates: [
    { id: 'minute', per: 'account', of: 'posts', most: 30, seconds: 60 },
    { id: 'day', per: 'account', of: 'posts', most: 10_000 / mostRecipients, seconds: 86_400 },
  ],
  count: (text, limits = outlookProfile.limits) => counted(graphemeLength(text), limits.text),
  entities: plainLinks,
  preview: { accent: '#0f6cbd', radius: 4, avatar: 'round', font: 'Georgia, serif' },
}
