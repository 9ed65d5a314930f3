import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { Conflict } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { House } from '../compose.ts'
import { deleteExample, markWhatHangs, type Deleted } from './delete.ts'
import { obstacles, trialPosts, type Obstacle } from './obstacles.ts'
import { exampleLock, exampleState } from './state.ts'

export type ExampleRemoved = Pick<Deleted, 'removed' | 'kept'>

function inTheWay(found: Obstacle[], trials: number): Conflict {
  const shown = found.slice(0, 5).map((obstacle) => obstacle.say)
  const more = found.length > shown.length ? ` And ${found.length - shown.length} more.` : ''
  return new Conflict(
    'example.in-use',
    `The example was not removed, because something of yours depends on it. ${shown.join(' ')}${more}`,
    {
      fix:
        trials > 0
          ? 'Posts that only go to accounts of the example can be removed along with it. Everything else has to be changed first.'
          : 'Change these first, then remove the example.',
      data: { obstacles: found, trials },
    },
  )
}

/**
 * Removes the example whole, or nothing of it. The records of it stay: the log is only ever added to. With `trials`
 * the posts go too that people wrote for its accounts alone, to try things out.
 */
export async function removeExample(
  house: House,
  actor: Actor,
  options: { trials: boolean } = { trials: false },
): Promise<ExampleRemoved> {
  authorise(actor, 'institution.manage')
  const { services } = house
  const none: Deleted = {
    removed: { units: 0, people: 0, accounts: 0, posts: 0 },
    kept: { units: [], offices: [] },
    files: [],
  }
  return exampleLock(services, async () => {
    const deleted = await services.db.transaction().execute(async (tx) => {
      const state = await exampleState(tx)
      if (state === 'none') return none
      if (state === 'loading') await markWhatHangs(tx)
      const { standing, thrownAway } = await trialPosts(tx)
      const along = [...thrownAway, ...(options.trials ? standing.map((post) => post.id) : [])]
      const found = await obstacles(tx, along)
      if (found.length > 0) throw inTheWay(found, options.trials ? 0 : standing.length)
      const done = await deleteExample(tx, along)
      await append(tx, nowOf(services), {
        kind: 'example.removed',
        actor: entryActor(actor),
        subject: 'institution',
        summary: 'The example university was removed. Its records stay.',
        facts: { ...done.removed, keptUnits: done.kept.units.length, keptOffices: done.kept.offices.length },
      })
      return done
    })
    for (const file of deleted.files) await services.files.remove(file)
    return { removed: deleted.removed, kept: deleted.kept }
  })
}
