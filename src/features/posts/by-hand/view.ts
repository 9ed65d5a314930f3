import { mayFor, type Actor } from '#features/people/index.ts'
import type { ManualGuide } from '#networks/contract.ts'
import { profileOf } from '#networks/profiles.ts'
import type { Db } from '#platform/db/index.ts'
import { isoOf, nowOf } from '#platform/services.ts'
import { mayWithPost } from '../access.ts'
import type { PostsDeps } from '../deps.ts'
import type { Manifest, ManifestMedia } from '../manifest.ts'
import { namesOf, ref, type Names } from '../names.ts'
import { sayState } from '../status.ts'
import type { Publication } from '../tables.ts'
import type { ByHandFile, ByHandView } from './contract.ts'
import { reachByHand } from './reach.ts'
import { handedFor } from './rules.ts'
import { byHandPostOf, screenshotOf, whoPosts } from './store.ts'
import type { ByHandPost } from './tables.ts'

/** What whoever posts it needs, and what is known of it. */
export async function viewByHand(deps: PostsDeps, actor: Actor, publicationId: string): Promise<ByHandView> {
  const { publication, post, guide } = await reachByHand(deps, actor, publicationId, 'posts.read')
  const { db } = deps.services
  const { account_id: accountId, manifest, digest } = publication
  const handed = await byHandPostOf(db, publicationId)
  const approvals = await approvalsOf(db, publication)
  const names = await namesOf(db, [
    handed?.taken_by ?? null,
    handed?.recorded_by ?? null,
    ...approvals.map((one) => one.person_id),
  ])
  const [account] = await deps.accounts(db, [accountId])
  const mayPost = mayFor(actor, 'posts.write', accountId)
  return {
    publicationId,
    postId: post.id,
    postTitle: post.title,
    account: {
      id: accountId,
      network: publication.network,
      handle: manifest.account.handle,
      displayName: account?.displayName ?? manifest.account.handle,
    },
    state: publication.state,
    ...sayState(publication),
    dueAt: publication.due_at,
    ...handing(handed, names),
    removedAt: publication.removed_at,
    people: await whoPosts(db, accountId, nowOf(deps.services)),
    ...whatToDo(guide, manifest),
    ...whatToPost(manifest),
    digest,
    approvedBy: approvals.map((one) => ({ ...ref(names, one.person_id), at: one.at })),
    record: await recordOf(db, publication, handed, names),
    may: { post: mayPost, control: mayWithPost(actor, 'posts.control', post) },
  }
}

function approvalsOf(db: Db, { post_id, account_id, digest }: Publication) {
  return db
    .selectFrom('approval')
    .select(['person_id', 'at'])
    .where('post_id', '=', post_id)
    .where('account_id', '=', account_id)
    .where('digest', '=', digest)
    .where('decision', '=', 'approved')
    .where('voided_at', 'is', null)
    .orderBy('at')
    .execute()
}

function handing(
  handed: ByHandPost | undefined,
  names: Names,
): Pick<ByHandView, 'handedAt' | 'until' | 'takenBy'> {
  if (!handed) return { handedAt: null, until: null, takenBy: null }
  const { handed_at: handedAt, taken_by: takenBy, taken_at: takenAt } = handed
  return {
    handedAt,
    until: isoOf(Temporal.Instant.from(handedAt).add(handedFor)),
    takenBy: takenBy === null ? null : { ...ref(names, takenBy), at: takenAt ?? handedAt },
  }
}

function whatToDo(
  guide: ManualGuide,
  { account }: Manifest,
): Pick<ByHandView, 'steps' | 'open' | 'wantsLink'> {
  return {
    steps: guide.steps.map((step) => step.replaceAll('{handle}', account.handle)),
    open: guide.open,
    wantsLink: guide.linkProblem('') !== null,
  }
}

function fileOf(media: ManifestMedia): ByHandFile {
  const { sha256, type, width, height, alt } = media
  return { kind: 'kind' in media ? media.kind : 'image', sha256, type, width, height, alt }
}

type ToPost = Pick<ByHandView, 'title' | 'tags' | 'audience' | 'firstComment' | 'parts' | 'language'>

function whatToPost(manifest: Manifest): ToPost {
  const { network, title, tags, audience, firstComment, parts, language } = manifest
  const audiences = profileOf(network)?.capabilities.audiences ?? []
  return {
    title: title ?? null,
    tags: tags ?? [],
    audience: audience ? (audiences.find(({ id }) => id === audience)?.label ?? audience) : null,
    firstComment: firstComment ?? null,
    parts: parts.map(({ text, link, media }) => ({
      text,
      link: link?.url ?? null,
      files: media.map(fileOf),
    })),
    language,
  }
}

async function recordOf(
  db: Db,
  publication: Publication,
  handed: ByHandPost | undefined,
  names: Names,
): Promise<ByHandView['record']> {
  if (!handed?.recorded_at || !handed.posted_at) return null
  const shot = handed.screenshot_id ? await screenshotOf(db, publication.id, handed.screenshot_id) : undefined
  return {
    by: handed.recorded_by === null ? null : ref(names, handed.recorded_by),
    recordedAt: handed.recorded_at,
    postedAt: handed.posted_at,
    url: publication.url,
    screenshot: shot
      ? { id: shot.id, sha256: shot.sha256, type: shot.media_type, width: shot.width, height: shot.height }
      : null,
    differs: handed.differs,
    words: handed.entry_id ? await wordsIn(db, handed.entry_id) : null,
  }
}

/** The words stand in the content of the record alone, where they can be erased. */
async function wordsIn(db: Db, entryId: string): Promise<string | null> {
  const row = await db
    .selectFrom('ledger_content')
    .select('content')
    .where('entry_id', '=', entryId)
    .executeTakeFirst()
  const content = row?.content
  return typeof content === 'object' &&
    content !== null &&
    'words' in content &&
    typeof content.words === 'string'
    ? content.words
    : null
}
