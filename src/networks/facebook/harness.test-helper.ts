/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { META_APP, PASSWORD, startFacebook, type SeenOnPage } from '../../../e2e/peers/facebook.ts'
import type { GraphPage } from '../../../e2e/peers/graph/world.ts'
import type { Person } from '../../../e2e/peers/stand-in/oauth2.ts'
import type { Harness, HarnessOptions, SeenPost } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { proofOf } from '../families/graph.ts'
import { graphFaultOf } from '../graph.test-helper.ts'
import { throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { createFacebook } from './index.ts'
import { facebookGrant } from './page.ts'

const format = {
  post: 'post',
  video: 'post',
  reel: 'short',
  'video-story': 'story',
  'photo-story': 'story',
} as const

function seenPost(seen: SeenOnPage): SeenPost {
  const { text, alts, link, kind, comments, videos, captions, pinned } = seen
  return {
    text,
    alts,
    card: link,
    follows: null,
    format: format[kind],
    firstComment: comments[0] ?? null,
    videos,
    captions,
    pinned,
  }
}

export async function facebookHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startFacebook()
  const context = testContext([peer.host], [], META_APP, clock)
  const settings = {
    wwwUrl: peer.url,
    graphUrl: peer.url,
    uploadUrl: peer.url,
    timeout: 500 * patience,
    uploadTimeout: 500 * patience,
    pollEvery: 5,
    looks: 5,
    settle: 0,
  }
  const network = createFacebook(context, settings)
  const pages = new Map<string, { page: GraphPage; person: Person }>()
  const secrets: string[] = [META_APP.clientSecret]
  let made = 0

  const somebody = () => {
    const name = `office${++made}page`
    const person = peer.addPerson(name)
    return { person, page: peer.addPage({ name: `Office ${made}`, username: name, people: [person] }) }
  }
  async function connectAs(handle: string, person: Person): Promise<OpenConnection> {
    const who = { username: person.username, password: PASSWORD }
    const connected = await throughThePages(network.connectMethods[0], handle, who)
    const { token } = facebookGrant.parse(connected.grant)
    secrets.push(token, proofOf(token, META_APP.clientSecret))
    const { remoteId, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle: connected.handle, server, grant }
  }
  const of = (account: OpenConnection) => {
    const found = pages.get(account.remoteId)
    if (!found) throw new Error('This Page is not known to the test')
    return found
  }

  return {
    network,
    film: 3_000_000,
    async connect() {
      const made = somebody()
      pages.set(made.page.id, made)
      return connectAs(made.page.username, made.person)
    },
    connectForeign: () => connectAs(somebody().page.username, somebody().person),
    posts: (account) => Promise.resolve(peer.seen(of(account).page).map(seenPost)),
    suffer(fault, step = 'publish') {
      const steps = {
        upload: /^POST \/v[\d.]+\/\d+\/photos$/,
        stage: /^POST \/v[\d.]+\/\d+\/feed$/,
        publish: /^POST \/v[\d.]+\/\d+_\d+$/,
      }
      peer.faults.fail(steps[step], graphFaultOf(fault))
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
    refusesTwins: true,
    faults: peer.faults,
    limited: () => graphFaultOf('rate-limited'),
    loseStaged() {
      const { world } = peer
      world.posts = world.posts.filter(({ published }) => published)
      world.videos = world.videos.filter(({ published }) => published)
      // Their photos are free again: uploaded before there was a post, they outlive it.
      for (const photo of world.photos)
        if (!world.posts.some(({ id }) => id === photo.usedBy)) photo.usedBy = null
    },
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
