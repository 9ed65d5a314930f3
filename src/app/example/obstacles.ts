import { sql } from 'kysely'
import type { Tx } from '#platform/db/index.ts'

/** Something real that would lose what it stands on. */
export interface Obstacle {
  kind: 'post' | 'account' | 'person' | 'sending'
  id: string
  name: string
  /** Why it stands in the way, as a sentence. */
  say: string
}

interface Named {
  id: string
  name: string
}

async function found(tx: Tx, query: ReturnType<typeof sql<Named>>): Promise<Named[]> {
  return (await query.execute(tx)).rows
}

const as =
  (kind: Obstacle['kind'], say: (name: string) => string) =>
  ({ id, name }: Named): Obstacle => ({ kind, id, name, say: say(name) })

/**
 * Posts that real people wrote for accounts of the example and for nothing else, and posts of theirs that were thrown
 * away: trying things out. `thrownAway` go without asking.
 */
export async function trialPosts(tx: Tx): Promise<{ standing: Named[]; thrownAway: string[] }> {
  const { rows } = await sql<Named & { deleted: boolean }>`
    select p.id, p.title as name, p.deleted_at is not null as deleted from post p
    where not p.example
      and exists (select 1 from post_target t join account a on a.id = t.account_id where t.post_id = p.id and a.example)
      and (p.deleted_at is not null
        or not exists (select 1 from post_target t join account a on a.id = t.account_id where t.post_id = p.id and not a.example))
    order by p.created_at`.execute(tx)
  return {
    standing: rows.filter((row) => !row.deleted).map(({ id, name }) => ({ id, name })),
    thrownAway: rows.filter((row) => row.deleted).map((row) => row.id),
  }
}

/** What real things depend on the example, but for the posts in `except`. */
export async function obstacles(tx: Tx, except: string[]): Promise<Obstacle[]> {
  const others = sql`not p.example and p.deleted_at is null and not p.id = any(${except}::uuid[])`
  const toAccounts = await found(
    tx,
    sql<Named>`select p.id, p.title as name from post p where ${others} and (
      exists (select 1 from post_target t join account a on a.id = t.account_id where t.post_id = p.id and a.example)
      or exists (select 1 from publication u join account a on a.id = u.account_id where u.post_id = p.id and a.example))`,
  )
  const withPictures = await found(
    tx,
    sql<Named>`select distinct p.id, p.title as name from post p join asset s on s.example
      and p.content::text like '%' || s.id::text || '%' where ${others}`,
  )
  const withPeople = await found(
    tx,
    sql<Named>`select p.id, p.title as name from post p where ${others} and exists (
      select 1 from person e where e.example and (e.id = p.author_id
        or exists (select 1 from post_contributor c where c.post_id = p.id and c.person_id = e.id)
        or exists (select 1 from approval c where c.post_id = p.id and c.person_id = e.id)
        or exists (select 1 from post_comment c where c.post_id = p.id and c.person_id = e.id)))`,
  )
  const accounts = await found(
    tx,
    sql<Named>`select a.id, a.display_name as name from account a where not a.example and exists (
      select 1 from person e where e.example and (e.id = a.created_by
        or exists (select 1 from connection c where c.account_id = a.id and c.granted_by = e.id)
        or exists (select 1 from account_member m where m.account_id = a.id and m.person_id = e.id
          and (m.until is null or m.until > now()))))`,
  )
  const connected = await found(
    tx,
    sql<Named>`select a.id, a.display_name as name from account a join connection c on c.account_id = a.id
      where a.example and a.network <> 'practice'`,
  )
  const signsIn = await found(
    tx,
    sql<Named>`select e.id, e.name from person e where e.example and (
      exists (select 1 from passkey k where k.person_id = e.id) or exists (select 1 from password w where w.person_id = e.id))`,
  )
  const sending = await found(
    tx,
    sql<Named>`select u.id, p.title as name from publication u join post p on p.id = u.post_id
      join account a on a.id = u.account_id where a.example and u.lease_until is not null`,
  )
  return [
    ...toAccounts.map(as('post', (name) => `“${name}” goes to an account of the example.`)),
    ...withPictures.map(as('post', (name) => `“${name}” shows an image of the example.`)),
    ...withPeople.map(as('post', (name) => `Somebody of the example had a part in “${name}”.`)),
    ...accounts.map(as('account', (name) => `Somebody of the example answers for ${name}, or added it.`)),
    ...connected.map(as('account', (name) => `${name} of the example is connected to a real network.`)),
    ...signsIn.map(as('person', (name) => `${name} of the example signs in here by now.`)),
    ...sending.map(as('sending', (name) => `“${name}” is being sent at this moment.`)),
  ]
}
