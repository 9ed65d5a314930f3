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
import type { Bearer } from '../families/bearer.ts'
import type { ApiAnswer } from '../families/call.ts'
import { ended, heedWait, troubled, unanswered, unclear, type Reading } from '../families/outcomes.ts'
import { foundAmong, type Roll } from '../families/own-posts.ts'
import { callX, isDuplicate, refusalOf, wordsOf, type Settings, type XCall } from './api.ts'
import { xProfile } from './limits.ts'
import { alike } from './posts.ts'
import { findKnown, isGone, newestOf, sinceOf, type ReadingBack } from './read-back.ts'
import { uploadMedia } from './uploads.ts'

const created = z.object({ data: z.object({ id: z.string().regex(/^\d+$/) }) })
const deleted = z.object({ data: z.object({ deleted: z.boolean() }) })
const user = z.object({ data: z.object({ id: z.string() }) })
const prepared = z.object({ id: z.string() })

interface XParts {
  context: NetworkContext
  settings: Settings
  connection: OpenConnection
  bearer: Bearer
  roll: Roll
}

export class XSession implements NetworkSession {
  readonly #parts: XParts

  constructor(parts: XParts) {
    this.#parts = parts
  }

  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { settings } = this.#parts
    const call = (wanted: XCall) => this.#call(wanted)
    return { id: await uploadMedia({ settings, call, reading: () => this.#reading() }, media) }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objectionTo(part)
    if (no) return no
    try {
      const answer = await this.#call({ method: 'POST', path: '/2/tweets', json: bodyOf(part) })
      if (isDuplicate(answer)) return await this.#twinOf(part, answer)
      if (answer.status !== 201 && answer.status !== 200) return refusalOf(this.#reading(), answer)
      const made = created.safeParse(answer.body)
      if (!made.success) return unclear(this.#reading(), answer)
      const { id } = made.data.data
      this.#parts.roll.note(id, part.key)
      return { kind: 'published', ...this.#refOf(id) }
    } catch (error) {
      return this.#stopped(error)
    }
  }

  /**
   * X has the words already. That may be what an earlier sending of ours left behind, which came late; otherwise it is
   * another post, and ours was not made.
   */
  async #twinOf(part: OutgoingPart, answer: ApiAnswer): Promise<PublishOutcome> {
    const found = await this.#among(part, 0)
    if (found.kind === 'present') {
      const { remoteId, url } = found
      return { kind: 'published', remoteId, url }
    }
    if (found.kind === 'absent')
      return rejected('duplicate', 'X has the same words on this account already, and takes them only once.')
    return {
      ...unclear(this.#reading(), answer),
      say: 'X has the same words already; whether they are ours is not known.',
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    try {
      return ref
        ? await findKnown(this.#readingBack(), part, ref)
        : await this.#among(part, this.#parts.settings.settle)
    } catch (error) {
      if (error instanceof FetchError || error instanceof NetworkTrouble)
        return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  /** There is no mark on the post itself, so the account's newest posts are read back to the time of the intent. */
  async #among(part: OutgoingPart, settle: number): Promise<Found> {
    const { context, roll } = this.#parts
    const read = await newestOf(this.#readingBack(), part.createdAt)
    if (!('posts' in read)) return read
    const now = context.clock.now().epochMilliseconds
    const ofThread = read.posts.filter(({ follows }) => follows === (part.parent?.remoteId ?? null))
    const own = { posts: ofThread.map(({ post }) => post), complete: read.complete }
    const looking = {
      now,
      settle,
      since: sinceOf(part, read),
      words: alike,
      isAnothers: roll.isAnothers(part.key),
    }
    const found = foundAmong(own, part, looking)
    if (found.kind === 'present') roll.note(found.remoteId, part.key)
    return found
  }

  async own(since: string): Promise<OwnPosts> {
    const read = await newestOf(this.#readingBack(), since).catch(troubled('The posts were not read.'))
    if (!('posts' in read))
      throw read.kind === 'reconnect' ? new ReconnectNeeded(read.say) : new NetworkTrouble(read.say)
    const from = Date.parse(since)
    const posts = read.posts.map(({ post }) => post).filter(({ createdAt }) => Date.parse(createdAt) >= from)
    return { posts, complete: read.complete }
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    try {
      const path = `/2/tweets/${encodeURIComponent(ref.remoteId)}`
      const answer = await this.#call({ method: 'DELETE', path })
      if (answer.status === 404) return { kind: 'done', ref: null }
      if (answer.status !== 200) return refusalOf(this.#reading(), answer)
      const told = deleted.safeParse(answer.body)
      const gone = told.success && (told.data.data.deleted || (await isGone(this.#readingBack(), ref)))
      return gone ? { kind: 'done', ref: null } : unclear(this.#reading(), answer)
    } catch (error) {
      return this.#stopped(error)
    }
  }

  /** Each asking costs the university money, so only what can be a name there is asked for. */
  async knows(mention: string): Promise<boolean | null> {
    const username = mention.replace(/^@/, '')
    if (xProfile.handleProblem(username.toLowerCase())) return false
    try {
      const answer = await this.#call({ method: 'GET', path: `/2/users/by/username/${username}` })
      if (answer.status === 200 && user.safeParse(answer.body).success) return true
      if (answer.status === 404 || (answer.status === 200 && /could not find/i.test(wordsOf(answer))))
        return false
      heedWait(refusalOf(this.#reading(), answer))
      return null
    } catch (error) {
      if (error instanceof FetchError) return null
      throw error
    }
  }

  #call(call: XCall): Promise<ApiAnswer> {
    const { context, settings, bearer } = this.#parts
    return bearer.call((token) => callX(context, settings, call, token))
  }

  #reading(): Reading {
    const { context, connection, bearer } = this.#parts
    const handle = `@${connection.handle}`
    return { context, name: 'X', handle, secrets: bearer.secrets(), words: wordsOf, limited: 'account' }
  }

  #readingBack(): ReadingBack {
    const { context, connection } = this.#parts
    return {
      call: (call) => this.#call(call),
      now: () => context.clock.now().epochMilliseconds,
      connection,
      lost: (answer) => ended(this.#reading(), answer),
    }
  }

  #refOf(id: string): RemoteRef {
    return { remoteId: id, url: `https://x.com/${this.#parts.connection.handle}/status/${id}` }
  }

  /** `NetworkTrouble` comes only of a renewal after a 401, which proved that nothing was done. */
  #stopped(error: unknown): NotDone {
    if (error instanceof NetworkTrouble)
      return {
        kind: 'retry',
        after: error.retryAfter ?? after(this.#parts.context.clock, 60),
        say: error.message,
      }
    return unanswered(this.#reading(), error)
  }
}

function bodyOf(part: OutgoingPart) {
  const media_ids = part.prepared.slice(0, part.media.length).map((each) => prepared.parse(each).id)
  return {
    text: part.text,
    ...(media_ids.length > 0 ? { media: { media_ids } } : {}),
    ...(part.parent ? { reply: { in_reply_to_tweet_id: part.parent.remoteId } } : {}),
  }
}

function objectionTo(part: OutgoingPart): NotDone | null {
  if (part.text.trim() === '' && part.media.length === 0)
    return rejected('empty', 'There is nothing in the post.')
  const { used, max, over } = xProfile.count(part.text)
  if (over > 0) return rejected('too-long', `X takes ${max} characters, and counts ${used} in this post.`)
  return null
}
