import { z } from 'zod'
import { freePort, startPeerProcess } from './child.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'

const session = z.object({ did: z.string(), handle: z.string(), accessJwt: z.string() })
const created = z.object({ name: z.string(), password: z.string() })
const record = z.object({ uri: z.string(), cid: z.string(), value: z.record(z.string(), z.unknown()) })
const records = z.object({ records: z.array(record) })

export type BlueskyRecord = z.infer<typeof record>

export interface BlueskyAccount {
  did: string
  handle: string
  email: string
  /** The password a person types on the server's own pages. */
  password: string
  /** What a person makes for a program that signs in by name and password. */
  appPassword: string
  appPasswordName: string
}

export interface Bluesky {
  /** The server as it names itself: `http://localhost:<port>`; the OAuth issuer, and the endpoint in DID documents. */
  url: string
  plcUrl: string
  pid: number
  /** Present when started with `faults: true`; then `url` leads through it. */
  faults: FaultProxy | undefined
  createAccount(wanted: { handle: string; password: string; email?: string }): Promise<BlueskyAccount>
  /** One more app password for an account. */
  createAppPassword(account: BlueskyAccount, name: string): Promise<string>
  revokeAppPassword(account: BlueskyAccount, name?: string): Promise<void>
  /** The newest posts first, read past the fault proxy. */
  listPosts(did: string): Promise<BlueskyRecord[]>
  getRecord(did: string, collection: string, rkey: string): Promise<BlueskyRecord | undefined>
  /**
   * Lets the server find `origin` (such as `https://rostrum.example.ac.uk`) at `target` on this machine, for OAuth
   * clients that are known by the address of their metadata: it takes only https addresses in the public name space.
   */
  find(origin: string, target: string): Promise<void>
  stop(): Promise<void>
}

export interface BlueskyOptions {
  /** Switches the server's own rate limits on. */
  rateLimits?: boolean
  /** Puts a fault proxy in front. The server then names the proxy's port as its own, so OAuth and DPoP still agree. */
  faults?: boolean
  /** Where the server sends its mail; without it, it sends none. */
  smtpUrl?: string
}

/** The real Bluesky personal data server with a PLC directory of its own, without an AppView. */
export async function startBluesky(options: BlueskyOptions = {}): Promise<Bluesky> {
  const port = await freePort()
  const direct = `http://127.0.0.1:${port}`
  const faults = options.faults ? await startFaultProxy(direct) : undefined
  const publicPort = faults?.port ?? port
  const peer = await startPeerProcess('./bluesky-server.ts', {
    port,
    publicPort,
    rateLimits: options.rateLimits ?? false,
    smtpUrl: options.smtpUrl,
  }).catch(async (error: unknown) => {
    await faults?.stop()
    throw error
  })

  async function signIn(account: { did: string; password: string }): Promise<string> {
    const body = { identifier: account.did, password: account.password }
    return session.parse(await call(direct, 'com.atproto.server.createSession', { body })).accessJwt
  }
  async function newAppPassword(token: string, name: string): Promise<string> {
    const answer = await call(direct, 'com.atproto.server.createAppPassword', { body: { name }, token })
    return created.parse(answer).password
  }

  return {
    url: `http://localhost:${publicPort}`,
    plcUrl: String(peer.ready['plcUrl']),
    pid: peer.pid,
    faults,
    async createAccount({ handle, password, email = `${handle.split('.')[0]}@example.org` }) {
      const body = { handle, password, email }
      const account = session.parse(await call(direct, 'com.atproto.server.createAccount', { body }))
      const appPasswordName = 'rostrum'
      const appPassword = await newAppPassword(account.accessJwt, appPasswordName)
      return { did: account.did, handle, email, password, appPassword, appPasswordName }
    },
    createAppPassword: async (account, name) => newAppPassword(await signIn(account), name),
    async revokeAppPassword(account, name = account.appPasswordName) {
      const token = await signIn(account)
      await call(direct, 'com.atproto.server.revokeAppPassword', { body: { name }, token })
    },
    async listPosts(did) {
      const query = { repo: did, collection: 'app.bsky.feed.post', limit: '100' }
      return records.parse(await call(direct, 'com.atproto.repo.listRecords', { query })).records
    },
    async getRecord(did, collection, rkey) {
      const found = await call(
        direct,
        'com.atproto.repo.getRecord',
        { query: { repo: did, collection, rkey } },
        [400],
      )
      return found === undefined ? undefined : record.parse(found)
    },
    async find(origin, target) {
      await peer.ask({ origin, target })
    },
    async stop() {
      await peer.stop()
      await faults?.stop()
    },
  }
}

interface Call {
  body?: object
  query?: Record<string, string>
  token?: string
}

async function call(
  server: string,
  name: string,
  { body, query, token }: Call,
  absent: number[] = [],
): Promise<unknown> {
  const url = `${server}/xrpc/${name}${query ? `?${new URLSearchParams(query)}` : ''}`
  const headers = {
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  }
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers,
    body: body && JSON.stringify(body),
  })
  const text = await response.text()
  if (absent.includes(response.status)) return undefined
  if (!response.ok) throw new Error(`${name} answered ${response.status}: ${text}`)
  return text === '' ? {} : JSON.parse(text)
}
