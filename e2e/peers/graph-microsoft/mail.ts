/** Outlook: drafts, attachments in one piece and in parts, sending, and looking for mail by a property of one's own. */
import type { OAuth2 } from '../stand-in/oauth2.ts'
import { ok, type Answer, type Ask, type Route } from '../stand-in/server.ts'
import {
  collection,
  graphError,
  iso,
  list,
  notFound,
  paged,
  structure,
  withScopes,
  words,
  type Caller,
} from './answers.ts'
import { newMailId, type Attachment, type Mail, type Mailbox, type World } from './world.ts'

const itemNotFound = () => notFound('ErrorItemNotFound')
const immutable = (ask: Ask) => /IdType="ImmutableId"/i.test(String(ask.headers['prefer'] ?? ''))

function mailShape(ask: Ask, mail: Mail) {
  const address = (one: string) => ({ emailAddress: { name: one, address: one } })
  const id = immutable(ask) ? mail.immutableId : mail.id
  const expanded = /singleValueExtendedProperties/.test(ask.query.get('$expand') ?? '')
  const whole: Record<string, unknown> = {
    createdDateTime: iso(mail.created),
    sentDateTime: mail.sent === null ? null : iso(mail.sent),
    subject: mail.subject,
    isDraft: mail.isDraft,
    hasAttachments: mail.attachments.some(({ isInline }) => !isInline),
    internetMessageId: mail.internetMessageId,
    webLink: `https://outlook.office365.com/owa/?ItemID=${encodeURIComponent(id)}&exvsurl=1&viewmodel=ReadMessageItem`,
    body: { contentType: 'html', content: mail.html },
    from: mail.from === null ? null : address(mail.from),
    toRecipients: mail.to.map(address),
    ccRecipients: [],
    bccRecipients: mail.bcc.map(address),
  }
  const chosen = ask.method === 'GET' ? ask.query.get('$select')?.split(',') : undefined
  const shown = chosen
    ? Object.fromEntries(chosen.flatMap((name) => (name in whole ? [[name, whole[name]]] : [])))
    : whole
  return {
    id,
    ...shown,
    ...(expanded && mail.properties.length > 0 ? { singleValueExtendedProperties: mail.properties } : {}),
  }
}

interface Opened extends Caller {
  mailbox: Mailbox
}

/** `/me` is one's own; `/users/{address}` whoever's one was let into. */
function opened(caller: Caller): Opened {
  const path = caller.ask.path
  const address = /^\/v1\.0\/users\/([^/]+)/.exec(path)?.[1]
  const mailbox = caller.world.mailboxes.find((known) =>
    address ? known.address === decodeURIComponent(address).toLowerCase() : known.owner === caller.person,
  )
  if (!mailbox) throw graphError(404, 'ResourceNotFound', 'Resource could not be discovered.')
  if (mailbox.owner !== caller.person && !mailbox.delegates.has(caller.person))
    throw graphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.')
  return { ...caller, mailbox }
}

function mailIn({ mailbox, ask }: Opened): Mail {
  const wanted = ask.caught.at(-1)
  const found = mailbox.mails.find(({ id, immutableId }) => id === wanted || immutableId === wanted)
  if (!found) throw itemNotFound()
  return found
}

const addresses = (value: unknown) =>
  list(value).map((each) => words(structure(each['emailAddress'])['address']).toLowerCase())

function create({ world, mailbox, ask }: Opened): Answer {
  const subject = words(ask.fields['subject'])
  if (subject.length > 255) throw graphError(400, 'ErrorInvalidPropertySet', 'The subject is too long.')
  const from = words(structure(structure(ask.fields['from'])['emailAddress'])['address'])
  const mail = world.addMail(mailbox, {
    subject,
    html: words(structure(ask.fields['body'])['content']),
    from: from.toLowerCase() || mailbox.address,
    to: addresses(ask.fields['toRecipients']),
    bcc: addresses(ask.fields['bccRecipients']),
    properties: list(ask.fields['singleValueExtendedProperties']).map(({ id, value }) => ({
      id: words(id),
      value: words(value),
    })),
  })
  return { status: 201, body: mailShape(ask, mail) }
}

