import { dutiesOf } from '#features/duties/index.ts'
import type { CalendarEntry, NoticesDeps } from '#features/notices/index.ts'
import { listPosts, type PostsDeps } from '#features/posts/index.ts'
import { nowOf } from '#platform/services.ts'
import { daysAsEntries } from './calendar-days.ts'

/** Of a university that plans more than that, what is nearest to now. */
const mostAhead = 2_000
const mostBefore = 500
const begin = Date.parse('2026-01-01T00:00:00Z')

/** Seconds grow with each change of a post, which is all that a calendar program asks of a sequence. */
const revisionOf = (changedAt: string): number =>
  Math.max(0, Math.floor((Date.parse(changedAt) - begin) / 1_000))

const stands: Partial<Record<string, string>> = {
  draft: 'A draft: it does not go out before somebody approves it.',
  'in-review': 'Waits for approval.',
  approved: 'Approved: goes out at this time.',
  paused: 'Held, because sending is paused.',
  publishing: 'Going out.',
  'by-hand': 'To be posted by hand now.',
  published: 'Went out.',
  attention: 'Did not go out as planned; somebody has to decide.',
  cancelled: 'Cancelled.',
}

/** What the calendars that people subscribe to show, each as its person may see it now. */
export function calendars(posts: PostsDeps): NoticesDeps['calendars'] {
  const { services, networks } = posts
  return {
    async posts(actor, { from, to }): Promise<CalendarEntry[]> {
      const now = nowOf(services)
      const before = await listPosts(posts, actor, { from, to: now, latest: true, limit: mostBefore })
      const ahead = await listPosts(posts, actor, { from: now, to, limit: mostAhead })
      return [...before.toReversed(), ...ahead].flatMap(
        ({ id, title, status, publishAt, updatedAt, accounts }) => {
          if (publishAt === null) return []
          const on = accounts.map(
            ({ network, handle }) => `${networks.get(network)?.profile.name ?? network}: ${handle}`,
          )
          return {
            id: `post-${id}`,
            title,
            about: [stands[status], ...on].filter((line) => line !== undefined).join('\n'),
            link: `/posts/${id}`,
            at: publishAt,
            allDay: false,
            cancelled: status === 'cancelled',
            tentative: status === 'draft' || status === 'in-review',
            changedAt: updatedAt,
            revision: revisionOf(updatedAt),
          }
        },
      )
    },
    days: (_actor, span) => daysAsEntries(services, span),
    async duties(actor): Promise<CalendarEntry[]> {
      const duties = await dutiesOf(services.db, actor, nowOf(services))
      return duties.map((duty) => ({
        id: `duty-${duty.id}`,
        title: duty.title,
        about: [duty.why, duty.clause ? `Clause ${duty.clause}` : '', (duty.office ?? duty.role)?.name ?? '']
          .filter(Boolean)
          .join('\n'),
        link: duty.link,
        at: duty.due,
        allDay: true,
        cancelled: false,
        changedAt: duty.changedAt,
        revision: duty.revision,
      }))
    },
  }
}
