import { z } from 'zod'
import type { OutgoingPart, OwnPost, RemoteRef } from '../contract.ts'
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
  pinned: z.boolean().nullish(),
})
export type Status = z.infer<typeof status>

export const statusList = z.array(status)

export function refOf(found: Status): RemoteRef {
  return { remoteId: found.id, url: found.url ?? found.uri }
}

export function sameText(found: Status, part: OutgoingPart): boolean {
  return comparable(textOfHtml(found.content)) === comparable(part.text)
}

export function ownPostOf(found: Status): OwnPost {
  return {
    ...refOf(found),
    text: textOfHtml(found.content),
    createdAt: new Date(found.created_at).toISOString(),
    media: found.media_attachments.length,
  }
}

/** Does it stand where the part would: by the account itself, and after the same post? */
export function standsLike(found: Status, part: OutgoingPart): boolean {
  return !found.reblog && (found.in_reply_to_id ?? null) === (part.parent?.remoteId ?? null)
}
