import { type Kysely, sql } from 'kysely'

/** What an institution begins with: the services that the sources name. It changes the list on its own page. */
const supported = JSON.stringify([
  { id: 'teams', name: 'Teams', serves: 'collaboration', help: '', inUse: true },
  { id: 'blackboard', name: 'Blackboard', serves: 'teaching', help: '', inUse: true },
  {
    id: 'blackboard-collaborate',
    name: 'Blackboard Collaborate',
    serves: 'live-teaching',
    help: '',
    inUse: true,
  },
  { id: 'campuspress', name: 'CampusPress', serves: 'blogs-and-portfolios', help: '', inUse: true },
  { id: 'office-365-e-mail', name: 'Office 365 e-mail', serves: 'announcements', help: '', inUse: true },
])

const institution = [
  `alter table institution
    add column closures jsonb not null default '[]',
    add column supported_services jsonb not null default '${supported}',
    add column former_services jsonb not null default '[]'`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of institution) await sql.raw(statement).execute(db)
}
