import type { ColumnType, RawBuilder } from 'kysely'
import { json, type Db, type JsonColumn, type Tx } from '#platform/db/index.ts'
import type {
  Blackout,
  Closure,
  Contact,
  ElectionPeriod,
  Institution,
  Nation,
  Start,
  SupportedService,
  Term,
} from './contract.ts'

/** Empty when it is not given. */
type OptionalJson<T> = ColumnType<T, RawBuilder<T> | undefined, T | RawBuilder<T>>

export type NamedService = Pick<SupportedService, 'id' | 'name'>

declare module '#platform/db/types.ts' {
  interface Tables {
    institution: {
      id: number
      name: string
      nation: Nation
      time_zone: string
      contacts: JsonColumn<Contact[]>
      topics: OptionalJson<string[]>
      election_periods: OptionalJson<ElectionPeriod[]>
      student_numbers: OptionalJson<string[]>
      welsh: ColumnType<boolean, boolean | undefined>
      closures: OptionalJson<Closure[]>
      terms: OptionalJson<Term[]>
      blackouts: OptionalJson<Blackout[]>
      /** The database begins it with the services that the sources name. */
      supported_services: OptionalJson<SupportedService[]>
      /** Taken from the list: answers of old requests still name them. */
      former_services: OptionalJson<NamedService[]>
      created_at: string
      example: boolean
    }
    setup_link: { id: number; token_hash: string; created_at: string }
    kept_setting: { name: string; value: JsonColumn<unknown> }
  }
}

/** Null before set-up. */
export async function getInstitution(db: Db | Tx): Promise<Institution | null> {
  const row = await db.selectFrom('institution').selectAll().where('id', '=', 1).executeTakeFirst()
  if (!row) return null
  const { name, nation, contacts, example, topics, welsh } = row
  const watched = {
    topics,
    electionPeriods: row.election_periods,
    studentNumbers: row.student_numbers,
    welsh,
  }
  return {
    name,
    nation,
    timeZone: row.time_zone,
    contacts,
    watched,
    closures: row.closures,
    terms: row.terms,
    blackouts: row.blackouts,
    supportedServices: row.supported_services,
    example,
  }
}

/** What services are called that are, or once were, on the institution's list. */
export async function serviceNames(db: Db | Tx): Promise<ReadonlyMap<string, string>> {
  const former = await formerServices(db)
  const listed = (await getInstitution(db))?.supportedServices ?? []
  return new Map([...former, ...listed].map(({ id, name }) => [id, name]))
}

/** Those that were on the list once. */
export async function formerServices(db: Db | Tx): Promise<NamedService[]> {
  const row = await db
    .selectFrom('institution')
    .select('former_services')
    .where('id', '=', 1)
    .executeTakeFirst()
  return row?.former_services ?? []
}

const pending = 'setup.pending'

/** What is still to do once the first administrator can sign in. */
export interface PendingSetup {
  start: Start
  personId: string
}

export async function keepPendingSetup(tx: Tx, value: PendingSetup): Promise<void> {
  await tx
    .insertInto('kept_setting')
    .values({ name: pending, value: json(value) })
    .onConflict((on) => on.column('name').doUpdateSet({ value: json(value) }))
    .execute()
}

export async function pendingSetup(db: Db | Tx): Promise<PendingSetup | null> {
  const row = await db
    .selectFrom('kept_setting')
    .select('value')
    .where('name', '=', pending)
    .executeTakeFirst()
  return row ? (row.value as PendingSetup) : null
}

export async function dropPendingSetup(db: Db | Tx): Promise<void> {
  await db.deleteFrom('kept_setting').where('name', '=', pending).execute()
}
