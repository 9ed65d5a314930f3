// Runs the Bluesky personal data server and a PLC directory. Started by bluesky.ts, never imported.
import { mkdtemp, rm } from 'node:fs/promises'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import { PDS, envToCfg, envToSecrets } from '@atproto/pds'
import plc from '@did-plc/server'
import { peerOptions, peerReady } from './child.ts'

const options = peerOptions<{ publicPort: number; port: number; rateLimits: boolean; smtpUrl?: string }>()
const folder = await mkdtemp(join(tmpdir(), 'rostrum-bluesky-'))

// What the server itself fetches (a client's metadata and keys, a handle's address) goes to this machine or nowhere.
const aliases = new Map<string, string>()
const fetchReally = globalThis.fetch
globalThis.fetch = async (input, init) => {
  const request = new Request(input, init)
  const wanted = new URL(request.url)
  const target = aliases.get(wanted.origin) ?? wanted.origin
  if (!['127.0.0.1', 'localhost'].includes(new URL(target).hostname)) {
    throw new TypeError(`A test server does not call ${wanted.origin}`)
  }
  // The dispatcher that comes in `init` would insist on the address as it was before.
  return target === wanted.origin
    ? fetchReally(input, init)
    : fetchReally(new Request(target + wanted.pathname, request))
}

interface Listening {
  listen(port: number, host: string): Server
}

// Both servers would listen on every interface; neither has a setting for it.
function listenOnLoopback(app: Listening, port: number): void {
  const listen = app.listen.bind(app)
  app.listen = () => listen(port, '127.0.0.1')
}

const directory = plc.PlcServer.create({ db: plc.Database.mock(), port: 0 })
listenOnLoopback(directory.app, 0)
const directoryAddress = (await directory.start()).address()
if (directoryAddress === null || typeof directoryAddress === 'string')
  throw new Error('The PLC directory has no port')

const environment = {
  // Its OAuth server refuses an issuer that is not https unless this is on.
  devMode: true,
  hostname: 'localhost',
  port: options.publicPort,
  serviceDid: 'did:web:localhost',
  serviceName: 'Rostrum test server',
  serviceHandleDomains: ['.test'],
  inviteRequired: false,
  dataDirectory: folder,
  blobstoreDiskLocation: join(folder, 'blobs'),
  // As those of Bluesky's own servers.
  blobUploadLimit: 100 * 1024 * 1024,
  didPlcUrl: `http://127.0.0.1:${directoryAddress.port}`,
  rateLimitsEnabled: options.rateLimits,
  jwtSecret: randomBytes(32).toString('hex'),
  dpopSecret: randomBytes(32).toString('hex'),
  adminPassword: randomBytes(16).toString('hex'),
  plcRotationKeyK256PrivateKeyHex: randomBytes(32).toString('hex'),
  ...(options.smtpUrl === undefined
    ? {}
    : { emailSmtpUrl: options.smtpUrl, emailFromAddress: 'pds@example.test' }),
}
async function startServer(): Promise<PDS> {
  const server = await PDS.create(envToCfg(environment), envToSecrets(environment))
  listenOnLoopback(server.app, options.port)
  await server.start()
  return server
}

const server = await startServer().catch(async (error: unknown) => {
  await rm(folder, { recursive: true, force: true })
  throw error
})

peerReady(
  { plcUrl: environment.didPlcUrl },
  async () => {
    await server.destroy()
    await directory.destroy()
    await rm(folder, { recursive: true, force: true })
  },
  async ({ origin, target }) => {
    aliases.set(String(origin), String(target))
    return {}
  },
)
