import { notify } from '#features/notices/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { few, reminderDue, type Reminder } from './rules.ts'
import { openDuties } from './store.ts'
import type { Duty } from './contract.ts'

const marks = {
  half: 'reminded_half',
  day: 'reminded_day',
  overdue: 'reminded_overdue',
} as const satisfies Record<Reminder, string>

/** Reminds of every duty whose time has come round; each reminder is given once. Answers how many were given. */
export async function remindOfDuties(services: Services): Promise<number> {
  const now = nowOf(services)
  const rows = await services.db
    .selectFrom('duty')
    .select(['id', 'since', 'due', 'reminded_half', 'reminded_day', 'reminded_overdue'])
    .where('settled_at', 'is', null)
    .where('reminded_overdue', 'is', null)
    .execute()
  const told = new Map<string, number>()
  let given = 0
  for (const row of rows) {
    const reminder = reminderDue(
      {
        since: row.since,
        due: row.due,
        half: row.reminded_half !== null,
        day: row.reminded_day !== null,
        overdue: row.reminded_overdue !== null,
      },
      now,
    )
    if (reminder) given += await remind(services, now, row.id, reminder, told)
  }
  return given
}

/** The mark and the notice are one; whoever marks second finds it marked. */
function remind(
  services: Services,
  now: string,
  id: string,
  reminder: Reminder,
  told: Map<string, number>,
): Promise<number> {
  return services.db.transaction().execute(async (tx) => {
    const marked = await tx
      .updateTable('duty')
      .set({ [marks[reminder]]: now })
      .where('id', '=', id)
      .where('settled_at', 'is', null)
      .where(marks[reminder], 'is', null)
      .executeTakeFirst()
    if (marked.numUpdatedRows !== 1n) return 0
    const [duty] = await openDuties(tx, { id })
    if (duty) await tell(services, tx, now, duty, reminder, numberFor(duty, told) > few)
    return 1
  })
}

/** How many reminders this run has for whoever has the duty. */
function numberFor({ takenBy, person, office, role }: Duty, told: Map<string, number>): number {
  const whose = (takenBy ?? person ?? office ?? role)?.id ?? ''
  const number = (told.get(whose) ?? 0) + 1
  told.set(whose, number)
  return number
}

async function tell(
  services: Services,
  tx: Tx,
  now: string,
  duty: Duty,
  reminder: Reminder,
  many: boolean,
): Promise<void> {
  const overdue = reminder === 'overdue'
  const whose = duty.takenBy ?? duty.person
  // A date that has passed is the business of the whole office, its deputies included, and of all who hold the role.
  const toAll = overdue || !whose
  const reason = [duty.why, duty.clause ? `Clause ${duty.clause}.` : ''].filter(Boolean).join(' ')
  await notify(services, tx, now, {
    to: {
      ...(whose ? { persons: [whose.id] } : {}),
      ...(toAll && duty.office ? { offices: [duty.office.id], deputiesToo: overdue } : {}),
      ...(toAll && duty.role ? { holdersOf: [duty.role.id] } : {}),
      ...(duty.notFor && duty.notFor !== whose?.id ? { except: [duty.notFor] } : {}),
    },
    kind: overdue ? 'duties.overdue' : 'duties.reminder',
    title: titles[reminder](duty.title),
    text: reason,
    link: duty.link,
    many,
    ...(duty.accountId ? { about: { accountId: duty.accountId } } : {}),
  })
}

const titles: Record<Reminder, (title: string) => string> = {
  half: (title) => `Half the time has gone: ${title}`,
  day: (title) => `Due within a day: ${title}`,
  overdue: (title) => `Overdue: ${title}`,
}
