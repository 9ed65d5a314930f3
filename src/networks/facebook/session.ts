import { z } from 'zod'
import { after, rejected, unknown } from '../answers.ts'
import {
  NetworkTrouble,
  type ChangeOutcome,
  type Found,
  type Json,
  type NetworkSession,
  type OutgoingMedia,
  type OutgoingPart,
  type OwnPosts,
  type PublishOutcome,
  type RemoteRef,
} from '../contract.ts'
import { made, notYetSent, success } from '../families/graph.ts'
import { comparable, notThere } from '../families/own-posts.ts'
import { checkMedia, makeDraft } from './drafts.ts'
import { stillWorking } from './limits.ts'
import { hasComment, lookAt, ownPosts, unseen, type Look } from './look.ts'
import { addressOf, draftOfRef, draftShape, pause, type Draft, type Page } from './page.ts'

const storyMade = success.extend({ post_id: z.union([z.string(), z.number()]).transform(String) })

type Published = Extract<PublishOutcome, { kind: 'published' }>

const working = 'Facebook still works on the video.'

export class FacebookSession implements NetworkSession {
  readonly #page: Page

  constructor(page: Page) {
    this.#page = page
  }

  /** Only looked at: where a file is uploaded to depends on the form of the post. See `makeDraft`. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    await checkMedia(media)
    return { sha256: media.sha256 }
  }

  async stage(part: OutgoingPart): Promise<Json> {
    const draft = await makeDraft(this.#page, part)
    if (draft.kind === 'video') await this.#untilReady(draft)
    return { ...draft }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const draft = draftShape.safeParse(part.staged)
    if (!draft.success) return rejected('no-draft', 'There is no draft at Facebook to publish.')
    const outcome = await this.#publishDraft(draft.data, part)
    if (part.firstComment !== null && (outcome.kind === 'published' || outcome.kind === 'processing'))
      await this.#comment(draft.data, outcome, part.firstComment)
    return outcome
  }

  async #publishDraft(draft: Draft, part: OutgoingPart): Promise<PublishOutcome> {
    if (draft.kind === 'post') return this.#publishPost(draft)
    let look: Look
    try {
      look = await lookAt(this.#page, draft)
    } catch (error) {
      return notYetSent(this.#page.context, error)
    }
    switch (look.state) {
      case 'out':
        return { kind: 'published', ...look.ref }
      case 'failed':
        return rejected('media-refused', look.say)
      case 'gone':
        return this.#stageAgain()
      case 'working':
        return draft.kind === 'video' ? this.#later() : this.#endSession(draft, part)
      case 'waiting':
        return draft.kind === 'photo-story' ? this.#publishPhotoStory(draft) : this.#publishVideo(draft, part)
    }
  }

  /** Published twice, it is published. */
  async #publishPost(draft: Draft): Promise<PublishOutcome> {
    const { graph } = this.#page
    const outcome = await graph.outcome<Published>(graph.post(draft.id, { is_published: true }), (body) =>
      success.safeParse(body).success
        ? {
            kind: 'published',
            remoteId: draft.id,
            url: addressOf(this.#page, draft.id),
            extra: { ...draft },
          }
        : null,
    )
    return outcome.kind === 'rejected' && outcome.code === 'gone' ? this.#stageAgain() : outcome
  }

  /** A photo that is a story already was found before this. */
  async #publishPhotoStory(draft: Draft): Promise<PublishOutcome> {
    const { graph, id } = this.#page
    const request = graph.post(`${id}/photo_stories`, { photo_id: draft.id })
    return graph.outcome<Published>(request, (body) => {
      const story = storyMade.safeParse(body)
      if (!story.success) return null
      const { post_id } = story.data
      return { kind: 'published', remoteId: post_id, url: addressOf(this.#page, id), extra: { ...draft } }
    })
  }

  /** Where the post of a video stands is read back: the answer says no more than that it was taken. */
  async #publishVideo(draft: Draft, part: OutgoingPart): Promise<PublishOutcome> {
    const { graph, id } = this.#page
    const edge = draft.kind === 'reel' ? 'video_reels' : 'video_stories'
    const finish = {
      upload_phase: 'finish',
      video_id: draft.id,
      video_state: 'PUBLISHED',
      description: part.text,
    }
    const request =
      draft.kind === 'video' ? graph.post(draft.id, { published: true }) : graph.post(`${id}/${edge}`, finish)
    const taken = await graph.outcome(request, (body) => success.safeParse(body).data ?? null)
    if (!('success' in taken)) return taken
    try {
      const look = await this.#untilOut(draft, part.firstComment === null ? 0 : this.#page.options.looks)
      if (look.state === 'out') return { kind: 'published', ...look.ref }
      if (look.state === 'failed') return rejected('media-refused', look.say)
    } catch (error) {
      // What is not Facebook's doing is thrown on.
      unseen(error)
      if (draft.kind === 'video')
        return unknown('Facebook took the video; where it stands could not be read.', { video: draft.id })
    }
    return this.#processing(draft)
  }

