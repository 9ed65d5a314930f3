import { sql } from 'kysely'
import { masterFile } from '#features/assets/store.ts'
import { json, type Tx } from '#platform/db/index.ts'
import { deleteHanging } from './delete-hanging.ts'
import { deleteRequests } from './delete-requests.ts'
import { exampleClosure, exampleContacts } from './people.ts'
import { keepExampleState } from './state.ts'

export interface Deleted {
  removed: { units: number; people: number; accounts: number; posts: number }
  /** Names of what stays because something real hangs on it; from now on it is the institution's own. */
  kept: { units: string[]; offices: string[] }
  /** To be removed from the file store once the transaction has been committed. */
  files: string[]
}

/** `in ()` is no SQL; nothing has this id. */
const nobody = '00000000-0000-0000-0000-000000000000'
const some = (ids: string[]) => [...ids, nobody]

async function idsOf(tx: Tx, table: 'post' | 'account' | 'person'): Promise<string[]> {
  return (await tx.selectFrom(table).select('id').where('example', '=', true).execute()).map((row) => row.id)
}

/** Marks what belongs to the example and was not marked yet when loading broke off. */
export async function markWhatHangs(tx: Tx): Promise<void> {
  const people = tx.selectFrom('person').select('id').where('example', '=', true)
  await tx.updateTable('account').set({ example: true }).where('created_by', 'in', people).execute()
  await tx.updateTable('asset').set({ example: true }).where('uploaded_by', 'in', people).execute()
  await tx.updateTable('post').set({ example: true }).where('author_id', 'in', people).execute()
  await tx.updateTable('campaign').set({ example: true }).where('created_by', 'in', people).execute()
}

/** Deletes every row of the example and all that hangs on it. `trials`: posts of real people that go with it. */
export async function deleteExample(tx: Tx, trials: string[] = []): Promise<Deleted> {
  const posts = [...new Set([...(await idsOf(tx, 'post')), ...trials])]
  const accounts = await idsOf(tx, 'account')
  const people = await idsOf(tx, 'person')
  await deletePosts(tx, posts)
  await tx.deleteFrom('campaign').where('example', '=', true).execute()
  for (const table of ['plan_series', 'plan_queue'] as const)
    await tx.deleteFrom(table).where('example', '=', true).execute()
  await deleteRequests(tx)
  await deleteAccounts(tx, accounts)
  const files = await deletePictures(tx)
  const offices = await deleteOffices(tx)
  await deletePeople(tx, people)
  const { gone, kept } = await deleteUnits(tx)
  await unmarkInstitution(tx)
  await keepExampleState(tx, 'none')
  return {
    removed: { units: gone, people: people.length, accounts: accounts.length, posts: posts.length },
    kept: { units: kept, offices },
    files,
  }
}

const ofPosts = [
  'finding_override',
  'post_seen',
  'post_revision',
  'post_contributor',
  'approval',
  'post_comment',
  'publication',
  'post_target',
] as const

async function deletePosts(tx: Tx, posts: string[]): Promise<void> {
  const sent = tx.selectFrom('publication').select('id').where('post_id', 'in', some(posts))
  await tx.deleteFrom('correction').where('publication_id', 'in', sent).execute()
  for (const table of ofPosts) await tx.deleteFrom(table).where('post_id', 'in', some(posts)).execute()
  await tx.deleteFrom('post').where('id', 'in', some(posts)).execute()
}

async function deleteAccounts(tx: Tx, accounts: string[]): Promise<void> {
  const ids = some(accounts)
  await tx.deleteFrom('practice_post').where('account_id', 'in', ids).execute()
  await sql`delete from practice_media where not exists (
    select 1 from practice_post p where p.media::text like '%' || practice_media.sha256 || '%'
      or p.link::text like '%' || practice_media.sha256 || '%')`.execute(tx)
  const handles = await tx
    .selectFrom('account')
    .select(['network', 'handle'])
    .where('id', 'in', ids)
    .execute()
  for (const { network, handle } of handles)
    await tx
      .deleteFrom('sealed_value')
      .where('space', '=', `${network}.handle`)
      .where('key', '=', handle)
      .execute()
  await tx
    .deleteFrom('sealed_value')
    .where('space', '=', 'register.connect-problem')
    .where('key', 'in', ids)
    .execute()
  await deleteHanging(tx, 'account', accounts)
  await tx.deleteFrom('account').where('id', 'in', ids).execute()
}

async function deletePictures(tx: Tx): Promise<string[]> {
  const assets = await tx
    .selectFrom('asset')
    .select(['id', 'media_type'])
    .where('example', '=', true)
    .execute()
  const ids = some(assets.map((asset) => asset.id))
  const renditions = await tx
    .deleteFrom('asset_rendition')
    .where('asset_id', 'in', ids)
    .returning('file')
    .execute()
  await tx.deleteFrom('asset').where('id', 'in', ids).execute()
  return [...new Set([...assets.map(masterFile), ...renditions.map((row) => row.file)])]
}

/** An office that a real person holds, or held, stays and is the institution's own. */
async function deleteOffices(tx: Tx): Promise<string[]> {
  await sql`delete from office_holding h using person p where p.id = h.person_id and p.example`.execute(tx)
  const held = tx.selectFrom('office_holding').select('office_id')
  await tx.deleteFrom('office').where('example', '=', true).where('id', 'not in', held).execute()
  const kept = await tx
    .updateTable('office')
    .set({ example: false })
    .where('example', '=', true)
    .returning('name')
    .execute()
  return kept.map((row) => row.name)
}

async function deletePeople(tx: Tx, people: string[]): Promise<void> {
  await deleteHanging(tx, 'person', people)
  await sql`delete from idempotency where person_id = any(${people}::uuid[])`.execute(tx)
  await tx.deleteFrom('person').where('id', 'in', some(people)).execute()
}

/** From the leaves up. A unit with a real account or a real unit below it stays, with everything above it. */
async function deleteUnits(tx: Tx): Promise<{ gone: number; kept: string[] }> {
  let gone = 0
  for (;;) {
    const leaves = await tx
      .deleteFrom('unit')
      .where('example', '=', true)
      .where('id', 'not in', tx.selectFrom('account').select('unit_id'))
      .where(sql<boolean>`not exists (select 1 from request r where r.unit_id = unit.id)`)
      .where(
        'id',
        'not in',
        tx
          .selectFrom('unit as child')
          .select('child.parent_id')
          .where('child.parent_id', 'is not', null)
          .$castTo<{
            parent_id: string
          }>(),
      )
      .returning('id')
      .execute()
    if (leaves.length === 0) break
    gone += leaves.length
  }
  const kept = await tx
    .updateTable('unit')
    .set({ example: false })
    .where('example', '=', true)
    .returning('name')
    .execute()
  return { gone, kept: kept.map((row) => row.name) }
}

async function unmarkInstitution(tx: Tx): Promise<void> {
  const row = await tx.selectFrom('institution').select(['contacts', 'closures']).executeTakeFirst()
  if (!row) return
  const invented = new Set(exampleContacts.map(({ kind, value, label }) => `${kind} ${value} ${label}`))
  const contacts = row.contacts.filter(({ kind, value, label }) => !invented.has(`${kind} ${value} ${label}`))
  await tx
    .updateTable('institution')
    .set({
      example: false,
      contacts: json(contacts),
      closures: json(row.closures.filter(({ name }) => name !== exampleClosure.name)),
    })
    .execute()
}
