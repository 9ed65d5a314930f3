import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json, newId } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import { needRead } from './access.ts'
import { beginDraft } from './begin-draft.ts'
import { partsFor } from './content.ts'
import type { PostsDeps } from './deps.ts'
import { withDetails } from './details/rules.ts'
import { movePublication } from './publications.ts'
import { getPost, type PostRecord } from './store.ts'
import type { OutcomeNote, Publication } from './tables.ts'

/** Is nothing of it there, for certain, so that it can go again for this account alone? */
export function mayMend({
  state,
  outcome,
  parts,
  by_hand: byHand,
}: Pick<Publication, 'state' | 'outcome' | 'parts' | 'by_hand'>): boolean {
  if (byHand || parts.some(({ ref }) => ref !== null)) return false
  return state === 'rejected' || (state === 'cancelled' && outcome?.kind === 'not-there')
}

/** What went to this network, as a post of its own: the words and what stands beside them, for one account. */
function onlyFor(post: PostRecord, { network, account_id: accountId, manifest }: Publication) {
  const parts = partsFor(post.content, network)
  const beside = { parts, variants: {}, details: {} }
  const { title } = manifest
  const details = post.content.details[network] ?? {}
  return {
    title: post.title,
    content: withDetails(beside, network, { ...details, ...(title === undefined ? {} : { title }) }),
    audiences: post.audiences,
    language: post.language,
    accountIds: [accountId],
    schedule: null,
  }
}

/**
 * Begins a post of its own for the one account where it did not go, with what that account would have had. What went
 * out elsewhere is not touched and can't be sent again by it; it is checked and approved as any other. Answers its id.
 */
export async function mendPublication(deps: PostsDeps, actor: Actor, publicationId: string): Promise<string> {
  const { services } = deps
  const publication = await services.db
    .selectFrom('publication')
    .selectAll()
    .where('id', '=', publicationId)
    .executeTakeFirst()
  if (!publication) throw new NotFound('publication')
  const post = await getPost(services.db, publication.post_id)
  needRead(actor, post, 'publication')
  authorise(actor, 'posts.write', publication.account_id)
  if (!mayMend(publication))
    throw new Conflict(
      'posts.cannot-mend',
      'It is not certain that nothing of this is out, so it can’t go again.',
      {
        fix: 'Look at how it stands on the page of the post.',
      },
    )
  const at = nowOf(services)
  return services.db.transaction().execute(async (tx) => {
    const id = newId()
    const origin = { campaignId: post.campaign_id, copiedFrom: post.id }
    await beginDraft(tx, actor, { id, draft: onlyFor(post, publication), publishAt: null, at, origin })
    const outcome: OutcomeNote = {
      ...publication.outcome,
      kind: 'mended',
      say: `${saidBefore(publication)} It goes again as a post of its own.`,
      again: id,
    }
    const done =
      publication.state === 'rejected'
        ? await movePublication(tx, publication, {
            to: 'cancelled',
            at,
            actor: entryActor(actor),
            outcome,
            summary: 'A post that the network refused goes again as a post of its own.',
          })
        : await tx
            .updateTable('publication')
            .set({ outcome: json(outcome), version: publication.version + 1, updated_at: at })
            .where('id', '=', publication.id)
            .where('version', '=', publication.version)
            .returning('id')
            .executeTakeFirst()
    if (!done)
      throw new Conflict('posts.moved-on', 'This has moved on since the page was loaded. Look again.')
    return id
  })
}

export const saidBefore = ({ state, outcome }: Pick<Publication, 'state' | 'outcome'>): string =>
  state === 'rejected' ? `The network refused it: ${outcome?.say ?? ''}` : 'It is not on the network.'
