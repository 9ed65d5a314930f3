import { json, newId, type Db, type Tx } from '#platform/db/index.ts'
import type { Attributes, ServiceKind } from './tables.ts'
import './tables.ts'

export interface ServiceRef {
  kind: ServiceKind
  /** Which of several services of one kind. */
  id: string
}

export interface Identity {
  id: string
  personId: string
  active: boolean
}

export async function identityOf(
  db: Db | Tx,
  service: ServiceRef,
  subject: string,
): Promise<Identity | undefined> {
  const row = await db
    .selectFrom('identity')
    .select(['id', 'person_id', 'active'])
    .where('service_kind', '=', service.kind)
    .where('service_id', '=', service.id)
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row && { id: row.id, personId: row.person_id, active: row.active }
}

/** Writes down what a service just said of somebody. Answers the identity's id. */
export async function keepIdentity(
  tx: Tx,
  at: string,
  said: {
    service: ServiceRef
    subject: string
    personId: string
    active: boolean
    groups: string[]
    attributes: Attributes
  },
): Promise<string> {
  const known = {
    person_id: said.personId,
    active: said.active,
    groups: json(said.groups),
    attributes: json(said.attributes),
    updated_at: at,
    seen_at: at,
  }
  const row = await tx
    .insertInto('identity')
    .values({
      id: newId(),
      service_kind: said.service.kind,
      service_id: said.service.id,
      subject: said.subject,
      user_name: null,
      external_id: null,
      resource: json(null),
      created_at: at,
      ...known,
    })
    .onConflict((on) => on.columns(['service_kind', 'service_id', 'subject']).doUpdateSet(known))
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

export async function isKnownToAService(db: Db | Tx, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('identity')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}
