import { entryActor, type Actor } from '#features/people/index.ts'
import type { ManualGuide } from '#networks/contract.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Conflict, Invalid } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { movePublication } from '../publications.ts'
import { needMayPublish } from '../publishers.ts'
import type { Publication } from '../tables.ts'
import type { PostedByHand } from './contract.ts'
import { takeOutOfHands } from './duties.ts'
import { reachByHand } from './reach.ts'
import { differ, instantOf, recordable, whenProblem } from './rules.ts'
import { byHandPostOf, screenshotOf } from './store.ts'
import type { ByHandScreenshot } from './tables.ts'

/** Nobody reads it back. */
const never = { hours: 24 * 365 }

const faulty = (path: string, message: string) =>
  new Invalid('posts.by-hand-record', message, { fields: [{ path, message }] })

/** The address of the post, or null where posts have none. Throws `Invalid` for one that can't be it, or is another's. */
async function linkOf(
  db: Db,
  guide: ManualGuide,
  publicationId: string,
  link: string,
): Promise<string | null> {
  const problem = guide.linkProblem(link)
  if (problem) throw faulty('link', problem)
  if (link === '') return null
  const other = await db
    .selectFrom('publication')
    .select('id')
    .where('url', '=', link)
    .where('id', '<>', publicationId)
    .executeTakeFirst()
  if (other) throw faulty('link', 'This is the address of another post that was recorded here.')
  return link
}

async function postedAt(deps: PostsDeps, publication: Publication, at: string | null) {
  const now = deps.services.clock.now()
  if (at === null) return now
  const { timeZone } = await deps.institution(deps.services.db)
  const posted = instantOf(at, timeZone, now)
  if (!posted) throw faulty('at', `There is no such day or time as ${at.replace('T', ' ')}.`)
  const problem = whenProblem(posted, { now, approved: Temporal.Instant.from(publication.created_at) })
  if (problem) throw faulty('at', problem)
  return posted
}

/** Throws unless it was handed over, is not out yet, and nobody else has it. */
async function needOpen(db: Db, actor: Actor, publication: Publication): Promise<void> {
  const handed = await byHandPostOf(db, publication.id)
  if (!handed || !recordable.includes(publication.state))
    throw new Conflict('posts.not-handed', 'Nothing is to be recorded about this now.', {
      fix: 'Load the page again to see how it stands.',
    })
  if (publication.state === 'handed' && handed.taken_by !== null && handed.taken_by !== actor.personId)
    throw new Conflict('posts.taken', 'Somebody else has taken this to post it.', {
      fix: 'Ask them. If it was you who posted it, take it over first.',
    })
}

interface Proof {
  url: string | null
  posted: Temporal.Instant
  screenshot: ByHandScreenshot
  /** As posted, where something else was posted than was approved. */
  words: string | null
}

/** “I have posted it.” From then on it is published, by the word of whoever says so, with a screenshot as evidence. */
export async function recordByHand(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  said: PostedByHand,
): Promise<void> {
  const { publication, guide } = await reachByHand(deps, actor, publicationId, 'posts.write')
  const { services } = deps
  await needOpen(services.db, actor, publication)
  // Only what is still to be posted asks for leave to post: what is out has to be told by whoever knows.
  if (publication.state === 'handed') await needMayPublish(deps, actor)
  const url = await linkOf(services.db, guide, publicationId, said.link)
  const posted = await postedAt(deps, publication, said.at)
  const screenshot = await screenshotOf(services.db, publicationId, said.screenshotId)
  if (!screenshot) throw faulty('screenshotId', 'Add a screenshot of the post where it stands.')
  const words = differ(said.words, publication.manifest) ? said.words : null
  await services.db
    .transaction()
    .execute((tx) => write(tx, deps, actor, publication, { url, posted, screenshot, words }))
  await deps.spoke(publication.account_id, isoOf(posted))
}

async function write(
  tx: Tx,
  deps: PostsDeps,
  actor: Actor,
  publication: Publication,
  { url, posted, screenshot, words }: Proof,
): Promise<void> {
  const at = nowOf(deps.services)
  const differs = words !== null
  const proof = { byHand: true, screenshot: screenshot.sha256, postedAt: isoOf(posted), differs }
  const moved = await movePublication(tx, publication, {
    to: 'published',
    at,
    actor: entryActor(actor),
    summary: 'The post was published by hand.',
    facts: proof,
    outcome: differs
      ? { kind: 'differs', say: 'Other words were posted than were approved.' }
      : { kind: 'by-hand', say: 'Posted by hand.' },
    set: {
      url,
      published_at: isoOf(posted),
      next_at: isoOf(deps.services.clock.now().add(never)),
    },
  })
  if (!moved) throw new Conflict('posts.moved-on', 'This has moved on since the page was loaded. Look again.')
  const entryId = await append(tx, at, {
    kind: 'publication.recorded-by-hand',
    actor: entryActor(actor),
    subject: `publication:${publication.id}`,
    postId: publication.post_id,
    accountId: publication.account_id,
    summary: differs
      ? 'It was recorded that other words were posted by hand than were approved.'
      : 'It was recorded where and when the post was published by hand, with a screenshot.',
    facts: { ...proof, network: publication.network, digest: publication.digest, url },
    ...(words === null ? {} : { content: { words } }),
  })
  await tx
    .updateTable('by_hand_post')
    .set({
      posted_at: isoOf(posted),
      recorded_at: at,
      recorded_by: actor.personId,
      differs,
      entry_id: entryId,
      screenshot_id: screenshot.id,
    })
    .where('publication_id', '=', publication.id)
    .execute()
  await takeOutOfHands(tx, at, publication, 'Posted and recorded.', { by: actor.personId })
}
