/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { startThreads, type Person } from '../../../e2e/peers/threads.ts'
import type { Harness, HarnessOptions } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf, startLending, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { threadsGrant } from './connect.ts'
import { createThreads } from './index.ts'

/** As the Graph API says it: no 429, and no header that says until when. */
const limited = {
  kind: 'answer',
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: '{"error":{"message":"(#4) Application request limit reached","type":"OAuthException","code":4,"fbtrace_id":"A"}}',
} as const

export async function threadsHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startThreads()
  const lending = await startLending()
  const { clientId, clientSecret } = peer
  const context = testContext([peer.host], [], { clientId, clientSecret }, clock)
  const settings = {
    graphUrl: peer.url,
    authorizeUrl: `${peer.url}/oauth/authorize`,
    timeout: 500 * patience,
    pollEvery: 5,
    looks: 4,
    settle: 0,
  }
  const network = createThreads(context, settings)
  const people = new Map<string, Person>()
  const secrets: string[] = [clientSecret]
  let made = 0

  const person = () => peer.addAccount({ username: `office.${++made}`, password: 'a password for tests' })
  const of = ({ remoteId }: OpenConnection): Person => people.get(remoteId)!

  async function connectAs(wanted: string, who: Person): Promise<OpenConnection> {
    const connected = await throughThePages(network.connectMethods[0], wanted, who)
    secrets.push(threadsGrant.parse(connected.grant).accessToken)
    people.set(connected.remoteId, who)
    const { remoteId, handle, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }

  return {
    network,
    lend: lending.lend,
    async connect() {
      const who = person()
      return connectAs(who.username, who)
    },
    connectForeign: () => connectAs(person().username, person()),
    posts: (account) =>
      Promise.resolve(
        peer.posts(of(account)).map(({ text, items, link, replyTo, topic }) => ({
          text,
          alts: items.map(({ alt }) => alt),
          card: link,
          follows: replyTo?.text ?? null,
          tags: topic === null ? [] : [topic],
          videos: items.flatMap(({ kind, type }) => (kind === 'VIDEO' ? [type] : [])),
        })),
      ),
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(
        // Media goes with the container that is made of it: what is uploaded is an address.
        step === 'publish' ? /^POST \/v1\.0\/me\/threads_publish/ : /^POST \/v1\.0\/me\/threads$/,
        fault === 'rate-limited' ? limited : faultOf(fault),
      ),
    revoke(account) {
      peer.revokeTokens(of(account))
      return Promise.resolve(account)
    },
    postOutside: (account, text) => Promise.resolve(void peer.post(of(account), text)),
    neverReady: () => void (peer.settings.processing = Infinity),
    faults: peer.faults,
    limited: () => limited,
    loseStaged() {
      for (const container of peer.world.containers) if (!container.post) container.at -= 25 * 3_600_000
    },
    madeWith: { context, settings },
    secrets: () => secrets,
    async stop() {
      await lending.stop()
      await peer.stop()
    },
  }
}
