import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** What happens to the answer for which a client waits after the end of its letter, or after another of its lines. */
export type SmtpFault =
  /** Not forwarded; this is said instead. */
  | { kind: 'say'; words: string }
  /** Forwarded; when the server has answered, this is said instead. */
  | { kind: 'say-after'; words: string }
  | { kind: 'never-answer' }
  | { kind: 'drop-before' }
  | { kind: 'drop-after' }
  /** Nothing is done to it; `told` hears when the answer has been handed on. */
  | { kind: 'pass'; told: () => void }

type SmtpWhen = RegExp | ((said: string) => boolean)

export interface SmtpFaults {
  port: number
  host: string
  /** Every line that clients have said, without what is secret or the letter itself. */
  log: string[]
  /** The next line that matches suffers it; the end of a letter is `.`. */
  fail(when: SmtpWhen, fault: SmtpFault): void
  stop(): Promise<void>
}

/** Sits between a client and a mail server without TLS, and does to single lines what networks and servers do. */
export async function startSmtpFaults(target: { host: string; port: number }): Promise<SmtpFaults> {
  const rules: { when: SmtpWhen; fault: SmtpFault }[] = []
  const log: string[] = []
  const open = new Set<Socket>()
  const server = createServer((client) => {
    const upstream = connect(target.port, target.host)
    for (const socket of [client, upstream]) {
      open.add(socket)
      // Cut connections are what this is for.
      socket.on('error', () => undefined)
      socket.on('close', () => open.delete(socket))
    }
    between(client, upstream, rules, log)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
    log,
    fail: (when, fault) => void rules.push({ when, fault }),
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function between(
  client: Socket,
  upstream: Socket,
  rules: { when: SmtpWhen; fault: SmtpFault }[],
  log: string[],
): void {
  let heard = ''
  let inLetter = false
  /** What is done with the server's next answer. */
  let next: ((answer: Buffer) => void) | null = null

  const line = (said: string): void => {
    if (!inLetter || said === '.') log.push(said.replace(/^(AUTH \w+).*/, '$1 …'))
    const rule =
      !inLetter || said === '.'
        ? rules.find(({ when }) => (typeof when === 'function' ? when(said) : when.test(said)))
        : undefined
    if (rule) rules.splice(rules.indexOf(rule), 1)
    if (said === '.') inLetter = false
    if (rule) return suffer(rule.fault, said)
    answerTo(said)
    upstream.write(`${said}\r\n`, 'latin1')
  }

  const answerTo = (said: string): void => {
    if (/^DATA$/i.test(said))
      next = (answer) => ((inLetter = answer.toString().startsWith('354')), void client.write(answer))
  }

  const suffer = (fault: SmtpFault, said: string): void => {
    switch (fault.kind) {
      case 'say':
        return void client.write(fault.words)
      case 'never-answer':
        return
      case 'drop-before':
        upstream.destroy()
        return void client.destroy()
      case 'say-after':
        next = () => void client.write(fault.words)
        break
      case 'drop-after':
        next = () => void client.destroy()
        break
      case 'pass': {
        answerTo(said)
        const usual = next ?? ((answer: Buffer) => void client.write(answer))
        next = (answer) => {
          usual(answer)
          fault.told()
        }
      }
    }
    upstream.write(`${said}\r\n`, 'latin1')
  }

  client.on('data', (bytes: Buffer) => {
    heard += bytes.toString('latin1')
    const lines = heard.split('\r\n')
    heard = lines.pop() ?? ''
    for (const said of lines) line(said)
  })
  upstream.on('data', (answer: Buffer) => {
    const handle = next
    next = null
    if (handle) handle(answer)
    else client.write(answer)
  })
  client.on('close', () => upstream.destroy())
  upstream.on('close', () => client.end())
}
