import type { Db } from '#platform/db/index.ts'

interface Wanted {
  id: string
  accountIds: readonly string[]
}

/** Of many posts at once: the names of those who may approve each, whoever wrote in it left out. */
export async function approverNames(
  db: Db,
  posts: readonly Wanted[],
  now: string,
): Promise<Map<string, string[]>> {
  if (posts.length === 0) return new Map()
  const accountIds = [...new Set(posts.flatMap((post) => post.accountIds))]
  const officers = await db
    .selectFrom('role_assignment')
    .innerJoin('person', 'person.id', 'role_assignment.person_id')
    .select(['person.id', 'person.name'])
    .where('role', '=', 'officer')
    .where('person.state', '=', 'active')
    .execute()
  const held = await db
    .selectFrom('account_member')
    .innerJoin('person', 'person.id', 'account_member.person_id')
    .select(['person.id', 'person.name', 'account_member.account_id'])
    .where('account_id', 'in', accountIds.length > 0 ? accountIds : ['00000000-0000-0000-0000-000000000000'])
    .where('relation', '=', 'administrator')
    .where('person.state', '=', 'active')
    .where((on) => on.or([on('until', 'is', null), on('until', '>', now)]))
    .execute()
  const writers = await db
    .selectFrom('post_contributor')
    .selectAll()
    .where(
      'post_id',
      'in',
      posts.map(({ id }) => id),
    )
    .execute()
  const wrote = Map.groupBy(writers, (row) => row.post_id)
  return new Map(
    posts.map((post) => {
      const without = new Set((wrote.get(post.id) ?? []).map((row) => row.person_id))
      const near = held.filter((row) => post.accountIds.includes(row.account_id))
      const names = [...near, ...officers].filter(({ id }) => !without.has(id)).map(({ name }) => name)
      return [post.id, [...new Set(names)]]
    }),
  )
}
