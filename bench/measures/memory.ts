import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { figure, type Measure } from '../figure.ts'
import { withFolder } from '../parts/folder.ts'
import { withProcess } from '../parts/process.ts'
import { startRostrum } from '../parts/server.ts'
import { withExample } from '../parts/stage.ts'

const idle = 10_000

/** What the kernel says that the process holds in memory, in megabytes. */
function residentOf(pid: number): number {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (!kb) throw new Error('The kernel does not say how much memory the process holds.')
  return Number(kb) / 1024
}

async function residentServer(folder: string): Promise<number> {
  const server = await startRostrum(folder)
  try {
    await wait(idle)
    return residentOf(server.pid)
  } finally {
    await server.stop()
  }
}

export const memory: Measure = {
  name: 'memory',
  about: 'What the running server (web and worker in one process, PGlite) holds in memory when idle.',
  aim: null,
  pages: true,
  run: () =>
    withFolder(async (folder) => {
      const bare = await withProcess(
        'bare-pglite-process.ts',
        { folder: join(folder, 'bare') },
        async (peer) => {
          await wait(idle)
          return residentOf(peer.pid)
        },
      )
      const empty = join(folder, 'empty')
      const made = await startRostrum(empty)
      await made.stop()
      const example = join(folder, 'example')
      await withExample(example)
      const reference = { name: 'a bare node process that opened PGlite', value: bare }
      const note = `Resident set ${idle / 1000} s after the first page, of a process started on data that was there.`
      return [
        figure('idle, not set up yet', await residentServer(empty), 'MB', { reference, note }),
        figure('idle, with the example university', await residentServer(example), 'MB', { reference, note }),
      ]
    }),
}
