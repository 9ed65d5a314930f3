import { sql } from 'kysely'
import type { Db, Tx } from '#platform/db/index.ts'
import { Forbidden } from '#platform/errors.ts'
import { isEnrolled } from '../people-store.ts'
import { mayUseLocal } from './rules.ts'
import './tables.ts'

/** The service that everybody has to come through; null when there is none. */
export async function requiredService(db: Db | Tx): Promise<{ id: string; name: string } | null> {
  const row = await db
    .selectFrom('sign_in_service')
    .select(['id', 'name'])
    .where('enabled', '=', true)
    .where('required', '=', true)
    .orderBy('position')
    .orderBy('created_at')
    .executeTakeFirst()
  return row ?? null
}

/** Somebody who is marked for emergencies, may put things right, and has a way to sign in. */
export function readyForEmergencies(db: Db | Tx) {
  return db
    .selectFrom('person')
    .select('person.id')
    .where('break_glass', '=', true)
    .where('state', '=', 'active')
    .where(isEnrolled)
    .where(
      sql<boolean>`exists (select 1 from role_assignment r where r.person_id = person.id and r.role = 'it')`,
    )
}

/** Throws unless this person may sign in without a service. Ask it of those who have proved who they are only. */
export async function assertLocalAllowed(db: Db | Tx, personId: string): Promise<void> {
  const service = await requiredService(db)
  if (!service) return
  const person = await db
    .selectFrom('person')
    .select([
      'break_glass',
      sql<boolean>`exists (select 1 from role_assignment r where r.person_id = person.id and r.role = 'it')`.as(
        'administers',
      ),
    ])
    .where('id', '=', personId)
    .executeTakeFirst()
  const ready = await readyForEmergencies(db).limit(1).executeTakeFirst()
  const allowed = mayUseLocal({
    required: true,
    breakGlass: person?.break_glass ?? false,
    administers: person?.administers ?? false,
    emergencyReady: ready !== undefined,
  })
  if (allowed) return
  throw new Forbidden('people.use-service', `Here everybody signs in with “${service.name}”.`, {
    fix: `Use the button “${service.name}” on the sign-in page. If that service is down, ask somebody who is marked for emergencies.`,
  })
}
