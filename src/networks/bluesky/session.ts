import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import {
  after,
  closed,
  comeBackAt,
  excerpt,
  outcomeOfSilence,
  rejected,
  sentenceOf,
  unknown,
} from '../answers.ts'
import {
  MediaRefused,
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
import { heedWait } from '../families/outcomes.ts'
import type { Settings } from './identity.ts'
import { blueskyProfile } from './limits.ts'
import { uploadMedia } from './media.ts'
import { ownPosts } from './own.ts'
import { cidOf, collection, mentionedHandles, recordOf, sameAs, type Mentioned } from './record.ts'
import { errorOf, type Caller, type XrpcAnswer } from './xrpc.ts'

const written = z.object({ uri: z.string().startsWith('at://'), cid: z.string().min(1) })
const readBack = z.object({ uri: z.string().startsWith('at://'), cid: z.string().min(1), value: z.unknown() })
const resolvedHandle = z.object({ did: z.string().startsWith('did:') })

const ended = new Set([
  'AccountTakedown',
  'AccountDeactivated',
  'RepoTakendown',
  'RepoSuspended',
  'RepoDeactivated',
])

/** Why a part can't be published at all; null when it can. */
function objection(part: OutgoingPart): NotDone | null {
  const { used, max, over } = blueskyProfile.count(part.text)
  if (over > 0)
    return rejected(
      'too-long',
      used > max
        ? `The text has ${used} characters; Bluesky takes ${max}.`
        : 'The text has more than 3,000 bytes; Bluesky takes no more.',
    )
  if (part.media.length > blueskyProfile.limits.images)
    return rejected('too-many-images', `Bluesky takes ${blueskyProfile.limits.images} images in a post.`)
  if (part.media.length > 1 && part.media.some(({ kind }) => kind === 'video'))
    return rejected('too-many-media', 'Bluesky takes one video in a post, and no images beside it.')
  if (part.text.trim() === '' && part.media.length === 0 && !part.link)
    return rejected('empty', 'There is nothing in the post.')
  return null
}

export class BlueskySession implements NetworkSession {
  readonly #context: NetworkContext
  readonly #settings: Settings
  readonly #connection: OpenConnection
  readonly #call: Caller

  constructor(context: NetworkContext, settings: Settings, connection: OpenConnection, call: Caller) {
    this.#context = context
    this.#settings = settings
    this.#connection = connection
    this.#call = call
  }

  prepareMedia(media: OutgoingMedia): Promise<Json> {
    return uploadMedia({ context: this.#context, connection: this.#connection, call: this.#call }, media)
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objection(part)
    if (no) return no
    try {
      const mentioned = await this.#resolveMentions(part.text)
      const linked = await this.#withCids(part)
      if ('kind' in linked) return linked
      return await this.#put(linked, mentioned, true)
    } catch (error) {
      return this.#outcomeOf(error)
    }
  }

  /** `mayUpload`: once, uploads that the server has forgotten meanwhile are made again; the bytes give the same reference. */
  async #put(part: OutgoingPart, mentioned: Mentioned, mayUpload: boolean): Promise<PublishOutcome> {
    const record = recordOf(part, mentioned)
    const json = { repo: this.#connection.remoteId, collection, rkey: part.key, swapRecord: null, record }
    const answer = await this.#call({ method: 'POST', name: 'com.atproto.repo.putRecord', json })
    if (answer.status === 200) {
      const parsed = written.safeParse(answer.body)
      if (parsed.success) return { kind: 'published', ...this.#refOf(part.key, parsed.data) }
      return unknown('Bluesky’s server answered something that can’t be understood.', {
        answer: excerpt(answer.text),
      })
    }
    const { error } = errorOf(answer)
    if (error === 'InvalidSwap') return this.#afterInvalidSwap(part)
    if (error === 'BlobNotFound' && mayUpload) {
      const pictures = part.media.length > 0 ? part.media : part.link?.image ? [part.link.image] : []
      const prepared = await Promise.all(pictures.map((picture) => this.prepareMedia(picture)))
      return this.#put({ ...part, prepared }, mentioned, false)
    }
    return this.#refusalOf(answer)
  }

  /** Something stands under our key already: ours from an earlier sending, or not. */
  async #afterInvalidSwap(part: OutgoingPart): Promise<PublishOutcome> {
    const found = await this.find(part)
    switch (found.kind) {
      case 'present':
        if (found.same)
          return { kind: 'published', remoteId: found.remoteId, url: found.url, extra: found.extra }
        return rejected('key-taken', 'Another post already stands under this mark.')
      case 'reconnect':
      case 'rejected':
        return found
      case 'absent':
      case 'undetermined':
        return unknown('Bluesky says that the post is there already, but does not show it.', {
          error: 'InvalidSwap',
        })
    }
  }

  async find(part: OutgoingPart): Promise<Found> {
    const query = { repo: this.#connection.remoteId, collection, rkey: part.key }
    let answer: XrpcAnswer
    try {
      answer = await this.#call({ method: 'GET', name: 'com.atproto.repo.getRecord', query })
    } catch (error) {
      if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
      if (error instanceof FetchError || error instanceof NetworkTrouble)
        return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
    if (answer.status === 400 && errorOf(answer).error === 'RecordNotFound') return { kind: 'absent' }
    const parsed = readBack.safeParse(answer.body)
    const compared = parsed.success ? sameAs(parsed.data.value, part) : null
    if (answer.status !== 200 || !parsed.success || !compared)
      return {
        kind: 'undetermined',
        say: `Bluesky’s server answered ${answer.status} when asked for the post.`,
      }
    return { kind: 'present', ...compared, ...this.#refOf(part.key, parsed.data) }
  }

  own(since: string): Promise<OwnPosts> {
    const repository = {
      context: this.#context,
      call: this.#call,
      repo: this.#connection.remoteId,
      urlOf: (key: string) => this.#urlOf(key),
    }
    return ownPosts(repository, since)
  }

  async knows(mention: string): Promise<boolean | null> {
    const query = { handle: mention.replace(/^@/, '').toLowerCase() }
    try {
      const answer = await this.#call({ method: 'GET', name: 'com.atproto.identity.resolveHandle', query })
      if (answer.status === 200 && resolvedHandle.safeParse(answer.body).success) return true
      // A handle that leads nowhere, or is none (seen on @atproto/pds 0.5.35, 2026-11).
      const nowhere =
        answer.status === 400 && ['InvalidRequest', 'HandleNotFound'].includes(errorOf(answer).error)
      if (nowhere) return false
      if (answer.status === 429) heedWait(this.#refusalOf(answer))
      return null
    } catch (error) {
      if (error instanceof FetchError) return null
      throw error
    }
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    const rkey = ref.remoteId.split('/').at(-1) ?? ''
    const json = { repo: this.#connection.remoteId, collection, rkey }
    try {
      const answer = await this.#call({ method: 'POST', name: 'com.atproto.repo.deleteRecord', json })
      return answer.status === 200 ? { kind: 'done', ref: null } : this.#refusalOf(answer)
    } catch (error) {
      return this.#outcomeOf(error)
    }
  }

  /** A handle that leads nowhere stays plain text; a server that can't answer is a reason to wait. */
  async #resolveMentions(text: string): Promise<Mentioned> {
    const found = await Promise.all(
      mentionedHandles(text).map(async (handle): Promise<[string, string] | null> => {
        const answer = await this.#beforeSending({
          name: 'com.atproto.identity.resolveHandle',
          query: { handle },
        })
        const parsed = resolvedHandle.safeParse(answer.body)
        return answer.status === 200 && parsed.success ? [handle, parsed.data.did] : null
      }),
    )
    return new Map(found.filter((entry) => entry !== null))
  }

  /** The post with the CIDs of those it follows, which a reply must carry. */
  async #withCids(part: OutgoingPart): Promise<OutgoingPart | NotDone> {
    if (!part.parent) return part
    const [parent, root] = await Promise.all([
      this.#withCid(part.parent),
      this.#withCid(part.root ?? part.parent),
    ])
    if (!parent || !root)
      return rejected('parent-missing', 'The post that this one follows is no longer there.')
    return { ...part, parent, root }
  }

  async #withCid(ref: RemoteRef): Promise<RemoteRef | null> {
    if (cidOf(ref)) return ref
    const [repo = '', from = '', rkey = ''] = ref.remoteId.replace('at://', '').split('/')
    const query = { repo, collection: from, rkey }
    const answer = await this.#beforeSending({ name: 'com.atproto.repo.getRecord', query })
    const parsed = readBack.safeParse(answer.body)
    return answer.status === 200 && parsed.success ? { ...ref, extra: { cid: parsed.data.cid } } : null
  }

  /** Asks for something a post needs, before anything of it was sent: silence then proves that nothing was created. */
  async #beforeSending(ask: { name: string; query: Record<string, string> }): Promise<XrpcAnswer> {
    const answer = await this.#call({ method: 'GET', ...ask }).catch((error: unknown) => {
      if (error instanceof FetchError) throw new NetworkTrouble(`${error.message}. Nothing was sent.`)
      throw error
    })
    if (answer.status === 429)
      throw new NetworkTrouble(
        'Bluesky asks us to wait.',
        comeBackAt(answer.headers, this.#context.clock),
        'account',
      )
    if (answer.status >= 500) throw new NetworkTrouble('Bluesky’s server is in trouble. Nothing was sent.')
    return answer
  }

  #refOf(key: string, { uri, cid }: { uri: string; cid: string }): RemoteRef {
    return { remoteId: uri, url: this.#urlOf(key), extra: { cid } }
  }

  #urlOf(key: string): string {
    return `${this.#settings.appUrl}/profile/${this.#connection.handle}/post/${key}`
  }

  #wordsOf(answer: XrpcAnswer): string {
    const { error, message } = errorOf(answer)
    return excerpt(message || error)
  }

  #refusalOf(answer: XrpcAnswer): NotDone {
    const { error } = errorOf(answer)
    if (answer.status === 429)
      return {
        kind: 'retry',
        after: comeBackAt(answer.headers, this.#context.clock),
        say: 'Bluesky asks us to wait.',
        limited: 'account',
      }
    if (answer.status === 403 || ended.has(error))
      return {
        kind: 'reconnect',
        say: `Bluesky no longer lets us post as ${this.#connection.handle}: ${this.#wordsOf(answer)}`,
      }
    if (answer.status >= 400 && answer.status < 500)
      return rejected('refused-by-network', `Bluesky did not take the post: ${closed(this.#wordsOf(answer))}`)
    return unknown(`Bluesky’s server answered ${answer.status}. The post may be there or not.`, {
      status: answer.status,
      answer: excerpt(answer.text),
    })
  }

  #outcomeOf(error: unknown): NotDone {
    if (error instanceof FetchError) return outcomeOfSilence(error, this.#context.clock)
    if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
    if (error instanceof MediaRefused) return rejected('media-refused', error.message)
    if (error instanceof NetworkTrouble)
      return {
        kind: 'retry',
        after: error.retryAfter ?? after(this.#context.clock, 60),
        say: error.message,
        ...(error.limited ? { limited: error.limited } : {}),
      }
    throw error
  }
}
