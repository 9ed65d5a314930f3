import type { OutgoingMedia, OutgoingPart, RemoteRef } from '#networks/contract.ts'
import type { PostsDeps } from '../deps.ts'
import type { ManifestMedia, ManifestPart } from '../manifest.ts'
import type { PartProgress, Publication } from '../tables.ts'

function outgoingMedia(deps: PostsDeps, media: ManifestMedia): OutgoingMedia {
  return {
    sha256: media.sha256,
    type: media.type,
    width: media.width,
    height: media.height,
    alt: media.alt,
    bytes: () => deps.renditionBytes(media.assetId, media.sha256),
  }
}

/** Everything of a part that has to be uploaded first, in the order in which `prepared` keeps the answers. */
export function uploadsOf(deps: PostsDeps, part: ManifestPart): OutgoingMedia[] {
  const all = part.link?.image ? [...part.media, part.link.image] : part.media
  return all.map((media) => outgoingMedia(deps, media))
}

/** A part of the approved manifest in the form that networks take. The order of a thread is in `progress`. */
export function outgoingPart(
  deps: PostsDeps,
  { manifest, sent_at }: Pick<Publication, 'manifest' | 'sent_at'>,
  index: number,
  progress: readonly PartProgress[],
): OutgoingPart {
  const part = manifest.parts[index]
  const mine = progress[index]
  if (!part || !mine) throw new Error(`There is no part ${index} to send.`)
  const refOf = (at: number): RemoteRef | null => progress[at]?.ref ?? null
  return {
    key: mine.key,
    createdAt: mine.createdAt,
    sentAt: sent_at,
    text: part.text,
    language: manifest.language,
    media: part.media.map((media) => outgoingMedia(deps, media)),
    prepared: mine.prepared,
    link: part.link && {
      url: part.link.url,
      title: part.link.title,
      description: part.link.description,
      image: part.link.image && outgoingMedia(deps, part.link.image),
    },
    root: index > 0 ? refOf(0) : null,
    parent: index > 0 ? refOf(index - 1) : null,
  }
}
