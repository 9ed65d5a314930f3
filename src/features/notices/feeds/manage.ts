import { randomBytes } from 'node:crypto'
import { entryActor, type Actor } from '#features/people/index.ts'
import { newId } from '#platform/db/index.ts'
import { NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { Feed, FeedKind, MadeFeed } from './contract.ts'
import '../tables.ts'

export async function myFeeds({ db }: Services, { personId }: Actor): Promise<Feed[]> {
  const rows = await db
    .selectFrom('calendar_feed')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('kind')
    .execute()
  return rows.map((row) => ({ kind: row.kind, madeAt: row.made_at, readAt: row.read_at }))
}

/** A secret address for one of a person's calendars. One that was there before ends. */
export async function makeFeed(services: Services, actor: Actor, kind: FeedKind): Promise<MadeFeed> {
  const at = nowOf(services)
  const secret = randomBytes(32).toString('base64url')
  const made = { token_hash: services.sealer.fingerprint(secret), made_at: at, read_at: null }
  await services.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('calendar_feed')
      .values({ id: newId(), person_id: actor.personId, kind, ...made })
      .onConflict((on) => on.columns(['person_id', 'kind']).doUpdateSet(made))
      .execute()
    await append(tx, at, {
      kind: 'notices.feed-made',
      actor: entryActor(actor),
      subject: `person:${actor.personId}`,
      summary: 'A person made a secret address for a calendar of theirs.',
      facts: { feed: kind },
    })
  })
  return {
    feed: { kind, madeAt: at, readAt: null },
    address: `${services.config.publicUrl}/calendar-feeds/${secret}.ics`,
  }
}

export async function endFeed(services: Services, actor: Actor, kind: FeedKind): Promise<void> {
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('calendar_feed')
      .where('person_id', '=', actor.personId)
      .where('kind', '=', kind)
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw new NotFound('calendar address')
    await append(tx, at, {
      kind: 'notices.feed-ended',
      actor: entryActor(actor),
      subject: `person:${actor.personId}`,
      summary: 'A person ended the secret address of a calendar of theirs.',
      facts: { feed: kind },
    })
  })
}
