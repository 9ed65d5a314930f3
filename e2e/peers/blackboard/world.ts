import type { Person } from '../stand-in/oauth2.ts'

export interface Course {
  /** The server's own identifier. */
  id: string
  /** The ID that people read. */
  courseId: string
  name: string
  /** Who may announce there; everybody else who is signed in may only read. */
  staff: Set<Person>
}

export interface Duration {
  type?: string
  start?: string | null
  end?: string | null
}

export interface Announcement {
  id: string
  /** Null: to everybody. */
  course: Course | null
  title: string
  body: string
  draft: boolean
  duration: Duration
  creator: string
  created: Date
  modified: Date
}

export interface Settings {
  now: () => number
  /** Calls in 24 hours. */
  callsADay: number
  /** Entitlements that nobody has, such as `course.announcements.MODIFY`. */
  withheld: Set<string>
}

export interface World {
  settings: Settings
  courses: Course[]
  /** Oldest first. */
  announcements: Announcement[]
  /** Who may announce to everybody. */
  administrators: Set<Person>
  nextId(): string
}

export function newWorld(settings: Settings): World {
  let last = 100
  return {
    settings,
    courses: [],
    announcements: [],
    administrators: new Set(),
    nextId: () => `_${++last}_1`,
  }
}

/** Does anybody see it, and not only who looks after it? */
export function isSeen({ draft, duration }: Announcement, now: number): boolean {
  const { type, start, end } = duration
  if (draft) return false
  if (type !== 'Restricted') return true
  return !(start && Date.parse(start) > now) && !(end && Date.parse(end) <= now)
}

/** Its editor keeps marks of its own around what comes in. */
export function marked(html: string): string {
  if (html.includes('data-bbid')) return html
  return `<!-- {"bbMLEditorVersion":1} --><div data-bbid="bbml-editor-id_1">${html}</div>`
}

export function shapeOf(found: Announcement): Record<string, unknown> {
  const { id, course, title, body, draft, duration, creator, created, modified } = found
  return {
    id,
    title,
    body,
    ...(course === null ? { showAtLogin: false, showInCourses: false } : { draft, creator, position: 1 }),
    availability: { duration },
    created: created.toISOString(),
    modified: modified.toISOString(),
  }
}
