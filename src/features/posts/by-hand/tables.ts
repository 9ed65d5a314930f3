import type { Selectable } from 'kysely'
import type { Created } from '#platform/db/index.ts'

/** A publication in the hands of people, and what came of it. */
export interface ByHandPostTable {
  publication_id: string
  handed_at: string
  /** Who is about to post it, so that no two people do. */
  taken_by: Created<string | null>
  taken_at: Created<string | null>
  /** What follows is the word of whoever posted it. */
  posted_at: Created<string | null>
  recorded_at: Created<string | null>
  recorded_by: Created<string | null>
  /** Something else was posted than was approved. */
  differs: Created<boolean>
  /** The record of it in the log; the words as posted stand in its content alone. */
  entry_id: Created<string | null>
  screenshot_id: Created<string | null>
}
export type ByHandPost = Selectable<ByHandPostTable>

/** A picture that shows a post where it stands. Kept with its publication, and in no library. */
export interface ByHandScreenshotTable {
  id: string
  publication_id: string
  sha256: string
  media_type: string
  bytes: number
  width: number
  height: number
  uploaded_by: string | null
  uploaded_at: string
}
export type ByHandScreenshot = Selectable<ByHandScreenshotTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    by_hand_post: ByHandPostTable
    by_hand_screenshot: ByHandScreenshotTable
  }
}
