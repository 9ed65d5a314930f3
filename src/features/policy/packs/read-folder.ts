import { constants } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { CorruptPack } from './faults.ts'
import type { PackFault } from './faults.ts'
import { packFiles } from './pack.ts'
import type { PackFile, PackSource } from './pack.ts'
import { greatestFile, tooLarge } from './reading-limits.ts'

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : null)
const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(String(codeOf(error)))

/** Reads the files of a pack, and nothing that is too large, not text, or outside its folder. */
export async function readPackFolder(name: string, dir: string): Promise<PackSource> {
  const folder = await folderOf(name, dir)
  const faults: PackFault[] = []
  const texts: [PackFile, string][] = []
  for (const file of packFiles) texts.push([file, await textOf(folder, file, faults)])
  if (faults.length > 0) throw new CorruptPack(name, faults)
  return Object.fromEntries(texts) as PackSource
}

async function folderOf(name: string, dir: string): Promise<string> {
  const refuse = (fault: string): never => {
    throw new CorruptPack(name, [{ file: dir, line: 1, fault }])
  }
  try {
    const folder = await realpath(dir)
    if ((await stat(folder)).isDirectory()) return folder
  } catch (error) {
    if (codeOf(error) === 'ELOOP')
      return refuse('The path is a loop of links. Give the path of the folder itself.')
    if (!isMissing(error)) throw error
    return refuse(
      'There is no such folder. Give the path of a pack’s folder, or begin one with `rostrum policy init`.',
    )
  }
  return refuse('This is a file. Give the path of the folder that it stands in.')
}

async function textOf(folder: string, file: PackFile, faults: PackFault[]): Promise<string> {
  const refuse = (fault: string, line = 1): string => {
    faults.push({ file, line, fault })
    return ''
  }
  try {
    const path = await realpath(join(folder, file))
    if (!path.startsWith(folder + sep))
      return refuse('The file is a link out of the pack’s folder. Put the file itself in its place.')
    // Looked at before it is opened: opening a pipe would wait for its writer.
    const found = await stat(path)
    if (!found.isFile()) return refuse('This is no file. Put a text file in its place.')
    if (found.size > greatestFile) return refuse(tooLarge)
    return textFrom(await bytesOf(path), refuse)
  } catch (error) {
    if (codeOf(error) === 'ELOOP')
      return refuse('The file is a loop of links. Put the file itself in its place.')
    if (!isMissing(error)) throw error
    if (file === 'coverage.yaml') return ''
    return refuse('The file is not there. Add it; `rostrum policy init` shows how it begins.')
  }
}

async function bytesOf(path: string): Promise<Buffer> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    // It may have grown since it was looked at.
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(greatestFile + 1), 0, greatestFile + 1, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

function textFrom(bytes: Buffer, refuse: (fault: string, line?: number) => string): string {
  if (bytes.length > greatestFile) return refuse(tooLarge)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    const lines = bytes.toString('latin1').split('\n')
    const at = lines.findIndex((line) => !isText(Buffer.from(line, 'latin1')))
    return refuse('The file is not in UTF-8 here. Save it as UTF-8.', Math.max(0, at) + 1)
  }
}

const isText = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes)
