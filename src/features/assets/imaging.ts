import type sharpType from 'sharp'
import type { Sharp, SharpOptions } from 'sharp'

type SharpModule = typeof sharpType

let loaded: Promise<SharpModule> | null = null

/** The image library, loaded with the first image: it is large, and many processes never see one. */
export function imaging(): Promise<SharpModule> {
  loaded ??= import('sharp').then(({ default: sharp }) => {
    // Uploads are seen once; keeping them decoded would only hold memory.
    sharp.cache(false)
    return sharp
  })
  return loaded
}

const atOnce = 2
let working = 0
const waiting: (() => void)[] = []

/** Runs `work` when fewer than two others decode: one image of the largest size takes some 300 MB while it is open. */
export async function whenRoom<T>(work: () => Promise<T>): Promise<T> {
  if (working >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else working++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else working--
  }
}

export type Encoder = (image: Sharp, quality: number) => Sharp

/** How each type is written. No metadata goes along unless it is asked for, and it never is. */
export const encoders: Record<string, Encoder> = {
  'image/jpeg': (image, quality) => image.flatten({ background: '#ffffff' }).jpeg({ quality }),
  'image/png': (image) => image.png({ compressionLevel: 9 }),
  'image/webp': (image, quality) => image.webp({ quality }),
  'image/gif': (image) => image.gif(),
}

/** Damage that loses part of the picture is refused; a stray byte at the end is not. */
export const reading = { failOn: 'error', limitInputPixels: 120_000_000 } satisfies SharpOptions
