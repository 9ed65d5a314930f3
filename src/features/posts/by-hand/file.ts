import type { Actor } from '#features/people/index.ts'
import type { OutgoingMedia } from '#networks/contract.ts'
import { NotFound } from '#platform/errors.ts'
import type { PostsDeps } from '../deps.ts'
import { outgoingMedia } from '../sending/outgoing.ts'
import { reachByHand } from './reach.ts'

/** One image or video of what was approved: byte for byte what a network would be sent. */
export async function approvedFile(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  sha256: string,
): Promise<OutgoingMedia> {
  const { publication } = await reachByHand(deps, actor, publicationId, 'posts.read')
  const media = publication.manifest.parts.flatMap((part) => part.media).find((one) => one.sha256 === sha256)
  if (!media) throw new NotFound('image or video')
  return outgoingMedia(deps, media)
}

const slice = 1_000_000

/** A video may be large, so it is read in parts. */
export async function* bytesOf(media: OutgoingMedia): AsyncGenerator<Uint8Array> {
  const size = await media.size()
  for (let from = 0; from < size; from += slice) yield await media.slice(from, Math.min(size, from + slice))
}
