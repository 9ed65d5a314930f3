import { FetchError } from '#platform/fetch/index.ts'
import { ReconnectNeeded, type Network, type NetworkContext } from '../contract.ts'
import { usualSettings, type TelegramOptions } from './api.ts'
import { connectTelegram, grantHasEnded, telegramFields, telegramGrant } from './connect.ts'
import { telegramProfile } from './limits.ts'
import { TelegramSession } from './session.ts'

export type { TelegramOptions } from './api.ts'

/** A bot’s token does not end by itself; so often, opening an account asks whether somebody has ended it. */
const checkEvery = 12 * 3_600_000

/** Channels on Telegram, by a bot that is their administrator (Bot API 10.1). */
export function createTelegram(context: NetworkContext, options: TelegramOptions = {}): Network {
  const settings = { ...usualSettings, ...options }
  const checked = new Map<string, number>()
  return {
    profile: telegramProfile,
    connectMethods: [
      {
        id: 'bot',
        kind: 'form',
        label: 'Connect with a bot',
        hint: 'You make a bot with @BotFather, make it an administrator of the channel, and give its token here.',
        fields: telegramFields,
        connect: (values, handle) => connectTelegram(context, settings, values, handle),
      },
    ],
    async open(connection) {
      const grant = telegramGrant.safeParse(connection.grant)
      if (!grant.success)
        throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
      const now = context.clock.now().epochMilliseconds
      const here = { ...settings, api: connection.server }
      if (now - (checked.get(connection.accountId) ?? -Infinity) >= checkEvery) {
        const over = await grantHasEnded(context, here, connection.remoteId, grant.data).catch(silent)
        if (over)
          throw new ReconnectNeeded(
            `Telegram no longer lets the bot post in @${connection.handle}. Connect it again.`,
          )
        if (over === false) checked.set(connection.accountId, now)
      }
      return new TelegramSession({ context, settings, connection, grant: grant.data })
    },
  }
}

/** A Telegram that does not answer has ended nothing. */
function silent(error: unknown): null {
  if (error instanceof FetchError) return null
  throw error
}
