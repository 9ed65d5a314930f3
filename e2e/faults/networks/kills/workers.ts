/** Workers' processes: one at work, and one that stands ready to take over, because starting one takes a while. */
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Harness } from '#networks/conformance.ts'

export interface Workers {
  /** Begins to work, or looks at once. */
  wake(): void
  /** Nothing is looked for until it is woken. */
  rest(): Promise<void>
  skip(milliseconds: number): void
  /** `kill -9`. */
  kill(): void
  /** Is the one at work gone? */
  gone(): boolean
  /** The one that stands ready begins. */
  takeOver(): void
  end(): Promise<void>
}

interface Options {
  harnesses: readonly Harness[]
  environment: Record<string, string>
  /** How far the clock is ahead. */
  ahead(): number
  /** What it wrote to its log. */
  hear(line: string): void
}

const script = fileURLToPath(new URL('./worker.ts', import.meta.url))
/** The types are stripped once, not by every process anew. */
const cache = join(tmpdir(), 'rostrum-faults-compiled')

async function startOne({ harnesses, environment, hear }: Options): Promise<ChildProcess> {
  const given: { id: string; settings: object; app: Record<string, string> | undefined }[] = []
  const reachable: string[] = []
  for (const { madeWith, network } of harnesses) {
    if (!madeWith) throw new Error(`${network.profile.name} can’t be made by another process.`)
    const { context, settings } = madeWith
    given.push({ id: network.profile.id, settings, app: await context.app() })
    reachable.push(...context.reachable)
  }
  const child = fork(script, [JSON.stringify(given)], {
    execArgv: [],
    env: {
      PATH: process.env['PATH'],
      NODE_NO_WARNINGS: '1',
      NODE_COMPILE_CACHE: cache,
      ...environment,
      ROSTRUM_LOG: 'error',
      ROSTRUM_ALLOW_PRIVATE: reachable.join(','),
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const listen = (chunk: Buffer) => {
    for (const line of chunk.toString().split('\n')) if (line.trim() !== '') hear(line)
  }
  child.stdout?.on('data', listen)
  child.stderr?.on('data', listen)
  // What is told to one that has just died reaches nobody.
  child.on('error', () => undefined)
  const ended = once(child, 'exit').then(() => 'ended')
  const first = await Promise.race([once(child, 'message'), ended])
  if (first === 'ended') throw new Error('A worker ended at its start.')
  return child
}

const isGone = ({ exitCode, signalCode, killed }: ChildProcess) =>
  killed || exitCode !== null || signalCode !== null

export async function startWorkers(options: Options): Promise<Workers> {
  let atWork = await startOne(options)
  let spare = startOne(options)
  /** Its reasons are told by whoever waits for it. */
  spare.catch(() => undefined)
  /** Resolves when the next one is at work; null when nobody is waited for. */
  let change: Promise<void> | null = null
  const say = (words: object) =>
    void (isGone(atWork) || change !== null || atWork.send(words, () => undefined))
  const begin = () => say({ do: 'begin', ahead: options.ahead() })
  let resting = true
  let woken = 0
  return {
    async rest() {
      await change
      if (resting) return
      resting = true
      const rests = once(atWork, 'message')
      say({ do: 'rest' })
      await Promise.race([rests, once(atWork, 'exit')])
    },
    wake() {
      if (resting) {
        resting = false
        return begin()
      }
      // It looks by itself once a second.
      if (performance.now() - woken < 100) return
      woken = performance.now()
      say({ do: 'wake' })
    },
    skip: (by) => say({ do: 'skip', by }),
    kill: () => void atWork.kill('SIGKILL'),
    gone: () => isGone(atWork) && change === null,
    takeOver() {
      const next = spare
      spare = startOne(options)
      spare.catch(() => undefined)
      change = next.then(
        (child) => {
          atWork = child
          change = null
          if (!resting) begin()
        },
        (error: unknown) => options.hear(String(error)),
      )
    },
    async end() {
      const all = [atWork, await spare.catch(() => null)]
      for (const child of all) {
        if (!child || isGone(child)) continue
        const gone = once(child, 'exit')
        child.kill('SIGKILL')
        await gone
      }
    },
  }
}
