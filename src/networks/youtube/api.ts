import type { NetworkContext, OpenConnection } from '../contract.ts'
import type { Bearer } from '../families/bearer.ts'
import { callApi, type ApiAnswer, type ApiCall } from '../families/call.ts'

export interface YouTubeOptions {
  /** Where the API answers, where people sign in, and where tokens are given; origins. */
  api?: string
  pages?: string
  tokens?: string
  /** Milliseconds to wait for an answer to one request, and to one part of an upload. */
  timeout?: number
  uploadTimeout?: number
  /** Bytes of one part of an upload: a multiple of 256 KiB. */
  part?: number
  /** How often one upload is taken up again after a cut before it is left for later. */
  resumes?: number
  /** Milliseconds between two looks at a video that YouTube still works on, and how often it is looked at. */
  pollEvery?: number
  looks?: number
  /** Milliseconds after a sending before a video that is still private is taken for not published. */
  settle?: number
  /** The category of every video: 27 is Education. https://developers.google.com/youtube/v3/docs/videoCategories. */
  category?: string
  /** What the law wants said of every upload: is it made for children? */
  madeForKids?: boolean
  /** Are the channel's subscribers told of new videos? */
  notifySubscribers?: boolean
}

export type Settings = Required<YouTubeOptions>

const kibi256 = 262_144

export const usualSettings: Settings = {
  api: 'https://www.googleapis.com',
  pages: 'https://accounts.google.com',
  tokens: 'https://oauth2.googleapis.com',
  timeout: 20_000,
  uploadTimeout: 120_000,
  part: 32 * kibi256,
  resumes: 5,
  pollEvery: 10_000,
  looks: 12,
  settle: 25_000,
  category: '27',
  madeForKids: false,
  notifySubscribers: true,
}

/** One account's calls, and what sentences about them need. */
export interface Work {
  context: NetworkContext
  settings: Settings
  connection: OpenConnection
  /** The channel, and the list of its uploads. */
  channelId: string
  uploads: string
  bearer: Bearer
}

type YouTubeCall = Omit<ApiCall, 'url' | 'token'> & {
  /** Below the API's origin, or the whole address that an upload was given. */
  path: string
}

/** Throws `FetchError` when there is no answer. */
export function callYouTube(work: Work, { path, ...call }: YouTubeCall): Promise<ApiAnswer> {
  const { context, settings, bearer } = work
  const url = path.startsWith('/') ? `${settings.api}${path}` : path
  return bearer.call((token) => callApi(context, { timeout: settings.timeout, ...call, url, token }))
}
