import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json, newId, type Tx } from '#platform/db/index.ts'
import { Invalid, NotFound, Unavailable } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { checkUrl } from './check-url.ts'
import type { ChangeChannel, Channel, ChannelService, NewChannel } from './contract.ts'
import { deliver } from './deliver.ts'
import { sealedFor } from './sealed-url.ts'
import '../tables.ts'

export async function listChannels(services: Services, actor: Actor): Promise<Channel[]> {
  authorise(actor, 'notices.channels')
  const rows = await services.db
    .selectFrom('notice_channel')
    .leftJoin('office', 'office.id', 'notice_channel.office_id')
    .selectAll('notice_channel')
    .select('office.name as office_name')
    .orderBy('notice_channel.name')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    service: row.service,
    office: row.office_id ? { id: row.office_id, name: row.office_name ?? row.office_id } : null,
    kinds: row.kinds,
    host: row.host,
    quiet: row.quiet,
    state: row.state,
    trouble: row.trouble,
    toldAt: row.told_at,
  }))
}

/** Sends a test, and throws what is wrong where it is not taken: no address is kept that never took anything. */
async function tryOut(services: Services, service: ChannelService, url: string, name: string): Promise<void> {
  const delivery = await deliver(services, service, url, {
    title: 'A test from Rostrum',
    text: `Notices for “${name}” will come here. Nothing needs to be done.`,
    url: services.config.publicUrl,
    urgent: false,
  })
  if (delivery.result === 'taken') return
  const message = `The test was not taken. ${delivery.say}`
  if (delivery.result === 'refused')
    throw new Invalid('notices.channel-refused', message, { fields: [{ path: 'url', message }] })
  throw new Unavailable('notices.channel-later', message, { fix: 'Try again in a while.' })
}

async function assertOffice(tx: Tx, officeId: string | null): Promise<void> {
  if (officeId === null) return
  const office = await tx.selectFrom('office').select('id').where('id', '=', officeId).executeTakeFirst()
  if (!office) throw new NotFound('office')
}

/** Adds a channel once it has taken a test. The address is sealed and never shown again. */
export async function addChannel(services: Services, actor: Actor, input: NewChannel): Promise<string> {
  authorise(actor, 'notices.channels')
  const url = checkUrl(services, input.service, input.url)
  await tryOut(services, input.service, url.href, input.name)
  const now = nowOf(services)
  const id = newId()
  await services.db.transaction().execute(async (tx) => {
    await assertOffice(tx, input.officeId)
    await tx
      .insertInto('notice_channel')
      .values({
        id,
        name: input.name,
        service: input.service,
        office_id: input.officeId,
        kinds: json(input.kinds),
        sealed_url: services.sealer.seal(url.href, sealedFor(id)),
        host: url.host,
        quiet: input.quiet,
        state: 'on',
        faults: 0,
        trouble: null,
        told_at: now,
        created_by: actor.personId,
        created_at: now,
      })
      .execute()
    await record(tx, now, actor, id, 'added', { name: input.name, service: input.service, host: url.host })
  })
  return id
}

/** A new address is tried first, like the first one, and turns the channel on again. */
export async function changeChannel(
  services: Services,
  actor: Actor,
  id: string,
  input: ChangeChannel,
): Promise<void> {
  authorise(actor, 'notices.channels')
  const before = await services.db
    .selectFrom('notice_channel')
    .select(['service', 'name'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!before) throw new NotFound('channel')
  const url = input.url === undefined ? null : checkUrl(services, before.service, input.url)
  if (url) await tryOut(services, before.service, url.href, input.name ?? before.name)
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await assertOffice(tx, input.officeId ?? null)
    const changed = await tx
      .updateTable('notice_channel')
      .set({
        faults: 0,
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.officeId === undefined ? {} : { office_id: input.officeId }),
        ...(input.kinds === undefined ? {} : { kinds: json(input.kinds) }),
        ...(input.quiet === undefined ? {} : { quiet: input.quiet }),
        ...(input.state === undefined ? {} : { state: input.state }),
        ...(url ? { ...addressOf(services, id, url), state: input.state ?? ('on' as const) } : {}),
      })
      .where('id', '=', id)
      .executeTakeFirst()
    if (changed.numUpdatedRows !== 1n) throw new NotFound('channel')
    await record(tx, now, actor, id, 'changed', {
      ...(input.name ? { name: input.name } : {}),
      ...(input.state ? { state: input.state } : {}),
      ...(url ? { host: url.host } : {}),
    })
  })
}

function addressOf(services: Services, id: string, url: URL) {
  return {
    sealed_url: services.sealer.seal(url.href, sealedFor(id)),
    host: url.host,
    trouble: null,
    told_at: nowOf(services),
  }
}

/** “Send a test”: says what is wrong where it is not taken, and clears what was wrong where it is. */
export async function testChannel(services: Services, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'notices.channels')
  const channel = await services.db
    .selectFrom('notice_channel')
    .select(['service', 'name', 'sealed_url'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!channel) throw new NotFound('channel')
  await tryOut(
    services,
    channel.service,
    services.sealer.open(channel.sealed_url, sealedFor(id)),
    channel.name,
  )
  await services.db
    .updateTable('notice_channel')
    .set({ faults: 0, trouble: null, told_at: nowOf(services) })
    .where('id', '=', id)
    .execute()
}

export async function removeChannel(services: Services, actor: Actor, id: string): Promise<void> {
  authorise(actor, 'notices.channels')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('notice_channel')
      .where('id', '=', id)
      .returning('name')
      .executeTakeFirst()
    if (!gone) throw new NotFound('channel')
    await record(tx, now, actor, id, 'removed', { name: gone.name })
  })
}

/** Where notices go is a setting of the institution, so it is recorded; the notices themselves are not. */
async function record(
  tx: Tx,
  at: string,
  actor: Actor,
  id: string,
  what: 'added' | 'changed' | 'removed',
  content: Record<string, string>,
): Promise<void> {
  await append(tx, at, {
    kind: `notices.channel-${what}`,
    actor: entryActor(actor),
    subject: `channel:${id}`,
    summary: `A channel for notices was ${what}.`,
    content,
  })
}
