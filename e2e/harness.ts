import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Bluesky } from './peers/bluesky.ts'
import { freePort } from './peers/child.ts'

const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url))
const patience = 60_000

export interface RostrumOptions {
  /** The name it is visited by. Passkeys need `localhost`; Bluesky's OAuth on this machine needs 127.0.0.1. */
  host?: 'localhost' | '127.0.0.1'
  env?: Record<string, string>
  /** Lets it reach this server and its directory. */
  bluesky?: Bluesky
  /** Other servers on this machine that it may call. */
  reach?: string[]
  /** A data folder of which it begins with a copy, as if it had been stopped there. Without, it begins anew. */
  data?: string
}

export interface Rostrum {
  url: string
  folder: string
  /** Printed at the first start, until it is set up. */
  setupLink(): string
  /** Everything it has printed so far. */
  output(): string
  stop(): Promise<void>
  start(): Promise<void>
  restart(): Promise<void>
  kill9(): Promise<void>
  /** Runs one `rostrum` command on the same data. */
  command(...args: string[]): Promise<{ code: number; output: string }>
  /** Stops it and forgets its data. */
  end(): Promise<void>
}

function environment(url: string, folder: string, options: RostrumOptions): Record<string, string> {
  const reach = [options.bluesky?.url, options.bluesky?.plcUrl, ...(options.reach ?? [])]
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    NODE_NO_WARNINGS: '1',
    PORT: new URL(url).port,
    HOST: '127.0.0.1',
    ROSTRUM_URL: url,
    ROSTRUM_DATA: join(folder, 'data'),
    ROSTRUM_LOG: 'warn',
    ROSTRUM_ALLOW_PRIVATE: reach.flatMap((one) => (one ? [new URL(one).host] : [])).join(','),
    ...(options.bluesky
      ? { ROSTRUM_PLC_URL: options.bluesky.plcUrl, ROSTRUM_HANDLE_RESOLVER: options.bluesky.url }
      : {}),
    ...options.env,
  }
}

/** The real server in a process of its own, on a free port with a data folder of its own. */
export async function startRostrum(options: RostrumOptions = {}): Promise<Rostrum> {
  const folder = mkdtempSync(join(tmpdir(), 'rostrum-journey-'))
  const url = `http://${options.host ?? 'localhost'}:${await freePort()}`
  const env = environment(url, folder, options)
  if (options.data !== undefined) cpSync(options.data, join(folder, 'data'), { recursive: true })
  let said = ''
  let child: ChildProcess | undefined

  function run(args: string[]): ChildProcess {
    const started = spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    const hear = (chunk: Buffer) => void (said += chunk.toString())
    started.stdout?.on('data', hear)
    started.stderr?.on('data', hear)
    return started
  }
  async function start(): Promise<void> {
    const from = said.length
    const own = run(['start'])
    child = own
    const until = Date.now() + patience
    while (!said.slice(from).includes('Rostrum is at')) {
      if (own.exitCode !== null || Date.now() > until)
        throw new Error(`Rostrum did not start.\n${said.slice(from)}`)
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const own = child
    child = undefined
    if (!own || own.exitCode !== null || own.signalCode !== null) return
    const gone = once(own, 'exit')
    own.kill(signal)
    const late = setTimeout(() => own.kill('SIGKILL'), 20_000)
    await gone
    clearTimeout(late)
  }
  const whenWeDie = () => void child?.kill('SIGKILL')
  process.once('exit', whenWeDie)
  await start().catch(async (error: unknown) => {
    await end('SIGKILL')
    throw error
  })
  return {
    url,
    folder,
    setupLink() {
      const link = /http\S+#token=\S+/.exec(said)?.[0]
      if (!link) throw new Error(`No set-up link was printed.\n${said}`)
      return link
    },
    output: () => said,
    start,
    stop: () => end('SIGTERM'),
    kill9: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM')
      await start()
    },
    async command(...args) {
      const from = said.length
      const [code] = (await once(run(args), 'close')) as [number | null]
      return { code: code ?? -1, output: said.slice(from) }
    },
    async end() {
      await end('SIGTERM')
      process.off('exit', whenWeDie)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
