import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { after, rejected, sentenceOf } from '../../answers.ts'
import {
  NetworkTrouble,
  PostRefused,
  type ChangeOutcome,
  type Found,
  type Json,
  type NetworkContext,
  type NetworkSession,
  type NotDone,
  type OpenConnection,
  type OutgoingMedia,
  type OutgoingPart,
  type OwnPost,
  type OwnPosts,
  type PublishOutcome,
  type RemoteRef,
} from '../../contract.ts'
import type { NetworkProfile } from '../../profile.ts'
import type { ApiAnswer } from '../call.ts'
import { ended, notDone, orThrow, troubled, unanswered, unclear, type Reading } from '../outcomes.ts'
import { notThere } from '../own-posts.ts'
import { escapeHtml } from './blocks.ts'
import { whoAmI } from './connect.ts'
import { attach, bodyOf, prepare, preparedShape, type Uploading } from './media.ts'
import { isOut, ownPost, postShape, present, publishedAt, refOf, visibility } from './posts.ts'
import { passwordAudience } from './profile.ts'
import { callSite, codeOf, readingOf, type Settings, type SiteCall, type WordPressGrant } from './site.ts'
import { tagsOf } from './tags.ts'

const stagedShape = z.object({ id: z.number().int().positive(), tags: z.array(z.number().int()) })
type Staged = z.infer<typeof stagedShape>

const pagesToRead = 3

type Refusal = Extract<NotDone, { kind: 'rejected' }>
export class WordPressSession implements NetworkSession {
  readonly #context: NetworkContext
  readonly #settings: Settings
  readonly #profile: NetworkProfile
  readonly #grant: WordPressGrant
  readonly #reading: Reading

  constructor(
    context: NetworkContext,
    settings: Settings,
    profile: NetworkProfile,
    connection: OpenConnection,
    grant: WordPressGrant,
  ) {
    this.#context = context
    this.#settings = settings
    this.#profile = profile
    this.#grant = grant
    this.#reading = readingOf(context, profile.name, connection, grant)
  }

