import sharp from 'sharp'
import type { Actor } from '#features/people/index.ts'
import { newId } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'

/** For tests of this room: real pictures, made on the spot. */
export interface PictureOptions {
  width?: number
  height?: number
  noise?: boolean
  alpha?: boolean
}

export function picture({ width = 640, height = 480, noise = false, alpha = false }: PictureOptions = {}) {
  const background = alpha ? { r: 20, g: 90, b: 80, alpha: 0.4 } : { r: 20, g: 90, b: 80 }
  return sharp({
    create: {
      width,
      height,
      channels: alpha ? 4 : 3,
      background,
      ...(noise ? { noise: { type: 'gaussian' as const, mean: 128, sigma: 60 } } : {}),
    },
  })
}

/** A photograph as a telephone takes it: with its place, its maker, its time, lying on its side. */
export function photograph(): Promise<Buffer> {
  return picture()
    .withExif({
      IFD0: { Make: 'Example', Model: 'Telephone 7', Artist: 'Somebody', Software: 'Camera 1.0' },
      IFD2: { DateTimeOriginal: '2026:11:21 09:00:00', FNumber: '18/10' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '51/1 28/1 38/1',
        GPSLongitudeRef: 'W',
        GPSLongitude: '0/1 0/1 5/1',
      },
    })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
}

/** Frames of different greys that follow each other. */
export async function moving(format: 'gif' | 'webp', frames = 3): Promise<Buffer> {
  const size = { width: 64, height: 48 }
  const each = await Promise.all(
    Array.from({ length: frames }, (_, at) =>
      sharp({ create: { ...size, channels: 3, background: { r: at * 60, g: 40, b: 90 } } })
        .png()
        .toBuffer(),
    ),
  )
  const joined = sharp(each, { join: { animated: true } })
  return format === 'gif'
    ? joined.gif({ delay: 100 }).toBuffer()
    : joined.webp({ delay: Array(frames).fill(100) }).toBuffer()
}

export async function communicator(services: Services): Promise<Actor> {
  const personId = newId()
  await services.db
    .insertInto('person')
    .values({
      id: personId,
      name: 'Digital Marketing Officer',
      email: `officer-${personId.slice(-6)}@example.ac.uk`,
      state: 'active',
      created_at: nowOf(services),
      left_at: null,
      example: false,
    })
    .execute()
  return {
    personId,
    name: 'Digital Marketing Officer',
    roles: ['officer'],
    accounts: [],
    units: [],
    scopes: null,
  }
}
