/** Messages of a channel, as they are sent and as they come back. */
import { z } from 'zod'
import type { OutgoingMedia, OutgoingPart, OwnPost, RemoteRef } from '../contract.ts'
import { escapeHtml, htmlOf } from '../families/html.ts'
import { imagesIn, sameWords, textOfHtml } from '../families/html-text.ts'

export const teamsMessage = z.object({
  id: z.string().min(1),
  replyToId: z.string().nullish(),
  messageType: z.string().default('message'),
  createdDateTime: z.iso.datetime({ offset: true }),
  lastModifiedDateTime: z.iso.datetime({ offset: true }).nullish(),
  deletedDateTime: z.string().nullish(),
  subject: z.string().nullish(),
  webUrl: z.string().nullish(),
  from: z.object({ user: z.object({ id: z.string() }).nullish() }).nullish(),
  body: z.object({ contentType: z.string(), content: z.string().nullable() }),
})
export type TeamsMessage = z.infer<typeof teamsMessage>

const imageTag = (src: string, { alt, width, height }: OutgoingMedia) =>
  `<img src="${escapeHtml(src)}" alt="${escapeHtml(alt)}" width="${width}" height="${height}">`

/** Text, then pictures, each on a line of its own. `sources`: where the pictures are. */
export function contentOf(part: OutgoingPart, sources: readonly string[]): string {
  const images = part.media.map((media, at) => imageTag(sources[at] ?? '', media))
  return [htmlOf(part.text), ...images].filter((each) => each !== '').join('<br>')
}

/** Where the pictures of a message that is only being sent are. */
export const newSources = (part: OutgoingPart) =>
  part.media.map((_media, at) => `../hostedContents/${at + 1}/$value`)

/** https://learn.microsoft.com/graph/api/chatmessage-post, read 2026-11. */
export async function messageOf(part: OutgoingPart) {
  const hostedContents = []
  for (const [at, media] of part.media.entries())
    hostedContents.push({
      '@microsoft.graph.temporaryId': String(at + 1),
      contentBytes: Buffer.from(await media.bytes()).toString('base64'),
      contentType: media.type,
    })
  return {
    // A reply has no title of its own.
    ...(part.title && !part.root ? { subject: part.title } : {}),
    importance: 'normal',
    body: { contentType: 'html', content: contentOf(part, newSources(part)) },
    ...(hostedContents.length > 0 ? { hostedContents } : {}),
  }
}

export function textOf({ body }: TeamsMessage): string {
  const content = body.content ?? ''
  return body.contentType === 'html' ? textOfHtml(content) : content
}

export function imagesOf({ body }: TeamsMessage) {
  return body.contentType === 'html' ? imagesIn(body.content ?? '') : []
}

export const subjectOf = (part: OutgoingPart) => (part.root ? '' : (part.title ?? ''))

export function isSame(found: TeamsMessage, part: OutgoingPart): boolean {
  return (
    sameWords(textOf(found)) === sameWords(part.text) &&
    sameWords(found.subject ?? '') === sameWords(subjectOf(part)) &&
    imagesOf(found).length === part.media.length
  )
}

/** Of a reply it is kept which message it answers: its path goes through it. */
export const refShape = z.object({ root: z.string().min(1) })

export function refOf(found: TeamsMessage, channelUrl: string): RemoteRef {
  const url = found.webUrl ?? channelUrl
  const { replyToId } = found
  return { remoteId: found.id, url, ...(replyToId ? { extra: { root: replyToId } } : {}) }
}

export function ownPostOf(found: TeamsMessage, channelUrl: string): OwnPost {
  return {
    ...refOf(found, channelUrl),
    text: textOf(found),
    createdAt: new Date(found.createdDateTime).toISOString(),
    media: imagesOf(found).length,
  }
}

/** A message of this person that still stands; not of the system, and not of anybody else in the channel. */
export function isOurs(found: TeamsMessage, userId: string): boolean {
  return found.messageType === 'message' && !found.deletedDateTime && found.from?.user?.id === userId
}
