import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract } from 'tar-stream'
import { counting } from './counting.ts'
import { BackupFault, formatVersion, Manifest, manifestName } from './manifest.ts'

const biggestManifest = 200_000_000

/** Gives every member of the archive to `each`, in its order. What `each` does not read is skipped. */
export async function eachMember(
  file: string,
  each: (name: string, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const found = extract()
  const fed = pipeline(createReadStream(file), createGunzip(), found)
  const read = (async () => {
    for await (const entry of found) {
      await each(entry.header.name, entry as unknown as AsyncIterable<Buffer>)
      entry.resume()
    }
  })()
  await Promise.all([fed, read])
}

export async function bytesOf(
  content: AsyncIterable<Buffer>,
  most = Number.POSITIVE_INFINITY,
): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of content) {
    size += part.length
    if (size > most) throw new BackupFault('A member of this archive is larger than it can be.')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

type Seen = Map<string, { bytes: number; sha256: string }>

async function look(file: string): Promise<{ seen: Seen; manifest: Buffer | null; twice: string | null }> {
  const seen: Seen = new Map()
  let manifest: Buffer | null = null
  let twice: string | null = null
  await eachMember(file, async (name, content) => {
    if (name === manifestName && !manifest) {
      manifest = await bytesOf(content, biggestManifest)
      return
    }
    if (seen.has(name) || name === manifestName) twice ??= name
    const counted = counting(content)
    for await (const part of counted.bytes) void part
    seen.set(name, counted.sum())
  })
  return { seen, manifest, twice }
}

function parse(bytes: Buffer): Manifest {
  let value: unknown
  try {
    value = JSON.parse(bytes.toString('utf8'))
  } catch (error) {
    throw new BackupFault('The list of contents of this archive cannot be read.', { cause: error })
  }
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined
  if (typeof format === 'number' && format > formatVersion)
    throw new BackupFault(
      'This backup was made by a newer Rostrum. Restore it with that version or a later one.',
    )
  const parsed = Manifest.safeParse(value)
  if (!parsed.success)
    throw new BackupFault('This archive’s list of contents is not one that Rostrum writes.')
  return parsed.data
}

/** Compares everything in the archive with its list of contents. Changes nothing. Throws `BackupFault`. */
export async function verifyArchive(file: string): Promise<Manifest> {
  await stat(file).catch(() => {
    throw new BackupFault(`There is no file ${file}.`)
  })
  const {
    seen,
    manifest: bytes,
    twice,
  } = await look(file).catch((error: unknown) => {
    if (error instanceof BackupFault) throw error
    throw new BackupFault(`${file} is damaged, cut short, or not a backup of Rostrum. Nothing was changed.`, {
      cause: error,
    })
  })
  if (!bytes)
    throw new BackupFault(
      `${file} has no list of contents, so it is cut short or not a backup. Nothing was changed.`,
    )
  const manifest = parse(bytes)
  const wrong = manifest.members.find((member) => {
    const found = seen.get(member.name)
    return found?.bytes !== member.bytes || found.sha256 !== member.sha256
  })
  const listed = new Set(manifest.members.map((member) => member.name))
  const extra = [...seen.keys()].find((name) => !listed.has(name))
  const fault = wrong?.name ?? extra ?? twice
  if (fault)
    throw new BackupFault(
      `The archive is damaged: ${fault} is not what its list of contents says. Nothing was changed.`,
    )
  return manifest
}
