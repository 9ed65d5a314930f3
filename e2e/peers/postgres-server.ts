// Runs a PostgreSQL server and looks after it. Started by postgres.ts, never imported.
import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { peerOptions, peerReady } from './child.ts'
import { postgresIdentity, readablePostgres } from './postgres-binaries.ts'

const options = peerOptions<{
  port: number
  password: string
  durable: boolean
  settings: Record<string, string>
}>()
const identity = await postgresIdentity()
const programs = await readablePostgres(identity)
const folder = await mkdtemp(join(tmpdir(), 'rostrum-postgres-'))
const data = join(folder, 'data')

async function initialise(): Promise<void> {
  await chmod(folder, 0o755)
  await mkdir(data, { mode: 0o700 })
  const passwordFile = join(folder, 'password')
  await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 })
  for (const path of [data, passwordFile]) {
    if (identity.uid !== undefined && identity.gid !== undefined)
      await chown(path, identity.uid, identity.gid)
  }
  await promisify(execFile)(
    join(programs, 'bin/initdb'),
    [
      '-D',
      data,
      '-U',
      'rostrum',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ],
    { ...identity, cwd: '/', env: { PATH: process.env['PATH'], LC_MESSAGES: 'C' } },
  )
  await rm(passwordFile)
}

let server: ChildProcess | undefined

async function start(): Promise<void> {
  const speed = options.durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '32MB',
    ...speed,
    ...options.settings,
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const child = spawn(join(programs, 'bin/postgres'), ['-D', data, ...flags], {
    ...identity,
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_MESSAGES: 'C' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  server = child
  let log = ''
  await new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (chunk: Buffer) => {
      log = (log + chunk.toString()).slice(-2000)
      if (log.includes('ready to accept connections')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`PostgreSQL ended at its start (${code}).\n${log}`)))
  })
}

// SIGINT rolls open transactions back and closes; SIGQUIT is a crash: the next start recovers from its log.
async function stop(signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  const child = server
  server = undefined
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  const late = setTimeout(() => child.kill('SIGQUIT'), 4000)
  await gone
  clearTimeout(late)
}

async function signalAll(signal: 'SIGSTOP' | 'SIGCONT'): Promise<void> {
  const pid = server?.pid
  if (pid === undefined) throw new Error('PostgreSQL is not running')
  const first = signal === 'SIGSTOP'
  if (first) process.kill(pid, signal)
  // Each connection is served by a process of its own, which the signal to their parent does not reach.
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  for (const child of children.split(' ').filter(Boolean)) process.kill(Number(child), signal)
  if (!first) process.kill(pid, signal)
}

try {
  await initialise()
  await start()
} catch (error) {
  await rm(folder, { recursive: true, force: true })
  throw error
}

let frozen = false
async function thaw(): Promise<void> {
  if (frozen) await signalAll('SIGCONT')
  frozen = false
}

peerReady(
  { serverPid: server?.pid },
  async () => {
    await thaw()
    await stop('SIGINT')
    await rm(folder, { recursive: true, force: true })
  },
  async ({ action }) => {
    if (action === 'freeze') {
      await signalAll('SIGSTOP')
      frozen = true
    } else if (action === 'stop') {
      await stop('SIGINT')
    } else if (action === 'crash') {
      await stop('SIGQUIT')
    } else if (action === 'resume') {
      await thaw()
      if (server === undefined) await start()
    } else {
      throw new Error(`Not an action: ${String(action)}`)
    }
    return {}
  },
)
