import type { JsonColumn } from '#platform/db/index.ts'
import type { ChannelService } from './channels/contract.ts'
import type { NoticeKind } from './contract.ts'
import type { FeedKind } from './feeds/contract.ts'

declare module '#platform/db/types.ts' {
  interface Tables {
    notice: {
      id: string
      kind: NoticeKind
      title: string
      text: string
      link: string
      account_id: string | null
      request_id: string | null
      post_id: string | null
      urgent: boolean
      at: string
    }
    notice_recipient: {
      notice_id: string
      person_id: string
      at: string
      read_at: string | null
      mail: 'none' | 'once' | 'digest'
      mail_due: string | null
      letter_id: string | null
    }
    notice_letter: {
      id: string
      person_id: string
      slot: string | null
      made_at: string
      sent_at: string | null
    }
    notice_settings: { person_id: string; settings: JsonColumn<unknown>; changed_at: string }
    notice_channel: {
      id: string
      name: string
      service: ChannelService
      office_id: string | null
      /** Null: every kind. */
      kinds: JsonColumn<NoticeKind[] | null>
      sealed_url: string
      host: string
      quiet: boolean
      state: 'on' | 'off'
      faults: number
      trouble: string | null
      told_at: string | null
      created_by: string | null
      created_at: string
    }
    channel_message: {
      id: string
      channel_id: string
      notice_id: string
      due: string
      tries: number
      state: 'waiting' | 'sent' | 'failed'
      at: string
    }
    calendar_feed: {
      id: string
      person_id: string
      kind: FeedKind
      token_hash: string
      made_at: string
      read_at: string | null
    }
  }
}
