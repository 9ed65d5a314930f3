import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import {
  MediaRefused,
  type ChangeOutcome,
  type Found,
  type Json,
  type NetworkContext,
  type NetworkSession,
  type OpenConnection,
  type OutgoingMedia,
  type OutgoingPart,
  type PublishOutcome,
  type RemoteRef,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { heedWait, unanswered, unclear, type Reading } from '../families/outcomes.ts'
import { rejected, unknown } from '../answers.ts'
import {
  callTelegram,
  isGone,
  isUnchanged,
  refusalOf,
  resultOf,
  says,
  wordsOf,
  type Settings,
  type TelegramCall,
} from './api.ts'
import type { TelegramGrant } from './connect.ts'
import { telegramProfile } from './limits.ts'
import { callOf, keptShape, message, messages, objectionTo, previewOf, type Kept } from './sending.ts'

export interface TelegramParts {
  context: NetworkContext
  settings: Settings
  connection: OpenConnection
  grant: TelegramGrant
}

export class TelegramSession implements NetworkSession {
  readonly #parts: TelegramParts

  constructor(parts: TelegramParts) {
    this.#parts = parts
  }

  /** The Bot API has no upload that nobody sees: files go with the message itself. So only their size is looked at. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { limits } = telegramProfile
    const most = media.kind === 'image' ? limits.imageBytes : (limits.video?.bytes ?? 0)
    const size = await media.size()
    if (size > 0 && size <= most) return {}
    throw new MediaRefused(
      size === 0
        ? 'The file is empty.'
        : `Telegram takes ${media.kind}s of ${most / 1_000_000} MB at most, and this has ${(size / 1_000_000).toFixed(1)}.`,
    )
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objectionTo(part)
    if (no) return rejected(no.code, no.say)
    try {
      const call = await callOf(part, this.#chatId)
      const answer = await this.#call(call)
      if (answer.status !== 200) return refusalOf(this.#reading(), answer)
      const made = resultOf(answer, z.union([messages, message.transform((one) => [one])]))
      if (!made) return unclear(this.#reading(), answer)
      const ids = made.map(({ message_id }) => message_id)
      const [first = 0] = ids
      // Telegram may put a video for a large channel off and give it no number yet (Message.message_id, Bot API 10.1).
      if (ids.includes(0))
        return unknown('Telegram has taken the post and shows it later, without saying where.', {
          later: true,
        })
      const kept: Kept = { messages: ids, media: part.media.length > 0 }
      return { kind: 'published', ...this.#refOf(first), extra: { ...kept } }
    } catch (error) {
      return unanswered(this.#reading(), error)
    }
  }

  /**
   * A bot can’t read a channel. Of a post whose number is known it can be learnt whether it is there: a change of its
   * buttons, of which it has none, into none is refused in other words when it is there and when it is gone, and changes
   * nothing. What it says can’t be learnt.
   */
  async find(_part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    if (!ref)
      return undetermined(
        `A bot can’t read what stands in a channel. Look at https://t.me/${this.#parts.connection.handle} and say whether it is there.`,
      )
    try {
      const answer = await this.#call({ method: 'editMessageReplyMarkup', params: this.#one(ref) })
      if (isGone(answer)) return { kind: 'absent' }
      if (isUnchanged(answer) || resultOf(answer, message))
        return undetermined('The post is there, but a bot can’t read back what it says.')
      const told = refusalOf(this.#reading(), answer)
      if (told.kind === 'reconnect') return told
      return undetermined(`Telegram answered ${answer.status} when asked for the post.`)
    } catch (error) {
      if (error instanceof FetchError) return undetermined(error.message)
      throw error
    }
  }

  /** Words only: other pictures would be another post. */
  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = objectionTo(part)
    if (no) return rejected(no.code, no.say)
    const kept = keptShape.safeParse(ref.extra)
    const media = part.media.length > 0
    if (
      kept.success &&
      (kept.data.media !== media || (media && kept.data.messages.length !== part.media.length))
    )
      return rejected('media-fixed', 'On Telegram only the words of a post can be changed, not its pictures.')
    const call = media
      ? { method: 'editMessageCaption', params: { ...this.#one(ref), caption: part.text } }
      : { method: 'editMessageText', params: { ...this.#one(ref), text: part.text, ...previewOf(part) } }
    return this.#change(call, ref, (answer) => resultOf(answer, message) !== null || isUnchanged(answer))
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    const kept = keptShape.safeParse(ref.extra)
    const ids = kept.success ? kept.data.messages : [Number(ref.remoteId)]
    const call =
      ids.length > 1
        ? { method: 'deleteMessages', params: { chat_id: this.#chatId, message_ids: ids } }
        : { method: 'deleteMessage', params: this.#one(ref) }
    return this.#change(call, null, (answer) => isDone(answer) || isGone(answer))
  }

  async pin(ref: RemoteRef, pinned: boolean): Promise<ChangeOutcome> {
    const call = pinned
      ? { method: 'pinChatMessage', params: { ...this.#one(ref), disable_notification: true } }
      : { method: 'unpinChatMessage', params: this.#one(ref) }
    const letGo = (answer: ApiAnswer) => !pinned && says(answer, /message to unpin not found/i)
    return this.#change(call, ref, (answer) => isDone(answer) || isUnchanged(answer) || letGo(answer))
  }

  /** A bot can ask for channels, groups and bots by name, not for people: who is not found may still be somebody. */
  async knows(mention: string): Promise<boolean | null> {
    const name = telegramProfile.normaliseHandle(mention)
    if (telegramProfile.handleProblem(name)) return false
    try {
      const answer = await this.#call({ method: 'getChat', params: { chat_id: `@${name}` } })
      if (resultOf(answer, z.object({ id: z.number() }))) return true
      // Refused is also who is not found, and that is no end of the connection.
      const no = refusalOf(this.#reading(), answer)
      if (no.kind === 'retry') heedWait(no)
      return null
    } catch (error) {
      if (error instanceof FetchError) return null
      throw error
    }
  }

  async #change(
    call: TelegramCall,
    ref: RemoteRef | null,
    isSo: (answer: ApiAnswer) => boolean,
  ): Promise<ChangeOutcome> {
    try {
      const answer = await this.#call(call)
      if (isSo(answer)) return { kind: 'done', ref }
      if (isGone(answer)) return rejected('gone', 'The post is no longer there.')
      return refusalOf(this.#reading(), answer)
    } catch (error) {
      return unanswered(this.#reading(), error)
    }
  }

  #call(call: TelegramCall): Promise<ApiAnswer> {
    const { context, settings, connection, grant } = this.#parts
    return callTelegram(context, { ...settings, api: connection.server }, grant.token, call)
  }

  get #chatId(): number {
    return Number(this.#parts.connection.remoteId)
  }

  #one(ref: RemoteRef) {
    return { chat_id: this.#chatId, message_id: Number(ref.remoteId) }
  }

  #refOf(id: number): RemoteRef {
    return { remoteId: String(id), url: `https://t.me/${this.#parts.connection.handle}/${id}` }
  }

  #reading(): Reading {
    const { context, connection, grant } = this.#parts
    const handle = `@${connection.handle}`
    const secrets = [grant.token, grant.token.split(':')[1] ?? '']
    return { context, name: 'Telegram', handle, secrets, words: wordsOf, limited: 'account' }
  }
}

const isDone = (answer: ApiAnswer) => resultOf(answer, z.literal(true)) !== null
const undetermined = (say: string): Found => ({ kind: 'undetermined', say })
