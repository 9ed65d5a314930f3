/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import type { GraphPage } from '../../../e2e/peers/graph/world.ts'
import { META_APP, PASSWORD, startInstagram } from '../../../e2e/peers/instagram.ts'
import type { Media } from '../../../e2e/peers/instagram/world.ts'
import type { Person } from '../../../e2e/peers/stand-in/oauth2.ts'
import type { Harness, HarnessOptions, SeenPost } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { proofOf } from '../families/graph.ts'
import { graphFaultOf } from '../graph.test-helper.ts'
import { startLending, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { createInstagram } from './index.ts'
import { instagramGrant } from './work.ts'

function seenPost({ caption, items, kind, shareToFeed, comments }: Media): SeenPost {
  const isShort = kind === 'REELS' && !shareToFeed
  return {
    text: caption,
    alts: items.map(({ alt }) => alt),
    card: null,
    follows: null,
    format: kind === 'STORIES' ? 'story' : isShort ? 'short' : 'post',
    firstComment: comments[0]?.text ?? null,
    videos: items.map(({ type }) => type).filter((type) => type.startsWith('video/')),
  }
}

export async function instagramHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startInstagram()
  const lending = await startLending()
  const context = testContext([peer.host], [], META_APP, clock)
  const settings = {
    wwwUrl: peer.url,
    graphUrl: peer.url,
    timeout: 500 * patience,
    pollEvery: 5,
    looks: 5,
    settle: 0,
  }
  const network = createInstagram(context, settings)
  const accounts = new Map<string, { page: GraphPage; person: Person }>()
  const secrets: string[] = [META_APP.clientSecret]
  let made = 0

  const somebody = () => {
    const username = `office.${++made}`
    const person = peer.addPerson(username)
    return { person, username, page: peer.addAccount({ username, people: [person] }) }
  }
  async function connectAs(handle: string, person: Person): Promise<OpenConnection> {
    const who = { username: person.username, password: PASSWORD }
    const connected = await throughThePages(network.connectMethods[0], handle, who)
    const { token } = instagramGrant.parse(connected.grant)
    secrets.push(token, proofOf(token, META_APP.clientSecret))
    const { remoteId, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle: connected.handle, server, grant }
  }
  const of = (account: OpenConnection) => {
    const found = accounts.get(account.remoteId)
    if (!found) throw new Error('This account is not known to the test')
    return found
  }

  return {
    network,
    lend: lending.lend,
    async connect() {
      const { page, person, username } = somebody()
      accounts.set(page.instagram?.id ?? '', { page, person })
      return connectAs(username, person)
    },
    connectForeign: () => connectAs(somebody().username, somebody().person),
    posts: (account) => Promise.resolve(peer.seen(of(account).page).map(seenPost)),
    suffer(fault, step = 'publish') {
      // Nothing is uploaded: what is fetched is fetched when the container is made.
      const path =
        step === 'publish' ? /^POST \/v[\d.]+\/\d+\/media_publish$/ : /^POST \/v[\d.]+\/\d+\/media$/
      peer.faults.fail(path, graphFaultOf(fault))
    },
    revoke(account) {
      peer.world.graph.revoke(of(account).person)
      return Promise.resolve(account)
    },
    postOutside(account, text) {
      peer.postOutside(of(account).page, text)
      return Promise.resolve()
    },
    neverReady: () => void (peer.world.settings.processing = Infinity),
    faults: peer.faults,
    limited: () => graphFaultOf('rate-limited'),
    loseStaged() {
      for (const container of peer.world.containers)
        if (!container.published) container.createdAt -= 25 * 3_600_000
    },
    // What Instagram makes of a container that is published twice stands nowhere; the stand-in makes two posts.
    onlyTimeGuards: true,
    madeWith: { context, settings },
    secrets: () => secrets,
    async stop() {
      await peer.stop()
      await lending.stop()
    },
  }
}
