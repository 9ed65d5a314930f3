import { setTimeout as wait } from 'node:timers/promises'
import type { PublicationState } from '#features/posts/contract.ts'
import type { OutcomeNote, PartProgress } from '#features/posts/tables.ts'
import type { Sent } from './approve.ts'
import type { Lane } from './lane.ts'

/** What Rostrum says of a post when it leaves it alone, or goes on only to ask again. */
export interface End {
  state: PublicationState
  outcome: OutcomeNote | null
  parts: PartProgress[]
  /** How often time was skipped to the next thing that Rostrum wanted to do. */
  skips: number
}

const atRest: readonly PublicationState[] = [
  'verified',
  'rejected',
  'blocked',
  'missed',
  'paused',
  'cancelled',
]
/** So often it is asked again before what is known counts as the end; by then hours have passed. */
const patience = 9

/** For how many milliseconds more a limit of the network keeps back what is due; 0 when none does. */
async function held({ services, clock }: Lane): Promise<number> {
  const now = clock.now()
  const row = await services.db
    .selectFrom('rate_bucket')
    .select((on) => on.fn.min('held_until').as('until'))
    .where('held_until', '>', now.toString())
    .executeTakeFirst()
  return row?.until ? Date.parse(row.until) - now.epochMilliseconds : 0
}

/** Lets the worker work until nothing but time stands in the way, and lets that pass, until the post is at its end. */
export async function toItsEnd(lane: Lane, { publicationId }: Sent, mostSkips = patience): Promise<End> {
  const { services, dispatcher, clock } = lane
  const read = () =>
    services.db
      .selectFrom('publication')
      .select(['state', 'outcome', 'parts', 'next_at', 'lease_until'])
      .where('id', '=', publicationId)
      .executeTakeFirstOrThrow()
  dispatcher.wake()
  const until = performance.now() + lane.hungAfter * 1000
  for (let skips = 0; ;) {
    await wait(lane.lookEvery)
    if (lane.died()) {
      lane.harness.faults?.clear()
      lane.startAgain()
    }
    // A network may still do what we gave up on; only when it has is time skipped, as in life it passes.
    const busy = dispatcher.busy() > 0 || (lane.harness.faults?.busy() ?? 0) > 0
    if (busy && performance.now() < until) continue
    const { state, outcome, parts, next_at, lease_until } = await read()
    if (performance.now() > until) throw new Error(`It hung, ${state} (${outcome?.say ?? ''}).`)
    if (atRest.includes(state)) return { state, outcome, parts, skips }
    const ahead = Date.parse(next_at) - clock.now().epochMilliseconds
    const wanted = lease_until === null && ahead <= 0 ? await held(lane) : ahead
    if (lease_until !== null || wanted <= 0) {
      dispatcher.wake()
      continue
    }
    if (skips >= mostSkips) return { state, outcome, parts, skips }
    clock.skip(wanted + 1)
    skips += 1
    dispatcher.wake()
  }
}

/** Forgets what was sent, so that nothing of it moves any more. */
export async function forget({ services, harness, dispatcher, errors }: Lane): Promise<void> {
  while (dispatcher.busy() > 0) await wait(3)
  for (const table of ['publication', 'rate_spending', 'rate_bucket'] as const)
    await services.db.deleteFrom(table).execute()
  harness.faults?.clear()
  harness.faults?.log.splice(0)
  errors.splice(0)
}
