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
  auth?: { user: string; password: string } | ((user: string, password: string) => boolean)
  /** May this user send from that address? Everybody may send from any unless told. */
  owns?: (user: string, address: string) => boolean
  /** The SMTP code that a recipient is refused with; null takes it. */
  refusal?: (recipient: string) => number | null
  /** The largest letter in bytes, which the server states and keeps to. */
  size?: number
  /** STARTTLS is then offered, and wanted before signing in; `whole` has TLS from the start. */
  tls?: { key: string; cert: string; whole?: boolean }
}

/** A real SMTP server that keeps what it gets; without TLS unless it is given a certificate. */
export async function startMail(options: MailOptions = {}): Promise<MailServer> {
  const kept: ReceivedMail[] = []
  const waiting = new Set<() => void>()
  const refusals: number[] = []
  const { auth, owns = () => true, refusal = () => null, size, tls } = options
  const knows = (user: string, password: string) =>
    typeof auth === 'function' ? auth(user, password) : user === auth?.user && password === auth.password

  const server = new SMTPServer({
    authOptional: auth === undefined,
    disabledCommands: [
      ...(tls && !tls.whole ? [] : ['STARTTLS' as const]),
      ...(auth ? [] : ['AUTH' as const]),
    ],
    logger: false,
    ...(size === undefined ? {} : { size, rejectOversized: true }),
    ...(tls ? { key: tls.key, cert: tls.cert, secure: tls.whole ?? false } : {}),
    onAuth({ username, password }, _session, done) {
      if (auth !== undefined && knows(username, password)) done(null, { user: username })
      else done(new Error('Invalid username or password'))
    },
    onMailFrom({ address }, { user }, done) {
      if (owns(user ?? '', address)) return done()
      done(
        Object.assign(new Error('5.7.60 Client does not have permissions to send as this sender'), {
          responseCode: 550,
        }),
      )
    },
    onRcptTo({ address }, _session, done) {
      const code = refusal(address)
      if (code === null) return done()
      done(Object.assign(new Error('No such list here'), { responseCode: code }))
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
  const credentials =
    typeof auth === 'object' ? `${encodeURIComponent(auth.user)}:${encodeURIComponent(auth.password)}@` : ''

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
