import { notify } from '#features/notices/index.ts'
import { profileOf } from '#networks/profiles.ts'
import type { Tx } from '#platform/db/index.ts'
import { isoOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import { tellOfTrouble } from '../letters.ts'
import { movePublication } from '../publications.ts'
import { standsInTheWay } from '../sending/may-go.ts'
import type { Publication } from '../tables.ts'
import { pageOf, putInHands, takeOutOfHands } from './duties.ts'
import { handedFor, remindAfter } from './rules.ts'
import { byHandPostOf, whoPosts } from './store.ts'

const system = { system: 'publishing' }

/**
 * Hands over to people what is to be posted by hand and has come due, reminds of what they have had for a while, and
 * lets go of what nobody recorded within the hour. Answers how many it saw to. What fails is logged and tried again:
 * nothing else waits for it.
 */
export async function handOver(deps: PostsDeps, now: Temporal.Instant): Promise<number> {
  const rows = await deps.services.db
    .selectFrom('publication')
    .selectAll()
    .where('by_hand', '=', true)
    .where('state', 'in', ['due', 'handed'])
    .where('next_at', '<=', isoOf(now))
    .orderBy('next_at')
    .limit(200)
    .execute()
  for (const row of rows)
    try {
      await (row.state === 'due' ? handOne(deps, row, now) : followOne(deps, row, now))
    } catch (error) {
      deps.services.log.error({ err: error, publication: row.id }, 'handing a publication over failed')
    }
  return rows.length
}

/** “Post this on WhatsApp: Library channel, 14:00.” */
export async function titleOf(tx: Tx, deps: PostsDeps, publication: Publication): Promise<string> {
  const [account] = await deps.accounts(tx, [publication.account_id])
  const { timeZone } = await deps.institution(tx)
  const time = Temporal.Instant.from(publication.due_at)
    .toZonedDateTimeISO(timeZone)
    .toLocaleString('en-GB', { hour: '2-digit', minute: '2-digit' })
  const network = profileOf(publication.network)?.name ?? publication.network
  return `Post this on ${network}: ${account?.displayName ?? publication.manifest.account.handle}, ${time}`
}

/** Tells at once, also in quiet hours: the hour was planned. */
async function tell(
  tx: Tx,
  deps: PostsDeps,
  publication: Publication,
  at: string,
  { to, title, text }: { to: readonly string[]; title: string; text: string },
): Promise<void> {
  await notify(deps.services, tx, at, {
    to: to.length > 0 ? { persons: to } : { holdersOf: ['officer'] },
    kind: 'posts.by-hand',
    title,
    text,
    link: pageOf(publication.id),
    about: { accountId: publication.account_id, postId: publication.post_id },
    urgent: true,
  })
}

async function handOne(deps: PostsDeps, publication: Publication, now: Temporal.Instant): Promise<void> {
  const at = isoOf(now)
  const hindrance = await standsInTheWay(deps, publication)
  await deps.services.db.transaction().execute(async (tx) => {
    if (hindrance) {
      const move = { to: 'blocked', at, actor: system, outcome: hindrance } as const
      if (await movePublication(tx, publication, move))
        await tellOfTrouble(tx, deps, publication, 'blocked', hindrance)
      return
    }
    const moved = await movePublication(tx, publication, {
      to: 'handed',
      at,
      actor: system,
      outcome: null,
      set: { next_at: isoOf(now.add(remindAfter)) },
      unlessPaused: true,
    })
    if (!moved) return
    const nobodyYet = { handed_at: at, taken_by: null, taken_at: null }
    await tx
      .insertInto('by_hand_post')
      .values({ publication_id: publication.id, ...nobodyYet })
      .onConflict((on) => on.column('publication_id').doUpdateSet(nobodyYet))
      .execute()
    const people = (await whoPosts(tx, publication.account_id, at)).map(({ id }) => id)
    const title = await titleOf(tx, deps, publication)
    await putInHands(deps.services, tx, at, publication, people, {
      title,
      until: isoOf(now.add(handedFor)),
    })
    await tell(tx, deps, publication, at, {
      to: people,
      title,
      text: 'The words and the images are ready. Whoever takes it posts it, and brings its address and a screenshot.',
    })
  })
}

/** The reminder, and after it the end of the hour. */
async function followOne(deps: PostsDeps, publication: Publication, now: Temporal.Instant): Promise<void> {
  const at = isoOf(now)
  await deps.services.db.transaction().execute(async (tx) => {
    const handed = await byHandPostOf(tx, publication.id)
    if (!handed) throw new Error('A publication is in nobody’s hands.')
    const end = Temporal.Instant.from(handed.handed_at).add(handedFor)
    if (Temporal.Instant.compare(now, end) >= 0) return letGo(tx, deps, publication, at)
    const reminded = await tx
      .updateTable('publication')
      .set({ next_at: isoOf(end) })
      .where('id', '=', publication.id)
      .where('state', '=', 'handed')
      .where('next_at', '=', publication.next_at)
      .returning('id')
      .executeTakeFirst()
    if (!reminded) return
    const people = handed.taken_by
      ? [handed.taken_by]
      : (await whoPosts(tx, publication.account_id, at)).map(({ id }) => id)
    await tell(tx, deps, publication, at, {
      to: people,
      title: `Still to do: ${await titleOf(tx, deps, publication)}`,
      text: 'Nobody has recorded yet that it was posted. An hour after it was handed over it counts as missed.',
    })
  })
}

async function letGo(tx: Tx, deps: PostsDeps, publication: Publication, at: string): Promise<void> {
  const outcome = {
    kind: 'not-recorded',
    say: 'Nobody recorded within an hour that it was posted by hand.',
  }
  if (!(await movePublication(tx, publication, { to: 'missed', at, actor: system, outcome }))) return
  await takeOutOfHands(tx, at, publication, 'Its hour went by; a person decides what becomes of it.')
  await tellOfTrouble(tx, deps, publication, 'missed', outcome)
}
