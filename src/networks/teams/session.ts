import { FetchError } from '#platform/fetch/index.ts'
import { rejected, sentenceOf } from '../answers.ts'
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
import type { Bearer } from '../families/bearer.ts'
import { looseWords, sameWords } from '../families/html-text.ts'
import {
  graphBy,
  graphCode,
  graphRefusal,
  graphStopped,
  graphWords,
  type Graph,
  type MicrosoftSettings,
} from '../families/microsoft.ts'
import { ended, unclear, type Reading } from '../families/outcomes.ts'
import { earliestOf, foundAmong, type Roll } from '../families/own-posts.ts'
import type { TeamsGrant } from './connect.ts'
import { bytesOf, messageBytes, teamsProfile } from './limits.ts'
import {
  contentOf,
  imagesOf,
  messageOf,
  newSources,
  refOf,
  refShape,
  subjectOf,
  teamsMessage,
} from './messages.ts'
import { findKnown, isGone, newestOf, pathOf, type ReadingBack } from './read-back.ts'

export interface TeamsParts {
  context: NetworkContext
  settings: MicrosoftSettings
  connection: OpenConnection
  grant: TeamsGrant
  bearer: Bearer
  roll: Roll
}

export class TeamsSession implements NetworkSession {
  readonly #parts: TeamsParts
  readonly #graph: Graph
  readonly #path: string

  constructor(parts: TeamsParts) {
    this.#parts = parts
    this.#graph = graphBy(parts.context, parts.settings, parts.bearer)
    const { teamId, channelId } = parts.grant
    this.#path = `/teams/${encodeURIComponent(teamId)}/channels/${encodeURIComponent(channelId)}/messages`
  }

