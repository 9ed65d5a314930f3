import { after, rejected, sentenceOf, unknown } from '../answers.ts'
import {
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type ChangeOutcome,
  type Found,
  type Json,
  type NetworkSession,
  type NotDone,
  type OutgoingMedia,
  type OutgoingPart,
  type OwnPosts,
  type PublishOutcome,
  type RemoteRef,
} from '../contract.ts'
import { graphError, made, notYetSent, success } from '../families/graph.ts'
import type { ApiAnswer } from '../families/call.ts'
import { comparable, earliestOf, foundAmong, notThere } from '../families/own-posts.ts'
import { unanswered } from '../families/outcomes.ts'
import { checkMedia, failureOf, makeContainer, stateOf, type State } from './containers.ts'
import { waits } from './limits.ts'
import {
  hasComment,
  ownPosts,
  ownStories,
  readMedia,
  refOf,
  stagedShape,
  type Staged,
  type Work,
} from './work.ts'

const working = 'Instagram still works on the image or video.'

/**
 * Said of a container whose media is not ready, of a day that is full, and of what looks like spam (under the number of
 * the app's limit, but waiting does not help):
 * https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/error-codes, read 2026-11.
 */
const notReady = 2207027
const noContainer = 2207008
const dayIsFull = 2207042
const restricted = 2207051

export class InstagramSession implements NetworkSession {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  /** Instagram fetches media itself, when the container is made; here it is only looked at. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    await checkMedia(media)
    return { sha256: media.sha256 }
  }

  async stage(part: OutgoingPart): Promise<Json> {
    return { ...(await makeContainer(this.#work, part)) }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const staged = stagedShape.safeParse(part.staged)
    if (!staged.success) return rejected('no-container', 'There is no container at Instagram to publish.')
    const outcome = await this.#publishContainer(staged.data, part)
    if (outcome.kind === 'published' && part.firstComment !== null)
      await this.#comment(outcome, part.firstComment)
    return outcome
  }

  async #publishContainer(staged: Staged, part: OutgoingPart): Promise<PublishOutcome> {
    let state: State
    try {
      state = await stateOf(this.#work, staged.container)
    } catch (error) {
      if (error instanceof PostRefused && error.code === 'gone') return this.#stageAgain()
      return notYetSent(this.#work.context, error)
    }
    switch (state.status_code) {
      case 'EXPIRED':
        return this.#stageAgain()
      case 'ERROR':
        return rejected('media-refused', failureOf(state))
      case 'IN_PROGRESS':
        return this.#later(working, waits.working)
      case 'PUBLISHED':
        return this.#already(staged, part)
      case 'FINISHED':
        return this.#send(staged)
    }
  }

  async #send({ container }: Staged): Promise<PublishOutcome> {
    const { graph, id } = this.#work
    let answer: ApiAnswer
    try {
      answer = await graph.post(`${id}/media_publish`, { creation_id: container })
    } catch (error) {
      return unanswered(graph.reading, error)
    }
    if (answer.status !== 200) return this.#refusal(answer)
    const media = made.safeParse(answer.body)
    return media.success ? this.#published(media.data.id) : graph.unclear(answer)
  }

  #refusal(answer: ApiAnswer): NotDone {
    const subcode = graphError(answer)?.error_subcode
    // A moment ago it was there, and was not published.
    if (subcode === noContainer) return this.#stageAgain()
    if (subcode === notReady) return this.#later(working, waits.working)
    if (subcode === dayIsFull)
      return {
        ...this.#later('Instagram takes no more posts of this account today.', waits.posts),
        limited: 'account',
      }
    if (subcode === restricted)
      return rejected(
        'restricted',
        'Instagram took the post for spam and refused it. Look into the app for a notice.',
      )
    return this.#work.graph.notDone(answer)
  }

  /** It is out; its address is a nicety that may be read another time. */
  async #published(mediaId: string): Promise<PublishOutcome> {
    const fallback = `${this.#work.options.pageUrl}/${this.#work.handle}/`
    try {
      return { kind: 'published', ...refOf(this.#work, await readMedia(this.#work, mediaId)) }
    } catch (error) {
      this.#unseen(error)
      return { kind: 'published', remoteId: mediaId, url: fallback }
    }
  }

  /** Published by an earlier try whose answer was lost. */
  async #already(staged: Staged, part: OutgoingPart): Promise<PublishOutcome> {
    const found = await this.find({ ...part, firstComment: null, staged: { ...staged } }, null)
    if (found.kind !== 'present')
      return unknown('Instagram has published it; which post it is could not be read.', {
        container: staged.container,
      })
    return { kind: 'published', remoteId: found.remoteId, url: found.url }
  }