  prepareMedia(media: OutgoingMedia): Promise<Json> {
    return prepare(this.#uploading(), media)
  }

  /** A draft whose slug is the part's key, so that one made by a request that we gave up on is found again. */
  async stage(part: OutgoingPart): Promise<Json> {
    const no = this.#objection(part)
    if (no) throw new PostRefused(no.code, no.say)
    const tags = await tagsOf(this.#reading, this.#call, part.tags)
    const id = (await this.#draftOf(part)) ?? (await this.#makeDraft(part, tags))
    for (const prepared of part.prepared.slice(0, part.media.length))
      await attach(this.#uploading(), preparedShape.parse(prepared), id)
    return { id, tags }
  }

  async #draftOf(part: OutgoingPart): Promise<number | null> {
    const answer = await this.#list({ slug: part.key, status: 'draft' }).catch(
      troubled('The drafts were not read.'),
    )
    const list = z.array(postShape).safeParse(orThrow(this.#reading, answer, 'the question').body)
    if (!list.success) throw this.#notUnderstood()
    return list.data[0]?.id ?? null
  }

  #notUnderstood(): NetworkTrouble {
    return new NetworkTrouble(`${this.#profile.name} answered something that can’t be understood.`)
  }

  async #makeDraft(part: OutgoingPart, tags: number[]): Promise<number> {
    const json = { ...this.#fieldsOf(part, tags), status: 'draft', slug: part.key }
    const answer = await this.#call({ method: 'POST', path: '/wp/v2/posts', json }).catch(
      troubled('The draft was not made.'),
    )
    const { status } = answer
    if (status >= 400 && status < 500 && status !== 401 && status !== 429) {
      const no = this.#notDone(answer)
      if (no.kind === 'rejected') throw new PostRefused(no.code, no.say)
    }
    const made = postShape.safeParse(orThrow(this.#reading, answer, 'the draft').body)
    if (made.success) return made.data.id
    throw this.#notUnderstood()
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = this.#objection(part)
    if (no) return no
    const staged = stagedShape.parse(part.staged)
    const before = await this.#before(staged)
    if (before !== null) return before
    // All of it once more, so that what comes out is what was approved, whoever has been at the draft. An empty slug
    // makes WordPress name the post by its title.
    const json = {
      ...this.#fieldsOf(part, staged.tags),
      ...visibility(part.audience, this.#grant.postsPassword),
      slug: '',
    }
    try {
      const answer = await this.#call({ method: 'POST', path: `/wp/v2/posts/${staged.id}`, json })
      if (answer.status !== 200) return this.#notDone(answer)
      const made = postShape.safeParse(answer.body)
      if (!made.success) return unclear(this.#reading, answer)
      if (isOut(made.data)) return { kind: 'published', ...refOf(made.data) }
      return rejected(
        'held-by-blog',
        `The blog kept the post as “${made.data.status}” and did not publish it.`,
      )
    } catch (error) {
      return unanswered(this.#reading, error)
    }
  }

  /** What the draft has become already, when it is no draft any more. Nothing is sent before that is known. */
  async #before({ id }: Staged): Promise<PublishOutcome | null> {
    const wait = (say: string): Extract<NotDone, { kind: 'retry' }> => ({
      kind: 'retry',
      after: after(this.#context.clock, 60),
      say,
    })
    try {
      const answer = await this.#read(id)
      const found = postShape.safeParse(answer.body)
      if (answer.status === 200 && found.success) {
        if (isOut(found.data)) return { kind: 'published', ...refOf(found.data) }
        if (found.data.status !== 'trash') return null
      }
      if (answer.status === 200 && !found.success)
        return wait(`${this.#profile.name} answered something about the draft that can’t be understood.`)
      if (answer.status === 200 || this.#isGone(answer))
        return { ...wait('The draft was removed on the blog. It is made again.'), stageAgain: true }
      const no = this.#notDone(answer)
      return no.kind === 'unknown' ? wait(`${this.#profile.name} could not show the draft just now.`) : no
    } catch (error) {
      if (error instanceof FetchError) return wait(`${error.message}. Nothing was sent.`)
      throw error
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    const staged = stagedShape.safeParse(part.staged)
    const id = ref?.remoteId ?? (staged.success ? String(staged.data.id) : null)
    try {
      // Without a draft nothing can have been published; the question only makes sure that the blog can be asked.
      const answer =
        id === null
          ? await this.#list({ slug: part.key, status: 'publish,private,draft' })
          : await this.#read(id)
      if (answer.status === 401) return { kind: 'reconnect', say: ended(this.#reading, answer) }
      if (id !== null && this.#isGone(answer)) return { kind: 'absent' }
      const found = z.union([postShape, z.array(postShape)]).safeParse(answer.body)
      if (answer.status !== 200 || !found.success || Array.isArray(found.data) !== (id === null))
        return {
          kind: 'undetermined',
          say: `${this.#profile.name} answered ${answer.status} when asked for the post.`,
        }
      const post = Array.isArray(found.data) ? found.data.find(isOut) : found.data
      if (post && isOut(post)) return present(post, part)
      if (ref !== null || post?.status === 'trash') return { kind: 'absent' }
      return notThere(part, {
        now: this.#context.clock.now().epochMilliseconds,
        settle: this.#settings.settle,
      })
    } catch (error) {
      if (error instanceof FetchError) return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = this.#objection(part)
    if (no) return no
    try {
      // A change would bring a post back that somebody has put into the bin.
      const answer = await this.#read(ref.remoteId)
      const found = postShape.safeParse(answer.body)
      if (this.#isGone(answer) || (found.success && !isOut(found.data)))
        return rejected('gone', 'The post is no longer there.')
      const tags = await tagsOf(this.#reading, this.#call, part.tags)
      for (const prepared of part.prepared.slice(0, part.media.length))
        await attach(this.#uploading(), preparedShape.parse(prepared), Number(ref.remoteId))
      const fields = {
        ...this.#fieldsOf(part, tags),
        ...visibility(part.audience, this.#grant.postsPassword),
      }
      return await this.#change(ref, fields)
    } catch (error) {
      if (error instanceof NetworkTrouble)
        return {
          kind: 'retry',
          after: error.retryAfter ?? after(this.#context.clock, 60),
          say: error.message,
          ...(error.limited ? { limited: error.limited } : {}),
        }
      return unanswered(this.#reading, error)
    }
  }

  pin(ref: RemoteRef, pinned: boolean): Promise<ChangeOutcome> {
    return this.#change(ref, { sticky: pinned })
  }

  async #change(ref: RemoteRef, json: object): Promise<ChangeOutcome> {
    try {
      const path = `/wp/v2/posts/${encodeURIComponent(ref.remoteId)}`
      const answer = await this.#call({ method: 'POST', path, json })
      if (this.#isGone(answer)) return rejected('gone', 'The post is no longer there.')
      if (answer.status !== 200) return this.#notDone(answer)
      const made = postShape.safeParse(answer.body)
      return made.success ? { kind: 'done', ref: refOf(made.data) } : unclear(this.#reading, answer)
    } catch (error) {
      return unanswered(this.#reading, error)
    }
  }

  /** Into the bin, from which the blog's own people may take it back. */
  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    try {
      const path = `/wp/v2/posts/${encodeURIComponent(ref.remoteId)}`
      const answer = await this.#call({ method: 'DELETE', path })
      if (this.#isGone(answer)) return { kind: 'done', ref: null }
      // Blogs may be set up without a bin; then it is 501, and only somebody there should delete it for good.
      if (codeOf(answer) === 'rest_trash_not_supported')
        return rejected('no-bin', 'The blog has no bin. Somebody has to delete the post there.')
      if (answer.status !== 200) return this.#notDone(answer)
      const read = z.object({ status: z.literal('trash') }).safeParse(answer.body)
      return read.success ? { kind: 'done', ref: null } : unclear(this.#reading, answer)
    } catch (error) {
      return unanswered(this.#reading, error)
    }
  }

  async own(since: string): Promise<OwnPosts> {
    const posts: OwnPost[] = []
    const from = Date.parse(since)
    for (let page = 1; page <= pagesToRead; page++) {
      const query = { status: 'publish,private', per_page: '100', page: String(page) }
      const answer = await this.#list(query).catch(troubled('The posts were not read.'))
      // So WordPress says that there are no more pages.
      if (codeOf(answer) === 'rest_post_invalid_page_number') return { posts, complete: true }
      const list = z.array(postShape).safeParse(orThrow(this.#reading, answer, 'the question').body)
      if (!list.success) throw this.#notUnderstood()
      const dated = list.data.filter((post) => !Number.isNaN(publishedAt(post)))
      posts.push(...dated.filter((post) => publishedAt(post) >= from).map(ownPost))
      if (list.data.length < 100 || dated.some((post) => publishedAt(post) < from))
        return { posts, complete: true }
    }
    return { posts, complete: false }
  }

  readonly #call = (call: SiteCall): Promise<ApiAnswer> =>
    callSite(this.#context, this.#settings, this.#grant.api, this.#grant, call)

  #read(id: string | number): Promise<ApiAnswer> {
    const path = `/wp/v2/posts/${encodeURIComponent(id)}`
    return this.#call({ method: 'GET', path, query: { context: 'edit' } })
  }

  /** Whom WordPress does not know it tells (400) that these statuses are forbidden, and not (401) that it does not know them. */
  async #list(query: Record<string, string>): Promise<ApiAnswer> {
    const answer = await this.#call({
      method: 'GET',
      path: '/wp/v2/posts',
      query: { context: 'edit', ...query },
    })
    if (codeOf(answer) !== 'rest_invalid_param') return answer
    const who = await whoAmI(this.#context, this.#settings, this.#grant)
    return who.status === 401 ? who : answer
  }

  #uploading(): Uploading {
    const { limits } = this.#profile
    return { reading: this.#reading, limits, timeout: this.#settings.uploadTimeout, call: this.#call }
  }

  /** Only WordPress's own word counts: a server before it may say 404 for reasons of its own. */
  #isGone(answer: ApiAnswer): boolean {
    return ['rest_post_invalid_id', 'rest_already_trashed'].includes(codeOf(answer) ?? '')
  }

  /** A refusal that is not in WordPress's own shape comes from something before it, which proves nothing. */
  #notDone(answer: ApiAnswer): NotDone {
    const { status } = answer
    const refused = status >= 400 && status < 500 && status !== 401 && status !== 429
    return refused && codeOf(answer) === null
      ? unclear(this.#reading, answer)
      : notDone(this.#reading, answer)
  }

  #fieldsOf(part: OutgoingPart, tags: number[]) {
    const { comments } = this.#grant
    return {
      title: escapeHtml(part.title ?? ''),
      ...bodyOf(part),
      tags,
      ...(comments === null ? {} : { comment_status: comments }),
    }
  }

  #objection(part: OutgoingPart): Refusal | null {
    const { limits, name } = this.#profile
    const title = part.title?.trim() ?? ''
    if (title === '') return rejected('title-missing', 'A post on a blog needs a title.')
    if ([...title].length > limits.title)
      return rejected('title-too-long', `A title has at most ${limits.title} characters.`)
    if (part.text.trim() === '' && part.media.length === 0)
      return rejected('empty', 'There is nothing in the post.')
    if (this.#profile.count(part.text).over > 0)
      return rejected('too-long', `${name} takes at most ${limits.text} characters in one post.`)
    if (part.audience === passwordAudience && this.#grant.postsPassword === '')
      return rejected(
        'password-missing',
        'No password for protected posts is known. Connect the account again and give one.',
      )
    return null
  }
}
