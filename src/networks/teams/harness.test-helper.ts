/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { startGraph, type Channel, type ChannelMessage } from '../../../e2e/peers/graph-microsoft.ts'
import type { Harness, HarnessOptions, SeenPost } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { imagesIn, textOfHtml } from '../families/html-text.ts'
import { faultOf, throughThePages } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { createTeams } from './index.ts'

/** In a conversation of Teams a reply stands below the one before it. */
function followed(message: ChannelMessage): ChannelMessage | null {
  if (!message.root) return null
  const before = message.channel.messages.filter(
    ({ root, id }) => root === message.root && Number(id) < Number(message.id),
  )
  return before.at(-1) ?? message.root
}

function seen(message: ChannelMessage): SeenPost {
  const before = followed(message)
  return {
    text: textOfHtml(message.content),
    alts: imagesIn(message.content).map(({ alt }) => alt),
    card: null,
    follows: before && textOfHtml(before.content),
    title: message.subject,
  }
}

export async function teamsHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startGraph()
  const context = testContext([peer.host], [], peer.app, clock)
  const settings = {
    loginUrl: peer.url,
    graphUrl: peer.url,
    timeout: 400 * patience,
    settle: 0,
  }
  const network = createTeams(context, settings)
  const known = new Map<string, { channel: Channel; who: ReturnType<typeof peer.addPerson> }>()
  const secrets: string[] = [peer.app.clientSecret]
  let made = 0

  async function connectAs(handle: string, who: ReturnType<typeof peer.addPerson>, channel: Channel) {
    const connected = await throughThePages(network.connectMethods[0], handle, who)
    for (const { value, refresh } of peer.oauth.tokens) secrets.push(value, refresh ?? '')
    known.set(connected.remoteId, { channel, who })
    const { remoteId, server, grant } = connected
    return { accountId: randomUUID(), remoteId, handle: connected.handle, server, grant }
  }
  const of = (account: OpenConnection) => known.get(account.remoteId)!

  return {
    network,
    connect() {
      const who = peer.addPerson(`office_${++made}`)
      const { team, channel } = peer.addTeam(`Office ${made}`, 'News', [who])
      return connectAs(`${team.name} / ${channel.name}`, who, channel)
    },
    connectForeign() {
      const who = peer.addPerson(`office_${++made}`)
      const { team, channel } = peer.addTeam(`Theirs ${made}`, 'News', [])
      return connectAs(`${team.name} / ${channel.name}`, who, channel)
    },
    posts: (account) =>
      Promise.resolve(
        of(account)
          .channel.messages.filter(({ deleted }) => deleted === null)
          .map(seen),
      ),
    // Pictures travel with the message: there is no upload before it.
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(
        step === 'publish' ? /^POST \/v1\.0\/teams\/.*\/(?:messages|replies)$/ : /^no request at all$/,
        faultOf(fault),
      ),
    revoke(account) {
      peer.oauth.revoke(of(account).who)
      return Promise.resolve(account)
    },
    postOutside(account, text) {
      const { channel, who } = of(account)
      peer.world.addMessage({ channel, author: who, content: `<p>${text}</p>` })
      peer.world.addMessage({
        channel,
        author: peer.addPerson(`other_${++made}`),
        content: '<p>Hear, hear</p>',
      })
      return Promise.resolve()
    },
    faults: peer.faults,
    limited: () => faultOf('rate-limited'),
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
