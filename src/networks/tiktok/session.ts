import { FetchError } from '#platform/fetch/index.ts'
import { after, outcomeOfSilence } from '../answers.ts'
import {
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
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
import { troubled } from '../families/outcomes.ts'
import { codeOf, failureOf, limitOf, notDone, orThrow, refusedFile, unclear, type Work } from './api.ts'
import { askCreator, checkAgainst } from './creator.ts'
import { findPost } from './find.ts'
import { tiktokProfile } from './limits.ts'
import { begunOf, beginPhotos, forget } from './photos.ts'
import { listVideos, Unread } from './posts.ts'
import { isPublic, mediumOf, refOf, stagedShape, type StagedVideo } from './staged.ts'
import { stateInTime, type PostState } from './status.ts'
import { beginVideo, nextOf, putPart, putSurely, uploadUrl, type Plan } from './upload.ts'

const { limits } = tiktokProfile

export class TikTokSession implements NetworkSession {
  readonly #work: Work

  constructor(work: Work) {
    this.#work = work
  }

  /** Videos are uploaded when the post is begun, and photos are fetched by TikTok; here they are only looked at. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { imageTypes, imageBytes, video } = limits
    const size = await media.size()
    if (media.kind === 'image' && (!imageTypes.includes(media.type) || size > imageBytes))
      throw refusedFile(`TikTok takes JPEG and WebP photos of at most ${imageBytes / 1_000_000} MB.`)
    if (media.kind === 'video' && (!video?.types.includes(media.type) || size > video.bytes))
      throw refusedFile(`TikTok takes MP4, MOV and WebM videos of at most ${(video?.bytes ?? 0) / 1e9} GB.`)
    return { sha256: media.sha256 }
  }

  /** Asks TikTok what the account may do, as it wants before each post; begins a video and uploads all but its end. */
  async stage(part: OutgoingPart): Promise<Json> {
    const problem = problemOf(part)
    if (problem) throw problem
    const { answer, creator } = await askCreator(this.#work).catch(troubled('Nothing was begun.'))
    orThrow(this.#work, answer, 'the post')
    if (!creator) throw new NetworkTrouble('TikTok answered something that can’t be understood.')
    checkAgainst(creator, part)
    const video = part.media.find(({ kind }) => kind === 'video')
    return video ? beginVideo(this.#work, part, video) : { kind: 'photos', attempt: crypto.randomUUID() }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const staged = stagedShape.parse(part.staged)
    return staged.kind === 'video'
      ? this.#publishVideo(part, staged)
      : this.#publishPhotos(part, staged.attempt)
  }

  /** Asks first what became of it: what is there already is not uploaded again, and never begun again. */
  async #publishVideo(part: OutgoingPart, staged: StagedVideo): Promise<PublishOutcome> {
    const { publishId, size } = staged
    const state = await this.#state(publishId, size).catch((error: unknown) => this.#nothingSent(error))
    if (state.kind === 'retry') return state
    if (state.kind === 'unclear') return this.#notSent(state.answer)
    if (state.kind === 'gone')
      return this.#beginAgain('TikTok no longer knows what was begun; it begins anew.')
    if (state.kind !== 'waiting') return this.#outcomeOf(part, publishId, state)
    const url = await uploadUrl(this.#work, publishId)
    const video = part.media.find(({ kind }) => kind === 'video')
    if (url === null || !video) return this.#beginAgain('The upload took too long; it begins anew.')
    return this.#finishUpload(part, { url, publishId, plan: staged, video }, state.uploaded)
  }

  async #finishUpload(
    part: OutgoingPart,
    upload: { url: string; publishId: string; plan: Plan; video: OutgoingMedia },
    uploaded: number,
  ): Promise<PublishOutcome> {
    const last = upload.plan.count - 1
    try {
      for (let index = nextOf(upload.plan, uploaded); index < last; index++)
        await putSurely(this.#work, upload, index)
    } catch (error) {
      if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
      if (error instanceof NetworkTrouble) return this.#later(30, error.message)
      throw error
    }
    let answer: ApiAnswer
    try {
      answer = await putPart(this.#work, upload, last)
    } catch (error) {
      if (error instanceof FetchError) return outcomeOfSilence(error, this.#work.context.clock)
      throw error
    }
    if (answer.status === 201) return this.#follow(part, upload.publishId, upload.plan.size)
    const limit = limitOf(this.#work, codeOf(answer), answer)
    if (limit) return limit
    return answer.status >= 400 && answer.status < 500
      ? this.#partRefused(part, upload, answer.status)
      : unclear(this.#work, answer)
  }

  /** The last part was not taken: because it is there already, or because the upload has ended. TikTok says which. */
  async #partRefused(
    part: OutgoingPart,
    { publishId, plan }: { publishId: string; plan: Plan },
    status: number,
  ): Promise<PublishOutcome> {
    const state = await this.#state(publishId, plan.size).catch(() => null)
    if (state === null || state.kind === 'unclear' || state.kind === 'gone')
      return {
        kind: 'unknown',
        say: `TikTok answered ${status} to the end of the video. The post may be there or not.`,
        evidence: { status },
      }
    if (state.kind !== 'waiting') return this.#outcomeOf(part, publishId, state)
    // 416: the bytes do not follow on those that are there, and the next try goes on from those.
    return status === 416
      ? this.#later(10, 'TikTok has less of the video than it had said.')
      : this.#beginAgain(`TikTok answered ${status} to the end of the video; it begins anew.`)
  }

  async #publishPhotos(part: OutgoingPart, attempt: string): Promise<PublishOutcome> {
    const before = await begunOf(this.#work, attempt)
    if (before.kind === 'begun') return this.#follow(part, before.publishId, null)
    if (before.kind === 'sending')
      return {
        kind: 'unknown',
        say: 'It was sent to TikTok before, and no answer came. It is not sent twice.',
        evidence: null,
      }
    try {
      const { answer, publishId } = await beginPhotos(this.#work, part, attempt)
      if (publishId !== null) return this.#follow(part, publishId, null)
      const outcome = notDone(this.#work, answer)
      if (outcome.kind !== 'unknown') await forget(this.#work, attempt)
      return outcome
    } catch (error) {
      if (!(error instanceof FetchError)) throw error
      const outcome = outcomeOfSilence(error, this.#work.context.clock)
      if (outcome.kind !== 'unknown') await forget(this.#work, attempt)
      return outcome
    }
  }

  /** TikTok has taken it. Whatever can't be read now, `find` asks again. */
  async #follow(part: OutgoingPart, publishId: string, size: number | null): Promise<PublishOutcome> {
    const isEnough = (state: PostState) =>
      state.kind === 'failed' || (state.kind === 'done' && (state.postId !== null || !isPublic(part)))
    const state = await stateInTime(this.#work, publishId, size, isEnough).catch((error: unknown) => {
      if (error instanceof FetchError) return null
      throw error
    })
    if (state?.kind === 'failed' || state?.kind === 'done') return this.#outcomeOf(part, publishId, state)
    return this.#processing(publishId)
  }

  #processing(publishId: string): PublishOutcome {
    return {
      kind: 'processing',
      say: 'TikTok works on it, and looks at it before it shows it to everybody.',
      ...refOf(this.#work.connection.handle, publishId, null, 'video'),
    }
  }

  #outcomeOf(part: OutgoingPart, publishId: string, state: PostState): PublishOutcome {
    if (state.kind === 'done' && (state.postId !== null || !isPublic(part)))
      return {
        kind: 'published',
        ...refOf(this.#work.connection.handle, publishId, state.postId, mediumOf(part)),
      }
    if (state.kind !== 'failed') return this.#processing(publishId)
    const failure = failureOf(this.#work, state.reason)
    if (failure.kind === 'refused') return { kind: 'rejected', code: failure.code, say: failure.say }
    if (failure.kind === 'ended') return { kind: 'reconnect', say: failure.say }
    return { ...(failure.limit ?? this.#later(60, failure.say)), stageAgain: true }
  }

  #later(seconds: number, say: string): Extract<PublishOutcome, { kind: 'retry' }> {
    return { kind: 'retry', after: after(this.#work.context.clock, seconds), say }
  }

  #beginAgain(say: string): PublishOutcome {
    return { ...this.#later(5, say), stageAgain: true }
  }

  #nothingSent(error: unknown): Extract<PublishOutcome, { kind: 'retry' }> {
    if (error instanceof FetchError) return this.#later(30, `${error.message}. Nothing was sent.`)
    throw error
  }

  /** Only a question had this answer, so nothing of this call has changed anything. */
  #notSent(answer: ApiAnswer): NotDone {
    const outcome = notDone(this.#work, answer)
    if (outcome.kind === 'reconnect' || outcome.kind === 'retry') return outcome
    return this.#later(30, `TikTok answered ${answer.status} when asked how far it is. Nothing was sent.`)
  }

  #state(publishId: string, size: number | null): Promise<PostState> {
    return stateInTime(this.#work, publishId, size, (state) => state.kind !== 'working')
  }

  find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    return findPost(this.#work, part, ref)
  }

  async own(since: string): Promise<OwnPosts> {
    try {
      const { posts, complete } = await listVideos(this.#work, Date.parse(since))
      return { posts, complete }
    } catch (error) {
      if (error instanceof Unread) orThrow(this.#work, error.answer, 'the question')
      if (error instanceof Unread) throw new NetworkTrouble('TikTok could not list the posts just now.')
      if (error instanceof FetchError) throw new NetworkTrouble(`${error.message}.`)
      throw error
    }
  }
}

/** What TikTok would refuse, found before anything is asked of it. */
function problemOf(part: OutgoingPart): PostRefused | null {
  const { used, over } = tiktokProfile.count(part.text)
  if (over > 0)
    return new PostRefused('too-long', `TikTok takes ${limits.text} characters; this text counts ${used}.`)
  const videos = part.media.filter(({ kind }) => kind === 'video').length
  const images = part.media.length - videos
  if (part.media.length === 0)
    return new PostRefused('media-missing', 'TikTok takes nothing without a video or photos.')
  if (videos > limits.videos || (videos > 0 && images > 0) || images > limits.images)
    return new PostRefused('too-many', `TikTok takes 1 video, or up to ${limits.images} photos.`)
  return null
}
