/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { freePort } from '../../../e2e/peers/child.ts'
import type { Fault } from '../../../e2e/peers/fault-proxy.ts'
import { startTelegram, type Bot, type Channel } from '../../../e2e/peers/telegram.ts'
import type { Harness, HarnessOptions, SeenPost, SendingFault } from '../conformance.ts'
import type { OpenConnection } from '../contract.ts'
import { faultOf } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { createTelegram } from './index.ts'

/** Telegram says how long to wait in the answer’s body. */
const tooMany: Fault = {
  kind: 'answer',
  status: 429,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    ok: false,
    error_code: 429,
    description: 'Too Many Requests: retry after 30',
    parameters: { retry_after: 30 },
  }),
}
const suffered = (fault: SendingFault): Fault => (fault === 'rate-limited' ? tooMany : faultOf(fault))

/** An album is one post. */
function postsOf({ messages }: Channel): SeenPost[] {
  const first = messages.filter(
    ({ group, id }) => group === null || !messages.some((other) => other.group === group && other.id < id),
  )
  return first.map((message) => {
    const album = messages.filter(
      (other) => other === message || (message.group !== null && other.group === message.group),
    )
    const media = album.flatMap((each) => each.media)
    return {
      text: message.text,
      // No message has alternative text, and no card is ours.
      alts: media.filter(({ kind }) => kind === 'photo').map(() => ''),
      card: null,
      follows: message.replyTo?.text ?? null,
      videos: media.filter(({ kind }) => kind === 'video').map(({ type }) => type),
      pinned: message.pinned,
    }
  })
}

export async function telegramHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startTelegram()
  const closedPort = await freePort()
  const context = testContext([peer.host, `127.0.0.1:${closedPort}`], [], undefined, clock)
  const settings = {
    api: peer.url,
    timeout: 400 * patience,
    uploadTimeout: 800 * patience,
  }
  const network = createTelegram(context, settings)
  const known = new Map<string, { bot: Bot; channel: Channel }>()
  const secrets: string[] = []
  let made = 0

  async function connectTo(channel: Channel, bot: Bot): Promise<OpenConnection> {
    secrets.push(bot.token)
    const [method] = network.connectMethods
    const connected = await method!.connect!({ token: bot.token }, channel.username)
    const { remoteId, handle, server, grant } = connected
    known.set(remoteId, { bot, channel })
    return { accountId: randomUUID(), remoteId, handle, server, grant }
  }

  return {
    network,
    film: 3_000_000,
    connect() {
      const [bot, channel] = [peer.addBot(`bot_${++made}`), peer.addChannel(`office_${made}`)]
      peer.appoint(bot, channel)
      return connectTo(channel, bot)
    },
    connectForeign: () => connectTo(peer.addChannel(`theirs_${++made}`), peer.addBot(`bot_${made}`)),
    posts: (account) => Promise.resolve(postsOf(known.get(account.remoteId)!.channel)),
    // There is no upload before the message itself.
    suffer: (fault, step = 'publish') =>
      peer.faults.fail(step === 'publish' ? /\/send\w+$/ : /^no request at all$/, suffered(fault)),
    revoke(account) {
      peer.revoke(known.get(account.remoteId)!.bot)
      return Promise.resolve(account)
    },
    unreachable: (account) => ({ ...account, server: `http://127.0.0.1:${closedPort}` }),
    faults: peer.faults,
    mentions: { nobody: 'nobody_here', provesNobody: false },
    limited: () => tooMany,
    madeWith: { context, settings },
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}
