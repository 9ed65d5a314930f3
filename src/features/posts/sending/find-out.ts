import { NetworkTrouble, ReconnectNeeded, type Found, type NetworkSession } from '#networks/contract.ts'
import { isoOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import type { PartProgress, Publication } from '../tables.ts'
import { Hold } from './hold.ts'
import { heedTrouble } from './limited.ts'
import { outgoingPart } from './outgoing.ts'

/** How long to wait before looking again, by how often it was looked. The last one is kept up for ever. */
const lookAgain = [3, 10, 30, 120, 600, 3600]

function waitAfter(attempt: number): Temporal.DurationLike {
  return { seconds: lookAgain[Math.min(attempt, lookAgain.length - 1)]! }
}

async function openOrSay(deps: PostsDeps, accountId: string): Promise<NetworkSession | string> {
  try {
    return await deps.openSession(accountId)
  } catch (error) {
    if (error instanceof ReconnectNeeded || error instanceof NetworkTrouble) return error.message
    throw error
  }
}

async function findPart(
  deps: PostsDeps,
  session: NetworkSession,
  publication: Publication,
  parts: PartProgress[],
  index: number,
): Promise<Found> {
  try {
    return await session.find(outgoingPart(deps, publication, index, parts), parts[index]!.ref)
  } catch (error) {
    if (error instanceof ReconnectNeeded) return { kind: 'reconnect', say: error.message }
    await heedTrouble(deps, publication, error)
    if (error instanceof NetworkTrouble) return { kind: 'undetermined', say: error.message }
    throw error
  }
}

/**
 * Reads the account back to learn what became of a sending that had no answer. Only when absence is proved does the
 * publication go back on the schedule, where it is sent again if it is not too late.
 */
export async function reconcilePublication(deps: PostsDeps, publication: Publication): Promise<void> {
  const hold = new Hold(deps, publication)
  const { clock } = deps.services
  const parts = [...publication.parts]
  const stillUnknown = (say: string) =>
    hold.release('unknown', {
      parts,
      // A network that works on a video is no doubt about it.
      outcome: {
        ...publication.outcome,
        kind: parts.some((part) => part.working) ? 'processing' : 'unknown',
        say,
      },
      nextAt: clock.now().add(waitAfter(publication.attempt)),
    })

  const session = await openOrSay(deps, publication.account_id)
  if (typeof session === 'string') return stillUnknown(session)
  for (const [index, part] of parts.entries()) {
    if (part.ref && !part.working) continue
    const found = await findPart(deps, session, publication, parts, index)
    if (found.kind === 'undetermined' || found.kind === 'reconnect') return stillUnknown(found.say)
    if (found.kind === 'rejected') return hold.release('rejected', { parts, outcome: { ...found } })
    const { working: _over, ...settled } = part
    if (found.kind === 'absent')
      return hold.release('due', {
        parts: parts.with(index, { ...settled, ref: null }),
        outcome: { kind: 'absent', say: 'It was read back and is not there, so it may be sent.' },
        set: { attempt: 0 },
      })
    parts[index] = {
      ...settled,
      ref: {
        remoteId: found.remoteId,
        url: found.url,
        ...(found.extra === undefined ? {} : { extra: found.extra }),
      },
    }
  }
  const now = clock.now()
  await hold.release('published', {
    parts,
    outcome: null,
    nextAt: now,
    set: { url: parts[0]!.ref!.url, published_at: isoOf(now), attempt: 0 },
  })
}

/** Reads a published post back, to make sure that it stands there as approved. */
export async function verifyPublication(deps: PostsDeps, publication: Publication): Promise<void> {
  const hold = new Hold(deps, publication)
  const { clock } = deps.services
  const later = (say: string, kind = 'unverified') =>
    hold.letGo(
      publication.attempt > 8
        ? clock.now().add({ hours: 24 })
        : clock.now().add(waitAfter(publication.attempt)),
      { kind, say },
    )

  const session = await openOrSay(deps, publication.account_id)
  if (typeof session === 'string') return later(session)
  for (const index of publication.parts.keys()) {
    const found = await findPart(deps, session, publication, publication.parts, index)
    if (found.kind === 'undetermined' || found.kind === 'reconnect') return later(found.say)
    if (found.kind === 'rejected') return later(found.say, 'vanished')
    if (found.kind === 'absent')
      return later('The network said it was published, but it cannot be found there.', 'vanished')
    if (!found.same) return later('What stands there is not what was approved.', 'differs')
  }
  await hold.release('verified', { outcome: null, set: { verified_at: isoOf(clock.now()) } })
}
