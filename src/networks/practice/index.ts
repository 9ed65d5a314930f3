import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isoOf } from '#platform/services.ts'
import type { Db } from '#platform/db/index.ts'
import {
  ConnectRefused,
  MediaRefused,
  ReconnectNeeded,
  type ChangeOutcome,
  type Connected,
  type Found,
  type Network,
  type NetworkContext,
  type NetworkSession,
  type OpenConnection,
  type OutgoingMedia,
  type OutgoingPart,
  type OwnPosts,
  type PublishOutcome,
  type RemoteRef,
} from '../contract.ts'
import { typedHandle } from '../families/handle.ts'
import { claimOf, keepClaim, type Claim } from './handles.ts'
import { practiceProfile } from './limits.ts'
import {
  deletePost,
  insertPost,
  keepMedia,
  postById,
  postByKey,
  postsSince,
  rewritePost,
  type PracticePost,
} from './store.ts'

export { practiceProfile } from './limits.ts'
export { practicePages } from './pages.ts'

/**
 * For tests: what goes wrong around the one write that publishes. An outcome answered `beforeInsert` is given
 * instead of writing, one answered `afterInsert` instead of the truth; either may also throw, wait, or end the process.
 */
export interface PracticeFaults {
  /** Throws instead of keeping an image. */
  beforeUpload?(media: OutgoingMedia): Promise<void>
  beforeInsert?(part: OutgoingPart): Promise<PublishOutcome | undefined>
  afterInsert?(part: OutgoingPart): Promise<PublishOutcome | undefined>
}

export interface PracticeOptions {
  db: Db
  faults?: PracticeFaults
}

const grantShape = z.object({ token: z.string() })

/** How many posts are listed at most. */
const mostListed = 300

/** Does the connection still hold its handle? */
async function stillHeld({ store }: NetworkContext, connection: OpenConnection): Promise<Claim | null> {
  const held = await claimOf(store, connection.handle)
  const grant = grantShape.safeParse(connection.grant)
  return held && grant.success && grant.data.token === held.token ? held : null
}

const notConnected = ({ handle }: OpenConnection) => `${handle} is no longer connected to Practice.`

/** Why a part can't be published, as Practice itself would say it; null when it can. */
function objection(part: OutgoingPart): Extract<PublishOutcome, { kind: 'rejected' }> | null {
  const { limits } = practiceProfile
  const { used, max, over } = practiceProfile.count(part.text)
  const reject = (code: string, say: string) => ({ kind: 'rejected' as const, code, say })
  if (over > 0) return reject('too-long', `The text has ${used} characters; Practice takes ${max}.`)
  if (part.media.length > limits.images)
    return reject('too-many-images', `Practice takes ${limits.images} images in a post.`)
  if (part.text.trim() === '' && part.media.length === 0 && !part.link)
    return reject('empty', 'There is nothing in the post.')
  return null
}

class PracticeSession implements NetworkSession {
  readonly #context: NetworkContext
  readonly #options: PracticeOptions
  readonly #connection: OpenConnection

  constructor(context: NetworkContext, options: PracticeOptions, connection: OpenConnection) {
    this.#context = context
    this.#options = options
    this.#connection = connection
  }

