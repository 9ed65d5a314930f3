/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import { startMastodon, type Person } from '../../../e2e/peers/mastodon.ts'
import type { Harness, HarnessOptions } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { mastodonGrant } from './connect.ts'
import { createMastodon } from './index.ts'
import { throughThePages } from './sign-in.test-helper.ts'

const limited = () => ({ 'x-ratelimit-reset': new Date(Date.now() + 30_000).toISOString() })

export async function mastodonHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startMastodon()
  const closedPort = await freePort()
  const host = new URL(peer.url).host
  const context = testContext([host, `127.0.0.1:${closedPort}`], [], undefined, clock)
  const settings = { timeout: 500 * patience, pollEvery: 5, settle: 0 }
  const network = createMastodon(context, settings)
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
        videos: post.media.filter(({ type }) => type === 'video').map(({ mimeType }) => mimeType),
        pinned: post.pinned,
      }))
    },
    async postOutside(account, text) {
      const who = people.get(account.remoteId)
      if (who) peer.post(who, text)
    },
    neverReady: () => void (peer.settings.processing = Infinity),
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(
        step === 'upload' ? /^POST \/api\/v2\/media$/ : /^POST \/api\/v1\/statuses$/,
        faultOf(fault, limited()),
      ),
    async revoke(account) {
      const who = people.get(account.remoteId)
      if (who) peer.revokeTokens(who)
      return account
    },
    unreachable: (account) => ({ ...account, server: `http://127.0.0.1:${closedPort}` }),
    faults: peer.faults,
    mentions: { nobody: 'nobody_here' },
    limited: () => faultOf('rate-limited', limited()),
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
