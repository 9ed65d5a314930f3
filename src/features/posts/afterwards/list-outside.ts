import type { Actor } from '#features/people/index.ts'
import { networkNames } from '#networks/names.ts'
import { csvOf, type CsvCell } from '#platform/csv.ts'
import { secondPairOfEyesNow } from '../clauses.ts'
import type { PostsDeps } from '../deps.ts'
import type { OutsideFilter, OutsidePage, OutsidePost } from './contract.ts'
import { countOutside, outsidePosts } from './outside-rows.ts'

/** A page shows so many; who wants more narrows it, or takes the file. */
const shown = 200
const inFile = 20_000

export async function listOutside(
  deps: PostsDeps,
  actor: Actor,
  filter: OutsideFilter,
): Promise<OutsidePage> {
  return {
    posts: await outsidePosts(deps, actor, filter, shown),
    total: await countOutside(deps.services.db, actor, filter),
    clause: await secondPairOfEyesNow(deps),
  }
}

export const outsideStates: Record<OutsidePost['state'], string> = {
  open: 'To be looked at',
  fine: 'It is fine',
  'taken-down': 'Taken down',
}

const columns: readonly (readonly [string, (post: OutsidePost) => CsvCell])[] = [
  ['Account', ({ account }) => account.displayName],
  ['Network', ({ account }) => networkNames[account.network] ?? account.network],
  ['Handle', ({ account }) => account.handle],
  ['Posted', ({ postedAt }) => postedAt],
  ['Found', ({ foundAt }) => foundAt],
  ['Words', ({ text }) => text],
  ['Images and videos', ({ media }) => media],
  ['Address', ({ url }) => url],
  ['State', ({ state }) => outsideStates[state]],
  ['Settled', ({ settledAt }) => settledAt],
  ['Settled by', ({ settledBy }) => settledBy?.name ?? null],
  ['Reason', ({ reason }) => reason],
  ['Posted by, as was said', ({ postedBy }) => postedBy],
]

export async function outsideCsv(deps: PostsDeps, actor: Actor, filter: OutsideFilter): Promise<string> {
  return csvOf(columns, await outsidePosts(deps, actor, filter, inFile))
}
