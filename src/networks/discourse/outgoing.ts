/** A part as the forum takes it. */
import { z } from 'zod'
import type { OutgoingPart } from '../contract.ts'
import { imageOf, rawOfText } from './markdown.ts'

export const preparedShape = z.object({ shortUrl: z.string(), width: z.number(), height: z.number() })

/** The words, and its images below them. */
export function rawOf(part: OutgoingPart): string {
  const images = part.prepared
    .slice(0, part.media.length)
    .map((prepared, at) => imageOf(preparedShape.parse(prepared), part.media[at]?.alt ?? ''))
  return [rawOfText(part.text), ...images].filter(Boolean).join('\n\n')
}
