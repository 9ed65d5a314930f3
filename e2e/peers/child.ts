import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A peer that runs in a Node process of its own. */
export interface PeerProcess {
  pid: number
  /** What the process said when it was ready. */
  ready: Record<string, unknown>
  /** Sends one line of JSON to the process and waits for its answer. */
  ask(question: Record<string, unknown>): Promise<Record<string, unknown>>
  /** Ends the process and waits until it is gone. */
  stop(): Promise<void>
}

/**
 * Starts `script` (beside this file) in its own Node process. The process holds our end of its standard input:
 * when that closes, because we stopped it or because we died in whatever way, it ends by itself, and what it started
 * with it. A signal of ours at our end would only get in the way of that.
 */
export async function startPeerProcess(script: string, options: object): Promise<PeerProcess> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [path, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_NO_WARNINGS: '1',
      LOG_ENABLED: 'false',
    },
  })

  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk.toString()).slice(-4000)
    if (chunk.includes(told)) process.stderr.write(chunk)
  })
  const waiting: { resolve: (answer: Record<string, unknown>) => void; reject: (error: Error) => void }[] = []
  const answer = () =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      waiting.push({ resolve, reject })
    })
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{"peer":')) waiting.shift()?.resolve(JSON.parse(line) as Record<string, unknown>)
  })
  child.once('exit', (code, signal) => {
    for (const { reject } of waiting.splice(0)) {
      reject(new Error(`The peer ${script} ended early (${signal ?? code}).\n${complaints}`))
    }
  })
  // Writing to a peer that has just died must not take the tests with it; the 'exit' handler reports the death.
  child.stdin.on('error', (error) => (complaints += String(error)))

  const ready = await answer()
  return {
    pid: child.pid ?? 0,
    ready,
    async ask(question) {
      const answered = answer()
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const reply = await answered
      if (typeof reply['error'] === 'string') throw new Error(reply['error'])
      return reply
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = once(child, 'exit')
      child.stdin.end()
      const late = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await gone
      clearTimeout(late)
    },
  }
}

/** How a line begins that whoever started the peer wants to read while it runs. */
const told = 'A peer: '

/** For the script of a peer: says what went wrong with what it looks after, and goes on. */
export function peerTells(what: string): void {
  process.stderr.write(`${told}${what}\n`)
}

/** For the script of a peer: the options it was started with. */
export function peerOptions<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T
}

/**
 * For the script of a peer: says that it is ready, answers questions one after the other, and calls `end` once when
 * the starter has gone or asks for it by a signal.
 */
export function peerReady(
  ready: Record<string, unknown>,
  end: () => Promise<void>,
  onAsk?: (question: Record<string, unknown>) => Promise<Record<string, unknown>>,
): void {
  let ending: Promise<void> | undefined
  const finish = () => {
    ending ??= end().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, finish)
  const say = (line: Record<string, unknown>) =>
    process.stdout.write(`${JSON.stringify({ peer: true, ...line })}\n`)
  process.stdout.on('error', finish)
  let queue = Promise.resolve()
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      queue = queue.then(async () => {
        try {
          say((await onAsk?.(JSON.parse(line) as Record<string, unknown>)) ?? {})
        } catch (error) {
          say({ error: String(error) })
        }
      })
    })
    .on('close', finish)
  say(ready)
}

/** Below those that a system gives to whoever asks for any port: between the look and the use it gives away none of these. */
const firstPort = 20_000
const ports = 12_000

/** A port on 127.0.0.1 that was free a moment ago. */
export async function freePort(): Promise<number> {
  for (let looks = 0; looks < 100; looks++) {
    const port = firstPort + randomInt(ports)
    const server = createServer()
    const free = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false))
      server.listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!free) continue
    server.close()
    await once(server, 'close')
    return port
  }
  throw new Error('No free port on 127.0.0.1')
}
