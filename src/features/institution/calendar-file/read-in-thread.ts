import { Worker } from 'node:worker_threads'
import type { Given, Reading, ReadingFault } from './reading.ts'

const mostMilliseconds = 10_000
const mostMegabytes = 256

/**
 * Reads a calendar beside everything else, and gives up after ten seconds: a rule of repeating can be written so that
 * no program comes to its end. Null then.
 */
export function readInThread(
  text: string,
  given: Given,
  most = mostMilliseconds,
): Promise<Reading | ReadingFault | null> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./reader-thread.ts', import.meta.url), {
      workerData: { text, given },
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    })
    const timer = setTimeout(() => {
      resolve(null)
      void thread.terminate()
    }, most)
    thread.once('message', (reading: Reading | ReadingFault) => {
      clearTimeout(timer)
      resolve(reading)
      void thread.terminate()
    })
    thread.once('error', (error: Error & { code?: string }) => {
      clearTimeout(timer)
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(null)
      else reject(error)
    })
  })
}
