/** Grants that end and are renewed: by one process at a time, and never overwritten by an empty one. */
import type { ZodType } from 'zod'
import {
  NetworkTrouble,
  ReconnectNeeded,
  type Json,
  type NetworkContext,
  type OpenConnection,
} from '../contract.ts'
import type { Renewal, Tokens } from './oauth2.ts'

export interface Renewable {
  accessToken: string
  refreshToken: string | null
  /** ISO 8601 UTC; null when it does not end by itself. */
  expiresAt: string | null
  /** When the refresh token ends, ISO 8601 UTC; null or missing when the network did not say. */
  refreshExpiresAt?: string | null
}

/**
 * When somebody has to connect the account again: what renews itself ends with its refresh token, if the network said
 * when that is.
 */
export function endOfGrant({ refreshToken, expiresAt, refreshExpiresAt }: Renewable): string | null {
  return refreshToken === null ? expiresAt : (refreshExpiresAt ?? null)
}

export interface Renewing<Grant extends Renewable> {
  /** The network's id and name. */
  id: string
  name: string
  shape: ZodType<Grant>
  /** Milliseconds before its end from which a grant is renewed. */
  ahead: number
  /** Asks the network for new tokens. */
  renew(grant: Grant): Promise<Renewal>
}

type Save = (grant: Json, expiresAt: string | null) => Promise<void>

/**
 * The grant to work with: the stored one, or a renewed one that was saved first. Throws `ReconnectNeeded` when it has
 * ended, `NetworkTrouble` when it can't be renewed just now and has ended already.
 */
export async function openGrant<Grant extends Renewable>(
  context: NetworkContext,
  renewing: Renewing<Grant>,
  connection: OpenConnection,
  save: Save,
): Promise<Grant> {
  const grant = read(renewing, connection, connection.grant)
  if (!isDue(context, renewing, grant)) return grant
  return context.lock(`${renewing.id}:renew:${connection.remoteId}`, async () => {
    // Another process may have renewed it while this one waited.
    const stored = connection.freshGrant ? await connection.freshGrant() : connection.grant
    const newest = read(renewing, connection, stored)
    if (!isDue(context, renewing, newest)) return newest
    return renewed(context, renewing, connection, newest, save)
  })
}

/**
 * A grant in the place of one that the network no longer takes, whatever its end was said to be. Throws as `openGrant`
 * does, and `NetworkTrouble` whenever it can't be renewed just now.
 */
export async function renewGrant<Grant extends Renewable>(
  context: NetworkContext,
  renewing: Renewing<Grant>,
  connection: OpenConnection,
  refused: Grant,
  save: Save,
): Promise<Grant> {
  return context.lock(`${renewing.id}:renew:${connection.remoteId}`, async () => {
    const stored = connection.freshGrant ? await connection.freshGrant() : null
    const newest = stored === null ? refused : read(renewing, connection, stored)
    if (newest.accessToken !== refused.accessToken) return newest
    const next = await renewed(context, renewing, connection, newest, save)
    if (next !== newest) return next
    throw new NetworkTrouble(`${renewing.name} could not renew the permission just now.`)
  })
}

async function renewed<Grant extends Renewable>(
  context: NetworkContext,
  renewing: Renewing<Grant>,
  connection: OpenConnection,
  grant: Grant,
  save: Save,
): Promise<Grant> {
  const renewal = await renewing.renew(grant)
  switch (renewal.kind) {
    case 'tokens': {
      const next = { ...grant, ...kept(renewal.tokens, grant) }
      await save(next as unknown as Json, endOfGrant(next))
      return next
    }
    case 'ended':
      throw new ReconnectNeeded(
        `${renewing.name} no longer lets us act as ${connection.handle}. Connect the account again.`,
      )
    case 'trouble':
      // What still holds is good enough until the network can be reached.
      if (grant.expiresAt === null || Date.parse(grant.expiresAt) > context.clock.now().epochMilliseconds)
        return grant
      throw new NetworkTrouble(renewal.say)
  }
}

function kept(tokens: Tokens, { refreshExpiresAt }: Renewable): Renewable {
  const { accessToken, refreshToken, expiresAt } = tokens
  const end = tokens.refreshExpiresAt ?? refreshExpiresAt
  return { accessToken, refreshToken, expiresAt, ...(end === undefined ? {} : { refreshExpiresAt: end }) }
}

function isDue<Grant extends Renewable>(
  context: NetworkContext,
  renewing: Renewing<Grant>,
  grant: Grant,
): boolean {
  if (grant.expiresAt === null) return false
  return Date.parse(grant.expiresAt) - context.clock.now().epochMilliseconds <= renewing.ahead
}

function read<Grant extends Renewable>(
  renewing: Renewing<Grant>,
  connection: OpenConnection,
  grant: Json,
): Grant {
  const read = renewing.shape.safeParse(grant)
  if (read.success) return read.data
  throw new ReconnectNeeded(`The connection of ${connection.handle} can’t be read. Connect it again.`)
}
