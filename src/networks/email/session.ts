import {
  MediaRefused,
  type Found,
  type Json,
  type NetworkContext,
  type NetworkSession,
  type OpenConnection,
  type OutgoingMedia,
  type OutgoingPart,
  type PublishOutcome,
} from '../contract.ts'
import { nameOf, type EmailGrant } from './connect.ts'
import { letterOf, messageIdOf, objection } from './letter.ts'
import { emailProfile } from './limits.ts'
import { outcomeOf, type Told } from './outcomes.ts'
import { SmtpTalk, type MailServer } from './smtp.ts'

export class EmailSession implements NetworkSession {
  readonly #context: NetworkContext
  readonly #timeout: number
  readonly #connection: OpenConnection
  readonly #server: MailServer
  readonly #grant: EmailGrant

  constructor(
    context: NetworkContext,
    timeout: number,
    connection: OpenConnection,
    server: MailServer,
    grant: EmailGrant,
  ) {
    this.#context = context
    this.#timeout = timeout
    this.#connection = connection
    this.#server = server
    this.#grant = grant
  }

  /** Nothing is uploaded: images go out inside the letter. */
  async prepareMedia(media: OutgoingMedia): Promise<Json> {
    const { imageTypes, imageBytes } = emailProfile.limits
    if (!imageTypes.includes(media.type) || (await media.size()) > imageBytes)
      throw new MediaRefused(`A letter takes JPEG and PNG images of at most ${imageBytes / 1_000_000} MB.`)
    return { sha256: media.sha256 }
  }

  async publish(part: OutgoingPart): Promise<PublishOutcome> {
    const no = objection(part)
    if (no) return no
    const { user, password, recipients, archive } = this.#grant
    const { handle } = this.#connection
    const told: Told = { context: this.#context, handle, secrets: this.#secrets() }
    const raw = await letterOf(part, { from: handle, to: recipients })
    let talk: SmtpTalk | null = null
    try {
      talk = await SmtpTalk.open(this.#context, this.#server, nameOf(this.#context), this.#timeout)
      await talk.login(user, password)
      if (talk.largest !== null && raw.byteLength > talk.largest)
        return tooLarge(raw.byteLength, talk.largest)
      await talk.envelope(handle, recipients, raw.byteLength)
      await talk.letter(raw)
      return { kind: 'published', remoteId: messageIdOf(part, handle), url: archive }
    } catch (error) {
      return outcomeOf(told, error)
    } finally {
      talk?.close()
    }
  }

  /** A letter that has left leaves nothing behind that could be read. */
  async find(part: OutgoingPart): Promise<Found> {
    const id = messageIdOf(part, this.#connection.handle)
    return {
      kind: 'undetermined',
      say: `Letters can’t be read back. Look whether one with the Message-ID ${id} has come to the list.`,
    }
  }

  #secrets(): string[] {
    const { user, password } = this.#grant
    const encoded = (text: string) => Buffer.from(text).toString('base64')
    return [password, encoded(password), encoded(`\0${user}\0${password}`)]
  }
}

function tooLarge(size: number, largest: number): PublishOutcome {
  const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1)
  return {
    kind: 'rejected',
    code: 'too-large',
    say: `The letter has ${megabytes(size)} MB; the mail server takes ${megabytes(largest)} MB. Nothing was sent.`,
  }
}
