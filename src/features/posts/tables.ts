import type { Json } from '#networks/contract.ts'
import type { Selectable } from 'kysely'
import type { Created, JsonColumn } from '#platform/db/index.ts'
import type { PublicationState, StoredContent, StoredSnapshot } from './contract.ts'
import type { Manifest } from './manifest.ts'

export interface PostTable {
  id: string
  title: string
  content: JsonColumn<StoredContent>
  audiences: JsonColumn<string[]>
  language: string
  /** What its people have done with it; what became of its publications is derived. */
  state: 'draft' | 'in-review' | 'approved' | 'cancelled'
  publish_at: Created<string | null>
  publish_local: Created<string | null>
  /** It takes its time from this queue: an approval of it is bound to the queue, and not to an hour. */
  queue_id: Created<string | null>
  version: Created<number>
  author_id: string | null
  submitted_by: Created<string | null>
  submitted_at: Created<string | null>
  created_at: string
  updated_at: string
  updated_by: Created<string | null>
  deleted_at: Created<string | null>
  example: Created<boolean>
  campaign_id: Created<string | null>
  /** The post that it was copied from. */
  copied_from: Created<string | null>
}

/** What is known of one part of a thread while it is sent and afterwards. */
export interface PartProgress {
  /** The idempotency mark, fixed with the intent. */
  key: string
  createdAt: string
  prepared: Json[]
  /** The network's draft of it, where it has such; absent in rows of older versions. */
  staged?: Json
  ref: { remoteId: string; url: string; extra?: Json } | null
  /** The network has it under `ref` and still works on it: it is not there yet. */
  working?: boolean
  /**
   * The `sent_at` of a sending of which it is proved that it made nothing of this part, and neither did any before. A
   * later sending has another time, so this says nothing any more once that has begun.
   */
  unsent?: string
}

/** The last thing the network said, for people and for the log. */
export interface OutcomeNote {
  kind: string
  say: string
  /** The clause that it comes from. */
  clause?: string
  /** What to do about it. */
  fix?: string
  code?: string
  evidence?: Json
  after?: string
  /** The limit that it waits for, as a sentence. */
  limit?: string
  /** The post as which it goes again. */
  again?: string
}

export interface PublicationTable {
  id: string
  post_id: string
  account_id: string
  network: string
  digest: string
  manifest: JsonColumn<Manifest>
  parts: JsonColumn<PartProgress[]>
  due_at: string
  miss_after: string
  /** When a worker should next look at it. */
  next_at: string
  /** Until when waiting for a limit does not make it late; null while it has not waited for one. */
  waits_until: Created<string | null>
  state: PublicationState
  version: Created<number>
  attempt: Created<number>
  lease_by: Created<string | null>
  lease_until: Created<string | null>
  claimed_at: Created<string | null>
  intended_at: Created<string | null>
  sent_at: Created<string | null>
  published_at: Created<string | null>
  verified_at: Created<string | null>
  outcome: JsonColumn<OutcomeNote | null>
  url: Created<string | null>
  removed_at: Created<string | null>
  created_at: string
  updated_at: string
  example: Created<boolean>
  /** It is posted by a person; no worker takes it. Fixed with the schedule. */
  by_hand: Created<boolean>
}

/** A finding that makes a post wait. */
export interface PostHoldTable {
  id: string
  post_id: string
  finding_id: string
  control: string
  clause: string
  since: string
  until: string
  /** Who may end the wait; null: whoever may pause all sending. */
  office_id: string | null
  /** Since when the words no longer give rise to it; null while they do. */
  gone_at: Created<string | null>
  asked_at: Created<string | null>
  asked_by: Created<string | null>
  released_at: Created<string | null>
  released_by: Created<string | null>
  release_reason: Created<string | null>
}
export type PostHold = Selectable<PostHoldTable>

/** An office was asked about a finding, and what it said. */
export interface PostConsultationTable {
  id: string
  post_id: string
  finding_id: string
  control: string
  clause: string
  office_id: string
  asked_by: string
  asked_at: string
  answered_by: Created<string | null>
  answered_at: Created<string | null>
  agreed: Created<boolean | null>
  note: Created<string>
}
export type PostConsultation = Selectable<PostConsultationTable>

/** A publication as it is read. */
export type Publication = Selectable<PublicationTable>
/** A post as it is read, without its accounts. */
export type PostColumns = Selectable<PostTable>

declare module '#platform/db/types.ts' {
  interface Tables {
    post: PostTable
    post_target: { post_id: string; account_id: string; position: number; digest: string | null }
    post_contributor: { post_id: string; person_id: string }
    post_revision: {
      post_id: string
      version: number
      snapshot: JsonColumn<StoredSnapshot>
      person_id: string
      at: string
    }
    post_seen: { post_id: string; person_id: string; version: number; at: string }
    approval: {
      id: string
      post_id: string
      account_id: string
      digest: string
      decision: 'approved' | 'changes'
      note: string
      person_id: string
      at: string
      voided_at: string | null
      voided_because: string | null
    }
    post_comment: {
      id: string
      post_id: string
      person_id: string
      text: string
      at: string
      resolved_at: string | null
      resolved_by: string | null
    }
    publication: PublicationTable
    correction: {
      id: string
      publication_id: string
      part: number
      text: string
      reason: string
      proposed_by: string
      at: string
      decision: 'approved' | 'refused' | null
      decided_by: string | null
      decided_at: string | null
    }
    post_hold: PostHoldTable
    post_consultation: PostConsultationTable
    kept_setting: { name: string; value: JsonColumn<unknown> }
    finding_override: {
      id: string
      post_id: string
      finding_id: string
      control: string
      clause: string
      evidence: string
      reason: string
      person_id: string
      at: string
      withdrawn_at: string | null
    }
  }
}
