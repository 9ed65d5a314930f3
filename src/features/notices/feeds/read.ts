import { createHash } from 'node:crypto'
import { actorById } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import type { NoticesDeps } from '../deps.ts'
import { zoneOf } from '../zone.ts'
import { calendarText } from './calendar-text.ts'
import { feedLabels } from './contract.ts'
import '../tables.ts'

const back = { hours: 92 * 24 }
const ahead = { hours: 366 * 24 }
const hour = { hours: 1 }

/**
 * The calendar behind a secret address, as its person may see it at this moment. Whoever has left has none: the address
 * answers as one that never was.
 */
export async function readFeed(deps: NoticesDeps, secret: string): Promise<{ text: string; etag: string }> {
  const { services } = deps
  const { db, config, clock } = services
  const feed = await db
    .selectFrom('calendar_feed')
    .select(['id', 'person_id', 'kind', 'read_at'])
    .where('token_hash', '=', services.sealer.fingerprint(secret))
    .executeTakeFirst()
  const actor = feed && (await actorById(db, feed.person_id, nowOf(services)))
  if (!feed || !actor) throw new NotFound('calendar')
  const now = clock.now()
  const span = { from: isoOf(now.subtract(back)), to: isoOf(now.add(ahead)) }
  const entries = await deps.calendars[feed.kind](actor, span)
  const zone = await zoneOf(db)
  const text = calendarText(entries, { name: feedLabels[feed.kind], publicUrl: config.publicUrl, zone })
  // Programs come every few minutes: that one came is written down once an hour.
  if (feed.read_at === null || feed.read_at < isoOf(now.subtract(hour)))
    await db
      .updateTable('calendar_feed')
      .set({ read_at: isoOf(now) })
      .where('id', '=', feed.id)
      .execute()
  return { text, etag: `"${createHash('sha256').update(text).digest('base64url')}"` }
}
