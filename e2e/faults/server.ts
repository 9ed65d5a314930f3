import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../peers/child.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

/** One `rostrum start` in a process of its own. */
export interface Server {
  url: string
  pid(): number
  output(): string
  alive(): boolean
  /** Resolves when it has said that it is ready; throws when it ended instead. */
  ready(): Promise<void>
  kill9(): Promise<void>
  stop(): Promise<void>
  /** The exit code, once it has ended by itself. */
  ended(): Promise<number | null>
}

export interface ServerOptions {
  role: 'all' | 'web' | 'worker'
  environment: Record<string, string>
  log?: 'silent' | 'warn' | 'error'
}

export async function startServer(options: ServerOptions): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child: ChildProcess = spawn(process.execPath, [cli, 'start'], {
    env: {
      PATH: process.env['PATH'],
      NODE_NO_WARNINGS: '1',
      ...options.environment,
      PORT: String(port),
      HOST: '127.0.0.1',
      // The name of the log, which all processes share, comes from it.
      ROSTRUM_URL: 'http://localhost:3000',
      ROSTRUM_ROLE: options.role,
      ROSTRUM_LOG: options.log ?? 'error',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  const hear = (chunk: Buffer) => void (said += chunk.toString())
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const alive = () => child.exitCode === null && child.signalCode === null
  const whenWeDie = () => void child.kill('SIGKILL')
  process.once('exit', whenWeDie)
  const gone = once(child, 'exit')
  void gone.then(() => process.off('exit', whenWeDie))
  const end = async (signal: NodeJS.Signals) => {
    if (!alive()) return
    child.kill(signal)
    const late = setTimeout(() => child.kill('SIGKILL'), 20_000)
    await gone
    clearTimeout(late)
  }
  return {
    url,
    pid: () => child.pid ?? 0,
    output: () => said,
    alive,
    async ready() {
      const word = options.role === 'worker' ? 'worker is running' : 'Rostrum is at'
      for (const until = Date.now() + 90_000; !said.includes(word); await wait(50))
        if (!alive() || Date.now() > until) throw new Error(`Rostrum did not start.\n${said}`)
    },
    kill9: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async ended() {
      await gone
      return child.exitCode
    },
  }
}
