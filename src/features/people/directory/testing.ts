/** For tests of what the directory does: people who come in, rules, units, offices. */
import { newId } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { TestServices } from '#testing/services.ts'
import { actorById } from '../people-store.ts'
import type { Actor } from '../permissions.ts'
import { arrive, type Arrival, type Arrived } from './arrive.ts'
import type { DirectoryDeps } from './last-administrator.ts'
import type { Rule } from './rules.ts'
import './tables.ts'

export async function addTestUnit(
  services: TestServices,
  name: string,
  more: { parentId?: string; affiliate?: boolean } = {},
): Promise<string> {
  const id = newId()
  await services.db
    .insertInto('unit')
    .values({
      id,
      name,
      kind: 'department',
      parent_id: more.parentId ?? null,
      affiliate: more.affiliate ?? false,
      example: false,
    })
    .execute()
  return id
}

export async function addTestAccount(
  services: TestServices,
  unitId: string,
  handle: string,
): Promise<string> {
  const id = newId()
  const { sql } = await import('kysely')
  // The register owns accounts; here only the row that a relation hangs on.
  await sql`insert into account (id, network, handle, display_name, unit_id, purpose, audiences, hours_per_week,
    state, created_at) values (${id}, 'practice', ${handle}, ${handle}, ${unitId}, 'News', '[]', 2, 'active', now())`.execute(
    services.db,
  )
  return id
}

export async function keepTestRule(services: TestServices, rule: Rule): Promise<void> {
  const { grant } = rule
  await services.db
    .insertInto('directory_rule')
    .values({
      id: newId(),
      attribute: rule.attribute,
      value: rule.value,
      gives: grant.gives,
      unit_id: 'unitId' in grant ? grant.unitId : null,
      role: 'role' in grant ? grant.role : null,
      office_id: 'officeId' in grant ? grant.officeId : null,
      created_by: null,
      created_at: nowOf(services),
    })
    .execute()
}

const service = { kind: 'oidc' as const, id: 'test' }

/** Somebody signs in through a service, with these groups. */
export function comes(deps: DirectoryDeps, subject: string, said: Partial<Arrival> = {}): Promise<Arrived> {
  const arrival: Arrival = {
    service,
    subject,
    email: `${subject}@example.ac.uk`,
    name: subject,
    groups: [],
    attributes: {},
    active: true,
    ...said,
  }
  const at = nowOf(deps.services)
  return deps.services.db.transaction().execute((tx) => arrive(deps, tx, at, arrival))
}

export async function actorNow(services: TestServices, arrived: Arrived): Promise<Actor> {
  const actor = 'personId' in arrived ? await actorById(services.db, arrived.personId, nowOf(services)) : null
  if (!actor) throw new Error('Nobody came in.')
  return actor
}
