import type { Actor } from '#features/people/index.ts'
import type { Services } from '#platform/services.ts'
import type { FeedKind } from './feeds/contract.ts'

/** One entry of a calendar that programs subscribe to. */
export interface CalendarEntry {
  /** The same for as long as the thing lives. */
  id: string
  title: string
  about: string
  /** A path of ours. */
  link: string
  /** When; of a day, any instant in it on the institution’s clocks. */
  at: string
  allDay: boolean
  /** Of a run of days: any instant in its last one. */
  until?: string
  cancelled: boolean
  /** It stands there, and nobody has agreed to it yet. */
  tentative?: boolean
  changedAt: string
  /** Grows with each change. */
  revision: number
}

/** What notices ask of the rooms above them, put together by the composition root. */
export interface NoticesDeps {
  services: Services
  /** What this person may see now, from about three months back to a year ahead. */
  calendars: Record<FeedKind, (actor: Actor, span: { from: string; to: string }) => Promise<CalendarEntry[]>>
}
