/** For tests: what this network brings to the suites. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { freePort } from '../../../e2e/peers/child.ts'
import {
  startBluesky,
  type Bluesky,
  type BlueskyAccount,
  type BlueskyRecord,
} from '../../../e2e/peers/bluesky.ts'
import type { Harness, HarnessOptions, SeenPost } from '../conformance.ts'
import type { Connected, OpenConnection } from '../contract.ts'
import { faultOf } from '../stand-ins.test-helper.ts'
import { testContext } from '../test-context.ts'
import { passwordGrant } from './app-password.ts'
import { createBluesky } from './index.ts'

const record = z.object({
  text: z.string(),
  reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
  embed: z
    .object({
      images: z.array(z.object({ alt: z.string() })).default([]),
      video: z.object({ mimeType: z.string() }).optional(),
      captions: z.array(z.object({ file: z.object({ ref: z.object({ $link: z.string() }) }) })).default([]),
      external: z.object({ uri: z.string() }).optional(),
    })
    .optional(),
})

const limited = () => ({ 'ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 30) })

type Read = (cid: string) => Promise<string>

function seen(all: BlueskyRecord[], read: Read): Promise<SeenPost[]> {
  const posts = all.map(({ uri, value }) => ({ uri, ...record.parse(value) }))
  return Promise.all(
    posts.toReversed().map(async ({ text, embed, reply }) => ({
      text,
      alts: embed?.images.map((image) => image.alt) ?? [],
      card: embed?.external?.uri ?? null,
      follows: posts.find((other) => other.uri === reply?.parent.uri)?.text ?? null,
      videos: embed?.video ? [embed.video.mimeType] : [],
      captions: await Promise.all((embed?.captions ?? []).map(({ file }) => read(file.ref.$link))),
    })),
  )
}

function opened({ remoteId, handle, server, grant }: Connected): OpenConnection {
  return { accountId: randomUUID(), remoteId, handle, server, grant }
}

/** As the account's owner does in Bluesky's own app. */
async function postByHand(peer: Bluesky, account: BlueskyAccount | undefined, text: string): Promise<void> {
  const call = async (name: string, body: object, token?: string): Promise<unknown> => {
    const headers = {
      'content-type': 'application/json',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    return (await fetch(`${peer.url}/xrpc/${name}`, init)).json()
  }
  const identifier = { identifier: account?.handle, password: account?.password }
  const session = z.object({ accessJwt: z.string() })
  const { accessJwt } = session.parse(await call('com.atproto.server.createSession', identifier))
  const post = { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString() }
  const collection = 'app.bsky.feed.post'
  await call('com.atproto.repo.createRecord', { repo: account?.did, collection, record: post }, accessJwt)
}

export async function blueskyHarness({ clock, patience = 1 }: HarnessOptions = {}): Promise<Harness> {
  const peer = await startBluesky({ faults: true })
  const closedPort = await freePort()
  const context = testContext(
    [new URL(peer.url).host, new URL(peer.plcUrl).host, `127.0.0.1:${closedPort}`],
    [],
    undefined,
    clock,
  )
  const settings = {
    plcUrl: peer.plcUrl,
    resolverUrl: peer.url,
    timeout: 1500 * patience,
  }
  const network = createBluesky(context, settings)
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

  // Made ahead of the test that wants them: a real server takes its time over passwords.
  const ahead = [account()]
  const next = (): Promise<BlueskyAccount> => {
    ahead.push(account())
    return ahead.shift() ?? account()
  }

  return {
    network,
    async connect() {
      const ours = await next()
      const connection = opened(
        await connectWith({ password: ours.appPassword, server: peer.url }, ours.handle),
      )
      const grant = passwordGrant.parse(connection.grant)
      secrets.push(grant.accessJwt, grant.refreshJwt)
      return connection
    },
    async connectForeign() {
      const [ours, theirs] = [await next(), await next()]
      return connectWith({ password: ours.appPassword, server: peer.url }, theirs.handle)
    },
    posts: async ({ remoteId }) =>
      seen(await peer.listPosts(remoteId), async (cid) => {
        const query = new URLSearchParams({ did: remoteId, cid })
        return (await fetch(`${peer.url}/xrpc/com.atproto.sync.getBlob?${query}`)).text()
      }),
    postOutside: (connection, text) => postByHand(peer, accounts.get(connection.remoteId), text),
    suffer: (fault, step = 'publish') =>
      peer.faults?.fail(
        step === 'upload' ? 'com.atproto.repo.uploadBlob' : 'com.atproto.repo.putRecord',
        faultOf(fault, limited()),
      ),
    async revoke(connection) {
      const ours = accounts.get(connection.remoteId)
      if (ours) await peer.revokeAppPassword(ours)
      // The server still takes the access token until it runs out, hours later; here it has run out, also for
      // whoever has the account open.
      const body = JSON.stringify({ error: 'ExpiredToken', message: 'Token has expired' })
      const headers = { 'content-type': 'application/json' }
      peer.faults?.fail('com.atproto.repo.putRecord', { kind: 'answer', status: 400, headers, body })
      const grant = passwordGrant.parse(connection.grant)
      return { ...connection, grant: { ...grant, accessJwt: `${grant.accessJwt}x` } }
    },
    unreachable: (connection) => ({ ...connection, server: `http://127.0.0.1:${closedPort}` }),
    ...(peer.faults ? { faults: peer.faults } : {}),
    mentions: { nobody: 'nobody-here.test' },
    limited: () => faultOf('rate-limited', limited()),
    madeWith: { context, settings },
    secrets: () => secrets,
    async stop() {
      await Promise.allSettled(ahead)
      await peer.stop()
    },
  }
}
