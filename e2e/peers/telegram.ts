import { startStandIn, type StandIn } from './stand-in/server.ts'
import { routesOf } from './telegram/methods.ts'
import {
  newWorld,
  type Bot,
  type Channel,
  type Message,
  type Rights,
  type Settings,
  type World,
} from './telegram/world.ts'

export type { Bot, Channel, Message } from './telegram/world.ts'

export interface TelegramPeer extends Pick<StandIn, 'url' | 'host' | 'faults' | 'stop'> {
  world: World
  settings: Settings
  addBot(username: string): Bot
  addChannel(username: string, title?: string): Channel
  /** Makes the bot an administrator; with every right unless told. */
  appoint(bot: Bot, channel: Channel, rights?: Partial<Rights>): void
  dismiss(bot: Bot, channel: Channel): void
  /** As /revoke at @BotFather does: the old token is dead. */
  revoke(bot: Bot): void
  /** Posts as a person who administers the channel does. */
  post(channel: Channel, text: string): Message
}

/**
 * A stand-in that behaves as the Bot API’s published description says (10.1): tokens in the path, the envelope, rights
 * of administrators, messages, albums, replies, edits, deletions for 48 hours, pins, flood control with `retry_after`,
 * and updates. It is not Telegram: channels only, no links found in texts, no previews, no files to fetch. The words of
 * its refusals are those of the Bot API server in public (tdlib/telegram-bot-api); the description has none.
 */
export async function startTelegram(options: Partial<Settings> = {}): Promise<TelegramPeer> {
  const settings: Settings = { now: Date.now, perMinute: 20, ...options }
  const world = newWorld(settings)
  const standIn = await startStandIn({
    routes: routesOf(world),
    notFound: () => ({ status: 404, body: { ok: false, error_code: 404, description: 'Not Found' } }),
  })
  return {
    ...standIn,
    world,
    settings,
    addBot: world.addBot,
    addChannel: world.addChannel,
    appoint(bot, channel, rights = {}) {
      channel.admins.set(bot, {
        can_post_messages: true,
        can_edit_messages: true,
        can_delete_messages: true,
        ...rights,
      })
    },
    dismiss: (bot, channel) => void channel.admins.delete(bot),
    revoke: (bot) => void (bot.token = `${bot.id}:revoked`),
    post: (channel, text) => world.add({ channel, text }),
  }
}
