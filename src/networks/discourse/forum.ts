import { FetchError } from '#platform/fetch/index.ts'
import { after, rejected } from '../answers.ts'
import type {
  Found,
  NetworkContext,
  NotDone,
  OpenConnection,
  OutgoingPart,
  PublishOutcome,
  RemoteRef,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { ended, notDone, unclear, type Reading } from '../families/outcomes.ts'
import {
  callForum,
  faultOf,
  isNobody,
  limitedBy,
  readingOf,
  waitOf,
  whoAmI,
  type DiscourseGrant,
  type ForumCall,
  type Settings,
} from './api.ts'
import { isGone, postShape, type Place } from './posts.ts'

/** One user of one forum: asks, and says what an answer means. */
export class Forum {
  readonly context: NetworkContext
  readonly settings: Settings
  readonly server: string
  readonly grant: DiscourseGrant
  readonly reading: Reading

  constructor(
    context: NetworkContext,
    settings: Settings,
    connection: OpenConnection,
    grant: DiscourseGrant,
  ) {
    this.context = context
    this.settings = settings
    this.server = connection.server
    this.grant = grant
    this.reading = readingOf(context, connection, grant)
  }

  readonly call = (call: ForumCall): Promise<ApiAnswer> =>
    callForum(this.context, this.settings, this.server, this.grant.key, call)

  read(id: string | number): Promise<ApiAnswer> {
    return this.call({ method: 'GET', path: `/posts/${encodeURIComponent(id)}.json` })
  }

  /** Discourse answers 403 both to a key that has ended and to what a user may not do; who we are tells them apart. */
  async toldWho(answer: ApiAnswer): Promise<ApiAnswer> {
    if (answer.status !== 403) return answer
    const who = await whoAmI(this.context, this.settings, this.server, this.grant.key).catch(
      (error: unknown) => {
        if (error instanceof FetchError) return null
        throw error
      },
    )
    return who && isNobody(who) ? { ...answer, status: 401 } : answer
  }

  /** Where a reply goes. Nothing is sent before that is known. */
  async placeOf(parent: RemoteRef | null): Promise<{ to: Place | null } | PublishOutcome> {
    if (parent === null) return { to: null }
    try {
      const answer = await this.toldWho(await this.read(parent.remoteId))
      const found = postShape.safeParse(answer.body)
      if (answer.status === 404 || answer.status === 410 || (found.success && isGone(found.data)))
        return rejected('parent-missing', 'The post that this one follows is no longer there.')
      if (answer.status === 200 && found.success)
        return { to: { topic: found.data.topic_id, number: found.data.post_number } }
      const no = this.notDone(answer)
      return no.kind === 'unknown'
        ? this.later('The forum could not show the post that this one follows.')
        : no
    } catch (error) {
      if (error instanceof FetchError) return this.later(`${error.message}. Nothing was sent.`)
      throw error
    }
  }

  bearsKey(part: OutgoingPart): boolean {
    return this.grant.key.kind === 'admin' && part.parent === null
  }

  looking() {
    return { now: this.context.clock.now().epochMilliseconds, settle: this.settings.settle }
  }

  later(say: string): NotDone {
    return { kind: 'retry', after: after(this.context.clock, 60), say }
  }

  unreadable(answer: ApiAnswer): Extract<Found, { kind: 'undetermined' | 'reconnect' }> {
    if (answer.status === 401) return { kind: 'reconnect', say: ended(this.reading, answer) }
    return { kind: 'undetermined', say: `The forum answered ${answer.status} when asked for the post.` }
  }

  notDone(answer: ApiAnswer): NotDone {
    const { status } = answer
    const said = faultOf(answer)
    // Said by Discourse itself, so nothing was done: it takes no posts while it is backed up.
    if (status === 503 && said?.error_type === 'read_only')
      return { ...this.later('The forum takes no posts just now.'), ...{ limited: 'server' as const } }
    const refused = status >= 400 && status < 500 && status !== 401 && status !== 429
    if (refused && said === null) return unclear(this.reading, answer)
    const no = notDone({ ...this.reading, limited: limitedBy(answer) }, answer)
    return no.kind === 'retry' ? { ...no, after: waitOf(answer, this.context.clock) ?? no.after } : no
  }
}
