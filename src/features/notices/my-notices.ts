import { sql } from 'kysely'
import type { Actor } from '#features/people/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { MarkRead, NoticesPage, NoticesQuery } from './contract.ts'
import './tables.ts'

const onPage = 30

/** What a person was told of, the latest first. */
export async function myNotices(
  { db }: Pick<Services, 'db'>,
  { personId }: Actor,
  { kind, unread, before }: NoticesQuery,
): Promise<NoticesPage> {
  let query = db
    .selectFrom('notice_recipient as mine')
    .innerJoin('notice', 'notice.id', 'mine.notice_id')
    .select(['notice.id', 'notice.kind', 'notice.title', 'notice.text', 'notice.link', 'notice.urgent'])
    .select(['mine.at', 'mine.read_at as readAt'])
    .where('mine.person_id', '=', personId)
    .orderBy('mine.at', 'desc')
    .orderBy('mine.notice_id')
    .limit(onPage + 1)
  if (kind) query = query.where('notice.kind', '=', kind)
  if (unread) query = query.where('mine.read_at', 'is', null)
  const place = placeOf(before)
  if (place)
    query = query.where(
      sql<boolean>`(mine.at < ${place.at}::timestamptz
        or (mine.at = ${place.at}::timestamptz and mine.notice_id > ${place.id}::uuid))`,
    )
  const found = await query.execute()
  const notices = found.slice(0, onPage)
  const last = notices.at(-1)
  const kinds = await db
    .selectFrom('notice_recipient as mine')
    .innerJoin('notice', 'notice.id', 'mine.notice_id')
    .select('notice.kind')
    .distinct()
    .where('mine.person_id', '=', personId)
    .execute()
  return {
    notices,
    next: found.length > onPage && last ? `${last.at}_${last.id}` : null,
    unread: await unreadOf({ db }, personId),
    kinds: kinds.map((row) => row.kind),
  }
}

/** Where a page ended; one that nobody wrote begins at the top. */
function placeOf(before: string | undefined): { at: string; id: string } | null {
  const [at = '', id = ''] = before?.split('_') ?? []
  const known = !Number.isNaN(Date.parse(at)) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)
  return known ? { at: new Date(at).toISOString(), id } : null
}

export async function unreadOf({ db }: Pick<Services, 'db'>, personId: string): Promise<number> {
  const row = await db
    .selectFrom('notice_recipient')
    .select((on) => on.fn.countAll<number>().as('count'))
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Marks as read: these, or all up to an instant. What has been read needs no letter any more. */
export async function markRead(services: Services, { personId }: Actor, input: MarkRead): Promise<void> {
  if (input.ids?.length === 0) return
  let query = services.db
    .updateTable('notice_recipient')
    .set({
      read_at: nowOf(services),
      mail: sql<'none' | 'once' | 'digest'>`case when letter_id is null then 'none' else mail end`,
    })
    .where('person_id', '=', personId)
    .where('read_at', 'is', null)
  if (input.ids) query = query.where('notice_id', 'in', input.ids)
  if (input.upTo) query = query.where('at', '<=', new Date(input.upTo).toISOString())
  await query.execute()
}
