import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { NotFound, Unavailable } from '../errors.ts'
import type { FileStore } from './types.ts'

const shape = /^[a-z0-9][a-z0-9/._-]*$/

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

export function openDisk(folder: string): FileStore {
  const pathOf = (name: string) => {
    if (!shape.test(name) || name.includes('..')) throw new Error(`“${name}” is not a name for a file here.`)
    return join(folder, name)
  }
  const put = async (name: string, bytes: Uint8Array) => {
    const path = pathOf(name)
    const part = `${path}.${randomBytes(4).toString('hex')}.part`
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const file = await open(part, 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(part, path)
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
  return {
    put,
    async get(name) {
      try {
        return await readFile(pathOf(name))
      } catch (error) {
        if (codeOf(error) === 'ENOENT') throw new NotFound('file')
        throw error
      }
    },
    remove: (name) => rm(pathOf(name), { force: true }),
    async *list() {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
        if (entry.isFile() && !entry.name.endsWith('.part'))
          yield relative(folder, join(entry.parentPath, entry.name))
    },
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
