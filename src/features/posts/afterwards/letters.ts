import { notify } from '#features/notices/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import type { PostsDeps } from '../deps.ts'
import type { Publication } from '../tables.ts'
import type { Seen } from './rules.ts'

/** Who answers for an account now. */
async function administratorsOf(tx: Tx, accountId: string, at: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('account_member')
    .select('person_id')
    .distinct()
    .where('account_id', '=', accountId)
    .where('relation', '=', 'administrator')
    .where((on) => on.or([on('until', 'is', null), on('until', '>', at)]))
    .execute()
  return rows.map((row) => row.person_id)
}

const networkOf = ({ networks }: PostsDeps, network: string) => networks.get(network)?.profile.name ?? network

/** Tells those who answer for the account what one look has found, in one letter. */
export async function tellOfChange(
  tx: Tx,
  deps: PostsDeps,
  publication: Publication,
  seen: readonly Seen['kind'][],
): Promise<void> {
  const { title } = await tx
    .selectFrom('post')
    .select('title')
    .where('id', '=', publication.post_id)
    .executeTakeFirstOrThrow()
  const network = networkOf(deps, publication.network)
  const { handle } = publication.manifest.account
  const gone = seen.every((kind) => kind === 'gone')
  await deps.tell(tx, await administratorsOf(tx, publication.account_id, nowOf(deps.services)), {
    kind: 'posts.changed',
    postId: publication.post_id,
    subject: gone ? `Gone from ${network}: ${title}` : `Changed on ${network}: ${title}`,
    text: gone
      ? `“${title}” was published on ${network} as @${handle} and is no longer there. It was not deleted from Rostrum. Open the post to say what becomes of it.`
      : `“${title}” was published on ${network} as @${handle}, and something else stands there now than was approved. Open the post to compare, and to accept it, correct it or delete it.`,
  })
}

/** Tells those who answer for an account of posts that did not go through Rostrum. */
export async function tellOfOutside(
  tx: Tx,
  deps: PostsDeps,
  account: { id: string; network: string; displayName: string },
  { posts, clause }: { posts: number; clause: string },
): Promise<void> {
  const { services } = deps
  const at = nowOf(services)
  const network = networkOf(deps, account.network)
  await notify(services, tx, at, {
    to: { persons: await administratorsOf(tx, account.id, at) },
    kind: 'posts.outside',
    title: `Posted outside Rostrum: ${account.displayName} on ${network}`,
    text:
      posts === 1
        ? `A post appeared on this account that did not go through Rostrum. Clause ${clause} has every post of an official account approved by somebody other than its author. Say that it is fine, with a reason, or take it down.`
        : `${posts} posts appeared on this account that did not go through Rostrum. Clause ${clause} has every post of an official account approved by somebody other than its author. Say of each that it is fine, with a reason, or take it down.`,
    link: `/accounts/${account.id}`,
    about: { accountId: account.id },
  })
}
