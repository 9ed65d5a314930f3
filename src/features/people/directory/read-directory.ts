import { sql } from 'kysely'
import type { Services } from '#platform/services.ts'
import { authorise } from '../authorise.ts'
import type { Actor } from '../permissions.ts'
import { base } from '../scim/messages.ts'
import { listScimTokens } from '../scim/tokens.ts'
import type { Directory, TriedOut, TryOut } from './contract.ts'
import { isInGroup, wantedBy } from './rules.ts'
import { directorySettings } from './settings.ts'
import { keptRules } from './standing.ts'

const most = 500

/** How the directory is set up, and what it has told. */
export async function readDirectory(services: Services, actor: Actor): Promise<Directory> {
  authorise(actor, 'directory.manage')
  const { db } = services
  const groups = await sql<{ name: string; members: number }>`
    select g.display_name as name, count(m.identity_id)::int as members
      from directory_group g left join directory_member m on m.group_id = g.id group by g.id
    union all
    select said.name, count(*)::int from identity i cross join lateral jsonb_array_elements_text(i.groups) as said (name)
      where i.active and not exists (select 1 from directory_group g where lower(g.display_name) = lower(said.name))
      group by said.name
    order by name limit ${most}`.execute(db)
  const attributes = await sql<{ name: string }>`
    select distinct said.name from identity i cross join lateral jsonb_object_keys(i.attributes) as said (name)
    where i.active order by name limit ${most}`.execute(db)
  const people = await sql<Directory['people']>`
    select count(distinct i.person_id)::int as known,
      (count(*) filter (where i.service_kind = 'scim'))::int as provisioned
    from identity i join person p on p.id = i.person_id where p.state = 'active'`.execute(db)
  return {
    rules: (await keptRules(db)).map(({ id, attribute, value, grant }) => ({ id, attribute, value, grant })),
    settings: await directorySettings(db),
    tokens: await listScimTokens(services),
    scimUrl: `${services.config.publicUrl}${base}`,
    people: people.rows[0] ?? { known: 0, provisioned: 0 },
    groups: groups.rows,
    attributes: attributes.rows.map((row) => row.name),
  }
}

/** What somebody with these groups and attributes would hold. */
export async function tryOut(services: Services, actor: Actor, claims: TryOut): Promise<TriedOut> {
  authorise(actor, 'directory.manage')
  const { requiredGroup } = await directorySettings(services.db)
  const admitted = requiredGroup === null || isInGroup(claims, requiredGroup)
  return { admitted, grants: admitted ? wantedBy(await keptRules(services.db), claims) : [] }
}
