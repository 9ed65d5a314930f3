import { createStore, del, get, set, update } from 'idb-keyval'
import { z } from 'zod'
import { draft, type Draft } from '../../contract.ts'
import { sameDraft } from './save-state.ts'

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
/** Where copies lie that nobody has decided about yet: what is typed meanwhile is kept under the other key. */
const undecidedKey = (key: string): string => `${key} undecided`

/** A browser that refuses storage (private windows of some) still has the page itself. */
const unkept = (): null => null

export async function writeKept(personId: string, postId: string, copy: KeptCopy | null): Promise<void> {
  const key = keyOf(personId, postId)
  await (copy ? set(key, copy, store) : del(key, store)).catch(unkept)
}

/** What earlier pages left behind, the oldest first, set apart from what this page will keep. */
export async function readUndecided(
  personId: string,
  postId: string,
  opened: number,
  saved: () => Draft,
): Promise<KeptCopy[]> {
  const key = keyOf(personId, postId)
  const [left, found] = await Promise.all([get(undecidedKey(key), store), get(key, store)]).catch(() => [])
  const list = z.array(keptCopy).catch([]).parse(left)
  const fresh = keptCopy.safeParse(found)
  // A copy of what was typed while this was being read is no surprise to anybody.
  const surprise = fresh.success && fresh.data.at < opened ? fresh.data : null
  if (!surprise || sameDraft(surprise.draft, saved())) return list
  const copies = [...list.filter((copy) => !sameDraft(copy.draft, surprise.draft)), surprise]
  await writeUndecided(personId, postId, copies)
  const unlessNewer = (now: unknown) => (keptCopy.safeParse(now).data?.at === surprise.at ? undefined : now)
  await update(key, unlessNewer, store).catch(unkept)
  return copies
}

export async function writeUndecided(personId: string, postId: string, copies: KeptCopy[]): Promise<void> {
  const key = undecidedKey(keyOf(personId, postId))
  await (copies.length > 0 ? set(key, copies, store) : del(key, store)).catch(unkept)
}
