/** Where announcements stand: in one course, or for everybody. */
import { z } from 'zod'
import { graphemeLength } from '../profile.ts'
import type { NotDone, OutgoingPart, OwnPost, RemoteRef } from '../contract.ts'
import { htmlOf } from '../families/html.ts'
import { sameWords, textOfHtml } from '../families/html-text.ts'
import { blackboardProfile } from './limits.ts'

export type Deed = 'VIEW' | 'CREATE' | 'MODIFY' | 'DELETE'

const duration = z.object({ type: z.string().nullish(), start: z.string().nullish() })

export const announcement = z.object({
  id: z.string().min(1),
  title: z.string().default(''),
  body: z.string().nullish(),
  draft: z.boolean().nullish(),
  availability: z.object({ duration: duration.nullish() }).nullish(),
  created: z.string().nullish(),
})
export type Announcement = z.infer<typeof announcement>

export const announcements = z.object({
  results: z.array(announcement),
  paging: z.object({ nextPage: z.string().nullish() }).nullish(),
})

export interface Board {
  /** Below the API's root. */
  path: string
  /** Where people read it. */
  page: string
  /** What makes one that nobody sees, and what shows it. */
  hidden: object
  shown: object
  isShown(found: Announcement, now: number): boolean
  /** What the user needs to be allowed, by Blackboard's own name for it. */
  entitlement(deed: Deed): string
}

/** Courses have drafts. */
function courseBoard(server: string, course: string): Board {
  return {
    path: `/v1/courses/${course}/announcements`,
    page: `${server}/ultra/courses/${course}/announcements`,
    hidden: { draft: true },
    shown: { draft: false },
    isShown: ({ draft }) => draft !== true,
    entitlement: (deed) => `course.announcements.${deed}`,
  }
}

/** Never comes while anybody waits for it. */
const farAway = '2100-01-01T00:00:00.000Z'

/** Announcements to everybody have no drafts; one that does not begin until a day far away is seen by nobody either. */
function systemBoard(server: string): Board {
  return {
    path: '/v1/announcements',
    page: `${server}/ultra/institution-page`,
    hidden: { availability: { duration: { type: 'Restricted', start: farAway } } },
    shown: { availability: { duration: { type: 'Permanent' } } },
    isShown({ availability }, now) {
      const { type, start } = availability?.duration ?? {}
      return type !== 'Restricted' || !start || Date.parse(start) <= now
    },
    entitlement: (deed) => `system.announcements.${deed}`,
  }
}

/** `course` is the server's own identifier of it; null is everybody. */
export function boardOf(server: string, course: string | null): Board {
  return course === null ? systemBoard(server) : courseBoard(server, course)
}

/** Paragraphs, line ends and links; nothing in the text can become a tag. */
export function bodyOf(part: OutgoingPart): { title: string; body: string } {
  const paragraphs = part.text.split(/\n{2,}/).map((paragraph) => `<p>${htmlOf(paragraph)}</p>`)
  return { title: part.title ?? '', body: paragraphs.join('') }
}

/** Learn puts marks of its editor around what was sent, so words are compared and not HTML. */
export function isSame(found: Announcement, part: OutgoingPart): boolean {
  return (
    found.title.trim() === (part.title ?? '').trim() && sameWords(wordsOf(found)) === sameWords(part.text)
  )
}

export function wordsOf({ body }: Announcement): string {
  return textOfHtml(body ?? '')
}

export function refOf(board: Board, { id }: Announcement): RemoteRef {
  return { remoteId: id, url: board.page }
}

export function ownPostOf(board: Board, found: Announcement): OwnPost {
  const created = Date.parse(found.created ?? '')
  const createdAt = new Date(Number.isFinite(created) ? created : 0).toISOString()
  return { ...refOf(board, found), text: wordsOf(found), createdAt, media: 0 }
}

/** Why a part can't be announced at all; null when it can. */
export function objection(part: OutgoingPart): Extract<NotDone, { kind: 'rejected' }> | null {
  const { limits, count } = blackboardProfile
  const no = (code: string, say: string) => ({ kind: 'rejected' as const, code, say })
  const { used, max, over } = count(part.text)
  const title = part.title?.trim() ?? ''
  if (title === '') return no('no-title', 'An announcement on Blackboard needs a title.')
  if (graphemeLength(title) > limits.title)
    return no('title-too-long', `The title has more than ${limits.title} characters.`)
  if (over > 0) return no('too-long', `The text has ${used} characters; an announcement takes ${max}.`)
  if (part.text.trim() === '') return no('empty', 'There is nothing in the announcement.')
  return null
}
