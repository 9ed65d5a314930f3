import { z } from 'zod'
import { noticeKindNames } from '../contract.ts'

export const channelServices = ['teams', 'slack'] as const
export type ChannelService = (typeof channelServices)[number]
export const channelServiceLabels: Record<ChannelService, string> = {
  teams: 'Microsoft Teams',
  slack: 'Slack',
}

const name = z.string().trim().min(1, 'Give the channel a name.').max(80, 'Use at most 80 characters.')
const kinds = z.array(z.enum(noticeKindNames)).min(1, 'Choose at least one kind of notice.').nullable()

/** Where notices go beside the app and letters: a channel of an office, or with no office one of the institution. */
export const Channel = z.object({
  id: z.uuid(),
  name: z.string(),
  service: z.enum(channelServices),
  office: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Null: every kind. */
  kinds: z.array(z.enum(noticeKindNames)).nullable(),
  /** Where the address leads; the address itself is never shown again. */
  host: z.string(),
  /** Waits for the end of the usual quiet hours. */
  quiet: z.boolean(),
  state: z.enum(['on', 'off']),
  trouble: z.string().nullable(),
  toldAt: z.string().nullable(),
})
export type Channel = z.infer<typeof Channel>
export const Channels = z.object({ channels: z.array(Channel) })

export const NewChannel = z.object({
  name,
  service: z.enum(channelServices),
  officeId: z.string().min(1).nullable(),
  kinds,
  quiet: z.boolean(),
  url: z.string().trim().min(1, 'Give the address of the webhook.').max(2_000),
})
export type NewChannel = z.infer<typeof NewChannel>

export const ChangeChannel = NewChannel.omit({ service: true })
  .partial()
  .extend({ state: z.enum(['on', 'off']).optional() })
export type ChangeChannel = z.infer<typeof ChangeChannel>
