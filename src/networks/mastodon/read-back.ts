import { z } from 'zod'
import type { OutgoingPart } from '../contract.ts'
import { comparable, textOfHtml } from './html-text.ts'

export const status = z.object({
  id: z.string().min(1),
  url: z.string().nullish(),
  uri: z.string().default(''),
  content: z.string(),
  created_at: z.iso.datetime({ offset: true }),
  in_reply_to_id: z.string().nullish(),
  reblog: z.unknown().nullish(),
  media_attachments: z.array(z.unknown()).default([]),
})
export type Status = z.infer<typeof status>

export const statusList = z.array(status)

/** Clocks of servers are seldom further apart than this once their difference was measured. */
const leeway = 2_000
/** Used when the server's answer bears no date by which to measure. */
const blindLeeway = 60_000

/** How far the server's clock is ahead of ours, in milliseconds; null when its answer bears no date. */
export function skewOf(headers: Headers, now: number): number | null {
  const date = Date.parse(headers.get('date') ?? '')
  return Number.isFinite(date) ? date - now : null
}

/** The earliest instant, on the server's clock, at which the part can have been made. */
export function earliest(part: OutgoingPart, skew: number | null): number {
  const intended = Date.parse(part.createdAt)
  return skew === null ? intended - blindLeeway : intended + skew - leeway
}

export function sameText(found: Status, part: OutgoingPart): boolean {
  return comparable(textOfHtml(found.content)) === comparable(part.text)
}

/** Is this post, read back from the account, the part we sent? */
export function isOurs(found: Status, part: OutgoingPart, since: number): boolean {
  return (
    !found.reblog &&
    Date.parse(found.created_at) >= since &&
    (found.in_reply_to_id ?? null) === (part.parent?.remoteId ?? null) &&
    found.media_attachments.length === part.media.length &&
    sameText(found, part)
  )
}
