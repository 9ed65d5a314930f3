/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { flickrApp, startFlickr, type Account, type Photo } from '../../../e2e/peers/flickr.ts'
import type { Harness, HarnessOptions, SeenPost } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { flickrGrant } from './connect.ts'
import { createFlickr } from './index.ts'

/** A description as a reader sees it: the text, and what its last paragraph says of the picture. */
function seenOf({ title, description, tags, visibility, type }: Photo): SeenPost {
  const read = description.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  const [text = '', alt = ''] = read.split(/\n\n(?:Image|Video) description: /)
  const { ispublic, isfriend, isfamily } = visibility
  const some = isfriend && isfamily ? 'friends-and-family' : isfriend ? 'friends' : 'family'
  const audience = ispublic ? 'public' : some
  const videos = type.startsWith('video/') ? [type] : []
  return { text, alts: [alt], card: null, follows: null, title, tags, audience, videos }
}

export async function flickrHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startFlickr({ requests: 100_000 })
  const context = testContext([peer.host], [], flickrApp, clock)
  const settings = {
    api: peer.url,
    up: peer.url,
    www: peer.url,
    timeout: 500 * patience,
    uploadTimeout: 500 * patience,
    pollEvery: 10,
    looks: 10,
    settle: 0,
  }
  const network = createFlickr(context, settings)
  const accounts = new Map<string, Account>()
  const secrets: string[] = [flickrApp.clientSecret]
  let made = 0

  const account = () => {
    const username = `office${++made}`
    return peer.addAccount({ username, password: 'a password for tests', alias: `example-${username}` })
  }

  async function connectAs(handle: string, who: Account): Promise<OpenConnection> {
    const connected = await throughThePages(network.connectMethods[0], handle, who.person)
    const { token, secret } = flickrGrant.parse(connected.grant)
    secrets.push(token, secret)
    accounts.set(connected.remoteId, who)
    const { remoteId, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle: connected.handle, server, grant }
  }

  return {
    network,
    film: 3_000_000,
    async connect() {
      const who = account()
      return connectAs(who.alias, who)
    },
    async connectForeign() {
      const [ours, theirs] = [account(), account()]
      return connectAs(theirs.alias, ours)
    },
    async posts(connection) {
      const who = accounts.get(connection.remoteId)
      return (who ? peer.photos(who) : []).map(seenOf)
    },
    suffer(fault, step = 'publish') {
      const wanted = { upload: '', stage: 'flickr.photos.setTags', publish: 'flickr.photos.setPerms' }[step]
      peer.faults.fail(
        ({ url, body }) =>
          step === 'upload' ? url.startsWith('/services/upload/') : body.includes(`method=${wanted}`),
        faultOf(fault),
      )
    },
    async revoke(connection) {
      const who = accounts.get(connection.remoteId)
      if (who) peer.revoke(who)
      return connection
    },
    async postOutside(connection, text) {
      const who = accounts.get(connection.remoteId)
      if (who) peer.post(who, text)
    },
    neverReady: () => void (peer.settings.processing = null),
    faults: peer.faults,
    limited: () => faultOf('rate-limited'),
    loseStaged() {
      for (const account of accounts.values()) {
        const shown = peer.photos(account)
        for (const photo of peer.photos(account, true)) if (!shown.includes(photo)) peer.drop(photo)
      }
    },
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
