import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { after, rejected, sentenceOf } from '../answers.ts'
import {
  NetworkTrouble,
  ReconnectNeeded,
  type ChangeOutcome,
  type Found,
  type Json,
  type NetworkContext,
  type NetworkSession,
  type NotDone,
  type OpenConnection,
  type OutgoingMedia,
  type OutgoingPart,
  type OwnPosts,
  type PublishOutcome,
  type RemoteRef,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { ended, notDone, saidBy, unanswered, unclear, type Reading } from '../families/outcomes.ts'
import { earliestOf, foundAmong, skewOf } from '../families/own-posts.ts'
import { callServer, wordsOf, type ServerCall, type Settings } from './api.ts'
import type { MastodonGrant } from './connect.ts'
import { comparable, textOfHtml } from './html-text.ts'
import { knowsAccount } from './lookup.ts'
import { preparedMedia, uploadMedia } from './media.ts'
import { ownPostOf, refOf, sameText, standsLike, status, statusList, type Status } from './read-back.ts'

/** How many pages of the account's posts are read at most before saying that we don't know. */
const pagesToRead = 5

const gone = () => rejected('gone', 'The post is no longer there.')

/** Length is left to the server, whose own limit may be another than Mastodon's. */
function objection(part: OutgoingPart): NotDone | null {
  if (part.text.trim() !== '' || part.media.length > 0) return null
  return rejected('empty', 'There is nothing in the post.')
}

function bodyOf(part: OutgoingPart) {
  return {
    status: part.text,
    media_ids: part.prepared.slice(0, part.media.length).map((prepared) => preparedMedia.parse(prepared).id),
    language: part.language.split('-')[0],
    visibility: 'public',
    ...(part.parent ? { in_reply_to_id: part.parent.remoteId } : {}),
  }
}

/** The newest posts, as far back as was asked; or the answer that could not be read. */
type Newest = { statuses: Status[]; since: string; complete: boolean } | { unreadable: ApiAnswer }

export class MastodonSession implements NetworkSession {
  readonly #context: NetworkContext
  readonly #settings: Settings
  readonly #connection: OpenConnection
  readonly #grant: MastodonGrant
  readonly #reading: Reading

  constructor(context: NetworkContext, settings: Settings, connection: OpenConnection, grant: MastodonGrant) {
    this.#context = context
    this.#settings = settings
    this.#connection = connection
    this.#grant = grant
    const secrets = [grant.token]
    this.#reading = {
      context,
      name: 'The server',
      handle: connection.handle,
      secrets,
      words: (answer) => wordsOf(answer, secrets),
      limited: 'account',
    }
  }

  prepareMedia(media: OutgoingMedia): Promise<Json> {
    const call = (wanted: ServerCall) => this.#call(wanted)
    return uploadMedia({ settings: this.#settings, reading: this.#reading, call }, media)
  }

  /** One at a time for each account: some servers let two sendings with one key through when they meet. */
  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objection(part)
    if (no) return no
    const headers = { 'idempotency-key': part.key }
    const call: ServerCall = { method: 'POST', path: '/api/v1/statuses', json: bodyOf(part), headers }
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

  async #send(call: ServerCall, part: OutgoingPart): Promise<PublishOutcome> {
    try {
      const answer = await this.#call(call)
      if (answer.status !== 200) return this.#refusalOf(answer, part)
      const made = status.safeParse(answer.body)
      return made.success ? { kind: 'published', ...refOf(made.data) } : unclear(this.#reading, answer)
    } catch (error) {
      return unanswered(this.#reading, error)
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    try {
      return ref ? await this.#findKnown(part, ref) : await this.#findAmongNewest(part)
    } catch (error) {
      if (error instanceof FetchError) return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  async #findKnown(part: OutgoingPart, ref: RemoteRef): Promise<Found> {
    const answer = await this.#call({ method: 'GET', path: pathOf(ref) })
    if (answer.status === 404 || answer.status === 410) return { kind: 'absent' }
    const found = answer.status === 200 ? status.safeParse(answer.body) : null
    if (!found?.success) return this.#unreadable(answer)
    const same = sameText(found.data, part)
    return { kind: 'present', text: textOfHtml(found.data.content), same, ...refOf(found.data) }
  }

  /** There is no mark on the post itself, so the account's newest posts are read back to the time of the intent. */
  async #findAmongNewest(part: OutgoingPart): Promise<Found> {
    const now = this.#context.clock.now().epochMilliseconds
    const newest = await this.#newest((headers) => earliestOf(part, skewOf(headers, now)))
    if ('unreadable' in newest) return this.#unreadable(newest.unreadable)
    const { since, complete } = newest
    const posts = newest.statuses.filter((found) => standsLike(found, part)).map(ownPostOf)
    const { settle } = this.#settings
    return foundAmong({ posts, complete }, part, { now, settle, since, words: comparable })
  }

  async own(since: string): Promise<OwnPosts> {
    const newest = await this.#newest(() => since).catch((error: unknown) => {
      if (error instanceof FetchError) throw new NetworkTrouble(`${error.message}.`)
      throw error
    })
    if ('unreadable' in newest) {
      const found = this.#unreadable(newest.unreadable)
      throw found.kind === 'reconnect' ? new ReconnectNeeded(found.say) : new NetworkTrouble(found.say)
    }
    const posts = newest.statuses.filter((found) => !found.reblog).map(ownPostOf)
    return {
      posts: posts.filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(since)),
      complete: newest.complete,
    }
  }

  /** `sinceOf` is asked once, with the headers of the first answer: they tell the server's clock. */
  async #newest(sinceOf: (headers: Headers) => string): Promise<Newest> {
    const statuses: Status[] = []
    let since = ''
    for (let page = 0; page < pagesToRead; page++) {
      const last = statuses.at(-1)
      const answer = await this.#call({
        method: 'GET',
        path: `/api/v1/accounts/${encodeURIComponent(this.#grant.accountId)}/statuses`,
        query: { exclude_reblogs: 'true', limit: '40', ...(last ? { max_id: last.id } : {}) },
      })
      const list = answer.status === 200 ? statusList.safeParse(answer.body) : null
      if (!list?.success) return { unreadable: answer }
      if (page === 0) since = sinceOf(answer.headers)
      statuses.push(...list.data)
      const oldest = list.data.at(-1)
      if (!oldest || Date.parse(oldest.created_at) < Date.parse(since))
        return { statuses, since, complete: true }
    }
    return { statuses, since, complete: false }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = objection(part)
    if (no) return no
    const { status: text, media_ids, language } = bodyOf(part)
    const media_attributes = part.media.map((media, at) => ({ id: media_ids[at], description: media.alt }))
    const changed = media_attributes.length > 0 ? { media_attributes } : {}
    const json = { status: text, media_ids, language, ...changed }
    return this.#change({ method: 'PUT', path: pathOf(ref), json }, (answer) => {
      if (answer.status === 404) return gone()
      if (answer.status !== 200) return this.#refusalOf(answer, part)
      const made = status.safeParse(answer.body)
      return made.success ? { kind: 'done', ref: refOf(made.data) } : unclear(this.#reading, answer)
    })
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    return this.#change({ method: 'DELETE', path: pathOf(ref) }, (answer) => {
      if (answer.status === 404 || answer.status === 410) return { kind: 'done', ref: null }
      if (answer.status !== 200) return this.#refusalOf(answer, null)
      // A page of some network in between says 200 too; only the API answers with the post that went.
      const went = z.object({ id: z.string() }).safeParse(answer.body).success
      return went ? { kind: 'done', ref: null } : unclear(this.#reading, answer)
    })
  }

  async pin(ref: RemoteRef, pinned: boolean): Promise<ChangeOutcome> {
    const path = `${pathOf(ref)}/${pinned ? 'pin' : 'unpin'}`
    return this.#change({ method: 'POST', path }, async (answer) => {
      if (answer.status === 404) return gone()
      // A post that is pinned already can't be pinned again; one that can't be pinned gets the same answer.
      if (answer.status === 422 && (await this.#isPinned(ref)) === pinned) return { kind: 'done', ref }
      if (answer.status === 422)
        return rejected('refused-by-network', `The server did not pin it: ${saidBy(this.#reading, answer)}`)
      if (answer.status !== 200) return this.#refusalOf(answer, null)
      return status.safeParse(answer.body).success ? { kind: 'done', ref } : unclear(this.#reading, answer)
    })
  }

  async #isPinned(ref: RemoteRef): Promise<boolean | null> {
    const found = status.safeParse((await this.#call({ method: 'GET', path: pathOf(ref) })).body)
    return found.success ? (found.data.pinned ?? null) : null
  }

  knows(mention: string): Promise<boolean | null> {
    return knowsAccount(this.#context, this.#settings, this.#connection, mention)
  }

  async #change(
    call: ServerCall,
    outcomeOf: (answer: ApiAnswer) => ChangeOutcome | Promise<ChangeOutcome>,
  ): Promise<ChangeOutcome> {
    try {
      return await outcomeOf(await this.#call(call))
    } catch (error) {
      return unanswered(this.#reading, error)
    }
  }

  #call(call: ServerCall): Promise<ApiAnswer> {
    const { token } = this.#grant
    return callServer(this.#context, this.#settings, this.#connection.server, { ...call, token })
  }

  #unreadable(answer: ApiAnswer): Extract<Found, { kind: 'reconnect' | 'undetermined' }> {
    if (answer.status === 401 || answer.status === 403)
      return { kind: 'reconnect', say: ended(this.#reading, answer) }
    return { kind: 'undetermined', say: `The server answered ${answer.status} when asked for the post.` }
  }

  #refusalOf(answer: ApiAnswer, part: OutgoingPart | null): NotDone {
    if (answer.status === 403) return { kind: 'reconnect', say: ended(this.#reading, answer) }
    if (answer.status === 404 && part?.parent)
      return rejected('parent-missing', 'The post that this one follows is no longer there.')
    if (answer.status >= 300 && answer.status < 400)
      return {
        kind: 'reconnect',
        say: 'The server answers from another address now. Connect the account again.',
      }
    return notDone(this.#reading, answer)
  }
}

function pathOf(ref: RemoteRef): string {
  return `/api/v1/statuses/${encodeURIComponent(ref.remoteId)}`
}
