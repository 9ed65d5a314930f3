import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { policyInForce } from '../editions.ts'
import { editionToRead } from './standing.ts'
import { acknowledgedAt, keepAcknowledgement } from './store.ts'

/**
 * The person confirms that they have read the edition in force. Doing it again changes nothing. Throws `Conflict` when
 * the edition that was read is not the one in force any more. Answers since when it is confirmed.
 */
export async function acknowledgeEdition(
  services: Pick<Services, 'db' | 'clock'>,
  actor: Actor,
  editionId: string,
): Promise<string> {
  authorise(actor, 'policy.read')
  const at = nowOf(services)
  const { id, pack, edition, digest, content } = editionToRead(await policyInForce(services.db, at))
  if (id !== editionId)
    throw new Conflict('policy.other-edition', 'This is not the edition in force, so it was not confirmed.', {
      fix: 'Load the page again and read the edition that is in force now.',
    })
  return services.db.transaction().execute(async (tx) => {
    if (!(await keepAcknowledgement(tx, actor.personId, id, at)))
      return (await acknowledgedAt(tx, actor.personId, id)) ?? at
    await append(tx, at, {
      kind: 'policy.acknowledged',
      actor: entryActor(actor),
      subject: `edition:${id}`,
      summary: `Edition ${edition} of “${content.frontMatter.title}” was read and confirmed.`,
      facts: { pack, edition, digest },
    })
    return at
  })
}
