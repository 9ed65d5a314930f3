import { sql, type RawBuilder, type SqlBool } from 'kysely'
import { csvOf } from '#platform/csv.ts'
import { json } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise } from './authorise.ts'
import type { PeopleAsked, Person } from './contract.ts'
import { canSignIn, membershipsOfPerson, rolesOfPerson } from './people-store.ts'
import { roles, type Actor } from './permissions.ts'
import './directory/tables.ts'

const inPattern = (text: string): string => text.replaceAll(/[\\%_]/g, (found) => `\\${found}`)

const isKnown = sql<boolean>`exists (select 1 from identity i where i.person_id = person.id)`
/** People of the example can't sign in, and the directory's come by themselves: neither is waited for. */
const isInvited = sql<boolean>`(not person.example and not ${isKnown} and not ${canSignIn})`

const states: Record<NonNullable<PeopleAsked['state']>, RawBuilder<SqlBool>> = {
  here: sql`person.state = 'active'`,
  invited: sql`person.state = 'active' and ${isInvited}`,
  left: sql`person.state = 'left'`,
}

/** Each word that was typed has to be somewhere in the name or the address. */
function conditionsOf(asked: PeopleAsked): RawBuilder<SqlBool>[] {
  const words = (asked.search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6)
  return [
    ...words.map((word) => sql<SqlBool>`person.search like ${`%${inPattern(word)}%`}`),
    ...(asked.state ? [states[asked.state]] : []),
    ...(asked.role
      ? [
          sql<SqlBool>`exists (select 1 from role_assignment r
            where r.person_id = person.id and r.role = ${asked.role})`,
        ]
      : []),
    ...(asked.unitId
      ? [
          sql<SqlBool>`exists (select 1 from person_unit u
            where u.person_id = person.id and u.unit_id = ${asked.unitId}::uuid and u.until is null)`,
        ]
      : []),
    ...(asked.ids
      ? [sql<SqlBool>`person.id in (select jsonb_array_elements_text(${json(asked.ids)})::uuid)`]
      : []),
  ]
}

function orderOf({ sort, order }: PeopleAsked): RawBuilder<unknown>[] {
  const way = sql.raw(order === 'descending' ? 'desc' : 'asc')
  return sort === 'joined'
    ? [sql`created_at ${way}`, sql`id ${way}`]
    : [sql`state`, sql`lower(name) ${way}`, sql`id ${way}`]
}

const officesOf = (now: string) => sql<Person['offices']>`coalesce((
  select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'deputy', h.deputy) order by o.name)
  from office_holding h join office o on o.id = h.office_id
  where h.person_id = person.id and h.since <= ${now}::timestamptz
    and (h.until is null or h.until > ${now}::timestamptz)), '[]')`

const unitsOf = sql<Person['units']>`coalesce((
  select jsonb_agg(jsonb_build_object('unitId', n.id, 'name', n.name, 'coordinator', u.coordinator,
    'byMapping', u.by_mapping) order by n.name, u.by_mapping)
  from person_unit u join unit n on n.id = u.unit_id where u.person_id = person.id and u.until is null), '[]')`

const mappedRoles = sql<Person['rolesByMapping']>`coalesce((
  select jsonb_agg(r.role) from role_assignment r where r.person_id = person.id and r.by_mapping), '[]')`

/** People as they were asked for, some at a time: those who work here first, each part by name. */
export async function listPeople(
  services: Services,
  actor: Actor,
  asked: PeopleAsked,
): Promise<{ people: Person[]; total: number }> {
  authorise(actor, 'people.read')
  const now = nowOf(services)
  const wanted = conditionsOf(asked)
  const counted = services.db
    .selectFrom('person')
    .select((of) => of.fn.countAll<string>().as('total'))
    .$call((query) => wanted.reduce((narrowed, condition) => narrowed.where(condition), query))
  // The page first, and only for its people what they hold.
  const page = services.db
    .selectFrom('person')
    .selectAll()
    .$call((query) => wanted.reduce((narrowed, condition) => narrowed.where(condition), query))
    .orderBy(sql.join(orderOf(asked)))
    .limit(asked.limit)
    .offset(asked.from)
  const rows = await services.db
    .selectFrom(page.as('person'))
    .select(['id', 'name', 'email', 'state', 'created_at', 'left_at', 'example'])
    .select([rolesOfPerson.as('roles'), membershipsOfPerson(now).as('accounts'), isInvited.as('invited')])
    .select([officesOf(now).as('offices'), unitsOf.as('units'), mappedRoles.as('rolesByMapping')])
    .select(isKnown.as('inDirectory'))
    .orderBy(sql.join(orderOf(asked)))
    .execute()
  // Fewer than were asked for: these are the last, and need no counting.
  const isLast = rows.length < asked.limit && (rows.length > 0 || asked.from === 0)
  const total = isLast ? asked.from + rows.length : Number((await counted.executeTakeFirstOrThrow()).total)
  const people = rows.map(({ created_at, left_at, invited, ...row }) => ({
    ...row,
    state: row.state === 'active' && invited ? ('invited' as const) : row.state,
    createdAt: created_at,
    leftAt: left_at,
  }))
  return { people, total }
}

const most = 50_000
const holding = (office: Person['offices'][number]) =>
  office.deputy ? `${office.name} (deputy)` : office.name

/** The same people as a file, all of them. */
export async function peopleCsv(services: Services, actor: Actor, asked: PeopleAsked): Promise<string> {
  const { people } = await listPeople(services, actor, { ...asked, from: 0, limit: most })
  return csvOf<Person>(
    [
      ['Name', (person) => person.name],
      ['E-mail address', (person) => person.email],
      ['State', (person) => person.state],
      ['Roles', (person) => person.roles.map((role) => roles[role]).join(', ')],
      ['Units', (person) => [...new Set(person.units.map((unit) => unit.name))].join(', ')],
      ['Coordinates', (person) => coordinated(person).join(', ')],
      ['Offices', (person) => person.offices.map(holding).join(', ')],
      ['Accounts', (person) => person.accounts.length],
    ],
    people,
  )
}

const coordinated = (person: Person): string[] => [
  ...new Set(person.units.filter((unit) => unit.coordinator).map((unit) => unit.name)),
]
