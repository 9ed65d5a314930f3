import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { after, closed, sentenceOf } from '../answers.ts'
import {
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type ChangeOutcome,
  type Found,
  type Json,
  type NetworkContext,
  type NetworkSession,
  type NotDone,
  type OpenConnection,
  type OutgoingPart,
  type OwnPosts,
  type PublishOutcome,
  type RemoteRef,
  MediaRefused,
} from '../contract.ts'
import type { Bearer } from '../families/bearer.ts'
import type { ApiAnswer } from '../families/call.ts'
import {
  ended,
  notDone,
  orThrow,
  saidBy,
  troubled,
  unanswered,
  unclear,
  type Reading,
} from '../families/outcomes.ts'
import { earliestOf, notThere, skewOf } from '../families/own-posts.ts'
import { callServer, readingOf, type BoardCall, type Settings } from './api.ts'
import {
  announcement,
  announcements,
  bodyOf,
  isSame,
  objection,
  ownPostOf,
  refOf,
  wordsOf,
  type Announcement,
  type Board,
  type Deed,
} from './boards.ts'

const stagedShape = z.object({ id: z.string().min(1) })

const pageSize = 100
const pagesToRead = 3

/** The announcements as listed; `complete` when there are no more. */
interface Listed {
  all: Announcement[]
  complete: boolean
}

export class BlackboardSession implements NetworkSession {
  readonly #context: NetworkContext
  readonly #settings: Settings
  readonly #connection: OpenConnection
  readonly #board: Board
  readonly #bearer: Bearer
  readonly #reading: Reading

  constructor(
    context: NetworkContext,
    settings: Settings,
    connection: OpenConnection,
    board: Board,
    bearer: Bearer,
  ) {
    this.#context = context
    this.#settings = settings
    this.#connection = connection
    this.#board = board
    this.#bearer = bearer
    this.#reading = readingOf(context, connection.handle, () => bearer.secrets())
  }

  prepareMedia(): Promise<Json> {
    return Promise.reject(new MediaRefused('Blackboard’s announcements take no images and no videos.'))
  }

