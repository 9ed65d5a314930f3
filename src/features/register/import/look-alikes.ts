import { networkNames } from '#networks/names.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { skeletonsOf } from '../public/letters.ts'

/** What a handle could be taken for, as a sentence; null when nothing. */
export type LooksLike = (network: string, handle: string) => string | null

/** Compares with every account of the register, and with what was asked about before. */
export async function lookAlikes(db: Db | Tx): Promise<LooksLike> {
  const rows = await db
    .selectFrom('account')
    .select(['network', 'handle'])
    .where('state', '<>', 'refused')
    .where('handle', '<>', '')
    .execute()
  const seen = new Map(
    rows.flatMap((row) => skeletonsOf(row.handle).map((skeleton) => [skeleton, { ...row, here: true }])),
  )
  return (network, handle) => {
    const skeletons = skeletonsOf(handle)
    const other = skeletons.map((skeleton) => seen.get(skeleton)).find((each) => each !== undefined)
    for (const skeleton of skeletons)
      if (!seen.has(skeleton)) seen.set(skeleton, { network, handle, here: false })
    // One name on several networks is what one wants; one that is written otherwise is worth a look.
    if (!other || other.handle.toLowerCase() === handle.toLowerCase()) return null
    const where = other.here ? 'in the register' : 'on another line'
    return `@${handle} looks like @${other.handle} on ${networkNames[other.network] ?? other.network}, which stands ${where}.`
  }
}
