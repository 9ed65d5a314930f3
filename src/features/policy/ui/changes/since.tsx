import { formatInstant } from '#ui/parts/instants.ts'
import { useZone } from '#ui/session.ts'
import type { PolicyChanges } from '../../contract.ts'

/** What it is compared with, as a sentence. */
export function Since({ since }: Pick<PolicyChanges, 'since'>) {
  const zone = useZone()
  if (since === null) return 'There is no edition before it, so everything in it is new.'
  const from = formatInstant(new Date(since.inForceFrom), zone, 'date')
  return `Compared with edition ${since.edition}, in force from ${from}.`
}
