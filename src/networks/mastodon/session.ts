import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { after, comeBackAt, excerpt, outcomeOfSilence, unknown } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  ReconnectNeeded,
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
import { callApi, wordsOf, type ApiAnswer, type ApiCall, type Settings } from './api.ts'
import type { MastodonGrant } from './connect.ts'
import { mastodonProfile } from './limits.ts'
import { earliest, isOurs, sameText, skewOf, status, statusList, type Status } from './read-back.ts'
import { textOfHtml } from './html-text.ts'

type NotPublished = Exclude<PublishOutcome, { kind: 'published' }>

const attachment = z.object({ id: z.string().min(1), url: z.string().nullish() })
const preparedMedia = z.object({ id: z.string().min(1) })

/** How many pages of the account's posts are read at most before saying that we don't know. */
const pagesToRead = 5
const looksAtMedia = 30

function rejected(code: string, say: string): Extract<PublishOutcome, { kind: 'rejected' }> {
  return { kind: 'rejected', code, say }
}

export class MastodonSession implements NetworkSession {
  readonly #context: NetworkContext
  readonly #settings: Settings
  readonly #connection: OpenConnection
  readonly #grant: MastodonGrant

  constructor(context: NetworkContext, settings: Settings, connection: OpenConnection, grant: MastodonGrant) {
    this.#context = context
    this.#settings = settings
    this.#connection = connection
    this.#grant = grant
  }

  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { imageTypes, imageBytes } = mastodonProfile.limits
    const bytes = await media.bytes()
    if (!imageTypes.includes(media.type) || bytes.byteLength > imageBytes)
      throw new MediaRefused(
        `Mastodon takes JPEG, PNG and WebP images of at most ${imageBytes / 1_000_000} MB.`,
      )
    const name = `${media.sha256.slice(0, 16)}.${media.type.split('/')[1] ?? 'bin'}`
    const form = { fields: { description: media.alt }, file: { name, type: media.type, bytes } }
    const answer = await this.#forMedia({ method: 'POST', path: '/api/v2/media', form })
    const made = attachment.safeParse(answer.body)
    if ((answer.status !== 200 && answer.status !== 202) || !made.success)
      throw new NetworkTrouble('The server answered something about the image that can’t be understood.')
    if (answer.status === 202) await this.#untilReady(made.data.id)
    return { id: made.data.id }
  }

  /** 206 while the server still works on the image, 200 when it is done. */
  async #untilReady(id: string): Promise<void> {
    for (let look = 0; look < looksAtMedia; look++) {
      await new Promise((resolve) => setTimeout(resolve, this.#settings.pollEvery))
      const answer = await this.#forMedia({ method: 'GET', path: `/api/v1/media/${encodeURIComponent(id)}` })
      // A page of some network in between says 200 too; only the API answers with the image.
      if (answer.status === 200 && attachment.safeParse(answer.body).success) return
    }
    throw new NetworkTrouble('The server still works on the image. It will be tried again.')
  }

  async #forMedia(call: ApiCall): Promise<ApiAnswer> {
    const answer = await this.#call(call).catch((error: unknown) => {
      if (error instanceof FetchError)
        throw new NetworkTrouble(`${error.message}. The image was not uploaded.`)
      throw error
    })
    if (answer.status < 300) return answer
    if (answer.status === 401 || answer.status === 403) throw new ReconnectNeeded(this.#endedBecause(answer))
    if (answer.status === 429)
      throw new NetworkTrouble('The server asks us to wait.', comeBackAt(answer.headers, this.#context.clock))
    if (answer.status >= 400 && answer.status < 500)
      throw new MediaRefused(`The server did not take the image: ${this.#wordsOf(answer)}`)
    throw new NetworkTrouble('The server could not take the image just now.')
  }

  /** One at a time for each account: some servers let two sendings with one key through when they meet. */
  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = this.#objection(part)
    if (no) return no
    const call: ApiCall = {
      method: 'POST',
      path: '/api/v1/statuses',
      json: this.#bodyOf(part),
      headers: { 'idempotency-key': part.key },
    }
    try {
      return await this.#context.lock(`mastodon:send:${this.#connection.remoteId}`, () =>
        this.#send(call, part),
      )
    } catch (error) {
      // `#send` throws none of these: the wait for the lock was too long, so nothing was sent.
      if (error instanceof NetworkTrouble)
        return { kind: 'retry', after: after(this.#context.clock, 60), say: error.message }
      throw error
    }
  }

  async #send(call: ApiCall, part: OutgoingPart): Promise<PublishOutcome> {
    try {
      const answer = await this.#call(call)
      if (answer.status !== 200) return this.#refusalOf(answer, part)
      const made = status.safeParse(answer.body)
      if (made.success) return { kind: 'published', ...this.#refOf(made.data) }
      return unknown('The server answered something that can’t be understood.', {
        answer: this.#excerpt(answer),
      })
    } catch (error) {
      return this.#outcomeOf(error)
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    try {
      return ref ? await this.#findKnown(part, ref) : await this.#findAmongNewest(part)
    } catch (error) {
      if (error instanceof FetchError) return { kind: 'undetermined', say: error.message }
      throw error
    }
  }

  async #findKnown(part: OutgoingPart, ref: RemoteRef): Promise<Found> {
    const answer = await this.#call({
      method: 'GET',
      path: `/api/v1/statuses/${encodeURIComponent(ref.remoteId)}`,
    })
    if (answer.status === 404 || answer.status === 410) return { kind: 'absent' }
    const found = answer.status === 200 ? status.safeParse(answer.body) : null
    return found?.success ? this.#present(found.data, part) : this.#unreadable(answer)
  }

  /** There is no mark on the post itself, so the account's newest posts are read back to the time of the intent. */
  async #findAmongNewest(part: OutgoingPart): Promise<Found> {
    let since: number | null = null
    let maxId: string | undefined
    for (let page = 0; page < pagesToRead; page++) {
      const answer = await this.#call({
        method: 'GET',
        path: `/api/v1/accounts/${encodeURIComponent(this.#grant.accountId)}/statuses`,
        query: { exclude_reblogs: 'true', limit: '40', ...(maxId ? { max_id: maxId } : {}) },
      })
      const list = answer.status === 200 ? statusList.safeParse(answer.body) : null
      if (!list?.success) return this.#unreadable(answer)
      since ??= earliest(part, skewOf(answer.headers, this.#context.clock.now().epochMilliseconds))
      const from = since
      const ours = list.data.find((found) => isOurs(found, part, from))
      if (ours) return this.#present(ours, part)
      const oldest = list.data.at(-1)
      if (!oldest || Date.parse(oldest.created_at) < from) return this.#notThere(part)
      maxId = oldest.id
    }
    return {
      kind: 'undetermined',
      say: 'The account has posted so much since that the post could not be looked for.',
    }
  }

  /** A sending that we gave up on may still be carried out; so soon after it was sent, not there yet proves nothing. */
  #notThere(part: OutgoingPart): Found {
    const age = this.#context.clock.now().epochMilliseconds - Date.parse(part.sentAt ?? part.createdAt)
    if (age >= this.#settings.settle) return { kind: 'absent' }
    return { kind: 'undetermined', say: 'It is not there yet, but it is too early to say that it won’t be.' }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = this.#objection(part)
    if (no) return no
    const { status: text, media_ids, language } = this.#bodyOf(part)
    const media_attributes = part.media.map((media, at) => ({ id: media_ids[at], description: media.alt }))
    try {
      const answer = await this.#call({
        method: 'PUT',
        path: `/api/v1/statuses/${encodeURIComponent(ref.remoteId)}`,
        json: {
          status: text,
          media_ids,
          language,
          ...(media_attributes.length > 0 ? { media_attributes } : {}),
        },
      })
      if (answer.status === 404) return rejected('gone', 'The post is no longer there.')
      if (answer.status !== 200) return this.#refusalOf(answer, part)
      const made = status.safeParse(answer.body)
      if (made.success) return { kind: 'done', ref: this.#refOf(made.data) }
      return unknown('The server answered something that can’t be understood.', {
        answer: this.#excerpt(answer),
      })
    } catch (error) {
      return this.#outcomeOf(error)
    }
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    try {
      const answer = await this.#call({
        method: 'DELETE',
        path: `/api/v1/statuses/${encodeURIComponent(ref.remoteId)}`,
      })
      if (answer.status === 404 || answer.status === 410) return { kind: 'done', ref: null }
      if (answer.status !== 200) return this.#refusalOf(answer, null)
      // A page of some network in between says 200 too; only the API answers with the post that went.
      if (z.object({ id: z.string() }).safeParse(answer.body).success) return { kind: 'done', ref: null }
      return unknown('The server answered something that can’t be understood.', {
        answer: this.#excerpt(answer),
      })
    } catch (error) {
      return this.#outcomeOf(error)
    }
  }

  #call(call: ApiCall): Promise<ApiAnswer> {
    return callApi(this.#context, this.#settings, this.#connection.server, {
      ...call,
      token: this.#grant.token,
    })
  }

  #bodyOf(part: OutgoingPart) {
    return {
      status: part.text,
      media_ids: part.prepared
        .slice(0, part.media.length)
        .map((prepared) => preparedMedia.parse(prepared).id),
      language: part.language.split('-')[0],
      visibility: 'public',
      ...(part.parent ? { in_reply_to_id: part.parent.remoteId } : {}),
    }
  }

  /** Length is left to the server, whose own limit may be another than Mastodon's. */
  #objection(part: OutgoingPart): NotPublished | null {
    if (part.text.trim() === '' && part.media.length === 0)
      return rejected('empty', 'There is nothing in the post.')
    return null
  }

  #refOf(found: Status): RemoteRef {
    return { remoteId: found.id, url: found.url ?? found.uri }
  }

  #present(found: Status, part: OutgoingPart): Found {
    return {
      kind: 'present',
      text: textOfHtml(found.content),
      same: sameText(found, part),
      ...this.#refOf(found),
    }
  }

  #unreadable(answer: ApiAnswer): Found {
    if (answer.status === 401 || answer.status === 403)
      return { kind: 'reconnect', say: this.#endedBecause(answer) }
    return { kind: 'undetermined', say: `The server answered ${answer.status} when asked for the post.` }
  }

  #wordsOf(answer: ApiAnswer): string {
    return wordsOf(answer, [this.#grant.token])
  }

  #excerpt(answer: ApiAnswer): string {
    return excerpt(answer.text, [this.#grant.token])
  }

  #endedBecause(answer: ApiAnswer): string {
    return `The server no longer lets us act as ${this.#connection.handle} (${this.#wordsOf(answer)}). Connect the account again.`
  }

  #refusalOf(answer: ApiAnswer, part: OutgoingPart | null): NotPublished {
    if (answer.status === 401 || answer.status === 403)
      return { kind: 'reconnect', say: this.#endedBecause(answer) }
    if (answer.status === 429)
      return {
        kind: 'retry',
        after: comeBackAt(answer.headers, this.#context.clock),
        say: 'The server asks us to wait.',
      }
    if (answer.status === 404 && part?.parent)
      return rejected('parent-missing', 'The post that this one follows is no longer there.')
    if (answer.status >= 300 && answer.status < 400)
      return {
        kind: 'reconnect',
        say: 'The server answers from another address now. Connect the account again.',
      }
    if (answer.status >= 400 && answer.status < 500)
      return rejected('refused-by-network', `The server did not take the post: ${this.#wordsOf(answer)}`)
    return unknown(`The server answered ${answer.status}. The post may be there or not.`, {
      status: answer.status,
      answer: this.#excerpt(answer),
    })
  }

  #outcomeOf(error: unknown): NotPublished {
    if (error instanceof FetchError) return outcomeOfSilence(error, this.#context.clock)
    throw error
  }
}
