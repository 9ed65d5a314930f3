import { createHash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** An image exactly as it will be sent. */
export interface ManifestMedia {
  assetId: string
  /** Of the very bytes that will be sent: resized and cropped for this network. */
  sha256: string
  type: string
  width: number
  height: number
  alt: string
}

export interface ManifestPart {
  text: string
  media: ManifestMedia[]
  link: { url: string; title: string; description: string; image: ManifestMedia | null } | null
}

/** Exactly what will be sent, where, and when: what an approval is given for. */
export interface Manifest {
  v: 1
  postId: string
  network: string
  account: { id: string; handle: string; remoteId: string | null }
  /** An instant, or `once-approved`. */
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

/** The words of all parts, for lists and for finding duplicates. */
export function wordsOf(manifest: Pick<Manifest, 'parts'>): string {
  return manifest.parts.map((part) => part.text).join('\n\n')
}
