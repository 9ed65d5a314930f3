import type { Created } from '#platform/db/index.ts'

export interface CampaignTable {
  id: string
  name: string
  purpose: string
  objective: string
  objective_id: string | null
  /** `2026-09-14`, on the institution’s clocks. */
  first_day: string | null
  last_day: string | null
  owner_id: string | null
  state: Created<'open' | 'ended'>
  ended_at: Created<string | null>
  copied_from: Created<string | null>
  version: Created<number>
  created_by: string | null
  created_at: string
  example: Created<boolean>
}

declare module '#platform/db/types.ts' {
  interface Tables {
    campaign: CampaignTable
  }
}
