import type { Tx } from '#platform/db/index.ts'
import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from '../authorise.ts'
import { personById } from '../people-store.ts'
import type { Actor } from '../permissions.ts'
import { readyForEmergencies, requiredService } from './local.ts'

/** Says who may sign in without a service. The last of them stays while a service is required. */
export async function markBreakGlass(
  services: Services,
  actor: Actor,
  { personId, marked }: { personId: string; marked: boolean },
): Promise<void> {
  authorise(actor, 'directory.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const person = await personById(tx, personId)
    if (person?.state !== 'active') throw new NotFound('person')
    await tx.updateTable('person').set({ break_glass: marked }).where('id', '=', personId).execute()
    if ((await requiredService(tx)) && !(await readyForEmergencies(tx).limit(1).executeTakeFirst()))
      throw new Conflict(
        'people.last-emergency',
        'This is the last person who could come in if the service is down.',
        {
          fix: 'Mark somebody else first who runs Rostrum and has a way to sign in of their own.',
        },
      )
    await append(tx, now, {
      kind: 'people.emergency-marked',
      actor: entryActor(actor),
      subject: `person:${personId}`,
      summary: marked
        ? 'A person may sign in without a service in an emergency.'
        : 'A person may no longer sign in without a service.',
      facts: { marked },
    })
  })
}

/** With the first service, the first administrator is marked, so that there is a way in besides it. */
export async function markTheFirst(tx: Tx, now: string): Promise<void> {
  const marked = await tx.selectFrom('person').select('id').where('break_glass', '=', true).executeTakeFirst()
  if (marked) return
  const first = await tx
    .selectFrom('person')
    .innerJoin('role_assignment', 'role_assignment.person_id', 'person.id')
    .select('person.id')
    .where('role_assignment.role', '=', 'it')
    .where('person.state', '=', 'active')
    .where('person.example', '=', false)
    .orderBy('person.created_at')
    .executeTakeFirst()
  if (!first) return
  await tx.updateTable('person').set({ break_glass: true }).where('id', '=', first.id).execute()
  await append(tx, now, {
    kind: 'people.emergency-marked',
    actor: { system: 'sign-in services' },
    subject: `person:${first.id}`,
    summary: 'A person may sign in without a service in an emergency.',
    facts: { marked: true },
  })
}
