import type { Selectable } from 'kysely'
import type { Created, JsonColumn } from '#platform/db/index.ts'
import type { SeriesRule, SlotRule, Template } from './contract.ts'

export interface QueueTable {
  id: string
  name: string
  about: string
  account_ids: string[]
  slots: JsonColumn<SlotRule[]>
  in_elections: boolean
  when_closed: boolean
  /** The first day on which it goes on again. */
  paused_until: Created<string | null>
  pause_reason: Created<string>
  fill_days: number
  owner_id: string | null
  version: Created<number>
  created_at: string
  updated_at: string
  ended_at: Created<string | null>
  example: Created<boolean>
}
export type Queue = Selectable<QueueTable>

export interface SeriesTable {
  id: string
  name: string
  template: JsonColumn<Template>
  rule: JsonColumn<SeriesRule>
  ahead: number
  owner_id: string | null
  version: Created<number>
  /** Dates up to this day have been seen to. */
  made_through: Created<string | null>
  /** Why its drafts cannot be made. */
  trouble: Created<string | null>
  created_at: string
  updated_at: string
  ended_at: Created<string | null>
  example: Created<boolean>
}
export type Series = Selectable<SeriesTable>

export interface EvergreenTable {
  post_id: string
  queue_id: string
  rest_days: number
  review_on: string
  most_uses: number
  marked_by: string | null
  marked_at: string
  ended_at: Created<string | null>
  ended_why: Created<string>
}
export type Evergreen = Selectable<EvergreenTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    plan_queue: QueueTable
    queue_item: {
      post_id: string
      queue_id: string
      slot_at: string
      added_by: string | null
      added_at: string
    }
    plan_series: SeriesTable
    series_occurrence: { series_id: string; day: string; post_id: string | null; at: string }
    evergreen: EvergreenTable
    evergreen_use: { made_post_id: string; post_id: string; queue_id: string | null; at: string }
  }
}
