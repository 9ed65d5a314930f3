import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json, type Db, type Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { PauseView } from './contract.ts'
import type { PostsDeps } from './deps.ts'
import { takeOutOfHands } from './by-hand/duties.ts'
import { movePublication, pauseSetting } from './publications.ts'

const name = pauseSetting

interface Pause {
  since: string
  by: string
  reason: string
}

export async function isPaused(db: Db | Tx): Promise<boolean> {
  return (await readPause(db)) !== null
}

async function readPause(db: Db | Tx): Promise<Pause | null> {
  const row = await db.selectFrom('kept_setting').select('value').where('name', '=', name).executeTakeFirst()
  return (row?.value as Pause | undefined) ?? null
}

export async function pauseView(db: Db): Promise<PauseView> {
  const pause = await readPause(db)
  const { waiting } = await db
    .selectFrom('publication')
    .select((on) => on.fn.count<number>('post_id').distinct().as('waiting'))
    .where('state', '=', 'paused')
    .executeTakeFirstOrThrow()
  return {
    paused: pause !== null,
    since: pause?.since ?? null,
    by: pause?.by ?? null,
    reason: pause?.reason ?? null,
    waiting,
  }
}

/** Stops all sending, whoever asked for it and by whatever way. What is due is held; what is under way is stopped before its first byte. */
export async function pauseEverything(deps: PostsDeps, actor: Actor, reason: string): Promise<number> {
  authorise(actor, 'publishing.pause')
  const at = nowOf(deps.services)
  return deps.services.db.transaction().execute(async (tx) => {
    const value = json({ since: at, by: actor.name, reason } satisfies Pause)
    const made = await tx
      .insertInto('kept_setting')
      .values({ name, value })
      .onConflict((on) => on.doNothing())
      .returning('name')
      .executeTakeFirst()
    if (!made) return 0
    const waiting = await tx
      .selectFrom('publication')
      .selectAll()
      .where('state', 'in', ['due', 'handed'])
      .forUpdate()
      .execute()
    for (const publication of waiting)
      if (await movePublication(tx, publication, { to: 'paused', at, actor: entryActor(actor) }))
        await takeOutOfHands(tx, at, publication, 'Everything was paused.')
    await append(tx, at, {
      kind: 'publishing.paused',
      actor: entryActor(actor),
      subject: 'institution',
      summary: 'All sending was paused.',
      facts: { held: waiting.length },
      content: { reason },
    })
    return waiting.length
  })
}

/** Allows sending again. What was held stays held until a person confirms each post. */
export async function resumeEverything(deps: PostsDeps, actor: Actor): Promise<void> {
  authorise(actor, 'publishing.pause')
  const at = nowOf(deps.services)
  await deps.services.db.transaction().execute(async (tx) => {
    const gone = await tx
      .deleteFrom('kept_setting')
      .where('name', '=', name)
      .returning('name')
      .executeTakeFirst()
    if (gone)
      await append(tx, at, {
        kind: 'publishing.resumed',
        actor: entryActor(actor),
        subject: 'institution',
        summary: 'Sending was allowed again.',
      })
  })
}
