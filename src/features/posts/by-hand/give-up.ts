import { entryActor, type Actor } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import { nowOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfTrouble } from '../letters.ts'
import { movePublication } from '../publications.ts'
import { takeOutOfHands } from './duties.ts'
import { reachByHand } from './reach.ts'

/** “I could not”, with the reason: a person decides whether it is handed over again. */
export async function couldNotPost(
  deps: PostsDeps,
  actor: Actor,
  publicationId: string,
  reason: string,
): Promise<void> {
  const { publication } = await reachByHand(deps, actor, publicationId, 'posts.write')
  if (publication.state !== 'handed')
    throw new Conflict('posts.not-handed', 'This is not waiting to be posted by hand now.')
  const at = nowOf(deps.services)
  const outcome = { kind: 'could-not', say: `It could not be posted by hand: ${reason}` }
  await deps.services.db.transaction().execute(async (tx) => {
    const moved = await movePublication(tx, publication, {
      to: 'missed',
      at,
      actor: entryActor(actor),
      outcome,
      summary: 'Somebody said that the post could not be published by hand.',
      facts: { byHand: true, because: 'could-not' },
    })
    if (!moved)
      throw new Conflict('posts.moved-on', 'This has moved on since the page was loaded. Look again.')
    await takeOutOfHands(tx, at, publication, 'It could not be posted.', { by: actor.personId })
    await tellOfTrouble(tx, deps, publication, 'missed', outcome)
  })
}
