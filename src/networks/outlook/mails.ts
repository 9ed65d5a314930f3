/** Mails as they are written into drafts and as they come back. */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Json, OutgoingPart, OwnPost, RemoteRef } from '../contract.ts'
import { escapeHtml, htmlOf } from '../families/html.ts'
import { imagesIn, sameWords, textOfHtml } from '../families/html-text.ts'
import type { OutlookGrant } from './connect.ts'

/**
 * A property of ours on the mail: recipients never see it, it goes with the mail into the sent items, and mails can be
 * looked for by it. https://learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-post-singlevalueextendedproperties,
 * read 2026-11. The GUID is ours.
 */
export const markId = 'String {8f2d6c51-3f0b-4a52-9d3a-5f1b7a0c94e2} Name RostrumPart'

export const byMark = (key: string) =>
  `singleValueExtendedProperties/Any(ep: ep/id eq '${markId}' and ep/value eq '${key.replaceAll("'", "''")}')`

export const byMessageId = (messageId: string) => `internetMessageId eq '${messageId.replaceAll("'", "''")}'`

/** The id that stays when a mail moves. https://learn.microsoft.com/graph/outlook-immutable-id, read 2026-11. */
export const lasting = { prefer: 'IdType="ImmutableId"' }

const address = z.object({ emailAddress: z.object({ address: z.string().nullish() }) })
const people = z.array(address).default([])

export const mail = z.object({
  id: z.string().min(1),
  isDraft: z.boolean(),
  webLink: z.string().nullish(),
  internetMessageId: z.string().nullish(),
  hasAttachments: z.boolean().nullish(),
  subject: z.string().nullish(),
  sentDateTime: z.iso.datetime({ offset: true }).nullish(),
  body: z.object({ content: z.string().nullable() }).nullish(),
  toRecipients: people,
  ccRecipients: people,
  bccRecipients: people,
})
export type Mail = z.infer<typeof mail>
export const mailPage = z.object({ value: z.array(mail), '@odata.nextLink': z.string().nullish() })

export const headFields =
  'id,isDraft,webLink,internetMessageId,hasAttachments,subject,sentDateTime,toRecipients,ccRecipients,bccRecipients'
export const fields = `${headFields},body`

/** What is kept of a draft: its lasting id, and what it said when it was made. */
export const stagedShape = z.object({ id: z.string().min(1), said: z.string() })
export type Staged = z.infer<typeof stagedShape>

export const contentIdOf = (at: number, key: string) => `picture-${at + 1}-${key}`

/** Exchange makes the part in plain text of it when it sends the mail. */
export function htmlPage(part: OutgoingPart): string {
  const images = part.media.map(
    ({ alt, width }, at) =>
      `<p><img src="cid:${contentIdOf(at, part.key)}" alt="${escapeHtml(alt)}" width="${Math.min(width, 800)}" style="max-width:100%;height:auto"></p>`,
  )
  const words = part.text.trim() === '' ? '' : `<div>${htmlOf(part.text)}</div>`
  return `<html lang="${escapeHtml(part.language)}"><body>${words}${images.join('')}</body></html>`
}

export function draftOf(part: OutgoingPart, { sender, recipients }: OutlookGrant) {
  const to = (addresses: readonly string[]) => addresses.map((each) => ({ emailAddress: { address: each } }))
  // Several people are not shown each other's addresses.
  const receivers =
    recipients.length === 1
      ? { toRecipients: to(recipients) }
      : { toRecipients: to([sender]), bccRecipients: to(recipients) }
  return {
    subject: part.title,
    body: { contentType: 'html', content: htmlPage(part) },
    from: { emailAddress: { address: sender } },
    ...receivers,
    singleValueExtendedProperties: [{ id: markId, value: part.key }],
  }
}

export const textOf = (found: Mail) => textOfHtml(found.body?.content ?? '')

/** What a mail says and to whom, as Exchange itself gives it back: for telling whether somebody changed a draft. */
export function saidBy(found: Mail): string {
  const addresses = (people: Mail['toRecipients']) =>
    people.map(({ emailAddress }) => (emailAddress.address ?? '').toLowerCase()).toSorted()
  const all = [
    found.subject ?? '',
    sameWords(textOf(found)),
    imagesIn(found.body?.content ?? ''),
    found.hasAttachments ?? false,
    addresses(found.toRecipients),
    addresses(found.ccRecipients),
    addresses(found.bccRecipients),
  ]
  return createHash('sha256').update(JSON.stringify(all)).digest('hex')
}

export function isSame(found: Mail, part: OutgoingPart): boolean {
  return (
    sameWords(textOf(found)) === sameWords(part.text) &&
    sameWords(found.subject ?? '') === sameWords(part.title ?? '') &&
    imagesIn(found.body?.content ?? '').length === part.media.length
  )
}

export function refOf(found: Mail, mailbox: string): RemoteRef {
  const extra: Json = { messageId: found.internetMessageId ?? null }
  return { remoteId: found.id, url: found.webLink ?? mailbox, extra }
}

export const messageIdOf = (ref: RemoteRef): string | null =>
  z.object({ messageId: z.string() }).safeParse(ref.extra).data?.messageId ?? null

export function ownPostOf(found: Mail, mailbox: string): OwnPost {
  return {
    ...refOf(found, mailbox),
    text: textOf(found),
    createdAt: new Date(found.sentDateTime ?? 0).toISOString(),
    media: imagesIn(found.body?.content ?? '').length,
  }
}

/** Did it go to those whom posts go to? Whatever else somebody sends from the mailbox is none of our business. */
export function isToThem(found: Mail, { recipients }: OutlookGrant): boolean {
  const all = [...found.toRecipients, ...found.ccRecipients, ...found.bccRecipients]
  const reached = new Set(all.map(({ emailAddress }) => (emailAddress.address ?? '').toLowerCase()))
  return recipients.every((each) => reached.has(each))
}
