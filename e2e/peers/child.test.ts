import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const starter = `
  import { startPostgres } from './postgres.ts'
  import { startBluesky } from './bluesky.ts'
  const [database, bluesky] = await Promise.all([startPostgres(), startBluesky()])
  console.log(JSON.stringify([database.port, new URL(bluesky.url).port]))
  setInterval(() => undefined, 1000)
`

test.for(['SIGKILL', 'SIGTERM'] as const)(
  'a test process ended by %s leaves no server behind',
  async (signal) => {
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', starter], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const ports = JSON.parse(line.toString()) as number[]
    for (const port of ports) expect(await answers(port)).toBe(true)
    child.kill(signal)
    for (const port of ports) await expect.poll(() => answers(port), { timeout: 10_000 }).toBe(false)
  },
)

async function answers(port: number): Promise<boolean> {
  const { connect } = await import('node:net')
  return new Promise((resolve) => {
    const socket = connect(Number(port), '127.0.0.1')
    socket.once('connect', () => resolve(true))
    socket.once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })
}
