/**
 * A talk with a mail server (RFC 5321). Nodemailer writes our letters, but can't be used for this: it goes on when only
 * some of the recipients are refused, and can't ask whether a sender would be taken without sending.
 */
import type { Socket } from 'node:net'
import { isIP } from 'node:net'
import { connect as upgrade, type TLSSocket } from 'node:tls'
import type { NetworkContext } from '../contract.ts'

export type Security = 'starttls' | 'tls' | 'none'

export interface MailServer {
  host: string
  port: number
  security: Security
}

export interface Reply {
  /** Three digits. */
  code: number
  /** All of its lines, without the codes. */
  text: string
}

/** How far it had come. `sent`: the end of the letter had left, and nobody knows any more. */
export type Stage = 'greeting' | 'tls' | 'login' | 'envelope' | 'letter' | 'sent'

/** There was no answer, or none that is SMTP. */
export class SmtpSilence extends Error {
  readonly stage: Stage
  constructor(stage: Stage, message: string) {
    super(message)
    this.stage = stage
  }
}

/** The server said no. */
export class SmtpRefusal extends Error {
  readonly stage: Stage
  readonly reply: Reply
  constructor(stage: Stage, reply: Reply) {
    super(`refused with ${reply.code}`)
    this.stage = stage
    this.reply = reply
  }
}

/** Replies are short; what is longer than this is no mail server. */
const longestReply = 100_000

export class SmtpTalk {
  #socket: Socket | TLSSocket
  readonly #server: MailServer
  readonly #timeout: number
  #stage: Stage = 'greeting'
  #heard = ''
  #failed: Error | null = null
  #wake: (() => void) | null = null
  #extensions = new Map<string, string>()

  private constructor(socket: Socket, server: MailServer, timeout: number) {
    this.#socket = socket
    this.#server = server
    this.#timeout = timeout
    this.#listen()
  }

