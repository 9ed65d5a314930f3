import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { after, outcomeOfSilence, rejected, sentenceOf } from '../answers.ts'
import {
  NetworkTrouble,
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
import { heedWait } from '../families/outcomes.ts'
import { notThere } from '../families/own-posts.ts'
import { callYouTube, type Work } from './api.ts'
import { endedBecause, meaningOf, notDone, unclear } from './errors.ts'
import { addFirstComment } from './comments.ts'
import { makeDraft, prepareVideo, problemOf } from './drafts.ts'
import { ownVideos } from './own.ts'
import { forget } from './uploads.ts'
import {
  audienceOf,
  isDraft,
  isOutFor,
  isSame,
  look,
  lookWhenDone,
  publishedOf,
  refOf,
  snippetOf,
  videoShape,
  type Video,
} from './videos.ts'

const stagedShape = z.object({ video: z.string().min(1) })
const channelList = z.object({ items: z.array(z.object({ id: z.string() })).default([]) })

/** How often a draft is looked at when it is due; it was waited for when it was made. */
const looksBefore = 2

/** https://developers.google.com/youtube/v3/docs/videos/insert, read 2026-11: apps that Google has not audited. */
const keptPrivate =
  'YouTube keeps the video private. It does so with every video of an app that Google has not audited yet; see the guide for administrators.'

export class YouTubeSession implements NetworkSession {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  prepareMedia(media: OutgoingMedia): Promise<Json> {
    return prepareVideo(media)
  }

  async stage(part: OutgoingPart): Promise<Json> {
    return { video: await makeDraft(this.#work, part) }
  }

  /** Asks first what became of the draft, so that a repeated call finds it published. */
  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    try {
      const { video } = stagedShape.parse(part.staged)
      const state = await lookWhenDone(this.#work, video, looksBefore)
      switch (state.kind) {
        case 'ready':
          return isOutFor(state.video, part)
            ? await this.#out(part, video)
            : await this.#send(part, state.video)
        case 'working':
          return this.#wait(30, 'YouTube still works on the video.')
        case 'failed':
          return rejected(state.code, state.say)
        case 'gone':
          return await this.#uploadAnew(part)
        case 'unclear':
          return this.#notSent(state.answer)
      }
    } catch (error) {
      // Only looking came before this; the sending itself answers for its own silence.
      if (error instanceof FetchError) return this.#wait(30, `${error.message}. Nothing was sent.`)
      return this.#noRenewal(error)
    }
  }

  async #send(part: OutgoingPart, draft: Video): Promise<PublishOutcome> {
    let answer: ApiAnswer
    try {
      answer = await callYouTube(this.#work, {
        method: 'PUT',
        path: '/youtube/v3/videos',
        query: { part: 'snippet,status' },
        json: publishedOf(part, draft, this.#work.settings),
      })
    } catch (error) {
      return this.#unanswered(error)
    }
    if (answer.status !== 200) {
      const no = notDone(this.#work, answer)
      return no.kind === 'rejected' && no.code === 'gone' ? this.#uploadAnew(part) : no
    }
    const read = videoShape.pick({ id: true, status: true }).safeParse(answer.body)
    if (!read.success) return unclear(this.#work, answer)
    if (read.data.status.privacyStatus !== audienceOf(part)) return rejected('kept-private', keptPrivate)
    return this.#out(part, draft.id)
  }

  /** Somebody deleted the private video, so nothing of it was ever seen. */
  async #uploadAnew(part: OutgoingPart): Promise<PublishOutcome> {
    await forget(this.#work, part.key)
    return {
      ...this.#wait(5, 'The private video is no longer at YouTube. It is uploaded anew.'),
      stageAgain: true,
    }
  }

  async #out(part: OutgoingPart, video: string): Promise<PublishOutcome> {
    if (part.firstComment !== null) await addFirstComment(this.#work, video, part.firstComment)
    return { kind: 'published', ...refOf(video, part.format) }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    const staged = stagedShape.safeParse(part.staged)
    const id = ref?.remoteId ?? staged.data?.video
    // Without a draft nothing can have been published.
    if (id === undefined) return { kind: 'absent' }
    try {
      const state = await look(this.#work, id)
      switch (state.kind) {
        case 'gone':
          return { kind: 'absent' }
        case 'unclear':
          return this.#unread(state.answer)
        case 'failed':
          return { kind: 'rejected', code: state.code, say: state.say }
        case 'working':
        case 'ready':
          return await this.#foundAs(part, ref, state.video)
      }
    } catch (error) {
      if (error instanceof FetchError || error instanceof NetworkTrouble)
        return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  async #foundAs(part: OutgoingPart, ref: RemoteRef | null, video: Video): Promise<Found> {
    const { context, settings } = this.#work
    if (isDraft(video))
      return notThere(part, { now: context.clock.now().epochMilliseconds, settle: settings.settle })
    if (video.status.privacyStatus === 'private' && audienceOf(part) !== 'private')
      return { kind: 'rejected', code: 'kept-private', say: keptPrivate }
    // The publishing whose answer was lost had no time for the comment.
    if (ref === null && part.firstComment !== null)
      await addFirstComment(this.#work, video.id, part.firstComment)
    const same = isSame(video, part)
    return { kind: 'present', text: video.snippet.description, same, ...refOf(video.id, part.format) }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const problem = problemOf(part)
    if (problem) return rejected(problem.code, problem.message)
    return this.#change(async () => {
      const state = await look(this.#work, ref.remoteId)
      if (state.kind === 'gone') return rejected('gone', 'The video is no longer there.')
      if (state.kind === 'unclear') return this.#notSent(state.answer)
      const { id, snippet } = state.video
      const answer = await callYouTube(this.#work, {
        method: 'PUT',
        path: '/youtube/v3/videos',
        query: { part: 'snippet' },
        json: { id, snippet: snippetOf(part, snippet.categoryId ?? this.#work.settings.category) },
      })
      if (answer.status !== 200) return notDone(this.#work, answer)
      const read = videoShape.pick({ id: true }).safeParse(answer.body)
      return read.success ? { kind: 'done', ref: refOf(id, part.format) } : unclear(this.#work, answer)
    })
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    return this.#change(async () => {
      const query = { id: ref.remoteId }
      const answer = await callYouTube(this.#work, { method: 'DELETE', path: '/youtube/v3/videos', query })
      if (answer.status === 204 || meaningOf(answer) === 'gone') return { kind: 'done', ref: null }
      return notDone(this.#work, answer)
    })
  }

  own(since: string): Promise<OwnPosts> {
    return ownVideos(this.#work, since)
  }

  async knows(mention: string): Promise<boolean | null> {
    try {
      const query = { part: 'id', forHandle: mention.replace(/^@?/, '@') }
      const answer = await callYouTube(this.#work, { method: 'GET', path: '/youtube/v3/channels', query })
      const read = answer.status === 200 ? channelList.safeParse(answer.body) : null
      if (read?.success) return read.data.items.length > 0
      heedWait(notDone(this.#work, answer))
      return null
    } catch (error) {
      if (error instanceof FetchError) return null
      throw error
    }
  }

  async #change(work: () => Promise<ChangeOutcome>): Promise<ChangeOutcome> {
    try {
      return await work()
    } catch (error) {
      return this.#unanswered(error)
    }
  }

  /** Nothing of this call has changed anything, so whatever it was, it can be tried again. */
  #notSent(answer: ApiAnswer): NotDone {
    const outcome = notDone(this.#work, answer)
    if (outcome.kind === 'reconnect' || outcome.kind === 'retry') return outcome
    return this.#wait(30, `YouTube answered ${answer.status} when asked for the video. Nothing was sent.`)
  }

  #unread(answer: ApiAnswer): Found {
    if (meaningOf(answer) === 'ended') return { kind: 'reconnect', say: endedBecause(this.#work, answer) }
    return { kind: 'undetermined', say: `YouTube answered ${answer.status} when asked for the video.` }
  }

  #wait(seconds: number, say: string): Extract<NotDone, { kind: 'retry' }> {
    return { kind: 'retry', after: after(this.#work.context.clock, seconds), say }
  }

  #unanswered(error: unknown): NotDone {
    if (error instanceof FetchError) return outcomeOfSilence(error, this.#work.context.clock)
    return this.#noRenewal(error)
  }

  /** These come only of a renewal after a 401, which proved that nothing was done. */
  #noRenewal(error: unknown): NotDone {
    if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
    if (error instanceof NetworkTrouble)
      return { ...this.#wait(60, error.message), ...(error.retryAfter ? { after: error.retryAfter } : {}) }
    throw error
  }
}
