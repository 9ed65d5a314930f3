import { setTimeout } from 'node:timers/promises'
import { FetchError } from '#platform/fetch/index.ts'
import { after } from '../answers.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
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
import type { ApiAnswer } from '../families/call.ts'
import { graphBy, graphCode, graphRefusal, graphStopped, graphWords } from '../families/microsoft.ts'
import type { Reading } from '../families/outcomes.ts'
import { notThere } from '../families/own-posts.ts'
import type { OutlookGrant } from './connect.ts'
import { makeDraft } from './drafts.ts'
import { outlookProfile } from './limits.ts'
import { isGone, mailById, mailsBy, pathOf, sentSince, unreadable, type Mailbox } from './mailbox.ts'
import {
  byMark,
  byMessageId,
  fields,
  headFields,
  isSame,
  lasting,
  messageIdOf,
  refOf,
  saidBy,
  stagedShape,
  textOf,
  type Mail,
  type Staged,
} from './mails.ts'
import type { OutlookSettings } from './settings.ts'

export interface OutlookParts {
  context: NetworkContext
  settings: OutlookSettings
  connection: OpenConnection
  grant: OutlookGrant
  bearer: Bearer
}

export class OutlookSession implements NetworkSession {
  readonly #parts: OutlookParts
  readonly #box: Mailbox

