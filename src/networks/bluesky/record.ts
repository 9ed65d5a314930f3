import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Json, OutgoingPart, RemoteRef } from '../contract.ts'
import { blueskyEntities } from './entities.ts'

export const collection = 'app.bsky.feed.post'

/** A reference to uploaded bytes, as `uploadBlob` answers it and as records carry it. */
export const blobRef = z.object({
  $type: z.literal('blob'),
  ref: z.object({ $link: z.string().min(1) }),
  mimeType: z.string(),
  size: z.number(),
})

/** What `prepareMedia` answers of a video. */
export const preparedVideo = z.object({
  video: blobRef,
  captions: z.array(z.object({ lang: z.string(), file: blobRef })),
})

const refExtra = z.object({ cid: z.string().min(1) })

/** The CID that a reference needs beside the address; null when we were not told. */
export function cidOf(ref: RemoteRef): string | null {
  const extra = refExtra.safeParse(ref.extra)
  return extra.success ? extra.data.cid : null
}

/** DIDs of the handles that a text mentions. Handles that are missing stay plain text. */
export type Mentioned = Map<string, string>

export function mentionedHandles(text: string): string[] {
  return [
    ...new Set(blueskyEntities(text).flatMap((entity) => (entity.kind === 'mention' ? [entity.value] : []))),
  ]
}

const encoder = new TextEncoder()

function facetsOf(text: string, mentioned: Mentioned): Json[] {
  const byteAt = (index: number) => encoder.encode(text.slice(0, index)).byteLength
  return blueskyEntities(text).flatMap((entity): Json[] => {
    const index = { byteStart: byteAt(entity.start), byteEnd: byteAt(entity.end) }
    switch (entity.kind) {
      case 'mention': {
        const did = mentioned.get(entity.value)
        return did ? [{ index, features: [{ $type: 'app.bsky.richtext.facet#mention', did }] }] : []
      }
      case 'link':
        return URL.canParse(entity.value)
          ? [{ index, features: [{ $type: 'app.bsky.richtext.facet#link', uri: entity.value }] }]
          : []
      case 'hashtag':
        return [{ index, features: [{ $type: 'app.bsky.richtext.facet#tag', tag: entity.value }] }]
    }
  })
}

/** One embed a post: pictures and videos win over a link card, which stays a link in the text. */
function embedOf(part: OutgoingPart): Json | null {
  const [first] = part.media
  if (first?.kind === 'video') {
    const { video, captions } = preparedVideo.parse(part.prepared[0] ?? missing())
    const { alt, width, height } = first
    return {
      $type: 'app.bsky.embed.video',
      video,
      alt,
      aspectRatio: { width, height },
      ...(captions.length > 0 ? { captions } : {}),
    }
  }
  const blobs = part.prepared.map((prepared) => blobRef.parse(prepared))
  if (first) {
    const images = part.media.map(({ alt, width, height }, at) => ({
      image: blobs[at] ?? missing(),
      alt,
      aspectRatio: { width, height },
    }))
    return { $type: 'app.bsky.embed.images', images }
  }
  if (!part.link) return null
  const { url, title, description, image } = part.link
  const thumb = image ? (blobs[0] ?? missing()) : null
  return {
    $type: 'app.bsky.embed.external',
    external: { uri: url, title, description, ...(thumb ? { thumb } : {}) },
  }
}

function missing(): never {
  throw new TypeError('A post was sent before its media were prepared')
}

function strongRef(ref: RemoteRef): Json {
  return { uri: ref.remoteId, cid: cidOf(ref) ?? '' }
}

/** The record of a part. The same part gives the same record, except for `facets` when a mentioned handle moves. */
export function recordOf(part: OutgoingPart, mentioned: Mentioned): { [key: string]: Json } {
  const facets = facetsOf(part.text, mentioned)
  const embed = embedOf(part)
  return {
    $type: collection,
    text: part.text,
    createdAt: part.createdAt,
    langs: [part.language],
    ...(facets.length > 0 ? { facets } : {}),
    ...(embed ? { embed } : {}),
    ...(part.parent
      ? { reply: { root: strongRef(part.root ?? part.parent), parent: strongRef(part.parent) } }
      : {}),
  }
}

const embedded = z.object({ $type: z.string(), images: z.array(z.unknown()).optional() })
const embeddedWithMedia = z.object({ media: embedded })

/** How many images and videos a record's embed has. */
export function mediaIn(embed: unknown): number {
  const beside = embeddedWithMedia.safeParse(embed)
  const found = embedded.safeParse(beside.success ? beside.data.media : embed)
  if (!found.success) return 0
  return found.data.$type === 'app.bsky.embed.video' ? 1 : (found.data.images?.length ?? 0)
}

const stored = z.looseObject({
  text: z.string(),
  createdAt: z.string(),
  embed: z.unknown().optional(),
  reply: z.object({ parent: z.object({ uri: z.string() }) }).optional(),
})

/**
 * Is what stands there what we sent? Facets are left out: a mention is looked up at each sending, and a handle
 * that has moved between two sendings must not make one post look like two.
 */
export function sameAs(value: unknown, part: OutgoingPart): { text: string; same: boolean } | null {
  const parsed = stored.safeParse(value)
  if (!parsed.success) return null
  const { text, createdAt, embed, reply } = parsed.data
  const same =
    text === part.text &&
    createdAt === part.createdAt &&
    reply?.parent.uri === part.parent?.remoteId &&
    // Read back without its pictures prepared, a part can't be compared as to them.
    (part.prepared.length === 0 || isDeepStrictEqual(embed ?? null, embedOf(part)))
  return { text, same }
}
