/** What is sent for one part: a message, a picture or video with a caption, or an album. */
import { z } from 'zod'
import type { OutgoingMedia, OutgoingPart } from '../contract.ts'
import { contentOf } from '../families/large.ts'
import type { TelegramCall } from './api.ts'
import { limitsBeside } from '../profile.ts'
import { telegramEntities, telegramProfile } from './limits.ts'

/** A message as Telegram answers it; of a text that it took. */
export const message = z.object({
  message_id: z.number().int().nonnegative(),
  date: z.number().int(),
  text: z.string().optional(),
  caption: z.string().optional(),
})
export type Message = z.infer<typeof message>
export const messages = z.array(message).min(1)

/** What is kept of a post beside its first message. */
export const keptShape = z.object({
  messages: z.array(z.number().int().positive()).min(1),
  media: z.boolean(),
})
export type Kept = z.infer<typeof keptShape>

const fileOf = async (media: OutgoingMedia, at: number) => ({
  name: `${at + 1}.${media.kind === 'video' ? 'mp4' : (media.type.split('/')[1] ?? 'jpg')}`,
  ...(await contentOf(media)),
})

const videoParams = ({ width, height, seconds }: OutgoingMedia) => ({
  width,
  height,
  ...(seconds === null ? {} : { duration: Math.round(seconds) }),
  supports_streaming: true,
})

/** The card is made by Telegram; of which link is said, so that nothing but what was approved is shown. */
export function previewOf(part: OutgoingPart) {
  const url = part.link?.url ?? telegramEntities(part.text).find(({ kind }) => kind === 'link')?.value
  return { link_preview_options: url === undefined ? { is_disabled: true } : { url } }
}

/** Never with `allow_sending_without_reply`: a thread would fall apart in silence. */
const replyOf = (part: OutgoingPart) =>
  part.parent ? { reply_parameters: { message_id: Number(part.parent.remoteId) } } : {}

/** Plain text: without a parse mode nothing in it can be taken for formatting. */
export async function callOf(part: OutgoingPart, chatId: number): Promise<TelegramCall> {
  const to = { chat_id: chatId, ...replyOf(part) }
  const [first, ...more] = part.media
  if (!first) return { method: 'sendMessage', params: { ...to, text: part.text, ...previewOf(part) } }
  const caption = part.text === '' ? {} : { caption: part.text }
  if (more.length === 0) {
    const file = await fileOf(first, 0)
    return first.kind === 'image'
      ? { method: 'sendPhoto', params: { ...to, ...caption }, files: { photo: file } }
      : { method: 'sendVideo', params: { ...to, ...caption, ...videoParams(first) }, files: { video: file } }
  }
  const files: Record<string, Awaited<ReturnType<typeof fileOf>>> = {}
  for (const [at, media] of part.media.entries()) files[`file${at}`] = await fileOf(media, at)
  const media = part.media.map((each, at) => ({
    type: each.kind === 'image' ? 'photo' : 'video',
    media: `attach://file${at}`,
    // The caption of the first is shown as that of the album.
    ...(at === 0 ? caption : {}),
    ...(each.kind === 'video' ? videoParams(each) : {}),
  }))
  return { method: 'sendMediaGroup', params: { ...to, media }, files }
}

/** Null when Telegram may take it; otherwise code and sentence. */
export function objectionTo(part: OutgoingPart): { code: string; say: string } | null {
  const { used } = telegramProfile.count(part.text)
  const most = limitsBeside(telegramProfile.limits, part.media.length > 0).text
  const what = part.media.length > 0 ? 'under pictures and videos' : 'in a post'
  if (used === 0 && part.media.length === 0) return { code: 'empty', say: 'There is nothing in the post.' }
  if (used > most)
    return { code: 'too-long', say: `Telegram takes ${most} characters ${what}, and this has ${used}.` }
  if (part.media.length > 10)
    return { code: 'too-many', say: 'Telegram takes 10 pictures and videos in one post.' }
  return null
}
