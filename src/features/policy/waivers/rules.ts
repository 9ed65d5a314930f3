import type { waiverStates } from './contract.ts'

export type WaiverState = (typeof waiverStates)[number]

/** A unit and every unit under it. */
export function unitAndBelow(
  units: readonly { id: string; parentId: string | null }[],
  id: string,
): string[] {
  const found = [id]
  // The list grows while it is walked, so that each unit found is asked for those under it.
  for (const above of found)
    for (const unit of units) if (unit.parentId === above && !found.includes(unit.id)) found.push(unit.id)
  return found
}

/** Ended by somebody, over by itself, still to come, or in force. */
export function waiverState(
  waiver: { since: string; until: string; endedAt: string | null },
  now: string,
): WaiverState {
  if (waiver.endedAt !== null && waiver.endedAt <= now) return 'ended'
  if (waiver.until <= now) return 'over'
  return waiver.since > now ? 'to-come' : 'in-force'
}
