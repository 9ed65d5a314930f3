import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { after, outcomeOfSilence, rejected, sentenceOf } from '../answers.ts'
import type {
  ChangeOutcome,
  Found,
  Json,
  NetworkSession,
  NotDone,
  OutgoingMedia,
  OutgoingPart,
  OwnPosts,
  PublishOutcome,
  RemoteRef,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { notThere } from '../families/own-posts.ts'
import { callFlickr, type Work } from './api.ts'
import { endedBecause, meaningOf, notDone } from './errors.ts'
import { forget, makeDraft, prepareFile, problemOf, setTags } from './drafts.ts'
import {
  isOutFor,
  isPrivate,
  isSame,
  look,
  lookWhenDone,
  ownPhotos,
  refOf,
  switchesOf,
  type Photo,
} from './photos.ts'
import { htmlOf, partsOf, titleOf, wordsOf } from './words.ts'

const stagedShape = z.object({ photo: z.string().min(1) })

/** How often a draft is looked at when it is due; it was waited for when it was made. */
const looksBefore = 2

export class FlickrSession implements NetworkSession {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  prepareMedia(media: OutgoingMedia): Promise<Json> {
    return prepareFile(media)
  }

  async stage(part: OutgoingPart): Promise<Json> {
    return { photo: await makeDraft(this.#work, part) }
  }

  /** Asks first what became of the draft, so that a repeated call finds it published. */
  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const { photo } = stagedShape.parse(part.staged)
    try {
      const state = await lookWhenDone(this.#work, photo, looksBefore)
      switch (state.kind) {
        case 'ready':
          if (isOutFor(state.photo, part)) return { kind: 'published', ...refOf(this.#work, photo) }
          break
        case 'working':
          return this.#wait(30, 'Flickr still works on the video.')
        case 'failed':
          return rejected('media-refused', 'Flickr could not work with the video.')
        case 'gone':
          return await this.#uploadAnew(part)
        case 'unclear':
          return this.#notSent(state.answer)
      }
    } catch (error) {
      // Only looking came before this; the sending itself answers for its own silence.
      if (error instanceof FetchError) return this.#wait(30, `${error.message}. Nothing was sent.`)
      throw error
    }
    const outcome = await this.#change<PublishOutcome>(
      () =>
        callFlickr(this.#work, 'POST', 'flickr.photos.setPerms', { photo_id: photo, ...switchesOf(part) }),
      () => ({ kind: 'published', ...refOf(this.#work, photo) }),
    )
    return outcome.kind === 'rejected' && outcome.code === 'gone' ? this.#uploadAnew(part) : outcome
  }

  /** Somebody deleted the private photo, so nothing of it was ever seen. */
  async #uploadAnew(part: OutgoingPart): Promise<PublishOutcome> {
    await forget(this.#work, part.key)
    return {
      ...this.#wait(5, 'The private photo is no longer at Flickr. It is uploaded anew.'),
      stageAgain: true,
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    const id = ref?.remoteId ?? stagedShape.safeParse(part.staged).data?.photo
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
          return { kind: 'rejected', code: 'media-refused', say: 'Flickr could not work with the video.' }
        case 'working':
        case 'ready':
          return this.#foundAs(part, state.photo)
      }
    } catch (error) {
      if (error instanceof FetchError) return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  #foundAs(part: OutgoingPart, photo: Photo): Found {
    const { context, settings } = this.#work
    if (isPrivate(photo.visibility))
      return notThere(part, { now: context.clock.now().epochMilliseconds, settle: settings.settle })
    const { text } = partsOf(photo.words)
    return { kind: 'present', text, same: isSame(photo, part), ...refOf(this.#work, photo.id) }
  }

  /** Words first, then tags; each may be repeated. */
  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const problem = problemOf(part)
    if (problem) return rejected(problem.code, problem.message)
    const words = await this.#change(
      () =>
        callFlickr(this.#work, 'POST', 'flickr.photos.setMeta', {
          photo_id: ref.remoteId,
          title: titleOf(part),
          description: htmlOf(wordsOf(part)),
        }),
      () => null,
    )
    if (words !== null) return words
    return this.#change<ChangeOutcome>(
      () => setTags(this.#work, ref.remoteId, part),
      () => ({ kind: 'done', ref: refOf(this.#work, ref.remoteId) }),
    )
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    const outcome = await this.#change<ChangeOutcome>(
      () => callFlickr(this.#work, 'POST', 'flickr.photos.delete', { photo_id: ref.remoteId }),
      () => ({ kind: 'done', ref: null }),
    )
    return outcome.kind === 'rejected' && outcome.code === 'gone' ? { kind: 'done', ref: null } : outcome
  }

  own(since: string): Promise<OwnPosts> {
    return ownPhotos(this.#work, since)
  }

  async #change<Done>(request: () => Promise<ApiAnswer>, done: () => Done): Promise<Done | NotDone> {
    try {
      const answer = await request()
      return meaningOf(answer) === 'ok' ? done() : notDone(this.#work, answer)
    } catch (error) {
      if (error instanceof FetchError) return outcomeOfSilence(error, this.#work.context.clock)
      throw error
    }
  }

  /** Nothing of this call has changed anything, so whatever it was, it can be tried again. */
  #notSent(answer: ApiAnswer): NotDone {
    const outcome = notDone(this.#work, answer)
    if (outcome.kind === 'reconnect' || outcome.kind === 'retry') return outcome
    return this.#wait(30, `Flickr answered ${answer.status} when asked for the photo. Nothing was sent.`)
  }

  #unread(answer: ApiAnswer): Found {
    if (meaningOf(answer) === 'ended') return { kind: 'reconnect', say: endedBecause(this.#work, answer) }
    return { kind: 'undetermined', say: `Flickr answered ${answer.status} when asked for the photo.` }
  }

  #wait(seconds: number, say: string): Extract<NotDone, { kind: 'retry' }> {
    return { kind: 'retry', after: after(this.#work.context.clock, seconds), say }
  }
}
