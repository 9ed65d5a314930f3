/** Objects as the Bot API writes them. */
import type { Bot, Channel, Message, Rights } from './world.ts'

export function userShape(bot: Bot) {
  return { id: bot.id, is_bot: true, first_name: bot.username, username: bot.username }
}

export function chatShape(channel: Channel) {
  return { id: channel.id, type: 'channel', title: channel.title, username: channel.username }
}

export function fullChatShape(channel: Channel) {
  const gifts = {
    unlimited_gifts: false,
    limited_gifts: false,
    unique_gifts: false,
    premium_subscription: false,
    gifts_from_channels: false,
  }
  return {
    ...chatShape(channel),
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: gifts,
    active_usernames: [channel.username],
  }
}

export function memberShape(bot: Bot, rights: Rights | undefined) {
  if (!rights) return { status: 'left', user: userShape(bot) }
  return {
    status: 'administrator',
    user: userShape(bot),
    can_be_edited: false,
    is_anonymous: false,
    can_manage_chat: true,
    can_manage_video_chats: false,
    can_restrict_members: false,
    can_promote_members: false,
    can_change_info: false,
    can_invite_users: false,
    can_post_stories: false,
    can_edit_stories: false,
    can_delete_stories: false,
    ...rights,
  }
}

const file = (message: Message) => ({
  file_id: `file-${message.channel.id}-${message.id}`,
  file_unique_id: `unique-${message.id}`,
})

export function messageShape(message: Message): Record<string, unknown> {
  const [medium] = message.media
  return {
    message_id: message.id,
    date: message.date,
    chat: chatShape(message.channel),
    sender_chat: chatShape(message.channel),
    ...(message.editedAt === null ? {} : { edit_date: message.editedAt }),
    ...(message.group === null ? {} : { media_group_id: message.group }),
    ...(message.replyTo ? { reply_to_message: messageShape({ ...message.replyTo, replyTo: null }) } : {}),
    ...(medium ? {} : { text: message.text }),
    ...(medium && message.text !== '' ? { caption: message.text } : {}),
    ...(medium?.kind === 'photo'
      ? { photo: [{ ...file(message), width: 640, height: 480, file_size: medium.size }] }
      : {}),
    ...(medium?.kind === 'video'
      ? { video: { ...file(message), width: 720, height: 1280, duration: 12, mime_type: medium.type } }
      : {}),
    ...(message.preview ? { link_preview_options: message.preview } : {}),
  }
}
