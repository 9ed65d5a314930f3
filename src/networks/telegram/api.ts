/** The Bot API: one address for each method, the bot’s token in the path, and an envelope around every answer. */
import { z } from 'zod'
import { after, rejected } from '../answers.ts'
import { callApi, type ApiAnswer, type FormPart } from '../families/call.ts'
import { ended, notDone, saidBy, unclear, type Reading } from '../families/outcomes.ts'
import type { NetworkContext, NotDone } from '../contract.ts'

export interface TelegramOptions {
  /** Where the Bot API answers: Telegram’s own, or a Bot API server that the university runs. */
  api?: string
  /** Milliseconds to wait for an answer to one request. */
  timeout?: number
  /** The same, of a request that carries files. */
  uploadTimeout?: number
}
export type Settings = Required<TelegramOptions>

export const usualSettings: Settings = {
  api: 'https://api.telegram.org',
  timeout: 20_000,
  uploadTimeout: 300_000,
}

export interface TelegramCall {
  method: string
  /** Sent as JSON, unless there are files. */
  params: Readonly<Record<string, unknown>>
  files?: Readonly<Record<string, Exclude<FormPart, string>>>
}

/** The address holds the token, so it must never be in a message: `FetchError` names hosts only. */
export function callTelegram(
  context: Pick<NetworkContext, 'fetch'>,
  settings: Settings,
  token: string,
  { method, params, files }: TelegramCall,
): Promise<ApiAnswer> {
  const url = `${settings.api}/bot${token}/${method}`
  if (!files) return callApi(context, { method: 'POST', url, json: params, timeout: settings.timeout })
  const fields = Object.entries(params).map(([name, value]): [string, FormPart] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ])
  const multipart = { ...Object.fromEntries(fields), ...files }
  return callApi(context, { method: 'POST', url, multipart, timeout: settings.uploadTimeout })
}

const refusal = z.object({
  ok: z.literal(false),
  error_code: z.number().int(),
  description: z.string().default(''),
  parameters: z.object({ retry_after: z.number().nonnegative().optional() }).loose().optional(),
})

/** What Telegram gave, when it is what was expected; null of a refusal, and of anything that is not the Bot API. */
export function resultOf<Result>(answer: ApiAnswer, shape: z.ZodType<Result>): Result | null {
  const read = z.object({ ok: z.literal(true), result: shape }).safeParse(answer.body)
  return answer.status === 200 && read.success ? read.data.result : null
}

/** Telegram’s own words for a refusal; '' when it is none. */
export function wordsOf(answer: ApiAnswer): string {
  const read = refusal.safeParse(answer.body)
  return read.success ? read.data.description : ''
}

/** Refusals are told apart by their words only: the code is 400 for nearly all (Bot API 10.1). */
export const says = (answer: ApiAnswer, words: RegExp): boolean => words.test(wordsOf(answer))

export const isGone = (answer: ApiAnswer) =>
  says(answer, /message to (?:edit|delete|pin|unpin|be replied) not found|MESSAGE_ID_INVALID/i)
export const isUnchanged = (answer: ApiAnswer) => says(answer, /is not modified|NOT_MODIFIED/i)

/** The bot is no longer what it was: its token ended, it was put out of the channel, or its rights were taken. */
const rightsLost =
  /chat not found|not a member|was kicked|administrator rights|not enough rights|have no rights|WRITE_FORBIDDEN/i

function hasEnded(answer: ApiAnswer): boolean {
  // A token that was revoked: 401. One that can’t be a token: 404. A bot that was put out: 403.
  return [401, 403, 404].includes(answer.status) || says(answer, rightsLost)
}

/** For an answer that is no success. What does not come from the Bot API itself proves nothing. */
export function refusalOf(reading: Reading, answer: ApiAnswer): NotDone {
  const told = refusal.safeParse(answer.body)
  if (!told.success) return answer.status === 429 ? notDone(reading, answer) : unclear(reading, answer)
  const { retry_after } = told.data.parameters ?? {}
  if (answer.status === 429 && retry_after !== undefined)
    return {
      kind: 'retry',
      after: after(reading.context.clock, Math.min(Math.max(retry_after, 1), 86_400)),
      say: 'Telegram asks us to wait.',
      limited: reading.limited,
    }
  if (hasEnded(answer)) return { kind: 'reconnect', say: ended(reading, answer) }
  if (says(answer, /repl(?:y|ied) (?:message )?not found|message to be replied not found/i))
    return rejected('parent-missing', 'The post that this one follows is no longer there.')
  if (says(answer, /can't be deleted/i))
    return rejected(
      'too-late',
      `Telegram lets a bot delete a post for 48 hours only. Delete it in the app. (${saidBy(reading, answer)})`,
    )
  return notDone(reading, answer)
}
