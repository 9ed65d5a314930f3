/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import type { SeenRequest } from '../../../e2e/peers/fault-proxy.ts'
import { startTikTok, type Person } from '../../../e2e/peers/tiktok.ts'
import type { Harness, HarnessOptions, Step } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf, startLending, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { tiktokGrant } from './connect.ts'
import { createTikTok } from './index.ts'

/** Smaller than TikTok takes them, so that a short clip has several: the first ones go before the post, the last is it. */
const chunk = 500_000

type Request = Pick<SeenRequest, 'method' | 'url' | 'body'>

const steps: Record<Step, (request: Request) => boolean> = {
  stage: ({ url }) => url.startsWith('/v2/post/publish/video/init/'),
  upload: ({ method, body }) => method === 'PUT' && body.length === chunk,
  publish: ({ method, body }) => method === 'PUT' && body.length > chunk,
}

/** As the API says it; the servers that take uploads say it by the status alone. */
const limited = {
  kind: 'answer',
  status: 429,
  headers: { 'content-type': 'application/json' },
  body: '{"data":{},"error":{"code":"rate_limit_exceeded","message":"Too many","log_id":"1"}}',
} as const

export async function tikTokHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startTikTok({
    processing: 0,
    chunks: { least: chunk, most: 64_000_000, last: 128_000_000 },
  })
  const lending = await startLending()
  const { clientKey, clientSecret } = peer
  const context = testContext([peer.host], [], { clientId: clientKey, clientSecret }, clock)
  const settings = {
    apiUrl: peer.url,
    authorizeUrl: `${peer.url}/v2/auth/authorize/`,
    timeout: 500 * patience,
    uploadTimeout: 500 * patience,
    chunk,
    pollEvery: 5,
    looks: 4,
    settle: 0,
  }
  const network = createTikTok(context, settings)
  const people = new Map<string, Person>()
  const secrets: string[] = [clientSecret]
  let made = 0

  const person = (secluded = false) =>
    peer.addAccount({ username: `office${++made}`, password: 'a password for tests', secluded })
  const of = ({ remoteId }: OpenConnection): Person => people.get(remoteId)!

  async function connectAs(wanted: string, who: Person): Promise<OpenConnection> {
    const connected = await throughThePages(network.connectMethods[0], wanted, who)
    const { accessToken, refreshToken } = tiktokGrant.parse(connected.grant)
    secrets.push(accessToken, refreshToken)
    people.set(connected.remoteId, who)
    const { remoteId, handle, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }

  return {
    network,
    medium: 'video',
    unfindable: 'image',
    lend: lending.lend,
    connect(audience) {
      const who = person(audience === 'FOLLOWER_OF_CREATOR')
      return connectAs(who.username, who)
    },
    connectForeign: () => connectAs(person().username, person()),
    posts: (account) =>
      Promise.resolve(
        peer.posts(of(account)).map(({ text, audience, kind, types }) => ({
          text,
          alts: kind === 'photo' ? types.map(() => '') : [],
          card: null,
          follows: null,
          audience,
          videos: kind === 'video' ? types : [],
        })),
      ),
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(steps[step], fault === 'rate-limited' ? limited : faultOf(fault)),
    revoke(account) {
      peer.revokeTokens(of(account))
      return Promise.resolve(account)
    },
    postOutside: (account, text) => Promise.resolve(void peer.post(of(account), text)),
    neverReady: () => void (peer.settings.processing = Infinity),
    faults: peer.faults,
    limited: () => limited,
    loseStaged() {
      for (const { upload } of peer.world.begun) if (upload && upload.uploaded < upload.size) upload.until = 0
    },
    madeWith: { context, settings },
    secrets: () => [...secrets, ...peer.world.begun.flatMap(({ upload }) => (upload ? [upload.token] : []))],
    async stop() {
      await lending.stop()
      await peer.stop()
    },
  }
}
