import { sql } from 'kysely'
import { getInstitution } from '#features/institution/index.ts'
import { networkName } from '#networks/known.ts'
import type { Db, Tx } from '#platform/db/index.ts'
import { Invalid } from '#platform/errors.ts'
import type { RegisterDeps } from '../connections.ts'
import { maySpeak } from '../life/rules.ts'
import { zoneOf } from '../reviews/reviews-store.ts'
import { dayProblem, longestMonths } from '../reviews/rules.ts'
import { accountById, type AccountRow } from '../store.ts'
import { otherAccount } from './store.ts'

/** What the last post says, if nobody writes other words. */
export async function signpostFor(
  db: Db | Tx,
  publicUrl: string,
  account: Pick<AccountRow, 'network'>,
  successorId: string | null,
  closesOn: string | null,
): Promise<string> {
  const successor = await otherAccount(db, successorId)
  const institution = (await getInstitution(db))?.name ?? ''
  const here = networkName(account.network) ?? account.network
  const where = successor
    ? `You find us as @${successor.handle} on ${successor.networkName} from now on.`
    : `Where ${institution} is to be found stands here: ${publicUrl}/public/accounts`
  const until =
    closesOn === null ? 'Nobody answers here any more.' : `Nobody answers here after ${readable(closesOn)}.`
  return `This account on ${here} is no longer used. ${where} ${until}`
}

const readable = (day: string): string =>
  Temporal.PlainDate.from(day).toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** Throws `Invalid` for a day that no account is closed on. */
export async function refuseDay({ services }: RegisterDeps, day: string, at: string): Promise<void> {
  const message = dayProblem(day, at, await zoneOf(services.db), longestMonths)
  if (message) throw new Invalid('register.leaving-day', message, { fields: [{ path: 'closesOn', message }] })
}

/** Says where people go from an account. Throws `Invalid` where nobody would find us. */
export async function setSuccessor(tx: Tx, accountId: string, successorId: string | null): Promise<void> {
  const message = await successorProblem(tx, accountId, successorId)
  if (message)
    throw new Invalid('register.leaving-successor', message, { fields: [{ path: 'successorId', message }] })
  await tx
    .updateTable('account')
    .set({ successor_id: successorId, version: sql<number>`version + 1` })
    .where('id', '=', accountId)
    .execute()
}

async function successorProblem(
  tx: Tx,
  accountId: string,
  successorId: string | null,
): Promise<string | null> {
  if (successorId === null) return null
  if (successorId === accountId) return 'People can’t be sent to the account that they are leaving.'
  const other = await accountById(tx, successorId)
  if (!other || !maySpeak(other.state)) return 'Choose an account that is open.'
  return other.successor_id === null ? null : 'That account is on its way out too.'
}
