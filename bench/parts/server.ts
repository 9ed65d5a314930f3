import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { request } from 'undici'
import { freePort } from '../../e2e/peers/child.ts'

const cli = fileURLToPath(new URL('../../src/cli.ts', import.meta.url))

export interface Server {
  url: string
  pid: number
  /** Milliseconds from the start of the process to the first 200 on `/`. */
  firstPage: number
  stop(): Promise<void>
}

/** Asks for the page until it is there; a refused connection says that it is not yet. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  const until = performance.now() + 60_000
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error('The server ended before its first page.')
    const status = await request(url, { reset: true }).then(
      async ({ statusCode, body }) => {
        await body.dump()
        return statusCode
      },
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED' || error.code === 'UND_ERR_SOCKET') return 0
        throw error
      },
    )
    if (status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  throw new Error('The server gave no page within a minute.')
}

/** Starts a program that serves on the port it is given, and waits for its first page. */
async function startServer(args: string[], port: number, env: Record<string, string>): Promise<Server> {
  const url = `http://127.0.0.1:${port}/`
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const whenWeDie = () => void child.kill('SIGKILL')
  process.once('exit', whenWeDie)
  const stop = async () => {
    process.off('exit', whenWeDie)
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGTERM')
    const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
    await gone
    clearTimeout(late)
  }
  try {
    await answers(url, child)
    return { url, pid: child.pid ?? 0, firstPage: performance.now() - began, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Rostrum as `npm start` runs it, on the data in `folder`. */
export async function startRostrum(folder: string, env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort()
  const own = { PORT: String(port), HOST: '127.0.0.1', ROSTRUM_URL: `http://127.0.0.1:${port}` }
  return startServer([cli, 'start'], port, { ROSTRUM_DATA: folder, ROSTRUM_LOG: 'error', ...own, ...env })
}

/** A bare Fastify server that answers one thing. */
export async function startBareFastify(answer?: { path: string; body: string }): Promise<Server> {
  const port = await freePort()
  const script = fileURLToPath(new URL('../processes/bare-fastify-process.ts', import.meta.url))
  return startServer([script, JSON.stringify({ port, ...answer })], port, {})
}
