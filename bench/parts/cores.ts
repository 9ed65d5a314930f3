import { cpus } from 'node:os'
import { median } from '../figure.ts'

/** Milliseconds that all cores of this machine have passed, and those of them in which they did nothing. */
function passed(): { all: number; idle: number } {
  let all = 0
  let idle = 0
  for (const { times } of cpus()) {
    all += times.user + times.nice + times.sys + times.irq + times.idle
    idle += times.idle
  }
  return { all, idle }
}

export interface CoreWatch {
  /** Ends the watch. Answers how busy the cores were in the median second, from 0 to 1. */
  stop(): number
}

/**
 * Watches how busy the cores of this machine are, whoever uses them. Where there was nothing left of them, what is late
 * is late for want of cores, and the figure says nothing of what delays what.
 */
export function watchCores(): CoreWatch {
  const shares: number[] = []
  let before = passed()
  const look = () => {
    const now = passed()
    const all = now.all - before.all
    if (all > 0) shares.push(1 - (now.idle - before.idle) / all)
    before = now
  }
  const looking = setInterval(look, 1000)
  return {
    stop() {
      clearInterval(looking)
      look()
      return median(shares)
    },
  }
}