/** The filters that the stand-in understands; any other is an error, as an unknown property is to Graph. */
function filterOf(ask: Ask): (mail: Mail) => boolean {
  const filter = ask.query.get('$filter')
  if (!filter) return () => true
  const mark =
    /^singleValueExtendedProperties\/any\(ep: ?ep\/id eq '([^']+)' and ep\/value eq '([^']+)'\)$/i.exec(
      filter,
    )
  if (mark) return ({ properties }) => properties.some(({ id, value }) => id === mark[1] && value === mark[2])
  const messageId = /^internetMessageId eq '([^']+)'$/.exec(filter)?.[1]
  if (messageId) return ({ internetMessageId }) => internetMessageId === messageId
  const since = /^sentDateTime ge ([0-9TZ:.-]+)$/.exec(filter)?.[1]
  if (since) return ({ sent }) => sent !== null && sent >= Date.parse(since)
  throw graphError(400, 'ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.')
}

function listMails({ mailbox, ask }: Opened): Answer {
  const folder = /\/mailFolders\/(\w+)\//i.exec(ask.path)?.[1]?.toLowerCase()
  const found = mailbox.mails
    .filter((mail) => (folder ? mail.folder === folder : true))
    .filter(filterOf(ask))
    .toSorted((a, b) => (b.sent ?? b.created) - (a.sent ?? a.created))
  const page = paged(ask, found, 10)
  return ok(collection({ ...page, value: page.value.map((mail) => mailShape(ask, mail)) }))
}

function attachmentOf(given: Record<string, unknown>, bytes: Buffer): Attachment {
  return {
    name: words(given['name']),
    contentType: words(given['contentType']) || 'application/octet-stream',
    contentId: words(given['contentId']) || null,
    isInline: given['isInline'] === true,
    bytes,
  }
}

function attach(caller: Opened): Answer {
  const mail = mailIn(caller)
  const { fields, raw } = caller.ask
  if (raw.length > 4 * 1024 * 1024)
    throw graphError(413, 'RequestEntityTooLarge', 'The request is too large.')
  if (fields['@odata.type'] !== '#microsoft.graph.fileAttachment')
    throw graphError(400, 'ErrorInvalidRequest', 'The kind of attachment is missing.')
  const attachment = attachmentOf(fields, Buffer.from(words(fields['contentBytes']), 'base64'))
  if (attachment.bytes.length >= 3_145_728)
    throw graphError(413, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize', 'Use an upload session.')
  mail.attachments.push(attachment)
  return { status: 201, body: { id: newMailId(), name: attachment.name, size: attachment.bytes.length } }
}

interface Upload {
  mail: Mail
  about: Record<string, unknown>
  size: number
  parts: Buffer[]
}

function uploadsOf() {
  const uploads = new Map<string, Upload>()
  return {
    begin(caller: Opened): Answer {
      const about = structure(caller.ask.fields['AttachmentItem'])
      const size = Number(about['size'])
      if (size < 3_145_728)
        throw graphError(400, 'ErrorAttachmentSizeShouldNotBeLessThanMinimumSize', 'It is too small.')
      const key = crypto.randomUUID()
      uploads.set(key, { mail: mailIn(caller), about, size, parts: [] })
      const uploadUrl = `${caller.ask.origin}/upload/${key}?authtoken=${key}`
      return {
        status: 201,
        body: { uploadUrl, nextExpectedRanges: ['0-'], expirationDateTime: iso(Date.now() + 600_000) },
      }
    },
    /** Its address is the permission: a bearer token is refused there, as Outlook does. */
    take(ask: Ask): Answer {
      const upload = uploads.get(ask.caught[0] ?? '')
      if (!upload || ask.headers.authorization) throw graphError(401, 'Unauthorized', 'Not this way.')
      const had = Buffer.concat(upload.parts).length
      const range = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(String(ask.headers['content-range'] ?? ''))
      if (
        !range ||
        Number(range[1]) !== had ||
        Number(range[3]) !== upload.size ||
        ask.raw.length > 4_194_304
      )
        throw graphError(416, 'InvalidRange', 'The range is not the one that is expected.')
      upload.parts.push(ask.raw)
      const all = Buffer.concat(upload.parts)
      if (all.length < upload.size) return ok({ nextExpectedRanges: [`${all.length}-`] })
      upload.mail.attachments.push(attachmentOf(upload.about, all))
      return { status: 201, headers: { location: `${ask.origin}/v1.0/attachments/${newMailId()}` } }
    },
  }
}

function send(caller: Opened): Answer {
  const { world, mailbox } = caller
  const mail = mailIn(caller)
  if (!mail.isDraft) throw graphError(400, 'ErrorInvalidRequest', 'Only drafts can be sent.')
  const now = world.settings.now()
  const lately = mailbox.mails.filter(({ sent }) => sent !== null && sent > now - 60_000)
  if (lately.length >= world.settings.mailsInAMinute)
    throw graphError(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.', {
      'retry-after': '30',
    })
  if (mail.from !== mailbox.address)
    throw graphError(403, 'ErrorSendAsDenied', 'The user account can’t send on behalf of the mailbox.')
  if (mail.to.length + mail.bcc.length === 0)
    throw graphError(400, 'ErrorInvalidRecipients', 'At least one recipient isn’t valid.')
  mail.leaving = world.settings.leavesAfter
  if (mail.leaving === 0) leave(mail, now)
  return { status: 202 }
}

