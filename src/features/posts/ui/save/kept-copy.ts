import { createStore, del, get, set } from 'idb-keyval'
import { z } from 'zod'
import { draft } from '../../contract.ts'

/** What somebody wrote and the server does not have yet, on this computer only, so that a crash loses nothing. */
const keptCopy = z.object({
  // The name may be half deleted at the moment of a crash.
  draft: draft.extend({ title: z.string() }),
  version: z.number(),
  at: z.number(),
})
export type KeptCopy = z.infer<typeof keptCopy>

const store = createStore('rostrum-unsaved', 'posts')
const keyOf = (personId: string, postId: string): string => `${personId} ${postId}`

/** A browser that refuses storage (private windows of some) still has the page itself. */
const unkept = (): null => null

export async function readKept(personId: string, postId: string): Promise<KeptCopy | null> {
  const parsed = keptCopy.safeParse(await get(keyOf(personId, postId), store).catch(unkept))
  return parsed.success ? parsed.data : null
}

export async function writeKept(personId: string, postId: string, copy: KeptCopy | null): Promise<void> {
  const key = keyOf(personId, postId)
  await (copy ? set(key, copy, store) : del(key, store)).catch(unkept)
}
