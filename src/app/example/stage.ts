import { actorById, type Actor } from '#features/people/index.ts'
import type { PostsDeps } from '#features/posts/index.ts'
import { nowOf } from '#platform/services.ts'
import type { House } from '../compose.ts'
import type { Present } from './dates.ts'

/** What the loader has in hand while it plays the example's people. */
export interface Stage {
  house: House
  /** As the house's own, but no letter goes out and the worker isn't called. */
  posts: PostsDeps
  present: Present
  actors: Map<string, Actor>
  accounts: Map<string, string>
  pictures: Map<string, { assetId: string; alt: string }>
}

export function quiet(posts: PostsDeps): PostsDeps {
  return { ...posts, wake: () => {}, tell: () => Promise.resolve() }
}

export function actorIn(stage: Stage, key: string): Actor {
  const actor = stage.actors.get(key)
  if (!actor) throw new Error(`The example has no person “${key}”.`)
  return actor
}

/** The people with all that they may do now. */
export async function actorsOf({ house }: Stage, people: Map<string, string>): Promise<Map<string, Actor>> {
  const found = new Map<string, Actor>()
  for (const [key, id] of people) {
    const actor = await actorById(house.services.db, id, nowOf(house.services))
    if (actor) found.set(key, actor)
  }
  return found
}
