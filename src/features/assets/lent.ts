import { z } from 'zod'
import { NotFound } from '#platform/errors.ts'
import type { Services } from '#platform/services.ts'
import { videoFile } from './media-form.ts'
import { renditionBytes } from './rendition.ts'

/** How long a network that fetches media itself may take; some come back hours later for a video. */
const lentFor = { hours: 24 }
const context = 'assets.lent'

const Lent = z.object({ assetId: z.uuid(), sha256: z.string(), type: z.string(), until: z.string() })

type Lending = Pick<Services, 'clock' | 'config' | 'sealer'>

/** An address of this installation where a network may fetch one form of an image or a video, for a day. Nobody can guess it. */
export function lentAddress(
  { clock, config, sealer }: Lending,
  media: { assetId: string; sha256: string; type: string },
): string {
  const until = clock.now().add(lentFor).toString()
  return `${config.publicUrl}/lent-media/${sealer.seal(JSON.stringify({ ...media, until }), context)}`
}

/** An image whole, or the file of a video, which is passed on bit by bit. */
export type LentMedia = { type: string; bytes: Uint8Array } | { type: string; file: string }

/** What stands at such an address. Throws `NotFound` when it has ended, or never was one. */
export async function lentMedia(
  services: Lending & Pick<Services, 'db' | 'files'>,
  token: string,
): Promise<LentMedia> {
  const lent = opened(services, token)
  if (!lent || lent.until < services.clock.now().toString()) throw new NotFound('image')
  const { assetId, sha256, type } = lent
  const file = type.startsWith('video/') ? await videoFile(services, assetId, sha256) : null
  return file === null ? { type, bytes: await renditionBytes(services, assetId, sha256) } : { type, file }
}

function opened({ sealer }: Lending, token: string): z.infer<typeof Lent> | null {
  try {
    return Lent.parse(JSON.parse(sealer.open(token, context)))
  } catch {
    // Whatever is wrong with it, there is nothing to see at this address.
    return null
  }
}
