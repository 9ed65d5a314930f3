/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import { startLinkedIn, type Page } from '../../../e2e/peers/linkedin.ts'
import type { Person } from '../../../e2e/peers/stand-in/oauth2.ts'
import type { Harness, HarnessOptions } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { linkedinGrant } from './connect.ts'
import { createLinkedIn } from './index.ts'

export async function linkedInHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startLinkedIn({ partBytes: 600_000 })
  const closedPort = await freePort()
  const nowhere = `http://127.0.0.1:${closedPort}`
  const context = testContext([peer.host, `127.0.0.1:${closedPort}`], [], peer.app, clock)
  const options = { pages: peer.url, timeout: 400 * patience, pollEvery: 5, looks: 5, settle: 0 }
  const settings = { ...options, api: peer.url }
  const network = createLinkedIn(context, settings)
  const away = createLinkedIn(context, { ...options, api: nowhere })
  const owners = new Map<string, { page: Page; who: Person }>()
  const secrets: string[] = [peer.app.clientSecret]
  let made = 0

  function pageWithAdmin(): { page: Page; who: Person } {
    const name = `office-${++made}`
    const who = peer.addAccount(name)
    // Somebody who looks after several Pages: the one that was asked for is taken.
    peer.addPage(`${name}-alumni`, [who], 'NONE')
    return { page: peer.addPage(name, [who]), who }
  }

  async function connectAs(page: Page, who: Person): Promise<OpenConnection> {
    const connected = await throughThePages(network.connectMethods[0], page.vanityName, who)
    const { accessToken, refreshToken } = linkedinGrant.parse(connected.grant)
    secrets.push(accessToken, refreshToken ?? accessToken)
    owners.set(connected.remoteId, { page, who })
    const { remoteId, handle, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }
  const of = (account: OpenConnection) => owners.get(account.remoteId)!

  return {
    // The API of LinkedIn has one address, so an account that can't be reached is one of a network set up elsewhere.
    network: {
      ...network,
      open: (connection, save) => (connection.server === nowhere ? away : network).open(connection, save),
    },
    connect() {
      const { page, who } = pageWithAdmin()
      return connectAs(page, who)
    },
    connectForeign: () => connectAs(pageWithAdmin().page, pageWithAdmin().who),
    async posts(account) {
      return peer.posts(of(account).page).map((post) => ({
        text: post.text,
        alts: post.media.filter(({ media }) => media.kind === 'image').map(({ alt }) => alt),
        card: post.article?.source ?? null,
        follows: null,
        audience: post.visibility,
        firstComment: post.comments[0]?.text ?? null,
        videos: post.media.filter(({ media }) => media.kind === 'video').map(() => 'video/mp4'),
        captions: post.media.flatMap(({ media }) => media.captions ?? []),
      }))
    },
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(
        step === 'upload' ? /^PUT \/dms-uploads\// : /^POST \/rest\/posts$/,
        faultOf(fault, {}),
      ),
    async revoke(account) {
      peer.oauth.revoke(of(account).who)
      return account
    },
    unreachable: (account) => ({ ...account, server: nowhere }),
    async postOutside(account, text) {
      peer.post(of(account).page, text)
    },
    neverReady: () => void (peer.settings.processing = Infinity),
    refusesTwins: true,
    faults: peer.faults,
    limited: () => faultOf('rate-limited', {}),
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
