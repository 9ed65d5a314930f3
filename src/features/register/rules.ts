import type { NetworkProfile } from '#networks/profile.ts'
import type { ConnectionState, MemberRelation } from './contract.ts'

/** The clause that every official account has somebody who answers for it. */
export const administratorClause = 'BASE-1.2'

/** How long before its end a connection is called expiring. */
export const expiryNoticeDays = 14

/** How many days before its end people are told of a connection, each time once. */
const tellDays = [1, 7, expiryNoticeDays]

/** The mark that has come and that nobody was told of yet; null when there is none. `told` is the last one that was. */
export function noticeDue(expiresAt: string, told: number | null, now: string): number | null {
  const left = (Date.parse(expiresAt) - Date.parse(now)) / 86_400_000
  const mark = tellDays.find((days) => left <= days)
  return mark === undefined || (told !== null && told <= mark) ? null : mark
}

export type HandleCheck = { handle: string } | { problem: string }

/** The handle as the network writes it, or what is wrong with what was typed. */
export function checkHandle(profile: NetworkProfile, typed: string): HandleCheck {
  const handle = profile.normaliseHandle(typed)
  const problem = profile.handleProblem(handle)
  return problem === null ? { handle } : { problem }
}

interface MemberLike {
  id: string
  relation: MemberRelation
  until: string | null
  active: boolean
}

/** Does this membership hold at `now`? */
export function holds(member: Pick<MemberLike, 'until'>, now: string): boolean {
  return member.until === null || Date.parse(member.until) > Date.parse(now)
}

/** Is there somebody here who answers for the account with no end in sight? An end date that is set will come. */
export function hasLastingAdministrator(members: MemberLike[]): boolean {
  return members.some(
    (member) => member.relation === 'administrator' && member.until === null && member.active,
  )
}

interface ConnectionLike {
  state: string
  expires_at: string | null
}

/** What a connection is worth at `now`. */
export function connectionStateAt(connection: ConnectionLike | undefined, now: string): ConnectionState {
  if (!connection) return 'none'
  if (connection.state === 'reconnect') return 'reconnect'
  if (connection.expires_at === null) return 'connected'
  const left = Date.parse(connection.expires_at) - Date.parse(now)
  if (left <= 0) return 'reconnect'
  return left <= expiryNoticeDays * 86_400_000 ? 'expiring' : 'connected'
}
