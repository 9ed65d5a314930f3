/** Calls with a token that may end while a session is open: one renewal, and the call once more. */
import { ReconnectNeeded, type Json, type NetworkContext, type OpenConnection } from '../contract.ts'
import type { ApiAnswer } from './call.ts'
import { renewGrant, type Renewable, type Renewing } from './renew.ts'

export interface Bearer {
  /**
   * A 401 proves that nothing was done, so the call is made again with a renewed token; the 401 itself is answered when
   * the grant can't be renewed. Throws `FetchError`, and `NetworkTrouble` when it can't be renewed just now.
   */
  call(ask: (token: string) => Promise<ApiAnswer>): Promise<ApiAnswer>
  /** What must not be in any message. */
  secrets(): string[]
}

export function createBearer<Grant extends Renewable>(
  context: NetworkContext,
  renewing: Renewing<Grant>,
  connection: OpenConnection,
  grant: Grant,
  save: (grant: Json, expiresAt: string | null) => Promise<void>,
): Bearer {
  let current = grant
  const seen = new Set([grant.accessToken, grant.refreshToken ?? ''])
  return {
    secrets: () => [...seen],
    async call(ask) {
      const answer = await ask(current.accessToken)
      if (answer.status !== 401 || current.refreshToken === null) return answer
      try {
        current = await renewGrant(context, renewing, connection, current, save)
      } catch (error) {
        if (error instanceof ReconnectNeeded) return answer
        throw error
      }
      seen.add(current.accessToken).add(current.refreshToken ?? '')
      return ask(current.accessToken)
    },
  }
}
