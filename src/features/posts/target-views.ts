import type { Actor } from '#features/people/index.ts'
import { canBeAsked, canReadBack } from './afterwards/rules.ts'
import { whyNotApprove } from './approvers.ts'
import { manifestFor } from './content.ts'
import type { PublicationView, TargetView } from './contract.ts'
import type { AccountFacts, PostsDeps } from './deps.ts'
import { readersOf } from './go-on-schedule.ts'
import { mayMend } from './mend.ts'
import { namesOf, ref } from './names.ts'
import { sayState } from './status.ts'
import { contributorsOf, type PostRecord } from './store.ts'
import type { Publication } from './tables.ts'

export function publicationView(deps: PostsDeps, publication: Publication): PublicationView {
  const capabilities = deps.networks.get(publication.network)?.profile.capabilities
  const out = publication.state === 'published' || publication.state === 'verified'
  const readsBack = out ? canReadBack(capabilities, publication) : canBeAsked(capabilities)
  const partsOut = publication.parts.filter((part) => part.ref !== null).length
  return {
    id: publication.id,
    accountId: publication.account_id,
    network: publication.network,
    state: publication.state,
    dueAt: publication.due_at,
    url: publication.url ?? publication.parts[0]?.ref?.url ?? null,
    ...sayState(publication, readsBack),
    readsBack,
    clause: publication.state === 'blocked' ? (publication.outcome?.clause ?? null) : null,
    publishedAt: publication.published_at,
    verifiedAt: publication.verified_at,
    removedAt: publication.removed_at,
    partsOut,
    parts: publication.manifest.parts.length,
    byHand: publication.by_hand,
    mayMend: mayMend(publication),
    again: publication.outcome?.again ?? null,
    canEdit: out && publication.removed_at === null && (capabilities?.edit ?? false),
    canRemove: (out || partsOut > 0) && publication.removed_at === null && (capabilities?.remove ?? false),
  }
}

/** The accounts a post goes to, each with what an approval would be bound to. */
export async function targetViews(
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  accounts: AccountFacts[],
  publications: Publication[],
  /** How many have to read it, whether this reader's office has to be among them, and whether some office has. */
  wanted: { readers: number; office: boolean; anyOffice: boolean },
): Promise<TargetView[]> {
  const { db } = deps.services
  const approvals = await db
    .selectFrom('approval')
    .select(['account_id', 'digest', 'person_id', 'at', 'note'])
    .where('post_id', '=', post.id)
    .where('voided_at', 'is', null)
    .where('decision', '=', 'approved')
    .execute()
  const names = await namesOf(
    db,
    approvals.map((approval) => approval.person_id),
  )
  const writers = await contributorsOf(db, post.id)
  const inReview = post.state === 'in-review'
  const views = await Promise.all(
    accounts.map(async (account) => {
      // Renditions cost something, so a digest is made only when somebody is about to decide on it.
      const sent = publications.findLast(
        (publication) => publication.account_id === account.id && publication.state !== 'cancelled',
      )
      const digest = inReview ? (await manifestFor(deps, post, account)).digest : (sent?.digest ?? null)
      const mine = approvals.filter(
        (approval) => approval.account_id === account.id && (digest === null || approval.digest === digest),
      )
      const readers = readersOf(approvals, account.id, digest ?? '', writers)
      const may = inReview && whyNotApprove(actor, account.id, writers) === null
      const view: TargetView = {
        accountId: account.id,
        network: account.network,
        handle: account.handle,
        displayName: account.displayName,
        unit: account.unit,
        digest,
        approvedBy: mine.map((approval) => ({
          ...ref(names, approval.person_id),
          at: approval.at,
          note: approval.note,
        })),
        mayApprove:
          may && !readers.includes(actor.personId) && (readers.length < wanted.readers || wanted.office),
        connected: account.connected,
      }
      return { view, may, whole: readers.length >= wanted.readers }
    }),
  )
  // All has been read, and an exception came after the last reader, so each of them may send it on its way.
  const ready = !wanted.anyOffice && views.every(({ whole }) => whole)
  return views.map(({ view, may }) => (ready && may ? { ...view, mayApprove: true } : view))
}
