import { z } from 'zod'
import { startBenchProcess } from './process.ts'
import type { Environment } from './stage.ts'

const told = z.object({
  published: z.number(),
  due: z.string(),
  quarter: z.string(),
  last: z.string(),
  /** Milliseconds after its time: p50, p95, p99, the last. */
  late: z.tuple([z.number(), z.number(), z.number(), z.number()]),
})

export interface Sent {
  published: number
  /** From the instant that the last was due to when it was published. */
  seconds: number
  /** Posts a second without the first quarter, in which the process warms up. */
  rate: number
  late: { p50: number; p95: number; p99: number; max: number }
}

/** Lets this many workers, each a process, send all that is due. */
export async function letWorkersSend(environment: Environment, workers = 1, pollEvery = 200): Promise<Sent> {
  const running = []
  try {
    for (let each = 0; each < workers; each++)
      running.push(await startBenchProcess('worker-process.ts', { environment, pollEvery }))
    for (const worker of running) await worker.ask({ say: 'start' })
    const { published, due, quarter, last, late } = told.parse(await running[0]?.ask({ say: 'wait' }))
    const [p50, p95, p99, max] = late
    return {
      published,
      seconds: (Date.parse(last) - Date.parse(due)) / 1000,
      rate: (published * 750) / (Date.parse(last) - Date.parse(quarter)),
      late: { p50, p95, p99, max },
    }
  } finally {
    for (const worker of running) await worker.stop()
  }
}
