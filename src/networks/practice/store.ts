import type { Selectable } from 'kysely'
import { json, newId, type Db } from '#platform/db/index.ts'
import type { OutgoingLinkCard, OutgoingMedia, OutgoingPart } from '../contract.ts'

export interface PracticePicture {
  sha256: string
  alt: string
  width: number
  height: number
  type: string
}

export interface PracticeCard {
  url: string
  title: string
  description: string
  image: PracticePicture | null
}

export interface PracticePostTable {
  id: string
  account_id: string
  key: string
  text: string
  language: string
  media: PracticePicture[]
  link: PracticeCard | null
  root_id: string | null
  parent_id: string | null
  created_at: string
  edited_at: string | null
  deleted_at: string | null
}

export interface PracticeMediaTable {
  sha256: string
  media_type: string
  bytes: Uint8Array
}

declare module '#platform/db/types.ts' {
  interface Tables {
    practice_post: PracticePostTable
    practice_media: PracticeMediaTable
  }
}

export type PracticePost = Selectable<PracticePostTable>

function picture({ sha256, alt, width, height, type }: OutgoingMedia): PracticePicture {
  return { sha256, alt, width, height, type }
}

function card(link: OutgoingLinkCard | null): PracticeCard | null {
  return link && { ...link, image: link.image && picture(link.image) }
}

export async function keepMedia(db: Db, media: OutgoingMedia): Promise<void> {
  await db
    .insertInto('practice_media')
    .values({ sha256: media.sha256, media_type: media.type, bytes: await media.bytes() })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute()
}

export function readMedia(db: Db, sha256: string): Promise<Selectable<PracticeMediaTable> | undefined> {
  return db.selectFrom('practice_media').selectAll().where('sha256', '=', sha256).executeTakeFirst()
}

/** Writes a post unless its key was used before; answers the one that stands under the key either way. */
export async function insertPost(db: Db, accountId: string, part: OutgoingPart): Promise<PracticePost> {
  await db
    .insertInto('practice_post')
    .values({
      id: newId(),
      account_id: accountId,
      key: part.key,
      text: part.text,
      language: part.language,
      media: json(part.media.map(picture)),
      link: part.link && json(card(part.link)),
      root_id: part.root?.remoteId ?? null,
      parent_id: part.parent?.remoteId ?? null,
      created_at: part.createdAt,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'key']).doNothing())
    .execute()
  return db
    .selectFrom('practice_post')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('key', '=', part.key)
    .executeTakeFirstOrThrow()
}

export function postByKey(db: Db, accountId: string, key: string): Promise<PracticePost | undefined> {
  return db
    .selectFrom('practice_post')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('key', '=', key)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

export function postById(db: Db, accountId: string, id: string): Promise<PracticePost | undefined> {
  return db
    .selectFrom('practice_post')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst()
}

/** The newest first; of a thread only its first post. */
export function newestPosts(db: Db, accountId: string, limit: number): Promise<PracticePost[]> {
  return db
    .selectFrom('practice_post')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .where('root_id', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('key', 'desc')
    .limit(limit)
    .execute()
}

/** Everything since `since`, whichever of a thread it is, the newest first. */
export function postsSince(db: Db, accountId: string, since: string, limit: number): Promise<PracticePost[]> {
  return db
    .selectFrom('practice_post')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .where('created_at', '>=', since)
    .orderBy('created_at', 'desc')
    .orderBy('key', 'desc')
    .limit(limit)
    .execute()
}

/** The posts that follow `rootId`, in order. */
export function threadOf(db: Db, accountId: string, rootId: string): Promise<PracticePost[]> {
  return db
    .selectFrom('practice_post')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('root_id', '=', rootId)
    .where('deleted_at', 'is', null)
    .orderBy('key')
    .execute()
}

/** Undefined when there is no such post any more. */
export function rewritePost(
  db: Db,
  accountId: string,
  id: string,
  part: OutgoingPart,
  editedAt: string,
): Promise<PracticePost | undefined> {
  return db
    .updateTable('practice_post')
    .set({
      text: part.text,
      language: part.language,
      media: json(part.media.map(picture)),
      link: part.link && json(card(part.link)),
      edited_at: editedAt,
    })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

export async function deletePost(db: Db, accountId: string, id: string, deletedAt: string): Promise<void> {
  await db
    .updateTable('practice_post')
    .set({ deleted_at: deletedAt })
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .where('deleted_at', 'is', null)
    .execute()
}