  constructor(parts: OutlookParts) {
    const { context, settings, grant, bearer } = parts
    this.#parts = parts
    this.#box = {
      context,
      settings,
      grant,
      graph: graphBy(context, settings, bearer),
      path: grant.shared === null ? '/me' : `/users/${encodeURIComponent(grant.shared)}`,
      page: 'https://outlook.office.com/mail/sentitems',
      reading: () => this.#reading(),
    }
  }

  /** Pictures are attached to the draft, so only their size is looked at before there is one. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { imageBytes } = outlookProfile.limits
    const size = await media.size()
    if (size > 0 && size <= imageBytes) return {}
    throw new MediaRefused(
      size === 0
        ? 'The file is empty.'
        : `Pictures in a mail may have ${imageBytes / 1_000_000} MB, and this has ${(size / 1_000_000).toFixed(1)}.`,
    )
  }

  async stage(part: OutgoingPart): Promise<Json> {
    const no = objectionTo(part)
    if (no) throw no
    return { ...(await makeDraft(this.#box, part)) }
  }

  /** A draft is sent once: what was sent is no draft any more, and that is looked at first. */
  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const staged = stagedShape.parse(part.staged)
    const draft = await this.#looked(part, staged)
    if ('kind' in draft) return draft
    try {
      const path = `${pathOf(this.#box, draft.id)}/send`
      const answer = await this.#box.graph({ method: 'POST', path, headers: lasting })
      return answer.status === 202 ? await this.#sent(draft) : this.#refused(answer)
    } catch (error) {
      return graphStopped(this.#reading(), error)
    }
  }

  /** The draft that is to be sent, or what is known without sending it. Nothing is sent by looking. */
  async #looked(part: OutgoingPart, { id, said }: Staged): Promise<Mail | PublishOutcome> {
    try {
      const draft = await mailById(this.#box, id, fields)
      if ('isDraft' in draft) {
        if (!draft.isDraft) return this.#published(draft)
        if (saidBy(draft) === said) return draft
        const say = 'Somebody changed the draft in the mailbox, so it is made again as it was approved.'
        return { ...this.#later(say), stageAgain: true }
      }
      if (!isGone(draft)) return unreadable(this.#box, draft)
      const sent = (await mailsBy(this.#box, byMark(part.key))).find(({ isDraft }) => !isDraft)
      if (sent) return this.#published(sent)
      // Somebody deleted the draft, or deleted for good what was sent.
      if (part.sentAt === null)
        return { ...this.#later('The draft is gone, so it is made again.'), stageAgain: true }
      return {
        kind: 'unknown',
        say: 'The draft is gone from the mailbox, and whether it was sent can’t be read there any more.',
        evidence: { draft: 'gone' },
      }
    } catch (error) {
      if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
      if (error instanceof FetchError || error instanceof NetworkTrouble)
        return this.#later(`${error.message.replace(/\.$/, '')}. Nothing was sent.`)
      throw error
    }
  }

  /** 202 says that Exchange has taken it; it is on its way when it is no draft any more. */
  async #sent(draft: Mail): Promise<PublishOutcome> {
    const { looks, lookEvery } = this.#parts.settings
    for (let look = 0; look < looks; look++) {
      if (look > 0) await setTimeout(lookEvery)
      const found = await mailById(this.#box, draft.id, headFields).catch((error: unknown) => {
        if (error instanceof FetchError || error instanceof NetworkTrouble) return null
        throw error
      })
      if (found && 'isDraft' in found && !found.isDraft) return this.#published(found)
    }
    const ref = refOf(draft, this.#box.page)
    return { kind: 'processing', say: 'Outlook has taken the mail and is sending it.', ...ref }
  }

  /** https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode, read 2026-11. */
  #refused(answer: ApiAnswer): NotDone {
    // A moment ago it was there, and was a draft.
    if (isGone(answer)) return { ...this.#later('The draft is gone, so it is made again.'), stageAgain: true }
    if (!/^Error(?:SubmissionQuotaExceeded|ExceededMessageLimit)$/.test(graphCode(answer)))
      return graphRefusal(this.#reading(), answer)
    const say = 'The mailbox has sent to as many people as Microsoft 365 lets it in a day.'
    return { kind: 'retry', after: after(this.#parts.context.clock, 3600), say, limited: 'account' }
  }

  async find(part: OutgoingPart, ref: RemoteRef | null): Promise<Found> {
    try {
      const id = ref?.remoteId ?? stagedShape.safeParse(part.staged).data?.id
      const known = id === undefined ? null : await mailById(this.#box, id, fields)
      if (known && !('isDraft' in known) && !isGone(known)) return unreadable(this.#box, known)
      const found = known && 'isDraft' in known ? known : await this.#elsewhere(part, ref)
      if (found && !found.isDraft)
        return {
          kind: 'present',
          text: textOf(found),
          same: isSame(found, part),
          ...refOf(found, this.#box.page),
        }
      // A draft that is still there was not sent; without a draft nothing can have been sent.
      if (found || id === undefined) return this.#notThere(part)
      return undetermined('It is no longer in the mailbox. What was sent can’t be looked for anywhere else.')
    } catch (error) {
      if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
      if (error instanceof FetchError || error instanceof NetworkTrouble) return undetermined(error.message)
      throw error
    }
  }

  /** By our mark, and by the mail's own id, which both go with it into any folder. */
  async #elsewhere(part: OutgoingPart, ref: RemoteRef | null): Promise<Mail | null> {
    const messageId = ref ? messageIdOf(ref) : null
    const filters = [byMark(part.key), ...(messageId === null ? [] : [byMessageId(messageId)])]
    for (const filter of filters) {
      const all = await mailsBy(this.#box, filter)
      const found = all.find(({ isDraft }) => !isDraft) ?? all[0]
      if (!found) continue
      const whole = await mailById(this.#box, found.id, fields)
      return 'isDraft' in whole ? whole : unreadable(this.#box, whole)
    }
    return null
  }

  own(since: string): Promise<OwnPosts> {
    return sentSince(this.#box, since).catch((error: unknown) => {
      if (error instanceof FetchError) throw new NetworkTrouble(error.message)
      throw error
    })
  }

  #published(found: Mail): PublishOutcome {
    return { kind: 'published', ...refOf(found, this.#box.page) }
  }

  #notThere(part: OutgoingPart): Found {
    const { context, settings } = this.#parts
    return notThere(part, { now: context.clock.now().epochMilliseconds, settle: settings.settle })
  }

  #later(say: string): Extract<PublishOutcome, { kind: 'retry' }> {
    return { kind: 'retry', after: after(this.#parts.context.clock, 30), say }
  }

  #reading(): Reading {
    const { context, connection, bearer } = this.#parts
    const secrets = bearer.secrets()
    const { handle } = connection
    return { context, name: 'Outlook', handle, secrets, words: graphWords, limited: 'account' }
  }
}

const undetermined = (say: string): Found => ({ kind: 'undetermined', say })

function objectionTo(part: OutgoingPart): PostRefused | null {
  const title = part.title?.trim() ?? ''
  const { used, max, over } = outlookProfile.count(part.text)
  const most = outlookProfile.limits.title
  if (title === '') return new PostRefused('title-missing', 'A mail needs a subject.')
  if (title.length > most)
    return new PostRefused(
      'title-too-long',
      `A subject has ${most} characters at most, and this has ${title.length}.`,
    )
  if (part.text.trim() === '' && part.media.length === 0)
    return new PostRefused('empty', 'There is nothing in the mail.')
  if (over > 0)
    return new PostRefused('too-long', `A mail has ${max} characters at most here, and this has ${used}.`)
  return null
}
