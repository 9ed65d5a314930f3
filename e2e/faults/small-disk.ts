import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A disk of a few megabytes, which a test may fill. */
export interface SmallDisk {
  path: string
  /** Bytes that are free. */
  free(): number
  /** Fills all but `leave` bytes. */
  fill(leave: number): void
  /** Gives back what was filled. */
  release(): void
  remove(): void
}

/** Why there is none, where this machine does not let us mount one. */
export class NoSmallDisk extends Error {
  readonly code = 'faults.no-small-disk'
}

/** Throws `NoSmallDisk`. */
export function mountSmallDisk(path: string, megabytes: number): SmallDisk {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'rostrum-faults', path]
    execFileSync('mount', options, { stdio: ['ignore', 'ignore', 'pipe'] })
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error)
    throw new NoSmallDisk(said.split('\n')[0] ?? '')
  }
  const ballast = join(path, 'ballast')
  const free = () => {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  }
  const whenWeDie = () => unmount()
  const unmount = () => {
    // Lazily: what a dying process still holds open must not keep it.
    execFileSync('umount', ['-l', path], { stdio: 'ignore' })
    process.off('exit', whenWeDie)
  }
  process.once('exit', whenWeDie)
  return {
    path,
    free,
    fill(leave) {
      const file = openSync(ballast, 'a', 0o600)
      for (let left = free() - leave; left > 0; left = free() - leave)
        writeSync(file, Buffer.alloc(Math.min(left, 1_048_576), 1))
      fsyncSync(file)
      closeSync(file)
    },
    release: () => rmSync(ballast, { force: true }),
    remove: unmount,
  }
}
