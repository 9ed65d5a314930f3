/** What is on the stand-in: bots, channels, and the messages in them. */
import { randomBytes } from 'node:crypto'

export interface Rights {
  can_post_messages: boolean
  can_edit_messages: boolean
  can_delete_messages: boolean
}

export interface Bot {
  id: number
  username: string
  token: string
  /** Updates that wait for it; a bot gets none of its own messages. */
  updates: { update_id: number; channel_post: Message }[]
}

export interface Message {
  id: number
  channel: Channel
  /** Seconds since 1970. */
  date: number
  editedAt: number | null
  /** The bot that sent it; null of a person’s. */
  bot: Bot | null
  text: string
  media: { kind: 'photo' | 'video'; type: string; size: number }[]
  /** Of an album. */
  group: string | null
  replyTo: Message | null
  preview: Record<string, unknown> | null
  pinned: boolean
}

export interface Channel {
  id: number
  username: string
  title: string
  admins: Map<Bot, Rights>
  messages: Message[]
  lastId: number
}

export interface Settings {
  now(): number
  /** Messages in one channel in a minute. */
  perMinute: number
}

export interface World {
  settings: Settings
  bots: Bot[]
  channels: Channel[]
  addBot(username: string): Bot
  addChannel(username: string, title?: string): Channel
  add(message: Pick<Message, 'channel' | 'text'> & Partial<Message>): Message
}

export function newWorld(settings: Settings): World {
  const bots: Bot[] = []
  const channels: Channel[] = []
  let updates = 0
  return {
    settings,
    bots,
    channels,
    addBot(username) {
      const id = 7_000_000_000 + bots.length
      const bot: Bot = { id, username, token: `${id}:${randomBytes(26).toString('base64url')}`, updates: [] }
      bots.push(bot)
      return bot
    },
    addChannel(username, title = username) {
      const channel: Channel = {
        id: -1_001_000_000_000 - channels.length,
        username,
        title,
        admins: new Map(),
        messages: [],
        lastId: 1,
      }
      channels.push(channel)
      return channel
    },
    add(wanted) {
      const message: Message = {
        id: ++wanted.channel.lastId,
        date: Math.floor(settings.now() / 1000),
        editedAt: null,
        bot: null,
        media: [],
        group: null,
        replyTo: null,
        preview: null,
        pinned: false,
        ...wanted,
      }
      wanted.channel.messages.push(message)
      for (const bot of wanted.channel.admins.keys())
        if (bot !== message.bot) bot.updates.push({ update_id: ++updates, channel_post: message })
      return message
    },
  }
}
