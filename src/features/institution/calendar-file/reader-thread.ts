import { parentPort, workerData } from 'node:worker_threads'
import { readEvents } from './read-events.ts'
import type { Given } from './reading.ts'

const { text, given } = workerData as { text: string; given: Given }
parentPort?.postMessage(readEvents(text, given), [])
