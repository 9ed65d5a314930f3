import { sql } from 'kysely'
import { z } from 'zod'
import { mayAnywhere, mayFor, type Actor } from '#features/people/index.ts'
import type { Db } from '#platform/db/index.ts'
import type { PostsDeps } from '../deps.ts'
import { namesOf, ref } from '../names.ts'
import type { OutsideFilter, OutsidePost } from './contract.ts'
import './tables.ts'

const said = z.object({ text: z.string().optional(), reason: z.string().optional() })
const saidIn = (content: unknown) => said.safeParse(content).data ?? {}

/** The accounts whose posts somebody may read; null: all. */
export function readableAccounts(actor: Actor): string[] | null {
  if (mayAnywhere(actor, 'posts.read')) return null
  return actor.accounts.map(({ accountId }) => accountId).filter((id) => mayFor(actor, 'posts.read', id))
}

/** An account that nobody has. */
const nothing = '00000000-0000-0000-0000-000000000000'

function matching(db: Db, actor: Actor, { state, account, q }: OutsideFilter) {
  const readable = readableAccounts(actor)
  return db
    .selectFrom('outside_post as found')
    .innerJoin('account', 'account.id', 'found.account_id')
    .leftJoin('ledger_content as words', 'words.entry_id', 'found.entry_id')
    .$if(readable !== null, (query) => query.where('found.account_id', 'in', [...(readable ?? []), nothing]))
    .$if(state !== undefined, (query) => query.where('found.state', '=', state ?? 'open'))
    .$if(account !== undefined, (query) => query.where('found.account_id', '=', account ?? nothing))
    .$if(q !== '', (query) =>
      query.where((on) =>
        on.or([
          on(sql<string>`words.content ->> 'text'`, 'ilike', `%${q}%`),
          on('account.handle', 'ilike', `%${q}%`),
          on('account.display_name', 'ilike', `%${q}%`),
          on('found.url', 'ilike', `%${q}%`),
        ]),
      ),
    )
}

export async function countOutside(db: Db, actor: Actor, filter: OutsideFilter): Promise<number> {
  const { count } = await matching(db, actor, filter)
    .select(({ fn }) => fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** Posts outside Rostrum on accounts that this person may read, the latest first. */
export async function outsidePosts(
  deps: PostsDeps,
  actor: Actor,
  filter: OutsideFilter,
  limit: number,
): Promise<OutsidePost[]> {
  const { db } = deps.services
  const rows = await matching(db, actor, filter)
    .leftJoin('ledger_content as why', 'why.entry_id', 'found.settled_entry_id')
    .leftJoin('ledger_content as who', 'who.entry_id', 'found.author_entry_id')
    .selectAll('found')
    .select(['account.network', 'account.handle', 'account.display_name'])
    .select(['words.content as words', 'why.content as why', 'who.content as who'])
    .orderBy('found.posted_at', 'desc')
    .orderBy('found.id')
    .limit(limit)
    .execute()
  const names = await namesOf(
    db,
    rows.map((row) => row.settled_by),
  )
  return rows.map((row) => {
    const may = mayFor(actor, 'posts.control', row.account_id)
    const removes = deps.networks.get(row.network)?.profile.capabilities.remove ?? false
    return {
      id: row.id,
      account: {
        id: row.account_id,
        network: row.network,
        handle: row.handle,
        displayName: row.display_name,
      },
      text: saidIn(row.words).text ?? null,
      url: row.url,
      media: row.media,
      postedAt: row.posted_at,
      foundAt: row.found_at,
      state: row.state,
      settledAt: row.settled_at,
      settledBy: row.settled_by ? ref(names, row.settled_by) : null,
      reason: saidIn(row.why).reason ?? null,
      postedBy: saidIn(row.who).text ?? null,
      may: { settle: may, takeDown: may && removes && row.state !== 'taken-down' },
    }
  })
}
