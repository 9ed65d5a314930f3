import type { Crop, Focus, Removed } from './contract.ts'

/** What a network wants of an image. */
export interface Recipe {
  /** Longest edge, pixels. */
  maxEdge: number
  maxBytes: number
  /** Media types it takes. */
  types: string[]
  crop?: Crop | null
}

/** The same recipe has the same key, whatever the order of its types. The number in front changes with the method. */
export function recipeKey({ maxEdge, maxBytes, types, crop }: Recipe): string {
  const part = crop ? [crop.x, crop.y, crop.w, crop.h].map((each) => each.toFixed(4)).join(',') : 'whole'
  return ['1', maxEdge, maxBytes, [...types].sort().join(' '), part].join('|')
}

/** A crop in whole pixels, at least one, inside the image. */
export function pixelsOf(crop: Crop, width: number, height: number) {
  const left = Math.min(width - 1, Math.round(crop.x * width))
  const top = Math.min(height - 1, Math.round(crop.y * height))
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round(crop.w * width))),
    height: Math.max(1, Math.min(height - top, Math.round(crop.h * height))),
  }
}

/** The largest crop of this shape (width ÷ height) with the focus as near to its middle as the image allows. */
export function cropToShape(shape: number, focus: Focus, width: number, height: number): Crop {
  const actual = width / height
  const w = actual > shape ? shape / actual : 1
  const h = actual > shape ? 1 : actual / shape
  const within = (middle: number, size: number) => Math.min(1 - size, Math.max(0, middle - size / 2))
  return { x: within(focus.x, w), y: within(focus.y, h), w, h }
}

const kinds: [Removed, RegExp][] = [
  ['location', /gps|latitude|longitude|altitude|city|country|province|sublocation|location|geotag/i],
  ['author', /artist|author|owner|copyright|credit|byline|rights|creator$/i],
  ['date', /date|time/i],
  ['software', /software|creatortool|history|documentid|instanceid|toolkit|hostcomputer/i],
  ['description', /description|title|caption|comment|headline|keywords|subject/i],
]
/** How the picture is stored, not what it tells. */
const technical =
  /^(?:orientation|[xy]resolution|resolutionunit|ycbcrpositioning|exifversion|componentsconfiguration|flashpixversion|colou?rspace|(?:pixel[xy]dimension|exifimage(?:width|height))|interopindex|imagewidth|imageheight|bitspersample|compression|photometricinterpretation|samplesperpixel|rowsperstrip|planarconfiguration|strip.*|interop.*|thumbnail.*|about|xmlns)$/i

/** What a field of an image's metadata tells about people; null when it tells nothing. */
export function removedKindOf(field: string): Removed | null {
  if (technical.test(field)) return null
  return kinds.find(([, pattern]) => pattern.test(field))?.[0] ?? 'camera'
}

const codes: Record<string, Removed> = {
  '\u00a9xyz': 'location',
  loci: 'location',
  '\u00a9day': 'date',
  '\u00a9too': 'software',
  '\u00a9swr': 'software',
  '\u00a9enc': 'software',
  '\u00a9mak': 'camera',
  '\u00a9mod': 'camera',
  '\u00a9ART': 'author',
  '\u00a9aut': 'author',
  '\u00a9nam': 'description',
  '\u00a9cmt': 'description',
  '\u00a9des': 'description',
  cprt: 'author',
}
/** Made by programs of every kind, and telling of nobody. */
const structural = /^(?:meta|hdlr|raw|major_brand|minor_version|compatible_brands|duration|images)$/i

/** What a field of a video's metadata tells about people; null when it tells nothing. */
export function removedKindOfVideo(field: string): Removed | null {
  if (structural.test(field)) return null
  const known = codes[field] ?? kinds.find(([, pattern]) => pattern.test(field))?.[0]
  if (known) return known
  if (/encod/i.test(field)) return 'software'
  return /make|model|camera|lens|android/i.test(field) ? 'camera' : 'other'
}
