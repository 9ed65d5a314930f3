import MailComposer from 'nodemailer/lib/mail-composer'
import { graphemeLength } from '../profile.ts'
import type { NotDone, OutgoingMedia, OutgoingPart } from '../contract.ts'
import { escapeHtml, htmlOf } from '../families/html.ts'
import { emailProfile } from './limits.ts'

export interface Addressed {
  from: string
  to: readonly string[]
}

const domainOf = (address: string): string => address.split('@')[1] ?? ''

/** Made of the part's key, so that a person who finds two letters can tell that they are one. */
export function messageIdOf(part: Pick<OutgoingPart, 'key'>, from: string): string {
  return `<${part.key}@${domainOf(from)}>`
}

/** RFC 2919: a name in the sender's own domain. */
function listIdOf(from: string): string {
  return `<${from.replace('@', '.')}>`
}

const cidOf = (part: OutgoingPart, index: number, from: string) => `${part.key}.${index}@${domainOf(from)}`

function htmlLetter(part: OutgoingPart, from: string): string {
  const paragraphs = part.text.split(/\n{2,}/).map((paragraph) => `<p dir="auto">${htmlOf(paragraph)}</p>`)
  const images = part.media.map(
    ({ alt, width, height }, index) =>
      `<p><img src="cid:${cidOf(part, index, from)}" alt="${escapeHtml(alt)}" width="${Math.min(width, 600)}" height="${Math.round((height * Math.min(width, 600)) / width)}"></p>`,
  )
  const title = escapeHtml(part.title ?? '')
  return `<!doctype html>\n<html lang="${escapeHtml(part.language)}"><head><meta charset="utf-8"><title>${title}</title></head><body>\n${[...paragraphs, ...images].join('\n')}\n</body></html>`
}

const endings: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png' }

async function attached(part: OutgoingPart, media: OutgoingMedia, index: number, from: string) {
  return {
    cid: cidOf(part, index, from),
    filename: `image-${index + 1}.${endings[media.type] ?? 'bin'}`,
    content: Buffer.from(await media.bytes()),
    contentType: media.type,
    contentDisposition: 'inline' as const,
  }
}

/** The whole letter, as it goes out: plain text and HTML, the images inside it. The same part gives the same words. */
export async function letterOf(part: OutgoingPart, { from, to }: Addressed): Promise<Uint8Array> {
  const attachments = await Promise.all(part.media.map((media, index) => attached(part, media, index, from)))
  const letter = new MailComposer({
    from,
    to: [...to],
    subject: part.title ?? '',
    text: part.text,
    html: htmlLetter(part, from),
    attachments,
    messageId: messageIdOf(part, from),
    date: new Date(part.createdAt),
    headers: {
      'List-Id': listIdOf(from),
      'Auto-Submitted': 'auto-generated',
      'Content-Language': part.language,
    },
    // Nothing of a post may make the composer read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return letter.compile().build()
}

/** Why a part can't go out at all; null when it can. */
export function objection(part: OutgoingPart): Extract<NotDone, { kind: 'rejected' }> | null {
  const { limits, count } = emailProfile
  const no = (code: string, say: string) => ({ kind: 'rejected' as const, code, say })
  const { used, max, over } = count(part.text)
  const title = part.title?.trim() ?? ''
  if (title === '') return no('no-title', 'A letter needs a subject.')
  if (graphemeLength(title) > limits.title)
    return no('title-too-long', `The subject has more than ${limits.title} characters.`)
  if (over > 0) return no('too-long', `The text has ${used} characters; a letter takes ${max}.`)
  if (part.media.length > limits.images)
    return no('too-many-images', `A letter takes ${limits.images} images.`)
  if (part.text.trim() === '' && part.media.length === 0)
    return no('empty', 'There is nothing in the letter.')
  return null
}
