/** Making the draft: the mail, then its pictures one by one, in one piece or in parts. */
import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import {
  MediaRefused,
  NetworkTrouble,
  PostRefused,
  ReconnectNeeded,
  type OutgoingMedia,
  type OutgoingPart,
} from '../contract.ts'
import { callApi, type ApiAnswer } from '../families/call.ts'
import { graphRefusal, type GraphCall } from '../families/microsoft.ts'
import { troubled } from '../families/outcomes.ts'
import { onePiece, sessionPart } from './limits.ts'
import { mailsBy, pathOf, type Mailbox } from './mailbox.ts'
import { byMark, contentIdOf, draftOf, fields, lasting, mail, saidBy, type Staged } from './mails.ts'

const attached = z.object({ id: z.string().min(1) })
const session = z.object({ uploadUrl: z.url() })
/** As long as there is more to come. */
const wanted = z.object({ nextExpectedRanges: z.array(z.string()).min(1) })
const failed = 'The draft could not be made.'

/** Nobody sees a draft, so whatever goes wrong is thrown: nothing was sent. */
async function ask(box: Mailbox, call: Omit<GraphCall, 'headers'>): Promise<ApiAnswer> {
  const answer = await box.graph({ ...call, headers: lasting }).catch(troubled(failed))
  if (answer.status >= 200 && answer.status < 300) return answer
  const told = graphRefusal(box.reading(), answer)
  switch (told.kind) {
    case 'reconnect':
      throw new ReconnectNeeded(told.say)
    case 'retry':
      throw new NetworkTrouble(told.say, told.after, told.limited)
    case 'rejected':
      throw new PostRefused(told.code, told.say)
    case 'unknown':
      throw new NetworkTrouble('Outlook could not make the draft just now.')
  }
}

function read<Shape>(answer: ApiAnswer, shape: z.ZodType<Shape>): Shape {
  const found = shape.safeParse(answer.body)
  if (found.success) return found.data
  throw new NetworkTrouble('Outlook answered something that can’t be understood when a draft was made.')
}

export async function makeDraft(box: Mailbox, part: OutgoingPart): Promise<Staged> {
  for (const found of await mailsBy(box, byMark(part.key)).catch(troubled(failed))) {
    // It went out although nobody knew: `publish` will say so.
    if (!found.isDraft) return { id: found.id, said: saidBy(found) }
    // What an interrupted try left behind may lack pictures.
    await ask(box, { method: 'DELETE', path: pathOf(box, found.id) })
  }
  const json = draftOf(part, box.grant)
  const made = read(await ask(box, { method: 'POST', path: `${box.path}/messages`, json }), mail)
  for (const [at, media] of part.media.entries())
    await attach(box, `${pathOf(box, made.id)}/attachments`, media, {
      name: `${at + 1}.${media.type.split('/')[1] ?? 'jpeg'}`,
      contentType: media.type,
      isInline: true,
      contentId: contentIdOf(at, part.key),
    })
  const whole = await ask(box, { method: 'GET', path: pathOf(box, made.id), query: { $select: fields } })
  return { id: made.id, said: saidBy(read(whole, mail)) }
}

async function attach(
  box: Mailbox,
  path: string,
  media: OutgoingMedia,
  about: { name: string; contentType: string; isInline: boolean; contentId: string },
): Promise<void> {
  const size = await media.size()
  if (size < onePiece) {
    const contentBytes = Buffer.from(await media.bytes()).toString('base64')
    const json = { '@odata.type': '#microsoft.graph.fileAttachment', ...about, contentBytes }
    // An answer that is none of Graph's own says nothing of the picture.
    read(await ask(box, { method: 'POST', path, json }), attached)
    return
  }
  const json = { AttachmentItem: { attachmentType: 'file', size, ...about } }
  const answer = await ask(box, { method: 'POST', path: `${path}/createUploadSession`, json }).catch(
    (error: unknown) => notIntoShared(box, error),
  )
  const { uploadUrl } = read(answer, session)
  for (let from = 0; from < size; from += sessionPart)
    await putPart(box, uploadUrl, media, { from, to: Math.min(from + sessionPart, size), size })
}

/**
 * A known issue of Graph: sessions for a shared mailbox are refused to those who may do all else in it. That is no end
 * of the connection. https://learn.microsoft.com/graph/outlook-large-attachments, read 2026-11.
 */
function notIntoShared({ grant }: Mailbox, error: unknown): never {
  if (error instanceof ReconnectNeeded && grant.shared !== null)
    throw new MediaRefused(
      'Microsoft takes pictures of more than 3 MB only in one’s own mailbox. Make it smaller.',
    )
  throw error
}

/** The session's address is the permission, so no token goes there. */
async function putPart(
  { context, settings }: Mailbox,
  url: string,
  media: OutgoingMedia,
  { from, to, size }: { from: number; to: number; size: number },
): Promise<void> {
  const bytes = await media.slice(from, to)
  const answer = await callApi(context, {
    method: 'PUT',
    url,
    bytes: { type: 'application/octet-stream', bytes },
    headers: { 'content-range': `bytes ${from}-${to - 1}/${size}` },
    timeout: settings.timeout,
  }).catch((error: unknown) => {
    if (error instanceof FetchError) throw new NetworkTrouble(`${error.message}. ${failed}`)
    throw error
  })
  if (answer.status === 413) throw new MediaRefused('Outlook finds a picture too large.')
  // 200 as long as more is wanted, 201 with the last. Whatever else it is, the session begins anew.
  const taken =
    to === size ? answer.status === 201 : answer.status === 200 && wanted.safeParse(answer.body).success
  if (!taken) throw new NetworkTrouble(`Outlook answered ${answer.status} when a picture was sent. ${failed}`)
}
