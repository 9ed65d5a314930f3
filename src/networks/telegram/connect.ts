import { z } from 'zod'
import { excerpt } from '../answers.ts'
import { ConnectRefused, type Connected, type ConnectField, type NetworkContext } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { troubled } from '../families/outcomes.ts'
import { typedHandle } from '../families/handle.ts'
import { callTelegram, resultOf, wordsOf, type Settings } from './api.ts'
import { telegramProfile } from './limits.ts'

export const telegramGrant = z.object({ token: z.string().min(1), botId: z.number().int() })
export type TelegramGrant = z.infer<typeof telegramGrant>

export const telegramFields: ConnectField[] = [
  {
    name: 'token',
    label: 'Bot token',
    hint: 'What @BotFather answered when the bot was made: digits, a colon, and 35 letters and signs.',
    secret: true,
    required: true,
  },
]

const tokenShape = /^\d{3,20}:[\w-]{20,80}$/
const me = z.object({ id: z.number().int(), is_bot: z.literal(true), username: z.string().default('') })
const chat = z.object({
  id: z.number().int(),
  type: z.string(),
  title: z.string().default(''),
  username: z.string().nullish(),
})

/** What a bot needs in a channel: to post; to edit, which is also to pin there; to delete what is older. */
const rights = {
  can_post_messages: 'post messages',
  can_edit_messages: 'edit messages',
  can_delete_messages: 'delete messages',
} as const
const right = z.boolean().default(false)
const member = z.object({
  status: z.string(),
  can_post_messages: right,
  can_edit_messages: right,
  can_delete_messages: right,
})
type Member = z.infer<typeof member>

function missingOf(found: Member): string[] {
  if (found.status !== 'administrator') return Object.values(rights)
  return Object.entries(rights).flatMap(([name, say]) => (found[name as keyof typeof rights] ? [] : [say]))
}

/** Throws `ConnectRefused` unless the bot is an administrator of the very channel, with the rights it needs. */
export async function connectTelegram(
  context: NetworkContext,
  settings: Settings,
  values: Record<string, string>,
  typed: string,
): Promise<Connected> {
  const handle = typedHandle(telegramProfile, typed)
  const token = (values['token'] ?? '').trim()
  if (!tokenShape.test(token))
    throw new ConnectRefused('This is no bot token. It has digits, a colon, and a row of letters and signs.')
  const ask = (method: string, params: Record<string, unknown>): Promise<ApiAnswer> =>
    callTelegram(context, settings, token, { method, params }).catch(troubled('Try again in a minute.'))
  const because = (answer: ApiAnswer) =>
    excerpt(wordsOf(answer) || `status ${answer.status}`, [token]).replace(/\.$/, '')

  const who = await ask('getMe', {})
  const bot = resultOf(who, me)
  if (!bot) throw new ConnectRefused(`Telegram does not know this bot token (${because(who)}).`)
  const asked = await ask('getChat', { chat_id: `@${handle}` })
  const channel = resultOf(asked, chat)
  if (!channel) throw new ConnectRefused(`Telegram has no channel @${handle} (${because(asked)}).`)
  if (channel.type !== 'channel' || channel.username?.toLowerCase() !== handle)
    throw new ConnectRefused(`@${handle} is not a channel on Telegram.`)
  const membership = await ask('getChatMember', { chat_id: channel.id, user_id: bot.id })
  const found = resultOf(membership, member)
  const missing = found ? missingOf(found) : Object.values(rights)
  if (missing.length > 0)
    throw new ConnectRefused(
      `The bot @${bot.username} may not do everything in @${handle} that publishing needs. Make it an administrator of the channel with these rights: ${missing.join(', ')}.`,
    )
  return {
    remoteId: String(channel.id),
    handle,
    displayName: channel.title || handle,
    profileUrl: `https://t.me/${handle}`,
    server: settings.api,
    grant: { token, botId: bot.id },
    scopes: Object.keys(rights),
    expiresAt: null,
  }
}

/** Has somebody taken the token or the rights back? False whenever Telegram can’t be asked. */
export async function grantHasEnded(
  context: NetworkContext,
  settings: Settings,
  chatId: string,
  { token, botId }: TelegramGrant,
): Promise<boolean> {
  const params = { chat_id: Number(chatId), user_id: botId }
  const answer = await callTelegram(context, settings, token, { method: 'getChatMember', params })
  const found = resultOf(answer, member)
  if (found) return missingOf(found).includes(rights.can_post_messages)
  return wordsOf(answer) !== '' && [400, 401, 403, 404].includes(answer.status)
}
