/** For tests of limits: accounts by the dozen, of networks made up for the test, each with an approved post or more. */
import { sql } from 'kysely'
import { createDraft } from '#features/posts/write-draft.ts'
import { submitPost } from '#features/posts/submit.ts'
import { approvePost } from '#features/posts/decide.ts'
import type { PostsDeps } from '#features/posts/index.ts'
import type { MediaUse } from '#features/posts/contract.ts'
import { viewPost } from '#features/posts/views.ts'
import type { Network, NetworkSession } from '#networks/contract.ts'
import type { RateRule } from '#networks/profile.ts'
import type { Services } from '#platform/services.ts'
import type { TestHouse } from './testing.ts'

/** An approved post that is due at once; its publication. */
export async function approvedPost(
  house: TestHouse,
  text: string,
  {
    accountId = house.accountId,
    parts = 1,
    media = [],
  }: { accountId?: string; parts?: number; media?: MediaUse[] } = {},
): Promise<string> {
  const id = await createDraft(house.posts, house.author.actor, {
    title: text,
    content: {
      parts: Array.from({ length: parts }, (_, at) => ({
        text: parts === 1 ? text : `${text}, part ${at + 1}`,
        media,
        link: null,
      })),
      variants: {},
    },
    accountIds: [accountId],
  })
  await submitPost(house.posts, house.author.actor, id, 1)
  const view = await viewPost(house.posts, house.officer.actor, id)
  const digests = Object.fromEntries(view.targets.map((target) => [target.accountId, target.digest ?? '']))
  await approvePost(house.posts, house.officer.actor, id, { digests, note: '' })
  const { id: publicationId } = await house.services.db
    .selectFrom('publication')
    .select('id')
    .where('post_id', '=', id)
    .executeTakeFirstOrThrow()
  return publicationId
}

/** Gives the network of the house’s accounts these rules. */
export function withRates(house: TestHouse, rates: readonly RateRule[], id = 'practice'): void {
  const network = house.networks.get('practice')
  if (!network) throw new Error('Practice is not there.')
  const profile = { ...network.profile, id, name: id === 'practice' ? 'Practice' : id, rates }
  const made: Network = { ...network, profile }
  house.networks.set(id, made)
}

/**
 * Copies an approved publication to so many new accounts of another network, so many times for each. Only rows: what
 * sending asks of the register is answered by `depsOf`.
 */
export async function copies(
  { services: { db } }: { services: Pick<Services, 'db'> },
  publicationId: string,
  wanted: { network: string; accounts: number; each: number; servers?: number },
): Promise<void> {
  const { network, accounts, each, servers = 1 } = wanted
  await db.transaction().execute(async (tx) => {
    await sql`create temporary table made on commit drop as
      select uuidv7() as account_id, n from generate_series(1, ${accounts}::int) n`.execute(tx)
    await sql`create temporary table copied on commit drop as
      select uuidv7() as post_id, account_id from made, generate_series(1, ${each}::int)`.execute(tx)
    await sql`insert into account select (jsonb_populate_record(null::account, to_jsonb(a) || jsonb_build_object(
        'id', m.account_id, 'network', ${network}::text, 'handle', ${network}::text || m.n, 'remote_id', ${network}::text || m.n,
        'server', 'https://' || ${network}::text || (m.n % ${servers}::int) || '.example'))).*
      from account a, made m where a.id = (select account_id from publication where id = ${publicationId})`.execute(
      tx,
    )
    await sql`insert into post select (jsonb_populate_record(null::post, to_jsonb(p) || jsonb_build_object('id', c.post_id))).*
      from post p, copied c where p.id = (select post_id from publication where id = ${publicationId})`.execute(
      tx,
    )
    await sql`insert into approval select (jsonb_populate_record(null::approval, to_jsonb(a)
        || jsonb_build_object('id', uuidv7(), 'post_id', c.post_id, 'account_id', c.account_id))).*
      from approval a, copied c where a.post_id = (select post_id from publication where id = ${publicationId})`.execute(
      tx,
    )
    await sql`insert into publication select (jsonb_populate_record(null::publication, to_jsonb(p) || jsonb_build_object(
        'id', uuidv7(), 'post_id', c.post_id, 'account_id', c.account_id, 'network', ${network}::text))).*
      from publication p, copied c where p.id = ${publicationId}`.execute(tx)
  })
}

/** The house’s own answers, and for copied accounts those of the one they were copied from. */
export async function depsOf(
  house: TestHouse,
  session: (network: string, accountId: string) => Promise<NetworkSession>,
): Promise<PostsDeps> {
  const rows = await house.services.db.selectFrom('account').select(['id', 'network']).execute()
  const networks = new Map(rows.map((row) => [row.id, row.network]))
  const own = await house.posts.standing(house.accountId)
  return {
    ...house.posts,
    standing: () => Promise.resolve(own),
    spoke: () => Promise.resolve(),
    openSession: (accountId) => session(networks.get(accountId) ?? '', accountId),
  }
}

/** Takes everything at once, after so many milliseconds; `took` hears when. */
export function stub(milliseconds: number, took: () => void = () => {}): NetworkSession {
  let made = 0
  return {
    prepareMedia: () => Promise.resolve(null),
    publish: async () => {
      await new Promise((resolve) => setTimeout(resolve, milliseconds))
      took()
      return { kind: 'published', remoteId: `made ${made++}`, url: 'https://network.example/post' }
    },
    find: (part, ref) =>
      Promise.resolve(ref ? { kind: 'present', text: part.text, same: true, ...ref } : { kind: 'absent' }),
  }
}
