import { readConfig, readEnvironment } from '#platform/config/index.ts'
import { createLogger, type Logger } from '#platform/log/index.ts'
import type { Running } from '../../main.ts'
import { explain } from './explain.ts'
import { note, out } from './say.ts'

const patience = 15_000
/** A terminal and npm each pass on one and the same Ctrl-C. */
const sameWish = 500

/** Resolves when somebody asks the process to end. A second wish ends it at once. */
function askedToStop(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let first = 0
    const hear = (signal: NodeJS.Signals) => {
      if (first === 0) {
        first = performance.now()
        resolve(signal)
      } else if (performance.now() - first > sameWish) process.exit(130)
    }
    process.on('SIGINT', hear)
    process.on('SIGTERM', hear)
  })
}

function endOnFaults(log: Logger): void {
  const end = (error: unknown) => {
    log.fatal(
      { err: error },
      'an unforeseen fault ended Rostrum; what was in hand is found again at the next start',
    )
    process.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', end)
}

async function endRunning(stops: (() => Promise<unknown>)[]): Promise<number> {
  const late = setTimeout(() => {
    note('Not everything could be finished in 15 seconds. What was in hand is found again at the next start.')
    process.exit(1)
  }, patience)
  for (const stop of stops) await stop()
  clearTimeout(late)
  out('Rostrum has stopped.')
  return 0
}

/** `rostrum start`: runs until it is asked to stop. */
export async function start(): Promise<number> {
  const config = readConfig(readEnvironment())
  const log = createLogger(config.logLevel)
  const { run } = await import('../../main.ts')
  let running: Running
  try {
    running = await run(config, out)
  } catch (error) {
    // The port, the folder or the database: said plainly, and then nothing may keep the process alive.
    const said = explain(error)
    note(said.text)
    process.exit(said.exitCode)
  }
  endOnFaults(log)
  const asked = askedToStop()
  const control = config.databaseUrl
    ? null
    : await (await import('./control-server.ts')).startControl(running.opened)
  await asked
  out('Stopping: finishing what is in hand.')
  const code = await endRunning([async () => control?.close(), () => running.stop()])
  process.exit(code)
}
