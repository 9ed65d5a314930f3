/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { startYouTube, youtubeApp, type Channel } from '../../../e2e/peers/youtube.ts'
import type { Harness, HarnessOptions } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { youtubeGrant } from './connect.ts'
import { createYouTube } from './index.ts'

export async function youTubeHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startYouTube({ units: 1_000_000, uploads: 10_000 })
  const context = testContext([peer.host], [], youtubeApp, clock)
  const here = { api: peer.url, pages: peer.url, tokens: peer.url }
  const options = {
    timeout: 500 * patience,
    uploadTimeout: 500 * patience,
    part: 524_288,
    pollEvery: 10,
    looks: 20,
    settle: 0,
  }
  const settings = { ...here, ...options }
  const network = createYouTube(context, settings)
  const channels = new Map<string, Channel>()
  const secrets: string[] = [youtubeApp.clientSecret]
  let made = 0

  const channel = () => {
    const name = `office${++made}`
    return peer.addChannel({ username: name, password: 'a password for tests', handle: `example-${name}` })
  }

  async function connectAs(handle: string, who: Channel): Promise<OpenConnection> {
    const connected = await throughThePages(network.connectMethods[0], handle, who.person)
    const { accessToken, refreshToken } = youtubeGrant.parse(connected.grant)
    secrets.push(accessToken, refreshToken ?? accessToken)
    channels.set(connected.remoteId, who)
    const { remoteId, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle: connected.handle, server, grant }
  }

  return {
    network,
    async connect() {
      const who = channel()
      return connectAs(who.handle, who)
    },
    async connectForeign() {
      const [ours, theirs] = [channel(), channel()]
      return connectAs(theirs.handle, ours)
    },
    async posts(account) {
      const who = channels.get(account.remoteId)
      return (who ? peer.videos(who) : []).map((video) => ({
        text: video.snippet.description,
        alts: [],
        card: null,
        follows: null,
        title: video.snippet.title,
        tags: video.snippet.tags,
        audience: video.privacyStatus,
        format: peer.isShort() ? 'short' : 'post',
        firstComment: video.comments[0]?.text ?? null,
        videos: [video.type],
        captions: video.captions.map(({ text }) => text),
      }))
    },
    suffer(fault, step = 'publish') {
      const requests = {
        upload: /^PUT \/upload\/youtube\/v3\/videos/,
        stage: /^POST \/upload\/youtube\/v3\/videos/,
        publish: /^PUT \/youtube\/v3\/videos/,
      }
      peer.faults.fail(requests[step], faultOf(fault))
    },
    async revoke(account) {
      const who = channels.get(account.remoteId)
      if (who) peer.revoke(who)
      return account
    },
    async postOutside(account, text) {
      const who = channels.get(account.remoteId)
      if (who) peer.post(who, text)
    },
    neverReady: () => void (peer.settings.processing = null),
    faults: peer.faults,
    mentions: { nobody: 'nobody-has-this' },
    limited: () => faultOf('rate-limited'),
    loseStaged() {
      for (const channel of channels.values()) {
        const shown = peer.videos(channel)
        for (const video of peer.videos(channel, true)) if (!shown.includes(video)) peer.drop(video)
      }
    },
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
