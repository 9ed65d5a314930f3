/** Looking into the mailbox that mail is sent from. */
import {
  NetworkTrouble,
  ReconnectNeeded,
  type NetworkContext,
  type OwnPost,
  type OwnPosts,
} from '../contract.ts'
import type { ApiAnswer } from '../families/call.ts'
import { graphWords, nextPage, type Graph } from '../families/microsoft.ts'
import { ended, type Reading } from '../families/outcomes.ts'
import type { OutlookGrant } from './connect.ts'
import { fields, headFields, isToThem, lasting, mail, mailPage, ownPostOf, type Mail } from './mails.ts'
import type { OutlookSettings } from './settings.ts'

export interface Mailbox {
  context: NetworkContext
  settings: OutlookSettings
  graph: Graph
  grant: OutlookGrant
  /** `/me` or `/users/…` */
  path: string
  /** Where a person sees what was sent. */
  page: string
  reading(): Reading
}

const pagesToRead = 10

/** Graph's own 404, not that of something in between. */
export const isGone = (answer: ApiAnswer) => answer.status === 404 && graphWords(answer) !== ''

export const pathOf = ({ path }: Mailbox, id: string) => `${path}/messages/${encodeURIComponent(id)}`

/** The mail, or the answer where there is none. */
export async function mailById(box: Mailbox, id: string, $select: string): Promise<Mail | ApiAnswer> {
  const call = { method: 'GET', path: pathOf(box, id), query: { $select }, headers: lasting } as const
  const answer = await box.graph(call)
  const read = answer.status === 200 ? mail.safeParse(answer.body) : null
  return read?.success ? read.data : answer
}

/** Throws `ReconnectNeeded` or `NetworkTrouble`: nothing is learnt from such an answer. */
export function unreadable(box: Mailbox, answer: ApiAnswer): never {
  if (answer.status === 401 || answer.status === 403) throw new ReconnectNeeded(ended(box.reading(), answer))
  throw new NetworkTrouble(`Outlook answered ${answer.status} when asked for mail.`)
}

/** Every mail in the mailbox that a filter finds, in whatever folder; ten at most. */
export async function mailsBy(box: Mailbox, $filter: string): Promise<Mail[]> {
  const query = { $filter, $select: headFields, $top: '10' }
  const call = { method: 'GET', path: `${box.path}/messages`, query, headers: lasting } as const
  const answer = await box.graph(call)
  const list = answer.status === 200 ? mailPage.safeParse(answer.body) : null
  return list?.success ? list.data.value : unreadable(box, answer)
}

/**
 * What went from the mailbox to the same recipients, newest first. Of everything else no more than the recipients is
 * looked at: bodies are read of these only.
 */
export async function sentSince(box: Mailbox, since: string): Promise<OwnPosts> {
  const posts: OwnPost[] = []
  let path: string | undefined = `${box.path}/mailFolders/sentitems/messages`
  let query: Record<string, string> | undefined = {
    $filter: `sentDateTime ge ${new Date(Date.parse(since)).toISOString()}`,
    $orderby: 'sentDateTime desc',
    $select: headFields,
    $top: '50',
  }
  for (let at = 0; path && at < pagesToRead; at++) {
    const answer: ApiAnswer = await box.graph({ method: 'GET', path, query, headers: lasting })
    const list = answer.status === 200 ? mailPage.safeParse(answer.body) : null
    if (!list?.success) return unreadable(box, answer)
    for (const { id } of list.data.value.filter((found) => isToThem(found, box.grant))) {
      const whole = await mailById(box, id, fields)
      if ('isDraft' in whole) posts.push(ownPostOf(whole, box.page))
      // Somebody may delete one between the list and the look; anything else would leave a gap that nobody sees.
      else if (!isGone(whole)) return unreadable(box, whole)
    }
    path = nextPage(box.settings, list.data['@odata.nextLink'])
    query = undefined
  }
  return { posts, complete: path === undefined }
}
