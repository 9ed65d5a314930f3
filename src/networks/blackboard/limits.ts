import { plainLinks } from '../families/plain-links.ts'
import { counted, graphemeLength, noMore, plain, type NetworkProfile } from '../profile.ts'

const host =
  /^(?=.*[.:])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)*[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?::\d{1,5})?$/u
/** What Learn takes as a course’s ID: letters, digits, dots, hyphens and underscores. */
const course = /^[\p{L}\p{N}._-]{1,100}$/u

/** `ABC123@bb.example.ac.uk` is a course there, `bb.example.ac.uk` the whole of it. */
export function readHandle(handle: string): { course: string | null; host: string } {
  const [first = '', second] = handle.split('@')
  return second === undefined ? { course: null, host: first } : { course: first, host: second }
}

function handleProblem(handle: string): string | null {
  const read = readHandle(handle)
  const named = read.course === null || course.test(read.course)
  if (named && host.test(read.host) && handle.split('@').length <= 2) return null
  return 'A course is written as its course ID and your Blackboard’s address, such as ABC123@bb.example.ac.uk; for announcements to everybody, the address alone.'
}

/** Great and small letters of a course's ID are kept; its server's are not. */
function normaliseHandle(typed: string): string {
  const bare = typed
    .trim()
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^(?:courseId:|@)/i, '')
    .replace(/^https?:\/\//i, '')
    .replace(/\/.*$/, '')
  const at = bare.lastIndexOf('@')
  return `${bare.slice(0, at + 1)}${bare.slice(at + 1).toLowerCase()}`
}

export const blackboardProfile: NetworkProfile = {
  id: 'blackboard',
  name: 'Blackboard',
  handleHint: 'ABC123@bb.example.ac.uk',
  handleProblem,
  normaliseHandle,
  capabilities: {
    ...plain,
    // The API of announcements takes text only: no file can be put into one.
    images: false,
    alternativeText: false,
    threads: false,
    linkCards: false,
    title: 'required',
    edit: true,
    remove: true,
    // Of courses it tells how many have read an announcement (`expand=readCount`).
    reads: { own: true, comments: false, messages: false, metrics: true, search: false },
    idempotency: 'by-draft',
  },
  limits: {
    ...noMore,
    // Blackboard publishes no limits for announcements (developer.blackboard.com, public REST API v1 as of 3900, read
    // 2026-11); these are ours, and hold what anybody reads.
    text: 20_000,
    unit: 'characters',
    title: 150,
    images: 0,
    imageBytes: 0,
    imageEdge: 0,
    imageTypes: [],
    alternativeText: 0,
    threadParts: 1,
  },
  // 10,000 calls in 24 hours for an integration at a site, unless more was agreed: docs.anthology.com, "Production groups,
  // REST API and site registrations limits" (2024-03). An announcement takes four: looking for its draft, making it,
  // publishing it, reading it back. The fifth is for whoever looks at what stands there.
  rates: [{ id: 'day', per: 'app', of: 'posts', most: 2000, seconds: 86_400 }],
  count: (text, limits = blackboardProfile.limits) => counted(graphemeLength(text), limits.text),
  entities: plainLinks,
  preview: { accent: '#4b4b4b', radius: 4, avatar: 'round', font: 'system-ui, sans-serif' },
}