/** It moves to the sent items, and its changing id changes. */
function leave(mail: Mail, now: number): void {
  Object.assign(mail, { folder: 'sentitems', isDraft: false, sent: now, id: newMailId(), leaving: null })
}

function show(caller: Opened): Answer {
  const mail = mailIn(caller)
  const answer = ok(mailShape(caller.ask, mail))
  if (mail.leaving !== null && --mail.leaving <= 0) leave(mail, caller.world.settings.now())
  return answer
}

function remove(caller: Opened): Answer {
  const mail = mailIn(caller)
  if (mail.folder === 'deleteditems') caller.mailbox.mails.splice(caller.mailbox.mails.indexOf(mail), 1)
  else Object.assign(mail, { folder: 'deleteditems', id: newMailId() })
  return { status: 204 }
}

export function mailRoutes(world: World, oauth: OAuth2): Route[] {
  const uploads = uploadsOf()
  const both = (method: string, path: string, scope: string, handle: (caller: Opened) => Answer): Route[] => {
    const rest = path.replaceAll('*', '([^/]+)')
    const run = (caller: Caller) => handle(opened(caller))
    return [
      [method, new RegExp(`^/v1\\.0/me${rest}$`), withScopes(world, oauth, [scope], run)],
      [
        method,
        new RegExp(`^/v1\\.0/users/[^/]+${rest}$`),
        withScopes(world, oauth, [`${scope}.Shared`], run),
      ],
    ]
  }
  return [
    ...both('POST', '/messages', 'Mail.ReadWrite', create),
    ...both('GET', '/messages', 'Mail.ReadWrite', listMails),
    ...both('GET', '/mailFolders/\\w+/messages', 'Mail.ReadWrite', listMails),
    ...both('GET', '/messages/*', 'Mail.ReadWrite', show),
    ...both('DELETE', '/messages/*', 'Mail.ReadWrite', remove),
    ...both('POST', '/messages/*/attachments', 'Mail.ReadWrite', attach),
    ...both('POST', '/messages/*/attachments/createUploadSession', 'Mail.ReadWrite', uploads.begin),
    ...both('POST', '/messages/*/send', 'Mail.Send', send),
    ['PUT', /^\/upload\/([^/]+)$/, uploads.take],
  ]
}
