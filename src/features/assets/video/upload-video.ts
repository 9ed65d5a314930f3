import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Actor } from '#features/people/index.ts'
import type { Services } from '#platform/services.ts'
import type { Asset } from '../contract.ts'
import { whenRoom } from '../imaging.ts'
import { authoriseImages, cleanName, keepFile } from '../keep-asset.ts'
import { refused } from './refusals.ts'
import { rewriteVideo } from './rewrite.ts'
import { receive, spooled } from './spool.ts'

/** Keeps a video that somebody uploads: its pictures and its sound, never the file itself, and never all of it in memory. */
export async function uploadVideo(
  services: Services,
  actor: Actor,
  file: { name: string; chunks: AsyncIterable<Uint8Array> },
): Promise<Asset> {
  authoriseImages(actor)
  const name = cleanName(file.name, 'video')
  return spooled(services, async (came, made) => {
    if ((await receive(file.chunks, came, services.config.videoBytes)) === 0) throw refused.empty(name)
    const { facts, ...form } = await whenRoom(() => rewriteVideo(came, made, name))
    const [sha256, size] = [await digestOf(made), (await stat(made)).size]
    const kept = { ...form, kind: 'upload' as const, name, animated: false, video: facts, sha256, size }
    return keepFile(services, actor, kept, async (target) => {
      await services.files.putStream(target, createReadStream(made), form.type)
    })
  })
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}
