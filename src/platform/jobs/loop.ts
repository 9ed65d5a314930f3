import type { Logger } from '../log/index.ts'

/** Work that one process does again and again. Runs never overlap; a fault is logged and the next run comes. */
export interface Loop {
  /** Runs as soon as may be, instead of waiting. */
  wake(): void
  /** Ends after the run under way. */
  stop(): Promise<void>
}

/** `run` may answer how many milliseconds to wait before the next one, when that is less than `every`. */
export function startLoop(options: {
  name: string
  every: number
  log: Logger
  run: () => Promise<number | void>
}): Loop {
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> | null = null
  let again = false
  let stopped = false

  const later = (wait: number) => {
    if (stopped) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(begin, wait)
  }
  const begin = () => {
    if (timer) clearTimeout(timer)
    timer = null
    if (stopped) return
    if (running) {
      again = true
      return
    }
    again = false
    running = options
      .run()
      .catch((error: unknown) => {
        options.log.error({ err: error, loop: options.name }, 'a run failed; the next one comes')
      })
      .then((wait) => {
        running = null
        later(again ? 0 : Math.min(options.every, wait ?? options.every))
      })
  }
  later(0)
  return {
    wake: () => {
      if (!stopped) begin()
    },
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await running
    },
  }
}
