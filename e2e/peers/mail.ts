import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

export interface ReceivedMail extends Email {
  /** Who the envelope says it is from and to; the headers may say otherwise. */
  envelope: { from: string; to: string[] }
  raw: Buffer
}

export interface MailServer {
  host: string
  port: number
  /** For a setting that takes one address. */
  url: string
  messages(): ReceivedMail[]
  /** The first message, come or to come, for which `wanted` holds. Rejects after `ms` (5000 unless told). */
  waitFor(wanted: (mail: ReceivedMail) => boolean, ms?: number): Promise<ReceivedMail>
  clear(): void
  /** The next `times` messages are refused with this SMTP code: 4xx is "later", 5xx is "never". */
  refuse(code: number, times?: number): void
  stop(): Promise<void>
}

export interface MailOptions {
  /** Sign-in is then asked for, and anything else refused. */
  auth?: { user: string; password: string }
}

/** A real SMTP server (without TLS) that keeps what it gets. */
export async function startMail(options: MailOptions = {}): Promise<MailServer> {
  const kept: ReceivedMail[] = []
  const waiting = new Set<() => void>()
  const refusals: number[] = []
  const { auth } = options

  const server = new SMTPServer({
    authOptional: auth === undefined,
    disabledCommands: auth ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    logger: false,
    onAuth({ username, password }, _session, done) {
      const known = auth !== undefined && username === auth.user && password === auth.password
      if (known) done(null, { user: username })
      else done(new Error('Invalid username or password'))
    },
    onData(stream, session, done) {
      void receive(stream).then(async (raw) => {
        const code = refusals.shift()
        if (code !== undefined)
          return done(Object.assign(new Error('Refused by the test'), { responseCode: code }))
        const { mailFrom, rcptTo } = session.envelope
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) }
        kept.push({ ...(await PostalMime.parse(raw)), envelope, raw })
        done()
        for (const look of waiting) look()
      }, done)
    },
  })
  // A client that goes away in mid-conversation is what some tests do; the server lives on.
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1', () => undefined)
  if (!server.server.listening) await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const credentials = auth ? `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.password)}@` : ''

  return {
    host: '127.0.0.1',
    port,
    url: `smtp://${credentials}127.0.0.1:${port}`,
    messages: () => [...kept],
    waitFor(wanted, ms = 5000) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const mail = kept.find(wanted)
          if (mail === undefined) return
          finish()
          resolve(mail)
        }
        const late = setTimeout(() => {
          finish()
          const seen = kept.map((mail) => `"${mail.subject}" to ${mail.envelope.to.join(', ')}`).join('; ')
          reject(new Error(`No such mail within ${ms} ms. Received: ${seen || 'nothing'}`))
        }, ms)
        const finish = () => {
          clearTimeout(late)
          waiting.delete(look)
        }
        waiting.add(look)
        look()
      })
    },
    clear: () => void kept.splice(0),
    refuse: (code, times = 1) => void refusals.push(...Array<number>(times).fill(code)),
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function receive(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