  /**
   * A session that is worked on may have been ended by an earlier try, or not yet. Ending it again can make no second
   * post; when Facebook says no to that, looking tells what there is.
   */
  async #endSession(draft: Draft, part: OutgoingPart): Promise<PublishOutcome> {
    const outcome = await this.#publishVideo(draft, part)
    return outcome.kind === 'rejected' && outcome.code === 'refused-by-network'
      ? this.#processing(draft)
      : outcome
  }

  async #untilOut(draft: Draft, looks: number): Promise<Look> {
    let look = await lookAt(this.#page, draft)
    for (let count = 0; count < looks && look.state !== 'out' && look.state !== 'failed'; count++) {
      await pause(this.#page.options.pollEvery)
      look = await lookAt(this.#page, draft)
    }
    return look
  }

  /** A video that is not ready by then is looked at again before it is published. */
  async #untilReady(draft: Draft): Promise<void> {
    const { looks, pollEvery } = this.#page.options
    for (let count = 0; count < looks; count++) {
      const { state } = await lookAt(this.#page, draft)
      if (state !== 'working') return
      await pause(pollEvery)
    }
  }

  #later(): PublishOutcome {
    return { kind: 'retry', after: after(this.#page.context.clock, stillWorking), say: working }
  }

  #processing(draft: Draft): PublishOutcome {
    const path = draft.kind === 'reel' ? `reel/${draft.id}` : this.#page.id
    const url = addressOf(this.#page, path)
    return { kind: 'processing', say: working, remoteId: draft.id, url, extra: { ...draft } }
  }

  #stageAgain(): PublishOutcome {
    const say = 'The draft at Facebook is gone. It is made again.'
    return { kind: 'retry', after: after(this.#page.context.clock, 1), say, stageAgain: true }
  }

  /**
   * The post is out whatever becomes of this. Looked for first, because it may be there from an earlier try; one that
   * could not be put there is missed when the post is read back (`same: false`).
   */
  async #comment(draft: Draft, ref: RemoteRef, words: string): Promise<void> {
    const { graph, context } = this.#page
    const on = commentedOn(draft, ref)
    try {
      if (await hasComment(this.#page, on, words)) return
      await graph.taken(graph.post(`${on}/comments`, { message: words }), made, 'the first comment')
    } catch (error) {
      // Everything that `taken` throws has a code; anything else is a fault of ours.
      if (!(error instanceof Error) || !('code' in error)) throw error
      context.log.warn({ code: error.code, say: error.message }, 'the first comment was not written')
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    const staged = draftShape.safeParse(part.staged).data
    const draft = ref ? draftOfRef(ref) : staged
    // Nothing is ever published but a draft that was kept first.
    if (!draft) return { kind: 'absent' }
    try {
      return await this.#found(part, draft, await lookAt(this.#page, draft))
    } catch (error) {
      return unseen(error)
    }
  }

  async #found(part: OutgoingPart, draft: Draft, look: Look): Promise<Found> {
    const { context, options } = this.#page
    switch (look.state) {
      case 'out': {
        const { text, ref } = look
        const isStory = draft.kind.endsWith('story')
        const words = isStory || comparable(text) === comparable(part.text)
        const same =
          words &&
          (part.firstComment === null ||
            (await hasComment(this.#page, commentedOn(draft, ref), part.firstComment)))
        return { kind: 'present', text: isStory ? part.text : text, same, ...ref }
      }
      case 'working':
        return { kind: 'undetermined', say: working }
      case 'failed':
        return { kind: 'rejected', code: 'media-refused', say: look.say }
      case 'gone':
        return { kind: 'absent' }
      case 'waiting':
        return notThere(part, { now: context.clock.now().epochMilliseconds, settle: options.settle })
    }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const draft = draftOfRef(ref)
    switch (draft.kind) {
      case 'post':
        return this.#change(ref, draft.id, { message: part.text })
      case 'video':
      case 'reel':
        return this.#change(ref, draft.id, { description: part.text })
      case 'video-story':
      case 'photo-story':
        return rejected('not-editable', 'A story on Facebook can’t be changed.')
    }
  }

  async pin(ref: RemoteRef, pinned: boolean): Promise<ChangeOutcome> {
    const { kind } = draftOfRef(ref)
    if (kind !== 'post' && kind !== 'video')
      return rejected('not-pinnable', 'Only posts can be pinned on a Page, not reels and stories.')
    return this.#change(ref, ref.remoteId, { is_pinned: pinned })
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    const { graph } = this.#page
    const draft = draftOfRef(ref)
    const id = draft.kind === 'video' || draft.kind === 'reel' ? draft.id : ref.remoteId
    const outcome = await graph.outcome<ChangeOutcome>(graph.delete(id), (body) =>
      success.safeParse(body).success ? { kind: 'done', ref: null } : null,
    )
    if (outcome.kind !== 'rejected' || outcome.code !== 'gone') return outcome
    return { kind: 'done', ref: null }
  }

  async #change(
    ref: RemoteRef,
    id: string,
    params: Record<string, string | boolean>,
  ): Promise<ChangeOutcome> {
    const { graph } = this.#page
    return graph.outcome<ChangeOutcome>(graph.post(id, params), (body) =>
      success.safeParse(body).success ? { kind: 'done', ref } : null,
    )
  }

  async own(since: string): Promise<OwnPosts> {
    return ownPosts(this.#page, since).catch((error: unknown) => {
      // A Page whose lists can't be read is trouble, whatever Facebook calls it.
      const { kind, say } = unseen(error)
      throw kind === 'reconnect' ? error : new NetworkTrouble(say)
    })
  }
}

/** Comments stand under the post; those of a reel under the video. */
function commentedOn(draft: Draft, ref: RemoteRef): string {
  return draft.kind === 'reel' ? draft.id : ref.remoteId
}
