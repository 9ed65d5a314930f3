import { isoOf, nowOf, type Services } from '#platform/services.ts'
import { sendToChannel } from '../job-names.ts'
import { notify } from '../notify.ts'
import { deliver, type Delivery } from './deliver.ts'
import { sealedFor } from './sealed-url.ts'
import '../tables.ts'

const mostTries = 8
const firstWait = 30
/** So many refusals in a row, and the channel is taken to be gone. */
const mostFaults = 3

interface Waiting {
  id: string
  channel_id: string
  tries: number
  name: string
  title: string
}

/** Sends one notice to one channel, and sees to what comes of it. */
export async function sendMessage(services: Services, messageId: string): Promise<void> {
  const now = nowOf(services)
  const row = await services.db
    .selectFrom('channel_message')
    .innerJoin('notice_channel as channel', 'channel.id', 'channel_message.channel_id')
    .innerJoin('notice', 'notice.id', 'channel_message.notice_id')
    .select(['channel_message.id', 'channel_message.channel_id', 'channel_message.tries'])
    .select(['channel.service', 'channel.sealed_url', 'channel.name', 'channel.state'])
    .select(['notice.title', 'notice.text', 'notice.link', 'notice.urgent'])
    .where('channel_message.id', '=', messageId)
    .where('channel_message.state', '=', 'waiting')
    .where('channel_message.due', '<=', now)
    .executeTakeFirst()
  if (!row) return
  if (row.state === 'off') return fail(services, row.id)
  const url = services.sealer.open(row.sealed_url, sealedFor(row.channel_id))
  const { publicUrl } = services.config
  const delivery = await deliver(services, row.service, url, { ...row, url: `${publicUrl}${row.link}` })
  await note(services, row, delivery)
}

async function fail(services: Services, id: string): Promise<void> {
  await services.db.updateTable('channel_message').set({ state: 'failed' }).where('id', '=', id).execute()
}

async function note(services: Services, message: Waiting, delivery: Delivery): Promise<void> {
  const at = nowOf(services)
  const { db } = services
  await db.transaction().execute(async (tx) => {
    if (delivery.result === 'taken') {
      await tx
        .updateTable('channel_message')
        .set({ state: 'sent', at })
        .where('id', '=', message.id)
        .execute()
      await tx
        .updateTable('notice_channel')
        .set({ faults: 0, trouble: null, told_at: at })
        .where('id', '=', message.channel_id)
        .execute()
      return
    }
    await tx
      .updateTable('notice_channel')
      .set({ trouble: delivery.say })
      .where('id', '=', message.channel_id)
      .execute()
    if (delivery.result === 'later' && message.tries + 1 < mostTries) {
      const wait = delivery.afterSeconds ?? firstWait * 2 ** message.tries
      const due = isoOf(services.clock.now().add({ seconds: wait }))
      await tx
        .updateTable('channel_message')
        .set((on) => ({ tries: on('tries', '+', 1), due }))
        .where('id', '=', message.id)
        .execute()
      await services.jobs.enqueue(tx, sendToChannel, { messageId: message.id }, { startAfter: due })
      return
    }
    await tx
      .updateTable('channel_message')
      .set({ state: 'failed', at })
      .where('id', '=', message.id)
      .execute()
    if (delivery.result === 'refused') await countFault(services, tx, at, message, delivery.say)
  })
}

/** The third refusal in a row turns the channel off, and tells those who can mend it. */
async function countFault(
  services: Services,
  tx: Parameters<typeof notify>[1],
  at: string,
  { channel_id: id, name }: Waiting,
  say: string,
): Promise<void> {
  const { faults } = await tx
    .updateTable('notice_channel')
    .set((on) => ({ faults: on('faults', '+', 1) }))
    .where('id', '=', id)
    .returning('faults')
    .executeTakeFirstOrThrow()
  if (faults < mostFaults) return
  const off = await tx
    .updateTable('notice_channel')
    .set({ state: 'off' })
    .where('id', '=', id)
    .where('state', '=', 'on')
    .executeTakeFirst()
  if (off.numUpdatedRows !== 1n) return
  await notify(services, tx, at, {
    to: { holdersOf: ['officer', 'it'] },
    kind: 'notices.channel',
    title: `The channel “${name}” was turned off`,
    text: `It refused ${mostFaults} notices in a row. ${say} Notices still stand in Rostrum and go out by letter. Put in a new address to turn the channel on again.`,
    link: '/notices/channels',
  })
}
