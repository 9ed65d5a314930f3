import type { Harness } from '#networks/conformance.ts'
import type { OutgoingMedia } from '#networks/contract.ts'
import { clip, picture } from '#networks/test-parts.ts'

export const shapes = ['single', 'thread', 'images', 'video'] as const
export type Shape = (typeof shapes)[number]

/** The media of each part. */
export type Made = OutgoingMedia[][]

/** What a post of this shape carries on this network; null where the network has no such post. */
export async function mediaFor({ network, lend, medium }: Harness, shape: Shape): Promise<Made | null> {
  const { capabilities: can, limits } = network.profile
  const image = (alt: string, colour: string) => picture(alt, colour, lend)
  const video = () => clip('A walk through the library', [], lend)
  const usual = medium ?? (can.images ? 'image' : 'video')
  const needed = async () => {
    if (!can.needsMedia) return []
    return usual === 'image' ? [await image('The library at dusk', '#1f565c')] : [video()]
  }
  switch (shape) {
    case 'single':
      return [await needed()]
    case 'thread':
      return can.threads ? [await needed(), await needed()] : null
    case 'images':
      return limits.images > 1
        ? [[await image('The library at dusk', '#1f565c'), await image('The same at dawn', '#c98a2b')]]
        : null
    case 'video':
      return can.videos && !(can.needsMedia && usual === 'video') ? [[video()]] : null
  }
}
