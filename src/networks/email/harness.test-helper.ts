/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import { startMail } from '../../../e2e/peers/mail.ts'
import { startSmtpFaults, type SmtpFault } from '../../../e2e/peers/smtp-faults.ts'
import type { Harness, HarnessOptions, SendingFault } from '../conformance.ts'
import type { Connected, OpenConnection } from '../contract.ts'
import { testContext } from '../test-context.ts'
import { createEmail } from './index.ts'

/** What can happen to a letter's end that HTTP's faults stand for. */
function faultOf(fault: SendingFault): SmtpFault {
  const junk = 'Internal error\r\n'
  switch (fault) {
    case 'rate-limited':
      return { kind: 'say', words: '451 4.7.500 Server busy. Please try again later\r\n' }
    case 'server-error':
      return { kind: 'say', words: junk }
    case 'server-error-after-doing-it':
      return { kind: 'say-after', words: junk }
    case 'never-answers':
      return { kind: 'never-answer' }
    case 'dropped-before':
      return { kind: 'drop-before' }
    case 'dropped-after':
      return { kind: 'drop-after' }
    case 'rubbish':
      return { kind: 'say', words: '<!doctype html><title>Please sign in to continue</title>\r\n' }
    case 'endless':
      return { kind: 'say', words: '250-'.padEnd(6_000_000, 'x') }
    case 'redirect-inside':
      return { kind: 'say', words: 'HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/inside\r\n\r\n' }
  }
}

export async function emailHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const passwords = new Map<string, string>()
  const peer = await startMail({
    auth: (user, password) => passwords.get(user) === password,
    owns: (user, address) => address === `${user}@example.ac.uk`,
  })
  const faults = await startSmtpFaults(peer)
  const closedPort = await freePort()
  const context = testContext([`127.0.0.1:${faults.port}`, `127.0.0.1:${closedPort}`], [], undefined, clock)
  const settings = { timeout: 400 * patience }
  const network = createEmail(context, settings)
  const secrets: string[] = []
  let made = 0

  function mailbox(): string {
    const user = `office-${++made}`
    const password = `a password for ${randomUUID()}`
    passwords.set(user, password)
    secrets.push(password, Buffer.from(`\0${user}\0${password}`).toString('base64'))
    return user
  }

  const connectAs = async (user: string, handle: string): Promise<Connected> => {
    const values = {
      server: '127.0.0.1',
      port: String(faults.port),
      security: 'none',
      user,
      password: passwords.get(user) ?? '',
      recipients: 'students@lists.example.ac.uk, staff@lists.example.ac.uk',
    }
    const connected = await network.connectMethods[0]?.connect?.(values, handle)
    if (!connected) throw new Error('E-mail has no form to connect by')
    return connected
  }

  const opened = ({ remoteId, handle, server, grant }: Connected): OpenConnection => ({
    accountId: randomUUID(),
    remoteId,
    handle,
    server,
    grant,
  })

  return {
    network,
    async connect() {
      const user = mailbox()
      return opened(await connectAs(user, `${user}@example.ac.uk`))
    },
    async connectForeign() {
      return connectAs(mailbox(), `${mailbox()}@example.ac.uk`)
    },
    async posts({ handle }) {
      return peer
        .messages()
        .filter(({ envelope }) => envelope.from === handle)
        .map(({ text = '', html = '', subject }) => ({
          text: text.replace(/\r\n/g, '\n').trimEnd(),
          alts: [...html.matchAll(/<img src="cid:[^"]+" alt="([^"]*)"/g)].map(([, alt = '']) => alt),
          card: null,
          follows: null,
          title: subject ?? null,
        }))
    },
    suffer(fault, step = 'publish') {
      // Nothing is uploaded before the letter itself.
      if (step === 'publish') faults.fail(/^\.$/, faultOf(fault))
    },
    dieAt(step, moment, kill) {
      let lines = 0
      const meets = (said: string) => (step === 'publish' ? said === '.' : ++lines === step)
      if (moment === 'after') return faults.fail(meets, { kind: 'pass', told: kill })
      faults.fail((said) => meets(said) && (kill(), true), {
        kind: moment === 'before' ? 'drop-before' : 'drop-after',
      })
    },
    async revoke(account) {
      passwords.delete(account.handle.split('@')[0] ?? '')
      return account
    },
    unreachable: (account) => ({ ...account, server: `smtp://127.0.0.1:${closedPort}` }),
    madeWith: { context, settings },
    secrets: () => secrets,
    async stop() {
      await faults.stop()
      await peer.stop()
    },
  }
}
