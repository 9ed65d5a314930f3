import { createHash } from 'node:crypto'
import { fileTypeFromBuffer } from 'file-type'
import type { Metadata } from 'sharp'
import { Invalid, TooLarge } from '#platform/errors.ts'
import { uploadLimits, type Removed } from './contract.ts'
import { hiddenDetails } from './hidden-details.ts'
import { encoders, imaging, reading, whenRoom } from './imaging.ts'

/** An image as it is kept: written again from its points alone. */
export interface Master {
  bytes: Uint8Array
  sha256: string
  type: string
  width: number
  height: number
  animated: boolean
  /** What the file told beside its picture. */
  removed: Removed[]
}

export interface IntakeOptions {
  maxEdge: number
  /** Keep the movement of a GIF or WebP; otherwise the first frame is kept. */
  moving: boolean
}

const accepted = new Map(uploadLimits.types.map((each) => [each.type, each.name]))
const acceptedNames = [...accepted.values()].join(', ')

/** Reads what is really in a file, and writes it again as a picture and nothing else. Throws `Invalid`. */
export async function takeIn(bytes: Uint8Array, name: string, options: IntakeOptions): Promise<Master> {
  await refuseOther(bytes, name)
  return whenRoom(async () => {
    const sharp = await imaging()
    const metadata = await readable(name, () =>
      sharp(bytes, { ...reading, limitInputPixels: false }).metadata(),
    )
    refuseTooManyPixels(metadata, name)
    const animated = options.moving && (metadata.pages ?? 1) > 1 && isMoving(metadata)
    const type = typeToKeep(metadata, animated)
    const removed = await hiddenDetails(bytes, metadata)
    const written = await readable(name, () => {
      const opened = sharp(bytes, { ...reading, animated })
      const upright = animated ? opened : opened.autoOrient()
      const sized = upright
        .resize({
          width: options.maxEdge,
          height: options.maxEdge,
          fit: 'inside',
          withoutEnlargement: true,
        })
        .toColourspace('srgb')
      return (encoders[type] ?? unknownType)(sized, 92).toBuffer({ resolveWithObject: true })
    })
    return {
      bytes: written.data,
      sha256: sha256(written.data),
      type,
      width: written.info.width,
      height: written.info.pageHeight ?? written.info.height,
      animated,
      removed,
    }
  })
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function unknownType(): never {
  throw new Error('An image was to be kept in a type that nothing here writes.')
}

function isMoving(metadata: Metadata): boolean {
  return metadata.format === 'gif' || metadata.format === 'webp'
}

function typeToKeep(metadata: Metadata, animated: boolean): string {
  if (metadata.format === 'gif') return animated ? 'image/gif' : 'image/png'
  if (metadata.format === 'jpeg') return 'image/jpeg'
  if (metadata.format === 'webp') return 'image/webp'
  if (metadata.format === 'png') return 'image/png'
  return metadata.hasAlpha ? 'image/png' : 'image/jpeg'
}

async function refuseOther(bytes: Uint8Array, name: string): Promise<void> {
  if (bytes.byteLength === 0) throw new Invalid('assets.empty', `“${name}” is empty: it has no bytes at all.`)
  const found = await fileTypeFromBuffer(bytes)
  if (found && accepted.has(found.mime)) return
  const start = Buffer.from(bytes.subarray(0, 2000)).toString('utf8')
  if (/<svg[\s>]/i.test(start) || /\.svgz?$/i.test(name))
    throw new Invalid(
      'assets.svg',
      `“${name}” is an SVG drawing. Networks don’t take them, and they can carry programs.`,
      { fix: 'Export it as PNG and upload that.' },
    )
  if (found && /^image\/hei[cf]/.test(found.mime))
    throw new Invalid('assets.heic', `“${name}” is a HEIC photo, which can’t be read here.`, {
      fix: 'Save it as JPEG first. On an iPhone: Settings, Camera, Formats, “Most Compatible”.',
    })
  throw new Invalid(
    'assets.not-an-image',
    `“${name}” is not an image that can be used: ${whatItIs(found, start)}`,
    {
      fix: `Upload one of these: ${acceptedNames}.`,
      data: { found: found?.mime ?? null },
    },
  )
}

function whatItIs(found: { ext: string; mime: string } | undefined, start: string): string {
  if (found) return `it is really a ${found.ext.toUpperCase()} file (${found.mime}).`
  if (/^\s*(?:<!doctype html|<html)/i.test(start)) return 'it is really a web page (HTML).'
  if (/^[\x09\x0a\x0d\x20-\x7e]{4,}/.test(start)) return 'it is really plain text.'
  return 'nothing here knows what it is.'
}

function refuseTooManyPixels(metadata: Metadata, name: string): void {
  const { width, height, pages = 1 } = metadata
  const frame = metadata.pageHeight ?? height
  if (width * frame * pages <= uploadLimits.pixels) return
  const size = `${number(width)} × ${number(frame)} pixels${pages > 1 ? ` in ${number(pages)} frames` : ''}`
  throw new TooLarge('assets.too-many-pixels', `“${name}” has ${size}, more than can be opened safely.`, {
    fix: `Make it smaller: at most ${number(uploadLimits.pixels / 1_000_000)} million pixels in all.`,
  })
}

function number(value: number): string {
  return value.toLocaleString('en-GB')
}

async function readable<T>(name: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error) || error instanceof TypeError) throw error
    throw new Invalid('assets.damaged', `“${name}” is damaged: not all of the picture can be read.`, {
      fix: 'Open it in an image program, save it again, and upload that.',
      data: { detail: error.message.slice(0, 200) },
    })
  }
}
