/** What an answer of Flickr means: methods answer in JSON, uploads in XML, refused signatures in plain text. */
import { z } from 'zod'
import { after, closed, comeBackAt, excerpt, rejected, unknown } from '../answers.ts'
import { MediaRefused, NetworkTrouble, PostRefused, ReconnectNeeded, type NotDone } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { troubled } from '../families/outcomes.ts'
import type { Access, Work } from './api.ts'

const failShape = z.object({
  stat: z.literal('fail'),
  code: z.coerce.number().int(),
  message: z.string().default(''),
})
type Fail = { code: number; message: string }

/** An upload is answered in XML: one element, or one error. Anything else is not understood. */
const photoId =
  /^\s*(?:<\?xml[^>]*\?>\s*)?<rsp stat="ok">\s*<photoid(?: [a-z]+="[^"<>]*")*>(\d+)<\/photoid>\s*<\/rsp>\s*$/
const uploadError =
  /^\s*(?:<\?xml[^>]*\?>\s*)?<rsp stat="fail">\s*<err code="(\d+)" msg="([^"<>]*)"(?: [a-z_]+="[^"<>]*")*\s*\/>\s*<\/rsp>\s*$/

/** The id of what was uploaded; null when the answer holds none. */
export function uploadedId(answer: ApiAnswer): string | null {
  return answer.status === 200 ? (photoId.exec(answer.text)?.[1] ?? null) : null
}

function failOf(answer: ApiAnswer): Fail | null {
  const json = failShape.safeParse(answer.body)
  if (json.success) return json.data
  const [, code, message = ''] = uploadError.exec(answer.text) ?? []
  return code === undefined ? null : { code: Number(code), message }
}

/** `busy`: Flickr says that it did nothing, because it can't just now. */
type Meaning = 'ok' | 'ended' | 'limited' | 'busy' | 'gone' | 'refused' | 'unclear'

/** Signature, login, permissions and key: https://www.flickr.com/services/api/flickr.photos.setPerms.html, read 2026-11. */
const endedCodes = [96, 97, 98, 99, 100]
const okShape = z.object({ stat: z.literal('ok') })

/** What the answer of a method means whose error 1 is "Photo not found". */
export function meaningOf(answer: ApiAnswer): Meaning {
  const { status, text } = answer
  if (status === 429) return 'limited'
  // Only of a refusal: the words of a photo may say anything.
  const oauth =
    status >= 400 && status < 500 ? /oauth_problem=([a-z_]+)/.exec(text.slice(0, 2000))?.[1] : undefined
  if (oauth !== undefined) return oauth === 'timestamp_refused' || oauth === 'nonce_used' ? 'busy' : 'ended'
  if (status !== 200) return status === 401 ? 'ended' : 'unclear'
  if (okShape.safeParse(answer.body).success || uploadedId(answer) !== null) return 'ok'
  const fail = failOf(answer)
  if (!fail) return 'unclear'
  if (endedCodes.includes(fail.code)) return 'ended'
  if (fail.code === 105) return 'busy'
  if (fail.code === 106) return 'unclear'
  return fail.code === 1 ? 'gone' : 'refused'
}

const secretsOf = ({ keys, token }: Access): string[] => [keys.secret, token.token, token.secret]

export function said(access: Access, answer: ApiAnswer): string {
  const fail = failOf(answer)
  const oauth = /oauth_problem=[a-z_]+/.exec(answer.text.slice(0, 2000))?.[0]
  const words = fail ? `${fail.message} (${fail.code})` : (oauth ?? `status ${answer.status}`)
  return excerpt(words, secretsOf(access))
}

export function endedBecause(work: Work, answer: ApiAnswer): string {
  return `Flickr no longer lets us act as ${work.connection.handle} (${said(work, answer)}). Connect the account again.`
}

/** For a success that can't be read, and for an answer that says nothing about what was done. */
export function unclear(work: Work, answer: ApiAnswer): NotDone {
  const told = answer.status < 300 ? 'something that can’t be understood' : String(answer.status)
  return unknown(`Flickr answered ${told}. The photo may be published or not.`, {
    status: answer.status,
    answer: excerpt(answer.text, secretsOf(work)),
  })
}

/** For an answer that is no success. */
export function notDone(work: Work, answer: ApiAnswer): NotDone {
  const { clock } = work.context
  switch (meaningOf(answer)) {
    case 'ended':
      return { kind: 'reconnect', say: endedBecause(work, answer) }
    case 'limited':
      return {
        kind: 'retry',
        after: comeBackAt(answer.headers, clock),
        say: 'Flickr asks us to wait.',
        limited: 'app',
      }
    case 'busy':
      return {
        kind: 'retry',
        after: after(clock, 60),
        say: `Flickr can’t do it just now: ${said(work, answer)}.`,
      }
    case 'gone':
      return rejected('gone', 'The photo is no longer there.')
    case 'refused':
      return rejected('refused-by-network', `Flickr did not take the post: ${closed(said(work, answer))}`)
    case 'ok':
    case 'unclear':
      return unclear(work, answer)
  }
}

/** What a step that nobody can see throws when it did not succeed. `what`: that which was not taken. */
export function thrown(work: Work, answer: ApiAnswer, what: string): Error {
  const no = notDone(work, answer)
  switch (no.kind) {
    case 'reconnect':
      return new ReconnectNeeded(no.say)
    case 'retry':
      return new NetworkTrouble(no.say, no.after, no.limited ?? null)
    case 'rejected':
      return new PostRefused(no.code, `Flickr did not take ${what}: ${closed(said(work, answer))}`)
    case 'unknown':
      return new NetworkTrouble(`Flickr could not take ${what} just now.`)
  }
}

/** https://www.flickr.com/services/api/upload.api.html, error codes, read 2026-11. */
const faultsOfFile = [2, 4, 5, 8]
const fullCodes = [6, 7]

/** What an upload without success throws. Its codes are others than those of the methods. */
export function uploadThrown(work: Work, answer: ApiAnswer): Error {
  const fail = failOf(answer)
  if (fail && faultsOfFile.includes(fail.code))
    return new MediaRefused(`Flickr did not take the file: ${closed(said(work, answer))}`)
  if (fail && fullCodes.includes(fail.code))
    return new PostRefused(
      'account-full',
      `The account may upload no more to Flickr: ${closed(said(work, answer))}`,
    )
  // 3: the file did not arrive whole. 0 and 14: uploads are switched off, or Flickr is at its capacity.
  if (fail && [0, 3, 14].includes(fail.code))
    return new NetworkTrouble(`Flickr could not take the file just now: ${closed(said(work, answer))}`)
  return thrown(work, answer, 'the file')
}

/** A call that something else waits for, and that nobody can see: answers its body, or throws. */
export async function taken<Shape>(
  work: Work,
  request: Promise<ApiAnswer>,
  shape: z.ZodType<Shape>,
  what: string,
): Promise<Shape> {
  const answer = await request.catch(troubled(`Flickr did not get ${what}.`))
  if (meaningOf(answer) !== 'ok') throw thrown(work, answer, what)
  const read = shape.safeParse(answer.body)
  if (read.success) return read.data
  throw new NetworkTrouble(`Flickr answered something about ${what} that can’t be understood.`)
}
