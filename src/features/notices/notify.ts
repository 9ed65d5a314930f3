import { newId, type Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { queueForChannels } from './channels/queue.ts'
import { deliverNotices } from './job-names.ts'
import type { NoticeKind } from './contract.ts'
import { recipientsOf, type Addressees, type Recipient } from './recipients.ts'
import { planMail } from './rules.ts'
import { zoneOf } from './zone.ts'
import './tables.ts'

export interface ToTell {
  to: Addressees
  kind: NoticeKind
  /** One line that can stand alone. */
  title: string
  /** What happened and what to do, in plain sentences; empty where the title says it all. */
  text: string
  /** Where to do it: a path of ours, such as `/accounts/7`. */
  link: string
  about?: { accountId?: string; requestId?: string; postId?: string }
  /** Cannot wait for the digest or the morning. */
  urgent?: boolean
  /** One of many that came at once: in the app and the digest, in no letter of its own and in no channel. */
  many?: boolean
}

const lineOf = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
const longestTitle = 300
const atOnce = 1_000

/**
 * Tells people of something, in the transaction of the deed: it stands in the app as soon as that commits, and goes
 * out by letter and to the channels of the offices as each has chosen. Answers the notice's id; null when there is
 * nobody to tell.
 */
export async function notify(services: Services, tx: Tx, at: string, tell: ToTell): Promise<string | null> {
  if (!tell.link.startsWith('/')) throw new Error(`A notice leads to a path of ours, not to ${tell.link}.`)
  const recipients = await recipientsOf(tx, at, tell.to)
  const notice = {
    id: newId(),
    kind: tell.kind,
    title: lineOf(tell.title).slice(0, longestTitle),
    text: tell.text.trim(),
    link: tell.link,
    account_id: tell.about?.accountId ?? null,
    request_id: tell.about?.requestId ?? null,
    post_id: tell.about?.postId ?? null,
    urgent: tell.urgent ?? false,
    at,
  }
  await tx.insertInto('notice').values(notice).execute()
  const zone = await zoneOf(tx)
  const shown = tell.many
    ? { offices: new Set<string>(), inChannel: false }
    : await queueForChannels(services, tx, at, { notice, to: tell.to, zone })
  if (recipients.length === 0 && !shown.inChannel) {
    await tx.deleteFrom('notice').where('id', '=', notice.id).execute()
    return null
  }
  const rows = recipients.map((recipient) => ({
    notice_id: notice.id,
    person_id: recipient.personId,
    at,
    read_at: null,
    letter_id: null,
    ...plan(services, { ...notice, many: tell.many }, recipient, shown.offices, zone),
  }))
  for (let from = 0; from < rows.length; from += atOnce)
    await tx
      .insertInto('notice_recipient')
      .values(rows.slice(from, from + atOnce))
      .execute()
  if (rows.some((row) => row.mail_due !== null && row.mail_due <= at))
    await services.jobs.enqueue(tx, deliverNotices, {})
  return notice.id
}

function plan(
  services: Services,
  notice: { kind: NoticeKind; urgent: boolean; at: string; many: boolean | undefined },
  { mail, settings, offices }: Recipient,
  shownTo: ReadonlySet<string>,
  zone: string,
): { mail: 'none' | 'once' | 'digest'; mail_due: string | null } {
  const none = { mail: 'none' as const, mail_due: null }
  if (!mail || !services.mail.enabled) return none
  const inChannel = offices !== null && offices.every((office) => shownTo.has(office))
  if (settings.channelsInstead && inChannel && !notice.urgent) return none
  const planned = planMail(notice, settings, zone)
  return { mail: planned.mail, mail_due: planned.due }
}
