import { readFileSync, readdirSync, rmSync, chmodSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { join } from 'node:path'
import { z } from 'zod'
import { spoolPrefix } from '#app/backup/manifest.ts'
import type { Opened } from '#app/open-services.ts'
import { version } from '#app/version.ts'
import { controlAddress, longestAddress } from './control-address.ts'
import { explain } from './explain.ts'

export interface Control {
  close(): Promise<void>
}

type Order = (opened: Opened, request: IncomingMessage, response: ServerResponse) => Promise<void>

const longestOrder = 100_000

async function bodyOf<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
  let text = ''
  for await (const part of request) {
    text += String(part)
    if (text.length > longestOrder) throw new Error('This order is too long.')
  }
  return shape.parse(JSON.parse(text))
}

function answer(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

const orders: Record<string, Order> = {
  async 'GET /backup'(opened, _request, response) {
    await sendBackup(opened, response, null)
  },
  async 'GET /backup?keys'(opened, _request, response) {
    await sendBackup(opened, response, readFileSync(opened.services.config.keyFile))
  },
  async 'POST /records-verify'({ services, keys }, request, response) {
    const { args } = await bodyOf(request, z.object({ args: z.array(z.string()) }))
    const { verifyHere } = await import('./verify-here.ts')
    const lines: string[] = []
    const code = await verifyHere(args, services.db, keys, (line) => lines.push(line))
    answer(response, { code, lines })
  },
  async 'POST /recovery-link'({ services }, request, response) {
    const { email } = await bodyOf(request, z.object({ email: z.string() }))
    const { makeRecoveryLinkFromShell } = await import('#features/people/index.ts')
    answer(response, { link: await makeRecoveryLinkFromShell(services, email) })
  },
  async 'GET /doctor'({ services }, _request, response) {
    const { examineDatabase } = await import('#app/doctor/examine-database.ts')
    const { examineNetworks } = await import('#app/doctor/examine-networks.ts')
    const { createNetworks } = await import('#app/networks.ts')
    answer(response, [
      ...(await examineDatabase(services.db, services.clock)),
      ...(await examineNetworks(services, createNetworks(services))),
    ])
  },
  async 'GET /network-apps'({ services }, _request, response) {
    const { appsInShell } = await import('#features/register/index.ts')
    const { createNetworks } = await import('#app/networks.ts')
    answer(response, await appsInShell({ services, networks: createNetworks(services) }).list())
  },
  async 'POST /network-app'({ services }, request, response) {
    const { appsInShell, ShellValues } = await import('#features/register/index.ts')
    const { createNetworks } = await import('#app/networks.ts')
    const { network, values } = await bodyOf(request, ShellValues)
    await appsInShell({ services, networks: createNetworks(services) }).set(network, values)
    answer(response, { done: true })
  },
}

async function sendBackup(opened: Opened, response: ServerResponse, keyFile: Buffer | null): Promise<void> {
  const { makeBackup } = await import('#app/backup/make.ts')
  const { services, database, keys } = opened
  response.writeHead(200, { 'content-type': 'application/gzip' })
  await makeBackup(
    {
      database,
      files: services.files,
      clock: services.clock,
      version,
      keys,
      keyFile,
      spoolIn: services.config.dataFolder,
    },
    response,
  )
}

async function carryOut(opened: Opened, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const order = orders[`${request.method} ${request.url}`]
  if (!order) return answer(response, { say: 'The running Rostrum does not know this order.' }, 404)
  try {
    await order(opened, request, response)
  } catch (error) {
    opened.services.log.warn({ err: error, order: request.url }, 'an order from the command line failed')
    if (response.headersSent) response.destroy()
    else answer(response, { say: explain(error).text }, 500)
  }
}

/** What a backup left lying when its process was killed. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(spoolPrefix)) rmSync(join(folder, name), { recursive: true, force: true })
}

/**
 * Takes orders over a socket in the data folder, because only this process can open the built-in database. Whoever may
 * open the socket may read the folder anyway. Null when the folder's path is too long for a socket.
 */
export async function startControl(opened: Opened): Promise<Control | null> {
  const { config, log } = opened.services
  const address = controlAddress(config.dataFolder)
  if (Buffer.byteLength(address) > longestAddress) {
    log.warn(
      { folder: config.dataFolder },
      'the path of the data folder is too long for a socket, so backups need Rostrum to be stopped',
    )
    return null
  }
  sweep(config.dataFolder)
  rmSync(address, { force: true })
  const server = createServer((request, response) => void carryOut(opened, request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(address, resolve)
  })
  chmodSync(address, 0o600)
  return {
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
      })
      rmSync(address, { force: true })
    },
  }
}
