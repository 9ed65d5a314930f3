/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import type { Person } from '../../../e2e/peers/stand-in/oauth2.ts'
import { startX } from '../../../e2e/peers/x.ts'
import type { Harness, HarnessOptions } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { xGrant } from './connect.ts'
import { createX } from './index.ts'

const limited = () => ({
  'x-rate-limit-limit': '100',
  'x-rate-limit-remaining': '0',
  'x-rate-limit-reset': String(Math.ceil(Date.now() / 1000) + 30),
})

export async function xHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startX()
  const closedPort = await freePort()
  const nowhere = `http://127.0.0.1:${closedPort}`
  const context = testContext([peer.host, `127.0.0.1:${closedPort}`], [], peer.app, clock)
  const options = {
    pages: peer.url,
    timeout: 400 * patience,
    part: 500_000,
    pollEvery: 5,
    looks: 5,
    settle: 0,
  }
  const settings = { ...options, api: peer.url }
  const network = createX(context, settings)
  const away = createX(context, { ...options, api: nowhere })
  const people = new Map<string, Person>()
  const secrets: string[] = [peer.app.clientSecret]
  let made = 0

  const person = () => peer.addAccount(`office_${++made}`)

  async function connectAs(wanted: string, who: Person): Promise<OpenConnection> {
    const connected = await throughThePages(network.connectMethods[0], wanted, who)
    const { accessToken, refreshToken } = xGrant.parse(connected.grant)
    secrets.push(accessToken, refreshToken ?? accessToken)
    people.set(connected.remoteId, who)
    const { remoteId, handle, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }
  const of = (account: OpenConnection): Person => people.get(account.remoteId)!

  return {
    // The API of X has one address, so an account that can't be reached is one of a network set up elsewhere.
    network: {
      ...network,
      open: (connection, save) => (connection.server === nowhere ? away : network).open(connection, save),
    },
    connect() {
      const who = person()
      return connectAs(who.username, who)
    },
    connectForeign() {
      const [ours, theirs] = [person(), person()]
      return connectAs(theirs.username, ours)
    },
    async posts(account) {
      const all = peer.posts(of(account))
      return all.map((post) => ({
        text: post.text,
        alts: post.media.filter(({ category }) => category === 'tweet_image').map(({ alt }) => alt ?? ''),
        card: null,
        follows: all.find(({ id }) => id === post.follows)?.text ?? null,
        videos: post.media.filter(({ category }) => category === 'tweet_video').map(({ type }) => type),
        captions: post.captions,
      }))
    },
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(
        step === 'upload' ? /^POST \/2\/media\/upload\/\d+\/append/ : /^POST \/2\/tweets$/,
        faultOf(fault, limited()),
      ),
    async revoke(account) {
      peer.oauth.revoke(of(account))
      return account
    },
    unreachable: (account) => ({ ...account, server: nowhere }),
    async postOutside(account, text) {
      peer.post(of(account), text)
    },
    neverReady: () => void (peer.settings.processing = Infinity),
    refusesTwins: true,
    faults: peer.faults,
    mentions: { nobody: 'nobody_here' },
    limited: () => faultOf('rate-limited', limited()),
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