  #refOf(post: Pick<PracticePost, 'id'>): RemoteRef {
    return {
      remoteId: post.id,
      url: `${this.#context.publicUrl}/practice/${this.#connection.handle}/${post.id}`,
    }
  }

  async prepareMedia(media: OutgoingMedia) {
    const { imageTypes, imageBytes } = practiceProfile.limits
    if (!imageTypes.includes(media.type)) throw new MediaRefused('Practice takes JPEG, PNG and WebP images.')
    if ((await media.bytes()).byteLength > imageBytes)
      throw new MediaRefused(`Practice takes images of at most ${imageBytes / 1_000_000} MB.`)
    await this.#options.faults?.beforeUpload?.(media)
    await keepMedia(this.#options.db, media)
    return { sha256: media.sha256 }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const { db, faults } = this.#options
    const no = objection(part)
    if (no) return no
    if (!(await stillHeld(this.#context, this.#connection)))
      return { kind: 'reconnect', say: notConnected(this.#connection) }
    if (part.parent) {
      const parent = await postById(db, this.#connection.accountId, part.parent.remoteId)
      if (!parent || parent.deleted_at !== null)
        return {
          kind: 'rejected',
          code: 'parent-missing',
          say: 'The post that this one follows is no longer there.',
        }
    }
    const instead = await faults?.beforeInsert?.(part)
    if (instead) return instead
    const post = await insertPost(db, this.#connection.accountId, part)
    const untrue = await faults?.afterInsert?.(part)
    if (untrue) return untrue
    if (post.deleted_at !== null || post.text !== part.text)
      return { kind: 'rejected', code: 'key-taken', say: 'Another post already stands under this mark.' }
    return { kind: 'published', ...this.#refOf(post) }
  }

  async find(part: OutgoingPart): Promise<Found> {
    const post = await postByKey(this.#options.db, this.#connection.accountId, part.key)
    if (!post) return { kind: 'absent' }
    return { kind: 'present', text: post.text, same: post.text === part.text, ...this.#refOf(post) }
  }

  async own(since: string): Promise<OwnPosts> {
    // One more than is listed tells whether there are more.
    const rows = await postsSince(this.#options.db, this.#connection.accountId, since, mostListed + 1)
    const posts = rows.slice(0, mostListed).map((post) => ({
      ...this.#refOf(post),
      text: post.text,
      createdAt: post.created_at,
      media: post.media.length,
    }))
    return { posts, complete: rows.length <= mostListed }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = objection(part)
    if (no) return no
    const editedAt = isoOf(this.#context.clock.now())
    const post = await rewritePost(this.#options.db, this.#connection.accountId, ref.remoteId, part, editedAt)
    if (!post) return { kind: 'rejected', code: 'gone', say: 'The post is no longer there.' }
    return { kind: 'done', ref: this.#refOf(post) }
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    await deletePost(
      this.#options.db,
      this.#connection.accountId,
      ref.remoteId,
      isoOf(this.#context.clock.now()),
    )
    return { kind: 'done', ref: null }
  }
}

/** A network inside Rostrum: the whole flow works, and people train, with nothing leaving this installation. */
export function createPractice(context: NetworkContext, options: PracticeOptions): Network {
  const connect = async (
    _: Record<string, string>,
    typed: string,
    accountId?: string,
  ): Promise<Connected> => {
    const handle = typedHandle(practiceProfile, typed)
    const held = await claimOf(context.store, handle)
    if (held && !held.released && held.accountId !== null && held.accountId !== accountId)
      throw new ConnectRefused(`Another account already uses ${handle} on Practice. Choose another handle.`)
    const token = randomUUID()
    await keepClaim(context.store, handle, {
      displayName: handle,
      accountId: accountId ?? null,
      token,
      released: false,
    })
    return {
      remoteId: `practice:${handle}`,
      handle,
      displayName: handle,
      profileUrl: `${context.publicUrl}/practice/${handle}`,
      server: context.publicUrl,
      grant: { token },
      scopes: [],
      expiresAt: null,
    }
  }
  return {
    profile: practiceProfile,
    connectMethods: [
      {
        id: 'practice',
        kind: 'form',
        label: 'Use Practice',
        hint: 'Nothing to sign in to. Posts can be seen on a page of this installation and nowhere else.',
        fields: [],
        connect,
      },
    ],
    async open(connection) {
      const held = await stillHeld(context, connection)
      if (!held) throw new ReconnectNeeded(notConnected(connection))
      // The pages find a handle's posts by its account, which is not known for sure until now.
      if (held.accountId === null)
        await keepClaim(context.store, connection.handle, { ...held, accountId: connection.accountId })
      return new PracticeSession(context, options, connection)
    },
    async disconnect(connection) {
      const held = await stillHeld(context, connection)
      if (held)
        await keepClaim(context.store, connection.handle, { ...held, token: randomUUID(), released: true })
    },
  }
}