  /** Pictures travel with the message itself, so only their size is looked at. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { imageBytes } = teamsProfile.limits
    const size = await media.size()
    if (size > 0 && size <= imageBytes) return {}
    throw new MediaRefused(
      size === 0
        ? 'The file is empty.'
        : `Microsoft Teams takes pictures of ${imageBytes / 1000} kB at most here, and this has ${Math.ceil(size / 1000)}.`,
    )
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objectionTo(part)
    if (no) return no
    try {
      const lost = await this.#lostParent(part)
      if (lost) return lost
      const path = part.root ? `${this.#path}/${encodeURIComponent(part.root.remoteId)}/replies` : this.#path
      const answer = await this.#graph({ method: 'POST', path, json: await messageOf(part) })
      // The channel itself is missing, to whoever asks: it was deleted, or they are no longer in the team.
      if (answer.status === 404 && graphCode(answer) !== '')
        return part.root ? parentMissing : { kind: 'reconnect', say: ended(this.#reading(), answer) }
      if (answer.status !== 201) return graphRefusal(this.#reading(), answer)
      const made = teamsMessage.safeParse(answer.body)
      if (!made.success) return unclear(this.#reading(), answer)
      this.#parts.roll.note(made.data.id, part.key)
      const root = part.root ? { replyToId: part.root.remoteId } : {}
      return { kind: 'published', ...refOf({ ...made.data, ...root }, this.#channelUrl) }
    } catch (error) {
      return graphStopped(this.#reading(), error)
    }
  }

  /**
   * Teams may take an answer to what was deleted, so it is looked first. Nothing is sent by looking: whatever goes
   * wrong with it proves that nothing was created.
   */
  async #lostParent(part: OutgoingPart): Promise<NotDone | null> {
    if (!part.parent) return null
    try {
      const found = await findKnown(this.#readingBack(), part, part.parent)
      if (found.kind === 'present') return null
      if (found.kind === 'absent') return parentMissing
      if (found.kind === 'reconnect') return found
      return graphStopped(this.#reading(), new NetworkTrouble(found.say))
    } catch (error) {
      if (!(error instanceof FetchError)) throw error
      return graphStopped(this.#reading(), new NetworkTrouble(`${error.message}. Nothing was sent.`))
    }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    try {
      return ref ? await findKnown(this.#readingBack(), part, ref) : await this.#among(part)
    } catch (error) {
      if (error instanceof FetchError || error instanceof NetworkTrouble)
        return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  /** There is no mark on the post itself, so the newest messages are read back to the time of the intent. */
  async #among(part: OutgoingPart): Promise<Found> {
    const { context, settings, roll } = this.#parts
    const read = await newestOf(this.#readingBack(), part.createdAt, part.root?.remoteId ?? null)
    if (!('posts' in read)) return read
    const titled = read.posts.filter(({ subject }) => sameWords(subject) === sameWords(subjectOf(part)))
    const looking = {
      now: context.clock.now().epochMilliseconds,
      settle: settings.settle,
      since: earliestOf(part, read.skew),
      words: sameWords,
      isAnothers: roll.isAnothers(part.key),
    }
    const found = foundAmong({ posts: titled, complete: read.complete }, part, looking)
    if (found.kind === 'present') roll.note(found.remoteId, part.key)
    if (found.kind !== 'absent') return found
    // What Teams may do to a text is not all published, and a wrong “absent” would post it twice.
    const alike = read.posts.some(
      ({ createdAt, text, remoteId }) =>
        Date.parse(createdAt) >= Date.parse(looking.since) &&
        looseWords(text) === looseWords(part.text) &&
        !looking.isAnothers(remoteId),
    )
    if (!alike) return found
    return {
      kind: 'undetermined',
      say: 'A post with nearly the same words stands in the channel. Look whether it is this one.',
    }
  }

  async own(since: string): Promise<OwnPosts> {
    const read = await newestOf(this.#readingBack(), since, null).catch((error: unknown) => {
      if (error instanceof FetchError) throw new NetworkTrouble(error.message)
      throw error
    })
    if (!('posts' in read)) {
      if (read.kind === 'reconnect') throw new ReconnectNeeded(read.say)
      throw new NetworkTrouble(read.say)
    }
    const posts = read.posts.map(({ subject: _subject, ...post }) => post)
    return {
      posts: posts.filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(since)),
      complete: read.complete,
    }
  }

  /** The pictures stay where they are; their words may change. */
  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = objectionTo(part)
    if (no) return no
    try {
      const path = pathOf({ path: this.#path }, ref)
      const answer = await this.#graph({ method: 'GET', path })
      const standing = answer.status === 200 ? teamsMessage.safeParse(answer.body) : null
      if (standing?.data?.deletedDateTime || (await isGone(this.#readingBack(), answer)))
        return { kind: 'rejected', code: 'gone', say: 'The post is no longer there.' }
      if (!standing?.success) return graphRefusal(this.#reading(), answer)
      const sources = imagesOf(standing.data).map(({ src }) => src)
      if (sources.length !== part.media.length)
        return {
          kind: 'rejected',
          code: 'media-fixed',
          say: 'In Teams only the words of a post can be changed from here, not its pictures.',
        }
      const json = {
        ...(part.title === null || refShape.safeParse(ref.extra).success ? {} : { subject: part.title }),
        body: { contentType: 'html', content: contentOf(part, sources) },
      }
      return this.#changed(await this.#graph({ method: 'PATCH', path, json }), ref)
    } catch (error) {
      return graphStopped(this.#reading(), error)
    }
  }

  /** A deletion that Teams’ own people can undo: the place where it stood stays visible. */
  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    try {
      const path = `${pathOf({ path: this.#path }, ref)}/softDelete`
      const answer = await this.#graph({ method: 'POST', path })
      if (await isGone(this.#readingBack(), answer)) return { kind: 'done', ref: null }
      return this.#changed(answer, null)
    } catch (error) {
      return graphStopped(this.#reading(), error)
    }
  }

  #changed(answer: Awaited<ReturnType<Graph>>, ref: RemoteRef | null): ChangeOutcome {
    return answer.status === 204 ? { kind: 'done', ref } : graphRefusal(this.#reading(), answer)
  }

  get #channelUrl(): string {
    const { channelId, teamId } = this.#parts.grant
    return `https://teams.microsoft.com/l/channel/${encodeURIComponent(channelId)}/channel?groupId=${teamId}`
  }

  #reading(): Reading {
    const { context, connection, bearer } = this.#parts
    const { handle } = connection
    return {
      context,
      name: 'Microsoft Teams',
      handle,
      secrets: bearer.secrets(),
      words: graphWords,
      limited: 'app',
    }
  }

  #readingBack(): ReadingBack {
    const { context, settings, grant } = this.#parts
    return {
      graph: this.#graph,
      settings,
      path: this.#path,
      userId: grant.userId,
      channelUrl: this.#channelUrl,
      now: () => context.clock.now().epochMilliseconds,
      lost: (answer) => ended(this.#reading(), answer),
    }
  }
}

const parentMissing: NotDone = {
  kind: 'rejected',
  code: 'parent-missing',
  say: 'The post that this one follows is no longer there.',
}

function objectionTo(part: OutgoingPart): Extract<NotDone, { kind: 'rejected' }> | null {
  if (part.text.trim() === '' && part.media.length === 0)
    return rejected('empty', 'There is nothing in the post.')
  const used = bytesOf(contentOf(part, newSources(part)))
  if (used > messageBytes)
    return rejected('too-long', `Microsoft Teams takes ${messageBytes} bytes, and this post has ${used}.`)
  return null
}
