import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import { RUBBISH, tooManyRequests, type Fault } from '../../../e2e/peers/fault-proxy.ts'
import { startMastodon, type Person } from '../../../e2e/peers/mastodon.ts'
import { networkConformance, type Harness, type SendingFault } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { testContext } from '../test-context.ts'
import { mastodonGrant } from './connect.ts'
import { createMastodon } from './index.ts'
import { throughThePages } from './sign-in.test-helper.ts'

const serverError = { status: 500, body: '' }

function faultOf(fault: SendingFault): Fault {
  switch (fault) {
    case 'rate-limited':
      return tooManyRequests({ 'x-ratelimit-reset': new Date(Date.now() + 30_000).toISOString() })
    case 'server-error':
      return { kind: 'answer', ...serverError }
    case 'server-error-after-doing-it':
      return { kind: 'answer-after-forwarding', ...serverError }
    case 'never-answers':
      return { kind: 'never-answer' }
    case 'dropped-before':
      return { kind: 'drop-before' }
    case 'dropped-after':
      return { kind: 'drop-after' }
    case 'rubbish':
      return RUBBISH
  }
}

async function start(): Promise<Harness> {
  const peer = await startMastodon()
  const closedPort = await freePort()
  const host = new URL(peer.url).host
  const context = testContext([host, `127.0.0.1:${closedPort}`])
  const network = createMastodon(context, { timeout: 1500, pollEvery: 20, settle: 0 })
  const people = new Map<string, Person>()
  const secrets: string[] = []
  let made = 0

  const person = () => peer.addAccount({ username: `office_${++made}`, password: 'a password for tests' })

  async function connectAs(wanted: string, who: Person): Promise<OpenConnection> {
    const connected = await throughThePages(network, peer.url, wanted, who)
    secrets.push(mastodonGrant.parse(connected.grant).token)
    people.set(connected.remoteId, who)
    const { remoteId, handle, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }

  return {
    network,
    async connect() {
      const who = person()
      return connectAs(`${who.username}@${host}`, who)
    },
    async connectForeign() {
      const [ours, theirs] = [person(), person()]
      return connectAs(`${theirs.username}@${host}`, ours)
    },
    async posts(account) {
      const who = people.get(account.remoteId)
      return (who ? peer.posts(who) : []).map((post) => ({
        text: post.text,
        alts: post.media.map((media) => media.description ?? ''),
        card: null,
        follows: post.replyTo?.text ?? null,
      }))
    },
    suffer: (fault) => peer.faults.fail(/^POST \/api\/v1\/statuses$/, faultOf(fault)),
    async revoke(account) {
      const who = people.get(account.remoteId)
      if (who) peer.revokeTokens(who)
      return account
    },
    unreachable: (account) => ({ ...account, server: `http://127.0.0.1:${closedPort}` }),
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}

networkConformance('Mastodon', start)
