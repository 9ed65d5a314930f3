import type { OutgoingMedia, OutgoingPart, RemoteRef } from '#networks/contract.ts'
import type { PostsDeps } from '../deps.ts'
import type { Manifest, ManifestImage, ManifestMedia, ManifestPart, ManifestVideo } from '../manifest.ts'
import type { PartProgress, Publication } from '../tables.ts'

type MediaDeps = Pick<PostsDeps, 'renditionBytes' | 'videoSlice' | 'captionBytes' | 'mediaAddress'>

function outgoingImage(deps: MediaDeps, media: ManifestImage): OutgoingMedia {
  const { assetId, sha256, type, width, height, alt } = media
  let read: Promise<Uint8Array> | null = null
  const bytes = () => (read ??= deps.renditionBytes(assetId, sha256))
  return {
    kind: 'image',
    sha256,
    type,
    width,
    height,
    size: async () => (await bytes()).byteLength,
    seconds: null,
    alt,
    captions: [],
    bytes,
    slice: async (from, to) => (await bytes()).subarray(from, to),
    address: () => deps.mediaAddress({ assetId, sha256, type }),
  }
}

/** A video is read from the file store in parts, as the network takes it. */
function outgoingVideo(deps: MediaDeps, media: ManifestVideo): OutgoingMedia {
  const { assetId, sha256, type, width, height, alt, bytes: size, seconds, captions, cover } = media
  const slice = (from: number, to: number) => deps.videoSlice(assetId, sha256, [from, Math.min(to, size)])
  return {
    kind: 'video',
    sha256,
    type,
    width,
    height,
    size: () => Promise.resolve(size),
    seconds,
    alt,
    captions: captions.map((each) => ({
      sha256: each.sha256,
      type: each.type,
      language: each.language,
      bytes: () => deps.captionBytes(each.assetId, each.sha256, each.type),
    })),
    ...(cover ? { cover: outgoingImage(deps, cover) } : {}),
    bytes: () => Promise.reject(new Error('A video is read in slices, as the network takes it.')),
    slice,
    address: () => deps.mediaAddress({ assetId, sha256, type }),
  }
}

export function outgoingMedia(deps: MediaDeps, media: ManifestMedia): OutgoingMedia {
  return 'kind' in media ? outgoingVideo(deps, media) : outgoingImage(deps, media)
}

/** Everything of a part that has to be uploaded first, in the order in which `prepared` keeps the answers. */
export function uploadsOf(deps: PostsDeps, part: ManifestPart): OutgoingMedia[] {
  const all = part.link?.image ? [...part.media, part.link.image] : part.media
  return all.map((media) => outgoingMedia(deps, media))
}

/** A thread has its title, tags, audience and format at its head, and its first comment under its end. */
function outgoingBeside(
  deps: PostsDeps,
  manifest: Manifest,
  index: number,
): Pick<OutgoingPart, 'title' | 'tags' | 'audience' | 'format' | 'firstComment'> {
  const usual = deps.networks.get(manifest.network)?.profile.capabilities.formats[0] ?? 'post'
  const head = index === 0
  const end = index === manifest.parts.length - 1
  return {
    title: head ? (manifest.title ?? null) : null,
    tags: head ? (manifest.tags ?? []) : [],
    audience: head ? (manifest.audience ?? null) : null,
    format: head ? (manifest.format ?? usual) : usual,
    firstComment: end ? (manifest.firstComment ?? null) : null,
  }
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
    staged: mine.staged ?? null,
    ...outgoingBeside(deps, manifest, index),
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