  /** Connects and greets, with TLS as it was asked for. `name` is ours. Throws `FetchError` when it can't be reached. */
  static async open(
    context: Pick<NetworkContext, 'fetch'>,
    server: MailServer,
    name: string,
    timeout: number,
  ): Promise<SmtpTalk> {
    const socket = await context.fetch.connect(server.host, server.port, timeout)
    const talk = new SmtpTalk(socket, server, timeout)
    try {
      if (server.security === 'tls') await talk.#secure()
      await talk.#expect([220])
      await talk.#hello(name)
      if (server.security === 'starttls') {
        talk.#stage = 'tls'
        if (!talk.#extensions.has('STARTTLS'))
          throw new SmtpRefusal('tls', { code: 502, text: 'The server offers no STARTTLS' })
        await talk.#ask('STARTTLS', [220])
        // Whatever came with the answer was not said under TLS (RFC 3207, 6).
        talk.#heard = ''
        await talk.#secure()
        await talk.#hello(name)
      }
      return talk
    } catch (error) {
      talk.close()
      throw error
    }
  }

  /** The largest letter in bytes that the server takes; null when it does not say. */
  get largest(): number | null {
    const size = Number(this.#extensions.get('SIZE') ?? 0)
    return size > 0 ? size : null
  }

  async login(user: string, password: string): Promise<void> {
    this.#stage = 'login'
    const ways = (this.#extensions.get('AUTH') ?? '').toUpperCase().split(' ')
    const encoded = (text: string) => Buffer.from(text).toString('base64')
    if (ways.includes('PLAIN')) {
      await this.#ask(`AUTH PLAIN ${encoded(`\0${user}\0${password}`)}`, [235])
    } else if (ways.includes('LOGIN')) {
      await this.#ask('AUTH LOGIN', [334])
      await this.#ask(encoded(user), [334])
      await this.#ask(encoded(password), [235])
    } else throw new SmtpRefusal('login', { code: 504, text: 'The server offers no sign-in by password' })
  }

  /** Says who writes to whom. The server must take all of them: when it refuses one, the letter is called off. */
  async envelope(from: string, to: readonly string[], size: number | null): Promise<void> {
    this.#stage = 'envelope'
    const sized = size !== null && this.#extensions.has('SIZE') ? ` SIZE=${size}` : ''
    await this.#ask(`MAIL FROM:<${from}>${sized}`, [250])
    for (const each of to) await this.#ask(`RCPT TO:<${each}>`, [250, 251])
  }

  /** Nothing of what was said so far counts. */
  async callOff(): Promise<void> {
    await this.#ask('RSET', [250])
  }

  /** Hands the letter over. Its last line leaves by itself, so that until then nothing can have been taken. */
  async letter(raw: Uint8Array): Promise<void> {
    await this.#ask('DATA', [354])
    this.#stage = 'letter'
    await this.#write(stuffed(raw))
    this.#stage = 'sent'
    await this.#write('.\r\n')
    await this.#expect([250])
  }

  close(): void {
    this.#failed ??= new Error('closed')
    // Politely, but without waiting for what comes back.
    if (this.#socket.writable && this.#stage !== 'letter') this.#socket.end('QUIT\r\n')
    this.#socket.destroySoon()
  }

  async #hello(name: string): Promise<void> {
    const { text } = await this.#ask(`EHLO ${name}`, [250])
    const [, ...lines] = text.split('\n')
    this.#extensions = new Map(
      lines.map((line) => {
        const [word = '', ...rest] = line.trim().split(/[ =]/)
        return [word.toUpperCase(), rest.join(' ')]
      }),
    )
  }

  async #ask(line: string, wanted: readonly number[]): Promise<Reply> {
    await this.#write(`${line}\r\n`)
    return this.#expect(wanted)
  }

  async #expect(wanted: readonly number[]): Promise<Reply> {
    const reply = await this.#reply()
    if (wanted.includes(reply.code)) return reply
    if (reply.code >= 400 && reply.code <= 599) throw new SmtpRefusal(this.#stage, reply)
    throw new SmtpSilence(this.#stage, `${this.#server.host} answered something that is not understood`)
  }

  /** The next whole reply: lines `250-…`, the last `250 …`. */
  async #reply(): Promise<Reply> {
    const until = Date.now() + this.#timeout
    for (;;) {
      const whole = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/.exec(this.#heard)
      if (whole) {
        this.#heard = this.#heard.slice(whole[0].length)
        const lines = whole[0].trimEnd().split(/\r?\n/)
        return { code: Number(whole[0].slice(0, 3)), text: lines.map((line) => line.slice(4)).join('\n') }
      }
      const strange = /^(?!\d{3}[ \r\n-])[^\n]{4,}/.test(this.#heard) || this.#heard.length > longestReply
      if (strange) throw new SmtpSilence(this.#stage, `${this.#server.host} does not talk like a mail server`)
      if (this.#failed) throw new SmtpSilence(this.#stage, `The connection to ${this.#server.host} broke`)
      if (!(await this.#heardMore(until - Date.now())))
        throw new SmtpSilence(this.#stage, `${this.#server.host} did not answer in time`)
    }
  }

  #heardMore(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const late = setTimeout(() => resolve(false), Math.max(0, ms))
      this.#wake = () => {
        clearTimeout(late)
        resolve(true)
      }
    })
  }

  #write(what: string | Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      const broke = () => new SmtpSilence(this.#stage, `The connection to ${this.#server.host} broke`)
      if (this.#failed) return reject(broke())
      this.#socket.write(what, (error) => (error ? reject(broke()) : resolve()))
    })
  }

  #listen(): void {
    const socket = this.#socket
    const failed = (error: Error) => {
      this.#failed ??= error
      this.#wake?.()
    }
    socket.on('error', failed)
    socket.on('close', () => failed(new Error('closed')))
    socket.on('data', (bytes: Buffer) => {
      this.#heard += bytes.toString('latin1')
      // A flood is not kept; what is there already says that it is none of ours.
      if (this.#heard.length > longestReply) socket.pause()
      this.#wake?.()
    })
  }

  /** The certificate has to be the server's own, by a name that we asked for. */
  async #secure(): Promise<void> {
    this.#stage = 'tls'
    const { host } = this.#server
    const plain = this.#socket
    plain.removeAllListeners('data')
    const secured = upgrade({ socket: plain, host, ...(isIP(host) === 0 ? { servername: host } : {}) })
    await new Promise<void>((resolve, reject) => {
      const fail = (error?: Error) => {
        secured.destroy()
        reject(new SmtpSilence('tls', `No safe connection to ${host}${error ? ` (${error.message})` : ''}`))
      }
      const late = setTimeout(fail, this.#timeout)
      secured.once('error', fail)
      secured.once('secureConnect', () => {
        clearTimeout(late)
        secured.off('error', fail)
        this.#socket = secured
        this.#listen()
        resolve()
      })
    })
    this.#stage = 'greeting'
  }
}

/** Ends with a line end, and no line of it is a dot alone (RFC 5321, 4.5.2). */
function stuffed(raw: Uint8Array): Uint8Array {
  const text = Buffer.from(raw).toString('latin1').replace(/\r?\n/g, '\r\n').replace(/^\./gm, '..')
  return Buffer.from(text.endsWith('\r\n') ? text : `${text}\r\n`, 'latin1')
}
