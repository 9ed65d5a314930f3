import { entryActor, type Actor } from '#features/people/index.ts'
import { MediaRefused, NetworkTrouble, ReconnectNeeded, type ChangeOutcome } from '#networks/contract.ts'
import { nowOf } from '#platform/services.ts'
import { Conflict, Invalid, Unavailable } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { removedFromHere } from './afterwards/store.ts'
import { reach } from './control.ts'
import type { PostsDeps } from './deps.ts'
import type { Publication } from './tables.ts'

/** Opens the account and does one thing there; its answer is for a person at the page. */
export async function onTheNetwork(
  deps: PostsDeps,
  publication: Pick<Publication, 'account_id'>,
  work: (session: Awaited<ReturnType<PostsDeps['openSession']>>) => Promise<ChangeOutcome>,
): Promise<ChangeOutcome> {
  try {
    return await work(await deps.openSession(publication.account_id))
  } catch (error) {
    if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
    if (error instanceof NetworkTrouble)
      return { kind: 'retry', after: nowOf(deps.services), say: error.message }
    if (error instanceof MediaRefused) return { kind: 'rejected', code: error.code, say: error.message }
    throw error
  }
}

export function needDone(
  outcome: ChangeOutcome,
): asserts outcome is Extract<ChangeOutcome, { kind: 'done' }> {
  if (outcome.kind === 'done') return
  if (outcome.kind === 'rejected')
    throw new Invalid(`network.${outcome.code}`, `The network refused: ${outcome.say}`)
  const fix =
    outcome.kind === 'reconnect'
      ? 'Connect the account again first.'
      : 'Look at it on the network before you try again.'
  throw new Unavailable(`network.${outcome.kind}`, `The network did not confirm it: ${outcome.say}`, { fix })
}

/** Deletes what was published. The record of it stays. The last part of a thread goes first. */
export async function removeOnNetwork(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  reason: string,
): Promise<void> {
  const publication = await reach(deps, actor, publicationId)
  if (publication.removed_at) return
  if (publication.by_hand)
    throw new Conflict('posts.by-hand', 'This was posted by hand, so it is deleted by hand too.', {
      fix: 'Delete it on the network, then record that on its page.',
    })
  const { services } = deps
  for (const part of publication.parts.toReversed()) {
    const { ref } = part
    if (ref)
      needDone(
        await onTheNetwork(deps, publication, async (session) =>
          session.remove
            ? session.remove(ref)
            : { kind: 'rejected', code: 'cannot', say: 'This network does not let us delete.' },
        ),
      )
  }
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    await tx
      .updateTable('publication')
      .set({ removed_at: at, updated_at: at })
      .where('id', '=', publicationId)
      .execute()
    await removedFromHere(tx, at, publicationId, actor.personId)
    await append(tx, at, {
      kind: 'publication.removed',
      actor: entryActor(actor),
      subject: `publication:${publicationId}`,
      postId: publication.post_id,
      accountId: publication.account_id,
      summary: 'The post was deleted on the network.',
      facts: { digest: publication.digest, url: publication.url },
      content: { reason },
    })
  })
}
