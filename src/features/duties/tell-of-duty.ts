import { notify, zoneOf } from '#features/notices/index.ts'
import type { Tx } from '#platform/db/index.ts'
import type { Services } from '#platform/services.ts'
import type { DutyToDo } from './ensure-duty.ts'
import { few } from './rules.ts'

/** Tells whom a duty falls to, in the deed that makes it theirs. */
export async function tellOfDuty(services: Services, tx: Tx, at: string, duty: DutyToDo): Promise<void> {
  if (duty.told) return
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: await zoneOf(tx) })
  const { personId, office, role, notFor } = duty
  await notify(services, tx, at, {
    to: personId
      ? { persons: [personId] }
      : {
          ...(office ? { offices: [office] } : {}),
          ...(role ? { holdersOf: [role] } : {}),
          ...(notFor ? { except: [notFor] } : {}),
        },
    kind: 'duties.new',
    title: `To do: ${duty.title}`,
    text: [
      duty.why,
      `Due ${day.format(new Date(duty.due))}.`,
      ...(duty.clause ? [`Clause ${duty.clause}.`] : []),
    ].join(' '),
    link: duty.link,
    ...(duty.accountId ? { about: { accountId: duty.accountId } } : {}),
    many: (await madeAtOnce(tx, at, duty)) > few,
  })
}

/** A morning's look can make hundreds for the same hands. */
async function madeAtOnce(tx: Tx, at: string, { personId, office, role }: DutyToDo): Promise<number> {
  const { number } = await tx
    .selectFrom('duty')
    .select((on) => on.fn.countAll<string>().as('number'))
    .where('changed_at', '=', at)
    .where('settled_at', 'is', null)
    .$if(personId !== undefined, (query) => query.where('person_id', '=', personId ?? ''))
    .$if(personId === undefined && office !== undefined, (query) =>
      query.where('office_id', '=', office ?? ''),
    )
    .$if(personId === undefined && office === undefined && role !== undefined, (query) =>
      query.where('role', '=', role ?? 'officer'),
    )
    .executeTakeFirstOrThrow()
  return Number(number)
}
