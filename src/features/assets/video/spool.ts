import { mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '#platform/db/index.ts'
import { TooLarge, Unavailable } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'

type Spooling = Pick<Services, 'config'>

/** Where an upload waits while it is looked into: on this machine, because looking goes to and fro. */
const folderOf = ({ config }: Spooling): string => join(config.dataFolder, 'incoming')

export const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toLocaleString('en-GB')} MB`

export function tooLargeVideo(most: number): TooLarge {
  return new TooLarge(
    'assets.too-large',
    `This file is too large: a video may have at most ${megabytes(most)}.`,
    {
      fix: 'Export it with a lower bit rate or in 1080p, or cut it, and upload that.',
      data: { limit: most },
    },
  )
}

/** Two files of their own for the time of `work`: what came, and what is made of it. Both go afterwards. */
export async function spooled<T>(
  services: Spooling,
  work: (came: string, made: string) => Promise<T>,
): Promise<T> {
  const folder = folderOf(services)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const id = newId()
  const [came, made] = [join(folder, `${id}.came`), join(folder, `${id}.made`)]
  try {
    return await work(came, made)
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT'))
      throw new Unavailable(
        'files.full',
        'The disk of this machine is full, so the video was not kept. Your text is safe; tell your administrator.',
      )
    throw error
  } finally {
    await Promise.all([rm(came, { force: true }), rm(made, { force: true })])
  }
}

/** Writes what comes to a file, and not a byte more than is allowed. Answers how many there were. */
export async function receive(
  chunks: AsyncIterable<Uint8Array>,
  path: string,
  most: number,
): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength
      if (bytes > most) throw tooLargeVideo(most)
      await file.writeFile(chunk)
    }
    return bytes
  } finally {
    await file.close()
  }
}

const day = 86_400_000

/** What a process that was killed left behind goes after a day. */
export async function clearSpool(services: Spooling & Pick<Services, 'clock'>): Promise<void> {
  const folder = folderOf(services)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of await readdir(folder)) {
    const path = join(folder, name)
    if (services.clock.now().epochMilliseconds - (await stat(path)).mtimeMs > day)
      await rm(path, { force: true })
  }
}
