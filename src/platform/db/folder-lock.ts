import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync, linkSync } from 'node:fs'
import { join } from 'node:path'

/** The built-in database keeps no lock of its own, and two processes on one folder would ruin it. */
export class DataFolderInUse extends Error {
  readonly code = 'db.folder-in-use'
  constructor(folder: string, pid: number) {
    super(
      `Another Rostrum (process ${pid}) is using ${folder}. Stop it first, or give this one another folder with ROSTRUM_DATA. ` +
        'To run several processes together, set DATABASE_URL to a PostgreSQL server.',
    )
  }
}

interface Holder {
  pid: number
  /** When the process began, in the kernel's own count, so that a reused number isn't taken for the same process. */
  started: string | null
}

function startOf(pid: number): string | null {
  try {
    // Field 22 of proc(5); the name in field 2 may hold spaces and brackets.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
  }
  return holder.started === null || startOf(holder.pid) === holder.started
}

function readHolder(file: string): Holder | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder
  } catch {
    // No file, or one cut short by a crash while it was written: nobody holds it.
    return null
  }
}

/** Takes the folder for this process, or throws `DataFolderInUse`. Answers the release. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, 'rostrum.lock')
  const mine = `${file}.${process.pid}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, started: startOf(process.pid) } satisfies Holder))
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        // A link is made whole or not at all, and fails when the name is taken.
        linkSync(mine, file)
        return () => rmSync(file, { force: true })
      } catch (error) {
        const holder = readHolder(file)
        if (holder && isAlive(holder)) throw new DataFolderInUse(folder, holder.pid)
        if (attempt > 3) throw error
        // The holder is gone. Move its file away under a name of our own: of two that try, one succeeds.
        renameSync(file, `${file}.stale.${process.pid}`)
        rmSync(`${file}.stale.${process.pid}`, { force: true })
      }
    }
  } finally {
    rmSync(mine, { force: true })
  }
}
