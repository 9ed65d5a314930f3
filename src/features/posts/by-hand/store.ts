import type { Db, Tx } from '#platform/db/index.ts'
import type { ByHandPost, ByHandScreenshot } from './tables.ts'

export function byHandPostOf(db: Db | Tx, publicationId: string): Promise<ByHandPost | undefined> {
  return db
    .selectFrom('by_hand_post')
    .selectAll()
    .where('publication_id', '=', publicationId)
    .executeTakeFirst()
}

/** One screenshot of this publication. */
export function screenshotOf(
  db: Db | Tx,
  publicationId: string,
  id: string,
): Promise<ByHandScreenshot | undefined> {
  return db
    .selectFrom('by_hand_screenshot')
    .selectAll()
    .where('id', '=', id)
    .where('publication_id', '=', publicationId)
    .executeTakeFirst()
}

const endings: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
}

/** Where a screenshot lies in the file store. */
export function screenshotFile({ id, media_type }: Pick<ByHandScreenshot, 'id' | 'media_type'>): string {
  return `by-hand/${id}.${endings[media_type] ?? 'bin'}`
}

/** Who posts for an account: those who administer it or contribute to it now, and have not left. */
export async function whoPosts(
  db: Db | Tx,
  accountId: string,
  at: string,
): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('account_member')
    .innerJoin('person', 'person.id', 'account_member.person_id')
    .select(['person.id', 'person.name'])
    .distinct()
    .where('account_member.account_id', '=', accountId)
    .where('account_member.relation', 'in', ['administrator', 'contributor'])
    .where('person.state', '=', 'active')
    .where((on) => on.or([on('account_member.until', 'is', null), on('account_member.until', '>', at)]))
    .orderBy('person.name')
    .execute()
}