  /** A draft that a request made which we gave up on is found again by its words. */
  async stage(part: OutgoingPart): Promise<Json> {
    const no = objection(part)
    if (no) throw new PostRefused(no.code, no.say)
    const left = await this.#list(part).catch(troubled('The drafts could not be read.'))
    const mine = left.all.find((found) => !this.#isShown(found) && isSame(found, part))
    if (mine) return { id: mine.id }
    const json = { ...bodyOf(part), ...this.#board.hidden }
    const call: BoardCall = { method: 'POST', path: this.#board.path, json }
    const answer = await this.#call(call).catch(troubled('Nothing was announced.'))
    this.#refuseDraft(answer)
    const made = announcement.safeParse(answer.body)
    if (answer.status === 201 && made.success) return { id: made.data.id }
    throw new NetworkTrouble('Blackboard answered something about the draft that can’t be understood.')
  }

  #refuseDraft(answer: ApiAnswer): void {
    const { status } = answer
    if (status === 403) throw new PostRefused('not-allowed', this.#missing('CREATE'))
    if (status >= 400 && status < 500 && status !== 401 && status !== 429)
      throw new PostRefused(
        'refused-by-network',
        `Blackboard did not take the announcement: ${closed(saidBy(this.#reading, answer))}`,
      )
    orThrow(this.#reading, answer, 'the draft')
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objection(part)
    if (no) return no
    const { id } = stagedShape.parse(part.staged)
    const call: BoardCall = { method: 'PATCH', path: this.#pathOf(id), json: this.#board.shown }
    return this.#attempt(call, (answer): PublishOutcome => {
      if (answer.status === 404)
        return {
          kind: 'retry',
          after: after(this.#context.clock, 5),
          say: 'The draft is gone from Blackboard; another one will be made.',
          stageAgain: true,
        }
      const made = answer.status === 200 ? announcement.safeParse(answer.body) : null
      if (!made?.success) return this.#refusalOf(answer, 'MODIFY')
      return this.#isShown(made.data)
        ? { kind: 'published', ...refOf(this.#board, made.data) }
        : unclear(this.#reading, answer)
    })
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    const staged = stagedShape.safeParse(part.staged)
    const id = ref?.remoteId ?? staged.data?.id
    try {
      return id === undefined ? await this.#findByWords(part) : await this.#findKnown(part, id)
    } catch (error) {
      if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
      if (error instanceof FetchError || error instanceof NetworkTrouble)
        return { kind: 'undetermined', say: sentenceOf(error) }
      throw error
    }
  }

  async #findKnown(part: OutgoingPart, id: string): Promise<Found> {
    const answer = await this.#call({ method: 'GET', path: this.#pathOf(id) })
    if (answer.status === 404) return { kind: 'absent' }
    if (answer.status === 401) return { kind: 'reconnect', say: ended(this.#reading, answer) }
    const found = answer.status === 200 ? announcement.safeParse(answer.body) : null
    if (!found?.success)
      return {
        kind: 'undetermined',
        say: `Blackboard answered ${answer.status} when asked for the announcement.`,
      }
    return this.#present(part, found.data) ?? this.#stillHidden(part)
  }

  /** Nothing was staged, as far as we know; then nothing can have been published either, but the board is looked at. */
  async #findByWords(part: OutgoingPart): Promise<Found> {
    const { all, complete } = await this.#list(part)
    const ours = all.find((found) => this.#isShown(found) && isSame(found, part))
    if (ours) return this.#present(part, ours) ?? this.#stillHidden(part)
    if (complete) return this.#stillHidden(part)
    return { kind: 'undetermined', say: 'There are so many announcements that it could not be looked for.' }
  }

  #present(part: OutgoingPart, found: Announcement): Found | null {
    if (!this.#isShown(found)) return null
    return { kind: 'present', text: wordsOf(found), same: isSame(found, part), ...refOf(this.#board, found) }
  }

  #stillHidden(part: OutgoingPart): Found {
    const { settle } = this.#settings
    return notThere(part, { now: this.#context.clock.now().epochMilliseconds, settle })
  }

  async own(since: string): Promise<OwnPosts> {
    const { all, complete } = await this.#list(null, since).catch(
      troubled('The announcements could not be read.'),
    )
    const posts = all.filter((found) => this.#isShown(found)).map((found) => ownPostOf(this.#board, found))
    const newest = posts.filter(({ createdAt }) => Date.parse(createdAt) >= Date.parse(since))
    return { posts: newest.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt)), complete }
  }

  /** All since the part was meant, on the server's clock, or since an instant. Throws as `own` does, and `FetchError`. */
  async #list(part: OutgoingPart | null, since = ''): Promise<Listed> {
    const all: Announcement[] = []
    for (let page = 0; page < pagesToRead; page++) {
      const query = { limit: String(pageSize), offset: String(page * pageSize) }
      const answer = await this.#call({ method: 'GET', path: this.#board.path, query })
      if (answer.status === 401) throw new ReconnectNeeded(ended(this.#reading, answer))
      if (answer.status === 403) throw new NetworkTrouble(this.#missing('VIEW'))
      const listed = announcements.safeParse(orThrow(this.#reading, answer, 'the question').body)
      if (!listed.success)
        throw new NetworkTrouble(
          'Blackboard answered something about its announcements that can’t be understood.',
        )
      const skew = skewOf(answer.headers, this.#context.clock.now().epochMilliseconds)
      const from = Date.parse(part ? earliestOf(part, skew) : since)
      all.push(...listed.data.results.filter(({ created }) => !(Date.parse(created ?? '') < from)))
      if (!listed.data.paging?.nextPage) return { all, complete: true }
    }
    return { all, complete: false }
  }

  async edit(ref: RemoteRef, part: OutgoingPart): Promise<ChangeOutcome> {
    const no = objection(part)
    if (no) return no
    const call: BoardCall = { method: 'PATCH', path: this.#pathOf(ref.remoteId), json: bodyOf(part) }
    return this.#attempt(call, (answer): ChangeOutcome => {
      if (answer.status === 404)
        return { kind: 'rejected', code: 'gone', say: 'The announcement is no longer there.' }
      const made = answer.status === 200 ? announcement.safeParse(answer.body) : null
      return made?.success
        ? { kind: 'done', ref: refOf(this.#board, made.data) }
        : this.#refusalOf(answer, 'MODIFY')
    })
  }

  async remove(ref: RemoteRef): Promise<ChangeOutcome> {
    return this.#attempt({ method: 'DELETE', path: this.#pathOf(ref.remoteId) }, (answer): ChangeOutcome => {
      if (answer.status === 204 || answer.status === 404) return { kind: 'done', ref: null }
      return this.#refusalOf(answer, 'DELETE')
    })
  }

  #isShown(found: Announcement): boolean {
    return this.#board.isShown(found, this.#context.clock.now().epochMilliseconds)
  }

  #pathOf(id: string): string {
    return `${this.#board.path}/${encodeURIComponent(id)}`
  }

  #call(call: BoardCall): Promise<ApiAnswer> {
    const { server } = this.#connection
    return this.#bearer.call((token) => callServer(this.#context, this.#settings, server, { ...call, token }))
  }

  async #attempt<Outcome>(
    call: BoardCall,
    outcomeOf: (answer: ApiAnswer) => Outcome,
  ): Promise<Outcome | NotDone> {
    try {
      return outcomeOf(await this.#call(call))
    } catch (error) {
      if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
      // The token could not be renewed, and a call without one is refused.
      if (error instanceof NetworkTrouble)
        return {
          kind: 'retry',
          after: error.retryAfter ?? after(this.#context.clock, 60),
          say: error.message,
        }
      return unanswered(this.#reading, error)
    }
  }

  #missing(deed: Deed): string {
    return `Blackboard does not let us: the user behind ${this.#connection.handle} lacks the entitlement “${this.#board.entitlement(deed)}”.`
  }

  #refusalOf(answer: ApiAnswer, deed: Deed): NotDone {
    if (answer.status === 403) return { kind: 'rejected', code: 'not-allowed', say: this.#missing(deed) }
    return answer.status < 300 ? unclear(this.#reading, answer) : notDone(this.#reading, answer)
  }
}
