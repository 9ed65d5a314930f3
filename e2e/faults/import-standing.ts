import { sql } from 'kysely'
import { z } from 'zod'
import { ImportState } from '#features/register/import/contract.ts'
import { importView } from '#features/register/import/store.ts'
import type { Db } from '#platform/db/index.ts'

/** A list of so many teams; one in three has nobody who answers for it. */
export function listOf(lines: number, email: string): Uint8Array {
  const head = 'Network,Handle,Name,Unit,Owner,Purpose,Audiences,Hours,State'
  const rows = Array.from(
    { length: lines },
    (_, n) =>
      `Practice,team-${n},Team ${n},Library,${n % 3 === 0 ? '' : email},News of team ${n},Students,2,active`,
  )
  return new TextEncoder().encode([head, ...rows].join('\n'))
}

/** What stands of a list, counted in several ways that have to agree. */
export const Standing = z.object({
  /** What its page says; null when there is no import. */
  view: z.object({ state: ImportState, done: z.number(), of: z.number(), add: z.number() }).nullable(),
  accounts: z.number(),
  handles: z.number(),
  /** Accounts with somebody who answers for them, and how often somebody does. */
  answered: z.number(),
  answering: z.number(),
  marked: z.number(),
  recorded: z.number(),
})
export type Standing = z.infer<typeof Standing>

export async function standingOf(db: Db): Promise<Standing> {
  const { rows } = await sql<Omit<Standing, 'view'>>`
    with team as (select id, handle from account where handle like 'team-%'),
      part as (select m.account_id from account_member m join team t on t.id = m.account_id)
    select (select count(*)::int from team) as accounts,
      (select count(distinct lower(handle))::int from team) as handles,
      (select count(distinct account_id)::int from part) as answered, (select count(*)::int from part) as answering,
      (select count(*)::int from account_import_line where done and account_id is not null) as marked,
      (select count(*)::int from ledger_entry e join team t on e.subject = 'account:' || t.id::text
        where e.kind = 'register.account-added') as recorded`.execute(db)
  const [one, another] = await db.selectFrom('account_import').select('id').execute()
  if (another) throw new Error('There are two imports of one list.')
  const view = one ? await importView(db, one.id) : null
  return Standing.parse({
    ...rows[0],
    view: view && {
      state: view.state,
      done: view.progress.done,
      of: view.progress.of,
      add: view.counts.add,
    },
  })
}

/** Whole steps only, and the page says how many lines that is. */
export const agrees = ({ view, accounts, ...counted }: Standing): boolean =>
  counted.handles === accounts &&
  counted.marked === accounts &&
  counted.recorded === accounts &&
  counted.answered === counted.answering &&
  (view?.done ?? 0) === accounts

export const say = ({ view, accounts }: Standing): string =>
  view ? `${view.state}, ${view.done} of ${view.of}, ${accounts} there` : 'no import'
