import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { NotFound, Unavailable } from '../errors.ts'
import type { FileStore } from './types.ts'

const shape = /^[a-z0-9][a-z0-9/._-]*$/

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

async function found<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new NotFound('file')
    throw error
  }
}

/** Under another name first, so that nobody ever sees half a file. */
async function writeWhole<T>(path: string, fill: (file: FileHandle) => Promise<T>): Promise<T> {
  const part = `${path}.${randomBytes(4).toString('hex')}.part`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(part, 'wx', 0o600)
    let filled: T
    try {
      filled = await fill(file)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
    return filled
  } catch (error) {
    await rm(part, { force: true })
    if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT')
      throw new Unavailable(
        'files.full',
        'The disk for uploads is full, so this file was not kept. Your text is safe; tell your administrator.',
      )
    throw error
  }
}

/** A process that was killed leaves its half of a file. One that is still written to is younger. */
async function clearParts(folder: string, before: number): Promise<number> {
  let cleared = 0
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.part')) continue
    const path = join(entry.parentPath, entry.name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Infinity }))
    if (mtimeMs >= before) continue
    await rm(path, { force: true })
    cleared++
  }
  return cleared
}

const chunkBytes = 1_000_000

async function* inChunks(file: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size;) {
    const chunk = Buffer.alloc(Math.min(chunkBytes, size - at))
    const { bytesRead } = await file.read(chunk, 0, chunk.byteLength, at)
    if (bytesRead === 0) return
    yield chunk.subarray(0, bytesRead)
    at += bytesRead
  }
}

export function openDisk(folder: string): FileStore {
  const pathOf = (name: string) => {
    if (!shape.test(name) || name.includes('..')) throw new Error(`“${name}” is not a name for a file here.`)
    return join(folder, name)
  }
  const write = async <T>(name: string, fill: (file: FileHandle) => Promise<T>) =>
    writeWhole(pathOf(name), fill)
  const put = (name: string, bytes: Uint8Array) => write(name, (file) => file.writeFile(bytes))
  return {
    put,
    putStream: (name, bytes) =>
      write(name, async (file) => {
        let written = 0
        for await (const chunk of bytes) {
          await file.writeFile(chunk)
          written += chunk.byteLength
        }
        return written
      }),
    get: (name) => found(readFile(pathOf(name))),
    size: async (name) => (await found(stat(pathOf(name)))).size,
    async slice(name, from, to) {
      const file = await found(open(pathOf(name), 'r'))
      try {
        const wanted = Buffer.alloc(Math.max(0, Math.min(to, (await file.stat()).size) - from))
        const { bytesRead } = await file.read(wanted, 0, wanted.byteLength, from)
        return wanted.subarray(0, bytesRead)
      } finally {
        await file.close()
      }
    },
    async whole(name, read) {
      const file = await found(open(pathOf(name), 'r'))
      try {
        const { size } = await file.stat()
        return await read(size, inChunks(file, size))
      } finally {
        await file.close()
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    async *list() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && !entry.name.endsWith('.part'))
          yield relative(folder, join(entry.parentPath, entry.name))
    },
    clearGivenUp: (before) => clearParts(folder, before),
    async trouble() {
      try {
        // A name of its own: two who look at once must not take each other's away.
        const probe = `probe-${randomBytes(4).toString('hex')}.part`
        await put(probe, new Uint8Array([1]))
        await rm(pathOf(probe))
        return null
      } catch (error) {
        return `${folder} cannot be written to: ${error instanceof Error ? error.message : String(error)}`
      }
    },
  }
}
