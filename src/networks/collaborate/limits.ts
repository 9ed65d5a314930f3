import { plainLinks } from '../families/plain-links.ts'
import { counted, graphemeLength, noMore, plain, type NetworkProfile } from '../profile.ts'

function handleProblem(handle: string): string | null {
  const [room = '', host = '', ...more] = handle.split('@')
  const named = /^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/.test(room)
  const hosted =
    host.split('.').length > 1 && host.split('.').every((label) => /^[a-z0-9-]{1,63}$/.test(label))
  if (named && hosted && more.length === 0) return null
  return 'A Collaborate room is written as a name of your own and the server of its link, such as open-days@eu.bbcollab.com.'
}

export const collaborateProfile: NetworkProfile = {
  id: 'collaborate',
  name: 'Blackboard Collaborate',
  handleHint: 'open-days@eu.bbcollab.com',
  handleProblem,
  normaliseHandle: (typed) => typed.trim().replace(/^@/, '').replace(/\/+$/, '').toLowerCase(),
  capabilities: {
    ...plain,
    publish: 'manual',
    images: false,
    alternativeText: false,
    threads: false,
    linkCards: false,
    edit: false,
    remove: false,
    reads: { own: false, comments: false, messages: false, metrics: false, search: false },
    idempotency: 'none',
  },
  limits: {
    ...noMore,
    // Collaborate publishes no limit for a chat message or the description of a session; what is longer than this is no
    // announcement any more.
    text: 1000,
    unit: 'characters',
    images: 0,
    imageBytes: 0,
    imageEdge: 0,
    imageTypes: [],
    alternativeText: 0,
    threadParts: 1,
  },
  rates: [],
  count: (text, limits = collaborateProfile.limits) => counted(graphemeLength(text), limits.text),
  entities: plainLinks,
  preview: { accent: '#5b3f8c', radius: 6, avatar: 'round', font: 'system-ui, sans-serif' },
}
