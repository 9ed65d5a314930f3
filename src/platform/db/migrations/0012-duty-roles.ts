import { type Kysely, sql } from 'kysely'

/** A duty may belong to all who hold a role, except the one whose own deed it is to look at. */
const statements = [
  `alter table duty add column role text`,
  `alter table duty add column not_for uuid references person (id) on delete set null`,
  `create index duty_role on duty (role) where settled_at is null and role is not null`,
]

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}
