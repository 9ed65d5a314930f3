import { FetchError } from '#platform/fetch/index.ts'
import { after, rejected, sentenceOf } from '../answers.ts'
import {
  NetworkTrouble,
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
import type { Bearer } from '../families/bearer.ts'
import type { ApiAnswer } from '../families/call.ts'
import { ended, troubled, unanswered, unclear, type Reading } from '../families/outcomes.ts'
import { comparable, type Roll } from '../families/own-posts.ts'
import { callLinkedIn, refusalOf, twinOf, wordsOf, type LinkedInCall, type Settings } from './api.ts'
import { bodyOf, objectionTo } from './body.ts'
import { toLittle } from './little.ts'
import { refOf } from './posts.ts'
import { among, commented, known, lookAt, ownSince, type ReadingBack } from './read-back.ts'
import { uploadMedia } from './uploads.ts'

interface LinkedInParts {
  context: NetworkContext
  settings: Settings
  connection: OpenConnection
  bearer: Bearer
  roll: Roll
}

export class LinkedInSession implements NetworkSession {
  readonly #parts: LinkedInParts

  constructor(parts: LinkedInParts) {
    this.#parts = parts
  }

  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { context, settings, connection, bearer } = this.#parts
    const up = {
      context,
      settings,
      owner: connection.remoteId,
      reading: () => this.#reading(),
      call: (call: LinkedInCall) => this.#call(call),
      withToken: (ask: (token: string) => Promise<ApiAnswer>) => bearer.call(ask),
    }
    return { urn: await uploadMedia(up, media) }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objectionTo(part)
    if (no) return no
    const { connection, roll } = this.#parts
    try {
      const json = bodyOf(connection.remoteId, part)
      const answer = await this.#call({ method: 'POST', path: '/rest/posts', json })
      const twin = twinOf(answer)
      if (twin) return await this.#isOurs(part, twin.urn, answer)
      if (answer.status !== 201) return refusalOf(this.#reading(), answer)
      // Rest.li writes the parts of a key encoded, and LinkedIn's examples plainly.
      const urn = (answer.headers.get('x-restli-id') ?? '').replaceAll('%3A', ':')
      if (!/^urn:li:\w+:\d+$/.test(urn)) return unclear(this.#reading(), answer)
      roll.note(urn, part.key)
      return await this.#afterwards(part, urn)
    } catch (error) {
      return this.#stopped(error)
    }
  }

  /**
   * LinkedIn has the words already. The post it names may be what an earlier sending of ours left behind; otherwise it
   * is another one, and ours was not made.
   */
  async #isOurs(part: OutgoingPart, urn: string | null, answer: ApiAnswer): Promise<PublishOutcome> {
    const { roll } = this.#parts
    const found = await among(this.#readingBack(), part, 0, roll)
    if (found.kind === 'present') return { kind: 'published', ...refOf(found.remoteId) }
    if (found.kind === 'absent')
      return rejected(
        'duplicate',
        urn === null
          ? 'LinkedIn has the same words on this Page already, and takes them only once.'
          : `LinkedIn has the same words on this Page already (${refOf(urn).url}), and takes them only once.`,
      )
    const say = 'LinkedIn has the same words already; whether they are ours is not known.'
    return { ...unclear(this.#reading(), answer), say }
  }

  /** From here the post is made, and nothing that goes wrong may say otherwise. */
  async #afterwards(part: OutgoingPart, urn: string): Promise<PublishOutcome> {
    const ref = refOf(urn)
    const state = part.media.some(({ kind }) => kind === 'video') ? await this.#worked(urn) : 'PUBLISHED'
    if (state === 'PUBLISH_FAILED')
      return rejected('not-published', 'LinkedIn took the post and could not publish it.')
    if (part.firstComment !== null) await this.#comment(urn, part.firstComment)
    if (state === 'PUBLISHED') return { kind: 'published', ...ref }
    return { kind: 'processing', ...ref, say: 'LinkedIn still works on the video.' }
  }

  async #worked(urn: string): Promise<string> {
    const { looksAtPost, pollEvery } = this.#parts.settings
    for (let look = 0; look < looksAtPost; look++) {
      const state = await lookAt(this.#readingBack(), urn).catch(unlessBroken)
      if (state === 'PUBLISHED' || state === 'PUBLISH_FAILED') return state
      await new Promise((resolve) => setTimeout(resolve, pollEvery))
    }
    return 'PUBLISH_REQUESTED'
  }

  /** Sent once. Where it does not come out, reading back says that what stands there is not all that was approved. */
  async #comment(urn: string, words: string): Promise<void> {
    const { connection, context } = this.#parts
    const json = { actor: connection.remoteId, object: urn, message: { text: words } }
    const path = `/rest/socialActions/${encodeURIComponent(urn)}/comments`
    const answer = await this.#call({ method: 'POST', path, json }).catch(unlessBroken)
    if (answer?.status !== 201)
      context.log.warn({ post: urn, status: answer?.status ?? null }, 'a first comment was not made')
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    const { roll, settings } = this.#parts
    try {
      const back = this.#readingBack()
      const found = ref ? await known(back, part, ref) : await among(back, part, settings.settle, roll)
      if (found.kind !== 'present' || part.firstComment === null) return found
      const there = await commented(back, found.remoteId, comparable(part.firstComment))
      return typeof there === 'boolean' ? { ...found, same: found.same && there } : there
    } catch (error) {
      if (error instanceof FetchError || error instanceof NetworkTrouble)
        return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  own(since: string): Promise<OwnPosts> {
    return ownSince(this.#readingBack(), since).catch(troubled('The posts were not read.'))
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = objectionTo(part)
    if (no) return no
    const json = { patch: { $set: { commentary: toLittle(part.text) } } }
    return this.#change(ref, { method: 'POST', path: pathOf(ref), json, restMethod: 'PARTIAL_UPDATE' })
  }

  /** LinkedIn answers 204 for what is gone already, too. */
  remove(ref: RemoteRef): Promise<ChangeOutcome> {
    return this.#change(null, { method: 'DELETE', path: pathOf(ref), restMethod: 'DELETE' })
  }

  async #change(stays: RemoteRef | null, call: LinkedInCall): Promise<ChangeOutcome> {
    try {
      const answer = await this.#call(call)
      if (answer.status === 204) return { kind: 'done', ref: stays }
      if (answer.status === 404)
        return stays ? rejected('gone', 'The post is no longer there.') : { kind: 'done', ref: null }
      return refusalOf(this.#reading(), answer)
    } catch (error) {
      return this.#stopped(error)
    }
  }

  #call(call: LinkedInCall): Promise<ApiAnswer> {
    const { context, settings, bearer } = this.#parts
    return bearer.call((token) => callLinkedIn(context, settings, call, token))
  }

  #reading(): Reading {
    const { context, connection, bearer } = this.#parts
    const { handle } = connection
    return { context, name: 'LinkedIn', handle, secrets: bearer.secrets(), words: wordsOf, limited: 'app' }
  }

  #readingBack(): ReadingBack {
    const { context, connection } = this.#parts
    return {
      call: (call) => this.#call(call),
      now: () => context.clock.now().epochMilliseconds,
      author: connection.remoteId,
      lost: (answer) => ended(this.#reading(), answer),
    }
  }

  /** `NetworkTrouble` comes only of a renewal after a 401, which proved that nothing was done. */
  #stopped(error: unknown): NotDone {
    if (!(error instanceof NetworkTrouble)) return unanswered(this.#reading(), error)
    const again = error.retryAfter ?? after(this.#parts.context.clock, 60)
    return { kind: 'retry', after: again, say: error.message }
  }
}

const pathOf = ({ remoteId }: RemoteRef) => `/rest/posts/${encodeURIComponent(remoteId)}`

/** No answer is no news; anything else is a fault of ours. */
function unlessBroken(error: unknown): null {
  if (error instanceof FetchError || error instanceof NetworkTrouble) return null
  throw error
}
