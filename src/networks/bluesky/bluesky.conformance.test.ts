import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { freePort } from '../../../e2e/peers/child.ts'
import { RUBBISH, tooManyRequests, type Fault } from '../../../e2e/peers/fault-proxy.ts'
import { startBluesky, type BlueskyAccount, type BlueskyRecord } from '../../../e2e/peers/bluesky.ts'
import { networkConformance, type Harness, type SeenPost, type SendingFault } from '../conformance.ts'
import type { Connected, OpenConnection } from '../contract.ts'
import { testContext } from '../test-context.ts'
import { passwordGrant } from './app-password.ts'
import { createBluesky } from './index.ts'

const record = z.object({
  text: z.string(),
  reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
  embed: z
    .object({
      images: z.array(z.object({ alt: z.string() })).default([]),
      external: z.object({ uri: z.string() }).optional(),
    })
    .optional(),
})

const serverError = {
  status: 500,
  headers: { 'content-type': 'application/json' },
  body: '{"error":"InternalServerError"}',
}

function faultOf(fault: SendingFault): Fault {
  switch (fault) {
    case 'rate-limited':
      return tooManyRequests({ 'ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 30) })
    case 'server-error':
      return { kind: 'answer', ...serverError }
    case 'server-error-after-doing-it':
      return { kind: 'answer-after-forwarding', ...serverError }
    case 'never-answers':
      return { kind: 'never-answer' }
    case 'dropped-before':
      return { kind: 'drop-before' }
    case 'dropped-after':
      return { kind: 'drop-after' }
    case 'rubbish':
      return RUBBISH
  }
}

function seen(all: BlueskyRecord[]): SeenPost[] {
  const posts = all.map(({ uri, value }) => ({ uri, ...record.parse(value) }))
  return posts.toReversed().map(({ text, embed, reply }) => ({
    text,
    alts: embed?.images.map((image) => image.alt) ?? [],
    card: embed?.external?.uri ?? null,
    follows: posts.find((other) => other.uri === reply?.parent.uri)?.text ?? null,
  }))
}

function opened({ remoteId, handle, server, grant }: Connected): OpenConnection {
  return { accountId: randomUUID(), remoteId, handle, server, grant }
}

async function start(): Promise<Harness> {
  const peer = await startBluesky({ faults: true })
  const closedPort = await freePort()
  const context = testContext([new URL(peer.url).host, new URL(peer.plcUrl).host, `127.0.0.1:${closedPort}`])
  const network = createBluesky(context, { plcUrl: peer.plcUrl, resolverUrl: peer.url, timeout: 1500 })
  const connectWith = network.connectMethods.find((method) => method.connect)?.connect
  if (!connectWith) throw new Error('Bluesky has no form to connect by')
  const accounts = new Map<string, BlueskyAccount>()
  const secrets: string[] = []
  let made = 0

  async function account(): Promise<BlueskyAccount> {
    const created = await peer.createAccount({
      handle: `office-${++made}.test`,
      password: 'a password for tests',
    })
    accounts.set(created.did, created)
    secrets.push(created.appPassword, created.password)
    return created
  }

  return {
    network,
    async connect() {
      const ours = await account()
      const connection = opened(
        await connectWith({ password: ours.appPassword, server: peer.url }, ours.handle),
      )
      const grant = passwordGrant.parse(connection.grant)
      secrets.push(grant.accessJwt, grant.refreshJwt)
      return connection
    },
    async connectForeign() {
      const [ours, theirs] = [await account(), await account()]
      return connectWith({ password: ours.appPassword, server: peer.url }, theirs.handle)
    },
    posts: async (connection) => seen(await peer.listPosts(connection.remoteId)),
    suffer: (fault) => peer.faults?.fail('com.atproto.repo.putRecord', faultOf(fault)),
    async revoke(connection) {
      const ours = accounts.get(connection.remoteId)
      if (ours) await peer.revokeAppPassword(ours)
      // The server still takes the access token until it runs out, hours later; here it has run out.
      const grant = passwordGrant.parse(connection.grant)
      return { ...connection, grant: { ...grant, accessJwt: `${grant.accessJwt}x` } }
    },
    unreachable: (connection) => ({ ...connection, server: `http://127.0.0.1:${closedPort}` }),
    secrets: () => secrets,
    stop: () => peer.stop(),
  }
}

networkConformance('Bluesky', start)
