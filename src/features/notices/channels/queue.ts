import { newId, type Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import { usualQuiet } from '../contract.ts'
import { sendToChannel } from '../job-names.ts'
import type { NoticeKind } from '../contract.ts'
import type { Addressees } from '../recipients.ts'
import { afterQuiet } from '../rules.ts'
import '../tables.ts'

interface Queued {
  /** The offices whose own channel shows it. */
  offices: ReadonlySet<string>
  /** Does any channel show it? */
  inChannel: boolean
}

/**
 * Puts a notice before the channels that show it: those of the offices it is for, and those of the institution when it
 * is for an office or a role. What is for persons alone never goes to a channel.
 */
export async function queueForChannels(
  services: Services,
  tx: Tx,
  at: string,
  {
    notice,
    to,
    zone,
  }: { notice: { id: string; kind: NoticeKind; urgent: boolean }; to: Addressees; zone: string },
): Promise<Queued> {
  const offices = to.offices ?? []
  if (offices.length === 0 && (to.holdersOf ?? []).length === 0)
    return { offices: new Set(), inChannel: false }
  const channels = await tx
    .selectFrom('notice_channel')
    .select(['id', 'office_id', 'kinds', 'quiet'])
    .where('state', '=', 'on')
    .execute()
  const showing = channels.filter(
    ({ office_id: office, kinds }) =>
      (office === null || offices.includes(office)) && (kinds === null || kinds.includes(notice.kind)),
  )
  for (const { id: channelId, quiet } of showing) {
    const id = newId()
    const due = quiet && !notice.urgent ? afterQuiet(at, usualQuiet, zone) : at
    await tx
      .insertInto('channel_message')
      .values({ id, channel_id: channelId, notice_id: notice.id, due, tries: 0, state: 'waiting', at })
      .execute()
    await services.jobs.enqueue(tx, sendToChannel, { messageId: id }, { startAfter: due })
  }
  const own = showing.flatMap(({ office_id: office }) => office ?? [])
  return { offices: new Set(own), inChannel: showing.length > 0 }
}
