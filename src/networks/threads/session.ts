import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { after, outcomeOfSilence } from '../answers.ts'
import {
  MediaRefused,
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
import type { ApiAnswer } from '../families/call.ts'
import { callThreads, endedBecause, meaningOf, notDone, orThrow, unclear, type Work } from './api.ts'
import { faultOfFile, makeContainer, stateWhenDone } from './containers.ts'
import { findAmong, findPost, isListed, stagedShape } from './find.ts'
import { linksIn, mostLinks, notInTopics, threadsProfile } from './limits.ts'
import { addressOf, listPosts, ownPostOf, readPost, troubleReading, Unread } from './posts.ts'

const madeShape = z.object({ id: z.string().min(1) })
const removedShape = z.object({ success: z.literal(true) })

/** How often a container is looked at before it is published; it was waited for when it was made. */
const looksBefore = 3

const { limits } = threadsProfile

function megabytes(bytes: number): string {
  return `${bytes / 1_000_000} MB`
}

export class ThreadsSession implements NetworkSession {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  /** Threads fetches media itself, when the container is made; here it is only looked at. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { imageTypes, imageBytes, video } = limits
    const [types, most] = media.kind === 'image' ? [imageTypes, imageBytes] : [video?.types, video?.bytes]
    if (!types?.includes(media.type) || (await media.size()) > (most ?? 0))
      throw new MediaRefused(
        media.kind === 'image'
          ? `Threads takes JPEG and PNG images of at most ${megabytes(imageBytes)}.`
          : `Threads takes MP4 and MOV videos of at most ${megabytes(most ?? 0)}.`,
      )
    return { sha256: media.sha256 }
  }

  async stage(part: OutgoingPart): Promise<Json> {
    const problem = problemOf(part)
    if (problem) throw problem
    return { container: await makeContainer(this.#work, part) }
  }

  /** Asks first what became of the container, so that a repeated call finds the post instead of making another. */
  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const { context } = this.#work
    const wait = (seconds: number, say: string) =>
      ({ kind: 'retry', after: after(context.clock, seconds), say }) as const
    try {
      const { container } = stagedShape.parse(part.staged)
      const state = await stateWhenDone(this.#work, container, looksBefore)
      switch (state.kind) {
        case 'ready':
          break
        case 'working':
          return wait(30, 'Threads still works on the pictures or videos.')
        case 'published':
          return await this.#wherever(part)
        case 'gone':
        case 'expired': {
          // Nothing says that Threads remembers a container that was published, so its posts are looked at first.
          const listed = state.kind === 'gone' ? await isListed(this.#work, part) : 'no'
          if (listed === 'yes') return await this.#wherever(part)
          if (listed === 'unknown') return wait(30, 'Threads could not say whether it is out already.')
          return {
            ...wait(5, 'What was made ready at Threads has ended; it is made again.'),
            stageAgain: true,
          }
        }
        case 'failed': {
          const fault = faultOfFile(state.why)
          if (fault)
            return { kind: 'rejected', code: 'media-refused', say: `Threads did not take a file: ${fault}.` }
          return {
            ...wait(60, 'Threads could not fetch or read what was sent; it is made again.'),
            stageAgain: true,
          }
        }
        case 'unclear':
          return this.#notSent(state.answer)
      }
      return await this.#send(part, container)
    } catch (error) {
      // Only looking came before this; the sending itself answers for its own silence.
      if (error instanceof FetchError) return wait(30, `${error.message}. Nothing was sent.`)
      throw error
    }
  }

  async #send(part: OutgoingPart, container: string): Promise<PublishOutcome> {
    let answer: ApiAnswer
    try {
      answer = await callThreads(this.#work, 'POST', 'me/threads_publish', { creation_id: container })
    } catch (error) {
      return this.#unanswered(error)
    }
    if (meaningOf(answer) === 'missing')
      // Published by a request that was given up on, or not ready in every part of Threads yet: the next look says.
      return {
        kind: 'unknown',
        say: 'Threads says that what was made ready is not there. It may be published or not.',
        evidence: { status: answer.status },
      }
    if (meaningOf(answer) !== 'success') return notDone(this.#work, answer)
    const made = madeShape.safeParse(answer.body)
    if (!made.success) return unclear(this.#work, answer)
    this.#work.roll.note(made.data.id, part.key)
    return this.#withAddress(made.data.id)
  }

  /** Threads has published it and named it; its address has to be asked for. */
  async #withAddress(id: string): Promise<PublishOutcome> {
    const { handle } = this.#work.connection
    const post = await readPost(this.#work, id).catch((error: unknown) => {
      if (error instanceof Unread || error instanceof FetchError) return null
      throw error
    })
    if (post) return { kind: 'published', remoteId: id, url: addressOf(post, handle) }
    return {
      kind: 'processing',
      say: 'Threads has published it and does not show it yet.',
      remoteId: id,
      url: addressOf({}, handle),
    }
  }

  /** It is out already: which one of the account's posts is it? */
  async #wherever(part: OutgoingPart): Promise<PublishOutcome> {
    const found = await findAmong(this.#work, part)
    if (found.kind === 'present') {
      const { remoteId, url } = found
      return { kind: 'published', remoteId, url }
    }
    if (found.kind === 'reconnect') return found
    return {
      kind: 'unknown',
      say: 'Threads has published it, and it can’t be found among the account’s posts yet.',
      evidence: { container: 'PUBLISHED' },
    }
  }

  /** Nothing of this call has changed anything, so whatever it was, it can be tried again. */
  #notSent(answer: ApiAnswer): NotDone {
    const outcome = notDone(this.#work, answer)
    if (outcome.kind === 'reconnect' || outcome.kind === 'retry') return outcome
    return {
      kind: 'retry',
      after: after(this.#work.context.clock, 30),
      say: `Threads answered ${answer.status} when asked whether it is ready. Nothing was sent.`,
    }
  }

  find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    return findPost(this.#work, part, ref)
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    try {
      const answer = await callThreads(this.#work, 'DELETE', encodeURIComponent(ref.remoteId))
      if (meaningOf(answer) === 'missing') return { kind: 'done', ref: null }
      if (meaningOf(answer) !== 'success') return notDone(this.#work, answer)
      if (removedShape.safeParse(answer.body).success) return { kind: 'done', ref: null }
      return unclear(this.#work, answer)
    } catch (error) {
      return this.#unanswered(error)
    }
  }

  async own(since: string): Promise<OwnPosts> {
    try {
      const from = Date.parse(since)
      const posts = await listPosts(this.#work, 'threads', from)
      const replies = await listPosts(this.#work, 'replies', from)
      const all = [...posts.posts, ...replies.posts]
        .map((post) => ownPostOf(post, this.#work.connection.handle))
        .filter(({ createdAt }) => Date.parse(createdAt) >= from + (posts.skew ?? 0) - 2_000)
        .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
      return { posts: all, complete: posts.complete && replies.complete }
    } catch (error) {
      if (error instanceof Unread) {
        if (meaningOf(error.answer) === 'ended')
          throw new ReconnectNeeded(endedBecause(this.#work, error.answer))
        if (meaningOf(error.answer) === 'limited') orThrow(this.#work, error.answer, 'the question')
        throw troubleReading(error.answer)
      }
      if (error instanceof FetchError) throw new NetworkTrouble(`${error.message}.`)
      throw error
    }
  }

  #unanswered(error: unknown): NotDone {
    if (error instanceof FetchError) return outcomeOfSilence(error, this.#work.context.clock)
    throw error
  }
}

/** What Threads would refuse, found before anything is asked of it. */
function problemOf(part: OutgoingPart): PostRefused | null {
  const { used, over } = threadsProfile.count(part.text)
  if (over > 0)
    return new PostRefused('too-long', `Threads takes ${limits.text} characters; this text counts ${used}.`)
  if (part.text.trim() === '' && part.media.length === 0)
    return new PostRefused('empty', 'There is nothing in the post.')
  if (part.media.length > limits.images)
    return new PostRefused(
      'too-many',
      `Threads takes at most ${limits.images} images and videos in one post.`,
    )
  const count = linksIn(part.text, part.media.length === 0 ? (part.link?.url ?? null) : null)
  if (count > mostLinks)
    return new PostRefused(
      'too-many-links',
      `Threads takes at most ${mostLinks} links in one post, not ${count}.`,
    )
  const long = part.media.find(({ alt }) => alt.length > limits.alternativeText)
  if (long)
    return new PostRefused(
      'alternative-text-too-long',
      `Threads takes alternative text of at most ${limits.alternativeText} characters.`,
    )
  return problemOfTopic(part.tags)
}

function problemOfTopic(tags: readonly string[]): PostRefused | null {
  const [tag] = tags
  if (tag === undefined) return null
  if (tags.length > limits.tags)
    return new PostRefused('too-many-tags', 'Threads takes 1 topic for one post.')
  if (tag.length > limits.tag || notInTopics.test(tag))
    return new PostRefused(
      'tag-refused',
      `A topic of Threads has at most ${limits.tag} characters, and neither a full stop nor an ampersand.`,
    )
  return null
}
