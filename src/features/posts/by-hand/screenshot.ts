import { takeIn } from '#features/assets/index.ts'
import type { Actor } from '#features/people/index.ts'
import { newId } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import type { ByHandScreenshot } from './contract.ts'
import { reachByHand } from './reach.ts'
import { recordable } from './rules.ts'
import { screenshotFile, screenshotOf } from './store.ts'

/** A screenshot is read, not printed. */
const edge = 2_400
/** So that nobody fills the disk by trying. */
const most = 20

/**
 * Keeps a screenshot with its publication, as evidence: freed of its hidden details, and in no library. It becomes part
 * of the record with the link.
 */
export async function keepScreenshot(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  file: { name: string; bytes: Uint8Array },
): Promise<ByHandScreenshot> {
  const { publication } = await reachByHand(deps, actor, publicationId, 'posts.write')
  const { services } = deps
  if (!recordable.includes(publication.state))
    throw new Conflict('posts.not-handed', 'Nothing is to be recorded about this now.')
  const { kept } = await services.db
    .selectFrom('by_hand_screenshot')
    .select((on) => on.fn.countAll<string>().as('kept'))
    .where('publication_id', '=', publicationId)
    .executeTakeFirstOrThrow()
  if (Number(kept) >= most)
    throw new Conflict('posts.screenshots', `There are ${most} screenshots of this already. Use one of them.`)
  const master = await takeIn(file.bytes, file.name, { maxEdge: edge, moving: false })
  const row = {
    id: newId(),
    publication_id: publicationId,
    sha256: master.sha256,
    media_type: master.type,
    bytes: master.bytes.byteLength,
    width: master.width,
    height: master.height,
    uploaded_by: actor.personId,
    uploaded_at: nowOf(services),
  }
  // The file first: whatever fails, no row points at nothing.
  await services.files.put(screenshotFile(row), master.bytes, master.type)
  try {
    await services.db.insertInto('by_hand_screenshot').values(row).execute()
  } catch (error) {
    await services.files.remove(screenshotFile(row))
    throw error
  }
  const { id, sha256, media_type: type, width, height } = row
  return { id, sha256, type, width, height }
}

/** The bytes of one screenshot, for those who may read the post. */
export async function readScreenshot(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  screenshotId: string,
): Promise<{ type: string; bytes: Uint8Array }> {
  const { services } = deps
  await reachByHand(deps, actor, publicationId, 'posts.read')
  const row = await screenshotOf(services.db, publicationId, screenshotId)
  if (!row) throw new NotFound('screenshot')
  return { type: row.media_type, bytes: await services.files.get(screenshotFile(row)) }
}
