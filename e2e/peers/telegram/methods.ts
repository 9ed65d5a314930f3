/** The methods of the Bot API that the stand-in has. */
import { ok, Refusal, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import { fullChatShape, memberShape, messageShape, userShape } from './shapes.ts'
import type { Bot, Channel, Message, Rights, World } from './world.ts'

const refuse = (code: number, description: string, parameters?: Record<string, unknown>): Refusal =>
  new Refusal(code, { ok: false, error_code: code, description, ...(parameters ? { parameters } : {}) })
const bad = (description: string) => refuse(400, `Bad Request: ${description}`)
const good = (result: unknown): Answer => ok({ ok: true, result })

/** A parameter of JSON, of a form, or of the query; structures may come as JSON in a string. */
function param(ask: Ask, name: string): unknown {
  const value = ask.fields[name] ?? ask.query.get(name) ?? undefined
  if (typeof value !== 'string' || !/^[[{]|^-?\d+$|^(?:true|false)$/.test(value)) return value
  // A text of digits stays one.
  if (name === 'text' || name === 'caption') return value
  try {
    return JSON.parse(value) as unknown
  } catch (error) {
    if (error instanceof SyntaxError) return value
    throw error
  }
}
const structure = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {}
const words = (value: unknown) => (typeof value === 'string' ? value : '')

function channelOf(world: World, bot: Bot, ask: Ask): Channel {
  const wanted = param(ask, 'chat_id')
  const found = world.channels.find(
    ({ id, username }) => id === wanted || `@${username.toLowerCase()}` === String(wanted).toLowerCase(),
  )
  if (!found || (typeof wanted === 'number' && !found.admins.has(bot))) {
    if (found) throw refuse(403, 'Forbidden: bot is not a member of the channel chat')
    throw bad('chat not found')
  }
  return found
}

function rightsIn(channel: Channel, bot: Bot, right: keyof Rights): void {
  const rights = channel.admins.get(bot)
  if (!rights) throw refuse(403, 'Forbidden: bot is not a member of the channel chat')
  if (!rights[right]) throw bad('need administrator rights in the channel chat')
}

function messageIn(channel: Channel, wanted: unknown, purpose: string): Message {
  const found = channel.messages.find(({ id }) => id === wanted)
  if (!found) throw bad(`message to ${purpose} not found`)
  return found
}

/** Flood control: so many messages in one channel in a minute, an album counted by its items. */
function flood(world: World, channel: Channel, more: number): void {
  const now = Math.floor(world.settings.now() / 1000)
  const lately = channel.messages.filter(({ bot, date }) => bot && date > now - 60)
  if (lately.length + more <= world.settings.perMinute) return
  const wait = Math.max(1, (lately[0]?.date ?? now) + 60 - now)
  throw refuse(429, `Too Many Requests: retry after ${wait}`, { retry_after: wait })
}

function checked(text: string, most: number, what: string): string {
  const trimmed = text.trim()
  if (trimmed.length > most) throw bad(`${what} is too long`)
  return trimmed
}

interface Told {
  world: World
  bot: Bot
  ask: Ask
}
type Method = (told: Told) => Answer

function begun({ world, bot, ask }: Told, count = 1) {
  const channel = channelOf(world, bot, ask)
  rightsIn(channel, bot, 'can_post_messages')
  flood(world, channel, count)
  const reply = structure(param(ask, 'reply_parameters'))
  const replyTo =
    reply['message_id'] === undefined ? null : messageIn(channel, reply['message_id'], 'be replied')
  return { channel, replyTo, bot }
}

const sendMessage: Method = (told) => {
  const to = begun(told)
  const text = checked(words(param(told.ask, 'text')), 4096, 'message')
  if (text === '') throw bad('message text is empty')
  const preview = param(told.ask, 'link_preview_options')
  return good(
    messageShape(told.world.add({ ...to, text, preview: preview === undefined ? null : structure(preview) })),
  )
}

const sendFile =
  (kind: 'photo' | 'video'): Method =>
  (told) => {
    const to = begun(told)
    const text = checked(words(param(told.ask, 'caption')), 1024, 'message caption')
    const medium = mediumOf(kind, told.ask.files[kind])
    return good(messageShape(told.world.add({ ...to, text, media: [medium] })))
  }

function mediumOf(kind: 'photo' | 'video', file: File | undefined) {
  if (!file) throw bad(`there is no ${kind} in the request`)
  if (file.size === 0) throw bad('file must be non-empty')
  const most = kind === 'photo' ? 10_000_000 : 50_000_000
  if (file.size > most) throw refuse(413, 'Request Entity Too Large')
  return { kind, type: file.type, size: file.size }
}

const sendMediaGroup: Method = (told) => {
  const listed = param(told.ask, 'media')
  const items = (Array.isArray(listed) ? listed : []).map(structure)
  if (items.length < 2 || items.length > 10) throw bad('wrong number of items in the album')
  const to = begun(told, items.length)
  const group = String(told.world.settings.now())
  const made = items.map((item) => {
    const kind = item['type'] === 'video' ? 'video' : 'photo'
    const name = words(item['media']).replace('attach://', '')
    const text = checked(words(item['caption']), 1024, 'message caption')
    return { ...to, text, group, media: [mediumOf(kind, told.ask.files[name])] }
  })
  return good(made.map((each) => messageShape(told.world.add(each))))
}

function edited({ world, bot, ask }: Told): Message {
  const channel = channelOf(world, bot, ask)
  const found = messageIn(channel, param(ask, 'message_id'), 'edit')
  if (found.bot !== bot) rightsIn(channel, bot, 'can_edit_messages')
  return found
}

const unmodified =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message'

const editText =
  (name: 'text' | 'caption'): Method =>
  (told) => {
    const found = edited(told)
    if ((name === 'text') !== (found.media.length === 0))
      throw bad(`there is no ${name} in the message to edit`)
    const text = checked(words(param(told.ask, name)), name === 'text' ? 4096 : 1024, 'message')
    if (text === found.text) throw bad(unmodified)
    Object.assign(found, { text, editedAt: Math.floor(told.world.settings.now() / 1000) })
    return good(messageShape(found))
  }

/** None of its messages has buttons, so taking them away changes nothing. */
const editReplyMarkup: Method = (told) => {
  edited(told)
  throw bad(unmodified)
}

const twoDays = 48 * 3600

function deleteOne({ world, bot }: Told, channel: Channel, message: Message): void {
  rightsIn(channel, bot, message.bot === bot ? 'can_post_messages' : 'can_delete_messages')
  if (message.date < world.settings.now() / 1000 - twoDays) throw bad("message can't be deleted")
  channel.messages.splice(channel.messages.indexOf(message), 1)
}

const deleteMessage: Method = (told) => {
  const channel = channelOf(told.world, told.bot, told.ask)
  deleteOne(told, channel, messageIn(channel, param(told.ask, 'message_id'), 'delete'))
  return good(true)
}

const deleteMessages: Method = (told) => {
  const channel = channelOf(told.world, told.bot, told.ask)
  const ids = param(told.ask, 'message_ids')
  const found = channel.messages.filter(({ id }) => Array.isArray(ids) && ids.includes(id))
  for (const message of found) deleteOne(told, channel, message)
  return good(true)
}

const pin =
  (pinned: boolean): Method =>
  ({ world, bot, ask }) => {
    const channel = channelOf(world, bot, ask)
    rightsIn(channel, bot, 'can_edit_messages')
    const found = messageIn(channel, param(ask, 'message_id'), pinned ? 'pin' : 'unpin')
    found.pinned = pinned
    return good(true)
  }

const getChatMember: Method = ({ world, bot, ask }) => {
  const channel = channelOf(world, bot, ask)
  const asked = world.bots.find(({ id }) => id === param(ask, 'user_id'))
  if (!asked) throw bad('user not found')
  return good(memberShape(asked, channel.admins.get(asked)))
}

const getUpdates: Method = ({ bot, ask }) => {
  const offset = Number(param(ask, 'offset') ?? 0)
  bot.updates = bot.updates.filter(({ update_id }) => update_id >= offset)
  return good(
    bot.updates.map(({ update_id, channel_post }) => ({
      update_id,
      channel_post: messageShape(channel_post),
    })),
  )
}

const methods = new Map<string, Method>(
  Object.entries({
    getMe: ({ bot }: Told) =>
      good({ ...userShape(bot), can_join_groups: true, can_read_all_group_messages: false }),
    getChat: ({ world, bot, ask }: Told) => good(fullChatShape(channelOf(world, bot, ask))),
    getChatMember,
    getUpdates,
    sendMessage,
    sendPhoto: sendFile('photo'),
    sendVideo: sendFile('video'),
    sendMediaGroup,
    editMessageText: editText('text'),
    editMessageCaption: editText('caption'),
    editMessageReplyMarkup: editReplyMarkup,
    deleteMessage,
    deleteMessages,
    pinChatMessage: pin(true),
    unpinChatMessage: pin(false),
  }).map(([name, method]): [string, Method] => [name.toLowerCase(), method]),
)

/** Method names are case-insensitive, as the description says. */
export function routesOf(world: World): Route[] {
  const handle = (ask: Ask): Answer => {
    const [token = '', name = ''] = ask.caught
    const bot = world.bots.find((known) => known.token === token)
    if (!bot) throw refuse(401, 'Unauthorized')
    const method = methods.get(name.toLowerCase())
    if (!method) throw refuse(404, 'Not Found: method not found')
    return method({ world, bot, ask })
  }
  const path = /^\/bot([^/]+)\/(\w+)$/
  return [
    ['POST', path, handle],
    ['GET', path, handle],
  ]
}
