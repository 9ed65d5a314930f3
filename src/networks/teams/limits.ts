import { htmlOf } from '../families/html.ts'
import { plainLinks } from '../families/plain-links.ts'
import { counted, noMore, plain, type NetworkProfile } from '../profile.ts'

/**
 * “Channel conversation post size: approximately 28 KB per post”, the text as HTML with its links and picture tags.
 * https://learn.microsoft.com/microsoftteams/limits-specifications-teams, read 2026-11. A little below, because it is
 * “approximately”.
 */
export const messageBytes = 28_000

const encoder = new TextEncoder()
export const bytesOf = (html: string): number => encoder.encode(html).byteLength

/** Team and channel, apart by the last slash with spaces around it: no name of a channel may have a slash. */
export function teamAndChannel(handle: string): { team: string; channel: string } | null {
  const { team, channel } = /^(?<team>.+) \/ (?<channel>[^/]+)$/.exec(handle)?.groups ?? {}
  return team && channel ? { team, channel } : null
}

function normaliseHandle(typed: string): string {
  const clean = typed
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/gu, ' ')
    .trim()
  const slash = clean.lastIndexOf('/')
  return slash < 0 ? clean : `${clean.slice(0, slash).trim()} / ${clean.slice(slash + 1).trim()}`
}

export const teamsProfile: NetworkProfile = {
  id: 'teams',
  name: 'Microsoft Teams',
  handleHint: 'Library / News',
  handleProblem: (handle) =>
    teamAndChannel(handle) && handle.length <= 320
      ? null
      : 'A place in Teams is a team and a channel with a slash between them, such as Library / News.',
  normaliseHandle,
  capabilities: {
    ...plain,
    images: true,
    alternativeText: true,
    threads: true,
    // What Graph sends gets no card of its links.
    linkCards: false,
    title: 'optional',
    edit: true,
    remove: true,
    reads: { own: true, comments: true, messages: false, metrics: false, search: false },
    // Nothing of ours can be put on a message that nobody sees: see the README.
    idempotency: 'by-reading-back',
  },
  limits: {
    ...noMore,
    text: messageBytes,
    unit: 'bytes',
    // Pictures travel in the request itself, which Graph takes up to 4 MB, in Base64: four of 700 kB are 3.7 MB.
    // https://learn.microsoft.com/graph/api/chatmessage-post, https://learn.microsoft.com/graph/errors, read 2026-11.
    images: 4,
    imageBytes: 700_000,
    imageEdge: 1920,
    imageTypes: ['image/jpeg', 'image/png'],
    // No limit is published; it counts towards the message.
    alternativeText: 1000,
    threadParts: 25,
    // No limit is published; about two lines of a post.
    title: 200,
  },
  // “POST channel message: 2 rps” for each app and tenant, and 4 for each team or channel.
  // https://learn.microsoft.com/graph/throttling-limits#microsoft-teams-service-limits, as published since 2020-03.
  rates: [{ id: 'messages', per: 'app', of: 'posts', most: 2, seconds: 1 }],
  count: (text, limits = teamsProfile.limits) => counted(bytesOf(htmlOf(text)), limits.text),
  entities: plainLinks,
  preview: { accent: '#5b5fc7', radius: 6, avatar: 'round', font: 'system-ui, sans-serif' },
}
