import { mayAnywhere, type Actor } from '#features/people/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import type { ReadingView } from './contract.ts'
import './tables.ts'

function readings(db: Db | Tx) {
  return db
    .selectFrom('secret_reading')
    .innerJoin('account_secret', 'account_secret.id', 'secret_reading.secret_id')
    .innerJoin('account', 'account.id', 'secret_reading.account_id')
    .innerJoin('person as asker', 'asker.id', 'secret_reading.asked_by')
    .leftJoin('person as decider', 'decider.id', 'secret_reading.decided_by')
    .selectAll('secret_reading')
    .select([
      'account_secret.label',
      'account_secret.kind',
      'account.display_name as account',
      'asker.name as asker_name',
      'decider.name as decider_name',
    ])
}
export type NamedReading = Awaited<ReturnType<ReturnType<typeof readings>['executeTakeFirstOrThrow']>>

export function readingById(db: Db | Tx, id: string): Promise<NamedReading | undefined> {
  return readings(db).where('secret_reading.id', '=', id).executeTakeFirst()
}

export function readingsOfAccount(db: Db | Tx, accountId: string): Promise<NamedReading[]> {
  return readings(db)
    .where('secret_reading.account_id', '=', accountId)
    .orderBy('secret_reading.asked_at', 'desc')
    .limit(30)
    .execute()
}

/** Those that are asked for now. */
export function readingsAsked(db: Db | Tx, now: string): Promise<NamedReading[]> {
  return readings(db)
    .where('secret_reading.state', 'in', ['asked', 'agreed'])
    .where('secret_reading.ends_at', '>', now)
    .orderBy('secret_reading.asked_at')
    .execute()
}

export function isOpen(reading: Pick<NamedReading, 'state' | 'ends_at'>, now: string): boolean {
  return (reading.state === 'asked' || reading.state === 'agreed') && reading.ends_at > now
}

export function readingView(reading: NamedReading, actor: Actor, now: string): ReadingView {
  const open = isOpen(reading, now)
  const over = !open && (reading.state === 'asked' || reading.state === 'agreed')
  const mine = reading.asked_by === actor.personId
  const may = open && mayAnywhere(actor, 'accounts.break-glass')
  return {
    id: reading.id,
    accountId: reading.account_id,
    account: reading.account,
    label: reading.label,
    reason: reading.reason,
    state: over ? 'lapsed' : reading.state,
    askedBy: reading.asker_name,
    askedAt: reading.asked_at,
    decidedBy: reading.decider_name,
    decidedAt: reading.decided_at,
    note: reading.note,
    endsAt: reading.ends_at,
    readAt: reading.read_at,
    may: {
      decide: may && !mine && reading.state === 'asked',
      withdraw: open && mine,
      read: may && mine && reading.state === 'agreed',
    },
  }
}
