import exifr from 'exifr'
import type { Metadata } from 'sharp'
import type { Removed } from './contract.ts'
import { removedKindOf } from './rules.ts'

const options = {
  tiff: true,
  exif: true,
  gps: true,
  xmp: false,
  iptc: true,
  icc: false,
  jfif: false,
  ihdr: false,
  interop: false,
  makerNote: true,
  userComment: true,
  mergeOutput: false,
  translateValues: false,
}

/** What an image tells beside its picture: all of it is left behind when the image is written again. */
export async function hiddenDetails(bytes: Uint8Array, metadata: Metadata): Promise<Removed[]> {
  const fields = [
    ...(await exifFields(bytes, metadata)),
    ...xmpFields(metadata.xmp),
    ...(metadata.comments ?? []).map((comment) => comment.keyword),
    // Nothing here reads the older block of news agencies in a WebP; that it is there is enough.
    ...(metadata.iptc ? ['Iptc'] : []),
  ]
  const kinds = new Set(fields.map((field) => (field === 'Iptc' ? 'other' : removedKindOf(field))))
  return [...kinds].filter((kind) => kind !== null).sort()
}

async function exifFields(bytes: Uint8Array, metadata: Metadata): Promise<string[]> {
  if (!metadata.exif && !metadata.iptc) return []
  // The reader knows no WebP and no GIF, but the block itself is a small TIFF.
  const whole = metadata.format === 'jpeg' || metadata.format === 'tiff'
  const block = whole ? bytes : withoutMark(metadata.exif)
  if (!block) return []
  try {
    const groups = (await exifr.parse(block, options)) as Record<string, unknown> | undefined
    return Object.entries(groups ?? {}).flatMap(([group, value]) =>
      value && typeof value === 'object' && !ArrayBuffer.isView(value)
        ? Object.keys(value).map((name) => (group === 'gps' ? `GPS ${name}` : name))
        : [group],
    )
  } catch (error) {
    // A block that nobody can read goes like any other; only its kind is unknown.
    if (error instanceof Error) return ['Unreadable block of the camera']
    throw error
  }
}

function withoutMark(exif: Buffer | undefined): Buffer | undefined {
  return exif?.subarray(0, 6).toString('latin1') === 'Exif\0\0' ? exif.subarray(6) : exif
}

/** The names of the fields in an XMP packet, as elements or attributes. */
function xmpFields(xmp: Buffer | undefined): string[] {
  if (!xmp) return []
  const text = xmp.toString('utf8').slice(0, 500_000)
  const names = [...text.matchAll(/(?:<|\s)([a-z][a-z0-9]*):([a-z][a-z0-9]*)(?=[\s=>/])/gi)]
  return names
    .filter(([, prefix = '']) => !['x', 'rdf', 'xmlns', 'xml'].includes(prefix.toLowerCase()))
    .map(([, , name = '']) => name)
}
