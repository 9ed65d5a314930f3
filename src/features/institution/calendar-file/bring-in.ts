import { sql } from 'kysely'
import type { z } from 'zod'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import { json } from '#platform/db/index.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { ChangeInstitution, type Institution } from '../contract.ts'
import { inTurn } from '../rules.ts'
import { getInstitution } from '../store.ts'
import type { BroughtIn, DayKind, DaysToBringIn } from './contract.ts'
import { standsIn } from './rules.ts'

type Run = Institution['terms'][number]

function needRoom(lists: Pick<Institution, 'terms' | 'closures'>): void {
  const fault = ChangeInstitution.safeParse(lists).error?.issues[0]
  if (fault)
    throw new Invalid('calendar-file.no-room', fault.message, {
      fix: 'Remove terms and closures that are over from the settings of the institution, then bring these in.',
    })
}

/** Adds days to the terms and closures. What stands there already is left as it is, so that a second time changes nothing. */
export async function bringInDays(
  services: Services,
  actor: Actor,
  { days }: DaysToBringIn,
): Promise<z.infer<typeof BroughtIn>> {
  authorise(actor, 'institution.manage')
  return services.db.transaction().execute(async (tx) => {
    await sql`select 1 from institution where id = 1 for update`.execute(tx)
    const before = await getInstitution(tx)
    if (!before) throw new NotFound('institution')
    const added: Record<DayKind, Run[]> = { term: [], closure: [] }
    for (const { as, name, from, until } of days) {
      const run = { name, from, until }
      const there = [before.terms, before.closures, added.term, added.closure]
      if (!there.some((list) => standsIn(list, run))) added[as].push(run)
    }
    const count = { terms: added.term.length, closures: added.closure.length }
    const already = days.length - count.terms - count.closures
    if (already === days.length) return { ...count, already }
    const terms = inTurn([...before.terms, ...added.term])
    const closures = inTurn([...before.closures, ...added.closure])
    needRoom({ terms, closures })
    await tx
      .updateTable('institution')
      .set({ terms: json(terms), closures: json(closures) })
      .where('id', '=', 1)
      .execute()
    await append(tx, nowOf(services), {
      kind: 'institution.changed',
      actor: entryActor(actor),
      subject: 'institution',
      summary: 'Terms and closures were brought in from a calendar file.',
      facts: { fields: ['terms', 'closures'], ...count },
      content: { before, after: { ...before, terms, closures } },
    })
    return { ...count, already }
  })
}
