import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { rejected, sentenceOf } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
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
import { heedWait, orThrow, troubled, unanswered, unclear } from '../families/outcomes.ts'
import { findByKey, findPart, newest } from './find.ts'
import { type Forum } from './forum.ts'
import { discourseProfile } from './limits.ts'
import { rawOf } from './outgoing.ts'
import { enqueuedShape, ownPost, postShape, refOf, type Place } from './posts.ts'

const uploadedShape = z.object({
  short_url: z.string().min(1),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})

const untilForEver = '2099-12-31T00:00:00Z'

/** The forum has no codes for these, only its words in the user's language. */
const twin = /already been used|too similar to what you recently posted/i

export class DiscourseSession implements NetworkSession {
  readonly #forum: Forum

  constructor(forum: Forum) {
    this.#forum = forum
  }

  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { imageTypes, imageBytes } = discourseProfile.limits
    if (!imageTypes.includes(media.type) || (await media.size()) > imageBytes)
      throw new MediaRefused(
        `A forum takes JPEG, PNG and WebP images of at most ${imageBytes / 1_000_000} MB.`,
      )
    const name = `${media.sha256.slice(0, 16)}.${media.type.split('/')[1] ?? 'bin'}`
    const answer = await this.#forum
      .call({
        method: 'POST',
        path: '/uploads.json',
        multipart: {
          type: 'composer',
          upload_type: 'composer',
          synchronous: 'true',
          file: { name, type: media.type, bytes: await media.bytes() },
        },
      })
      .catch(troubled('The image was not uploaded.'))
    const taken = orThrow(this.#forum.reading, await this.#forum.toldWho(answer), 'the image')
    const made = uploadedShape.safeParse(taken.body)
    if (!made.success)
      throw new NetworkTrouble('The forum answered something about the image that can’t be understood.')
    return { shortUrl: made.data.short_url, width: made.data.width, height: made.data.height }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = this.#objection(part)
    if (no) return no
    const place = await this.#forum.placeOf(part.parent)
    if ('kind' in place) return place
    const json = { raw: rawOf(part), ...(place.to ? replyTo(place.to) : this.#topicOf(part)) }
    try {
      const answer = await this.#forum.toldWho(
        await this.#forum.call({ method: 'POST', path: '/posts.json', json }),
      )
      if (answer.status === 200) return this.#madeOf(answer)
      if (answer.status === 422) return await this.#afterRefusal(part, answer)
      return this.#forum.notDone(answer)
    } catch (error) {
      return unanswered(this.#forum.reading, error)
    }
  }

  #topicOf(part: OutgoingPart) {
    const { key, category, tagObjects } = this.#forum.grant
    const tags = part.tags.map((name) => (tagObjects ? { name } : name))
    return {
      title: part.title,
      ...(category === null ? {} : { category }),
      ...(tags.length > 0 ? { tags } : {}),
      // Only an administrator's key may give a topic a key of ours.
      ...(key.kind === 'admin' ? { external_id: part.key } : {}),
    }
  }

  #madeOf(answer: ApiAnswer): PublishOutcome {
    const waits = enqueuedShape.safeParse(answer.body)
    if (waits.success)
      return {
        kind: 'processing',
        say: 'The forum’s staff have to approve the post before it is shown.',
        remoteId: `pending:${waits.data.pending_post.id}`,
        url: `${this.#forum.server}/u/${encodeURIComponent(this.#forum.grant.username)}/activity/pending`,
      }
    const made = postShape.safeParse(answer.body)
    return made.success
      ? { kind: 'published', ...refOf(this.#forum.server, made.data) }
      : unclear(this.#forum.reading, answer)
  }

  /** A topic with our key may stand there already, by a sending that we gave up on. */
  async #afterRefusal(part: OutgoingPart, answer: ApiAnswer): Promise<PublishOutcome> {
    if (this.#forum.bearsKey(part)) {
      const found = await findByKey(this.#forum, part)
      if (found.kind === 'present') {
        const { remoteId, url, extra } = found
        return { kind: 'published', remoteId, url, ...(extra === undefined ? {} : { extra }) }
      }
    }
    const no = this.#forum.notDone(answer)
    return no.kind === 'rejected' && twin.test(no.say) ? { ...no, code: 'duplicate' } : no
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    try {
      return await findPart(this.#forum, part, ref)
    } catch (error) {
      if (error instanceof FetchError) return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = this.#objection(part)
    if (no) return no
    const place = await this.#forum.placeOf(ref)
    if ('kind' in place)
      return place.kind === 'rejected' ? rejected('gone', 'The post is no longer there.') : asChange(place)
    try {
      if (place.to?.number === 1) {
        const { title, tags } = part
        const named = tags.map((name) => (this.#forum.grant.tagObjects ? { name } : name))
        // Nested by the published description, beside each other by what Discourse itself reads (TopicsController).
        const json = { topic: { title }, title, ...(tags.length > 0 ? { tags: named } : {}) }
        const path = `/t/-/${place.to.topic}.json`
        const renamed = await this.#forum.toldWho(await this.#forum.call({ method: 'PUT', path, json }))
        if (renamed.status !== 200) return this.#forum.notDone(renamed)
      }
      const path = `/posts/${encodeURIComponent(ref.remoteId)}.json`
      const json = { post: { raw: rawOf(part) } }
      const answer = await this.#forum.toldWho(await this.#forum.call({ method: 'PUT', path, json }))
      if (answer.status !== 200) return this.#forum.notDone(answer)
      const made = z.object({ post: postShape }).safeParse(answer.body)
      return made.success
        ? { kind: 'done', ref: refOf(this.#forum.server, made.data.post) }
        : unclear(this.#forum.reading, answer)
    } catch (error) {
      return unanswered(this.#forum.reading, error)
    }
  }

  /** A first post goes with its topic. */
  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    const place = await this.#forum.placeOf(ref)
    if ('kind' in place) return place.kind === 'rejected' ? { kind: 'done', ref: null } : asChange(place)
    const first = place.to?.number === 1
    const path = first ? `/t/${place.to?.topic}.json` : `/posts/${encodeURIComponent(ref.remoteId)}.json`
    try {
      const answer = await this.#forum.toldWho(await this.#forum.call({ method: 'DELETE', path }))
      if (answer.status === 404 || answer.status === 410) return { kind: 'done', ref: null }
      // The answer to a deletion is empty; a page of some network in between is not.
      if (answer.status === 200 && (answer.text.trim() === '' || answer.body !== undefined))
        return { kind: 'done', ref: null }
      return this.#forum.notDone(answer)
    } catch (error) {
      return unanswered(this.#forum.reading, error)
    }
  }

  /** On top of its category; only the forum's staff may. */
  async pin(ref: RemoteRef, pinned: boolean): Promise<ChangeOutcome> {
    const place = await this.#forum.placeOf(ref)
    if ('kind' in place)
      return place.kind === 'rejected' ? rejected('gone', 'The post is no longer there.') : asChange(place)
    const json = { status: 'pinned', enabled: String(pinned), ...(pinned ? { until: untilForEver } : {}) }
    try {
      const path = `/t/${place.to?.topic}/status.json`
      const answer = await this.#forum.toldWho(await this.#forum.call({ method: 'PUT', path, json }))
      if (answer.status !== 200) return this.#forum.notDone(answer)
      const read = z.object({ success: z.literal('OK') }).safeParse(answer.body)
      return read.success ? { kind: 'done', ref } : unclear(this.#forum.reading, answer)
    } catch (error) {
      return unanswered(this.#forum.reading, error)
    }
  }

  async knows(mention: string): Promise<boolean | null> {
    const path = `/u/${encodeURIComponent(mention.replace(/^@/, ''))}.json`
    try {
      const answer = await this.#forum.call({ method: 'GET', path })
      const { status, body } = answer
      if (status === 200 && z.object({ user: z.object({ username: z.string() }) }).safeParse(body).success)
        return true
      // A group may be mentioned too, so nobody of that name among the users proves little.
      if (status === 404) return await this.#knowsGroup(mention)
      return this.#untold(answer)
    } catch (error) {
      if (error instanceof FetchError) return null
      throw error
    }
  }

  async #knowsGroup(mention: string): Promise<boolean | null> {
    const path = `/groups/${encodeURIComponent(mention.replace(/^@/, ''))}.json`
    const answer = await this.#forum.call({ method: 'GET', path })
    const { status, body } = answer
    if (status === 200 && z.object({ group: z.object({ name: z.string() }) }).safeParse(body).success)
      return true
    return status === 404 ? false : this.#untold(answer)
  }

  #untold(answer: ApiAnswer): null {
    if (answer.status === 429) heedWait(this.#forum.notDone(answer))
    return null
  }

  async own(since: string): Promise<OwnPosts> {
    const read = await newest(this.#forum, () => since).catch(troubled('The posts were not read.'))
    if (!('kind' in read))
      return { posts: read.posts.map((post) => ownPost(this.#forum.server, post)), complete: read.complete }
    if (read.kind === 'reconnect')
      orThrow(this.#forum.reading, { status: 401, headers: new Headers(), body: undefined, text: '' })
    throw new NetworkTrouble(read.say)
  }

  #objection(part: OutgoingPart): NotDone | null {
    const { limits } = discourseProfile
    const title = part.title?.trim() ?? ''
    if (part.parent === null && title === '')
      return rejected('title-missing', 'A topic on a forum needs a title.')
    if ([...title].length > limits.title)
      return rejected('title-too-long', `A title has at most ${limits.title} characters.`)
    if (part.text.trim() === '' && part.media.length === 0)
      return rejected('empty', 'There is nothing in the post.')
    if (discourseProfile.count(part.text).over > 0)
      return rejected('too-long', `The forum takes at most ${limits.text} characters in one post.`)
    return null
  }
}

const replyTo = ({ topic, number }: Place) => ({ topic_id: topic, reply_to_post_number: number })

/** Of what stands before a change, all but success is what a change can end with. */
function asChange(outcome: PublishOutcome): NotDone {
  if (outcome.kind === 'published' || outcome.kind === 'processing')
    throw new Error(`Nothing was published: ${outcome.kind}`)
  return outcome
}
