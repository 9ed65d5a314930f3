import { z } from 'zod'
import { ConnectRefused, type Json } from '../contract.ts'
import type { NetworkProfile } from '../profile.ts'

/** The handle that somebody typed, as the network writes it. Throws `ConnectRefused` with what is wrong with it. */
export function typedHandle(
  profile: Pick<NetworkProfile, 'normaliseHandle' | 'handleProblem'>,
  typed: string,
): string {
  const handle = profile.normaliseHandle(typed)
  const problem = profile.handleProblem(handle)
  if (problem) throw new ConnectRefused(problem)
  return handle
}

const pendingShape = z.object({ handle: z.string() }).loose()

/** The handle for which a sign-in was begun. */
export const handleBegun = (pending: Json): string => pendingShape.parse(pending).handle
