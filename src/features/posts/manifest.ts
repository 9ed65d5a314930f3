import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'
import type { Beside } from './details/rules.ts'

/** An image exactly as it will be sent. Its keys stay what they are: digests of posts that are approved hang on them. */
export interface ManifestImage {
  assetId: string
  /** Of the very bytes that will be sent: resized and cropped for this network. */
  sha256: string
  type: string
  width: number
  height: number
  alt: string
}

/** A video exactly as it will be sent, with everything that goes along. */
export interface ManifestVideo extends ManifestImage {
  kind: 'video'
  bytes: number
  seconds: number
  captions: { assetId: string; sha256: string; type: string; language: string }[]
  /** The picture that stands for it until it is played. */
  cover: ManifestImage | null
}

export type ManifestMedia = ManifestImage | ManifestVideo

export interface ManifestPart {
  text: string
  media: ManifestMedia[]
  link: { url: string; title: string; description: string; image: ManifestImage | null } | null
}

/**
 * Exactly what will be sent, where, and when: what an approval is given for. What stands beside the words is there only
 * where it is used: the seals of posts without it stay what they were.
 */
export interface Manifest extends Beside {
  v: 1
  postId: string
  network: string
  account: { id: string; handle: string; remoteId: string | null }
  /** An instant, `once-approved`, or `queue:` and the id of the queue that gives it its time. */
  when: string
  language: string
  parts: ManifestPart[]
}

/** SHA-256 over the canonical manifest, hexadecimal. */
export function digestOf(manifest: Manifest): string {
  const text = canonicalize(manifest)
  if (text === undefined) throw new Error('A manifest has no canonical form.')
  return createHash('sha256').update(text).digest('hex')
}

/** Title and words of all parts, for finding duplicates. */
export function wordsOf({ title, parts }: Pick<Manifest, 'title' | 'parts'>): string[] {
  return [...(title === undefined ? [] : [title]), ...parts.map((part) => part.text)]
}