  #later(say: string, seconds: number): Extract<NotDone, { kind: 'retry' }> {
    return { kind: 'retry', after: after(this.#work.context.clock, seconds), say }
  }

  #stageAgain(): Extract<PublishOutcome, { kind: 'retry' }> {
    return {
      ...this.#later('The container at Instagram has expired. It is made again.', 1),
      stageAgain: true,
    }
  }

  /**
   * The post is out whatever becomes of this. Looked for first, because it may be there from an earlier try; one that
   * could not be put there is missed when the post is read back (`same: false`).
   */
  async #comment({ remoteId }: RemoteRef, words: string): Promise<void> {
    const { graph, context } = this.#work
    try {
      if (await hasComment(this.#work, remoteId, words)) return
      await graph.taken(graph.post(`${remoteId}/comments`, { message: words }), made, 'the first comment')
    } catch (error) {
      // Everything that `taken` throws has a code; anything else is a fault of ours.
      if (!(error instanceof Error) || !('code' in error)) throw error
      context.log.warn({ code: error.code, say: error.message }, 'the first comment was not written')
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    try {
      if (ref) return await this.#findKnown(part, ref)
      const staged = stagedShape.safeParse(part.staged)
      // Nothing is ever published but a container that was kept first.
      return staged.success ? await this.#findStaged(part, staged.data) : { kind: 'absent' }
    } catch (error) {
      return this.#unseen(error)
    }
  }

  async #findKnown(part: OutgoingPart, ref: RemoteRef): Promise<Found> {
    try {
      const media = await readMedia(this.#work, ref.remoteId)
      const same = part.format === 'story' || comparable(media.caption) === comparable(part.text)
      const text = part.format === 'story' ? part.text : media.caption
      const whole = same && (await this.#hasItsComment(part, media.id))
      return { kind: 'present', text, same: whole, ...refOf(this.#work, media) }
    } catch (error) {
      if (!(error instanceof PostRefused) || error.code !== 'gone') throw error
      return this.#gone(part, ref)
    }
  }

  /** The same error stands for a permission that is missing; and stories go by themselves after a day. */
  async #gone(part: OutgoingPart, ref: RemoteRef): Promise<Found> {
    const recent = await ownPosts(this.#work, earliestOf(part, this.#work.graph.skew))
    if (recent.posts.some(({ remoteId }) => remoteId === ref.remoteId))
      return { kind: 'undetermined', say: 'Instagram lists the post and does not show it.' }
    const age = this.#now() - Date.parse(part.createdAt)
    if (part.format === 'story' && age > 86_400_000)
      return { kind: 'undetermined', say: 'A story can be seen for 24 hours, which are over.' }
    return { kind: 'absent' }
  }

  /** The container itself says whether it was published; which post that made has to be looked for. */
  async #findStaged(part: OutgoingPart, staged: Staged): Promise<Found> {
    const state = await stateOf(this.#work, staged.container)
    switch (state.status_code) {
      case 'ERROR':
        return { kind: 'rejected', code: 'media-refused', say: failureOf(state) }
      case 'IN_PROGRESS':
      case 'FINISHED':
      case 'EXPIRED':
        return notThere(part, { now: this.#now(), settle: this.#work.options.settle })
      case 'PUBLISHED':
        return this.#findPublished(part, staged)
    }
  }

  async #findPublished(part: OutgoingPart, { format }: Staged): Promise<Found> {
    const now = this.#now()
    const since = earliestOf(part, this.#work.graph.skew)
    const list = await (format === 'story' ? ownStories : ownPosts)(this.#work, since)
    const wanted = format === 'story' ? { ...part, text: '' } : part
    const found = foundAmong(list, wanted, { now, settle: 0, since })
    if (found.kind !== 'present')
      return { kind: 'undetermined', say: 'Instagram has published it and does not list it yet.' }
    const same = await this.#hasItsComment(part, found.remoteId)
    return { ...found, text: format === 'story' ? part.text : found.text, same }
  }

  async #hasItsComment({ firstComment }: OutgoingPart, media: string): Promise<boolean> {
    return firstComment === null || hasComment(this.#work, media, firstComment)
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    const { graph } = this.#work
    const outcome = await graph.outcome<ChangeOutcome>(graph.delete(ref.remoteId), (body) =>
      success.safeParse(body).success ? { kind: 'done', ref: null } : null,
    )
    if (outcome.kind !== 'rejected' || outcome.code !== 'gone') return outcome
    return { kind: 'done', ref: null }
  }

  async own(since: string): Promise<OwnPosts> {
    return ownPosts(this.#work, since)
  }

  #now(): number {
    return this.#work.context.clock.now().epochMilliseconds
  }

  /** What hindered a reading. Anything else is thrown on. */
  #unseen(error: unknown): { kind: 'reconnect' | 'undetermined'; say: string } {
    if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
    if (error instanceof NetworkTrouble || error instanceof PostRefused)
      return { kind: 'undetermined', say: sentenceOf(error) }
    throw error
  }
}
