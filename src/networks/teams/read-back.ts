import { z } from 'zod'
import type { Found, OutgoingPart, OwnPost, RemoteRef } from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { graphCode, nextPage, type Graph, type MicrosoftSettings } from '../families/microsoft.ts'
import { skewOf } from '../families/own-posts.ts'
import { isOurs, isSame, ownPostOf, refOf, refShape, teamsMessage, textOf } from './messages.ts'

const page = z.object({ value: z.array(teamsMessage), '@odata.nextLink': z.string().nullish() })
const pagesToRead = 10
/** Clocks further apart than this are met by asking once more. */
const slack = 15 * 60_000

export interface ReadingBack {
  graph: Graph
  settings: MicrosoftSettings
  /** `/teams/…/channels/…/messages` */
  path: string
  userId: string
  channelUrl: string
  now(): number
  /** The sentence for a grant that has ended. */
  lost(answer: ApiAnswer): string
}

type Unread = Extract<Found, { kind: 'undetermined' | 'reconnect' }>
interface Read {
  posts: (OwnPost & { subject: string })[]
  complete: boolean
  /** How far Microsoft’s clock is ahead of ours, in milliseconds; null when it did not say. */
  skew: number | null
}

function unreadable({ lost }: ReadingBack, answer: ApiAnswer): Unread {
  if (answer.status === 401 || answer.status === 403) return { kind: 'reconnect', say: lost(answer) }
  return { kind: 'undetermined', say: `Microsoft Teams answered ${answer.status} when asked for the post.` }
}

export function pathOf({ path }: Pick<ReadingBack, 'path'>, { remoteId, extra }: RemoteRef): string {
  const reply = refShape.safeParse(extra)
  const id = encodeURIComponent(remoteId)
  return reply.success ? `${path}/${encodeURIComponent(reply.data.root)}/replies/${id}` : `${path}/${id}`
}

/**
 * A message that is gone, and a team that its reader is no longer in, are both 404. So the channel is asked for too:
 * only where that can be read, the message is what is missing.
 */
export async function isGone(back: ReadingBack, answer: ApiAnswer): Promise<boolean> {
  if (answer.status !== 404 || graphCode(answer) === '') return false
  const channel = await back.graph({ method: 'GET', path: back.path, query: { $top: '1' } })
  return channel.status === 200 && page.safeParse(channel.body).success
}

export async function findKnown(back: ReadingBack, part: OutgoingPart, ref: RemoteRef): Promise<Found> {
  const answer = await back.graph({ method: 'GET', path: pathOf(back, ref) })
  if (await isGone(back, answer)) return { kind: 'absent' }
  const read = answer.status === 200 ? teamsMessage.safeParse(answer.body) : null
  if (!read?.success) return unreadable(back, answer)
  if (read.data.deletedDateTime) return { kind: 'absent' }
  const { remoteId, url, extra } = { extra: undefined, ...refOf(read.data, back.channelUrl) }
  const found = {
    kind: 'present',
    text: textOf(read.data),
    same: isSame(read.data, part),
    remoteId,
    url,
  } as const
  return extra === undefined ? found : { ...found, extra }
}

/**
 * The person's own messages in the channel, newest first, from `since` on our clock. In what order Graph lists messages
 * is not published, so the changes since an instant are asked for, which have an end that says that nothing is missing:
 * https://learn.microsoft.com/graph/api/chatmessage-delta, read 2026-11. Of the replies to `root`, all are read.
 */
export async function newestOf(
  back: ReadingBack,
  since: string,
  root: string | null,
): Promise<Read | Unread> {
  if (root !== null) return pagesOf(back, `${back.path}/${encodeURIComponent(root)}/replies`, { $top: '50' })
  const from = Date.parse(since) - slack
  const read = await changesSince(back, from)
  if (!('posts' in read) || read.skew === null || read.skew > -slack) return read
  return changesSince(back, from + read.skew)
}

const changesSince = (back: ReadingBack, from: number) =>
  pagesOf(back, `${back.path}/delta`, {
    $top: '50',
    $filter: `lastModifiedDateTime gt ${new Date(from).toISOString()}`,
  })

async function pagesOf(
  back: ReadingBack,
  first: string,
  asked: Record<string, string>,
): Promise<Read | Unread> {
  const posts: Read['posts'] = []
  let path: string | undefined = first
  let query: Record<string, string> | undefined = asked
  let skew: number | null = null
  for (let at = 0; path && at < pagesToRead; at++) {
    const answer: ApiAnswer = await back.graph({ method: 'GET', path, query })
    const list = answer.status === 200 ? page.safeParse(answer.body) : null
    if (!list?.success) return unreadable(back, answer)
    skew ??= skewOf(answer.headers, back.now())
    for (const found of list.data.value)
      if (isOurs(found, back.userId))
        posts.push({ ...ownPostOf(found, back.channelUrl), subject: found.subject ?? '' })
    path = nextPage(back.settings, list.data['@odata.nextLink'])
    query = undefined
  }
  posts.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
  return { posts, complete: path === undefined, skew }
}
