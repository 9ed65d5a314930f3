import { mayFor, mayAnywhere, type Actor } from '#features/people/index.ts'
import { NotFound } from '#platform/errors.ts'
import { needRead, mayWithPost } from '../access.ts'
import { secondPairOfEyesNow } from '../clauses.ts'
import type { PostsDeps } from '../deps.ts'
import { namesOf, ref } from '../names.ts'
import { getPost, type PostRecord } from '../store.ts'
import type { Publication } from '../tables.ts'
import type { AccountAfterwards, AfterPublication, ChangeView, Noticed } from './contract.ts'
import { countOutside, outsidePosts, readableAccounts } from './outside-rows.ts'
import { canReadBack, isOut } from './rules.ts'
import { textsOf } from './store.ts'

async function hangingFrom({ services: { db } }: PostsDeps, ids: string[]) {
  const [looks, pins, changes] = await Promise.all([
    db.selectFrom('publication_look').selectAll().where('publication_id', 'in', ids).execute(),
    db.selectFrom('pinned_post').selectAll().where('publication_id', 'in', ids).execute(),
    db
      .selectFrom('publication_change as change')
      .leftJoin('ledger_content as said', 'said.entry_id', 'change.entry_id')
      .leftJoin('ledger_content as why', 'why.entry_id', 'change.settled_entry_id')
      .selectAll('change')
      .select(['said.content as said', 'why.content as why'])
      .where('change.publication_id', 'in', ids)
      .orderBy('change.seen_at', 'desc')
      .execute(),
  ])
  const people = [...pins.map((row) => row.pinned_by), ...changes.map((row) => row.settled_by)]
  return { looks, pins, changes, names: await namesOf(db, people) }
}
type Hanging = Awaited<ReturnType<typeof hangingFrom>>

function reasonIn(content: unknown): string | null {
  if (typeof content !== 'object' || content === null || !('reason' in content)) return null
  return typeof content.reason === 'string' ? content.reason : null
}

function changeViews({ changes, names }: Hanging, actor: Actor, publicationId: string): ChangeView[] {
  return changes
    .filter((row) => row.publication_id === publicationId)
    .map((row) => ({
      id: row.id,
      part: row.part,
      kind: row.kind,
      ...textsOf(row.said),
      seenAt: row.seen_at,
      settledHow: row.settled_how,
      settledAt: row.settled_at,
      settledBy: row.settled_by ? ref(names, row.settled_by) : null,
      reason: reasonIn(row.why),
      mayAccept: row.settled_at === null && mayFor(actor, 'posts.control', row.account_id),
    }))
}

function oneView(
  deps: PostsDeps,
  actor: Actor,
  post: PostRecord,
  publication: Publication,
  hanging: Hanging,
): AfterPublication {
  const capabilities = deps.networks.get(publication.network)?.profile.capabilities
  const look = hanging.looks.find((row) => row.publication_id === publication.id)
  const pin = hanging.pins.find((row) => row.publication_id === publication.id)
  return {
    publicationId: publication.id,
    readBack: {
      can: canReadBack(capabilities, publication),
      lookedAt: look?.looked_at ?? null,
      nextAt: look?.look_at ?? null,
      trouble: look?.trouble ?? null,
    },
    changes: changeViews(hanging, actor, publication.id),
    pinned: pin ? { at: pin.pinned_at, by: pin.pinned_by ? ref(hanging.names, pin.pinned_by) : null } : null,
    mayPin:
      (capabilities?.pin ?? false) &&
      isOut(publication) &&
      (publication.parts[0]?.ref ?? null) !== null &&
      mayWithPost(actor, 'posts.write', post),
  }
}

/** What is known of each publication of a post since it came out. Throws `NotFound` for whoever may not read it. */
export async function viewAfterwards(
  deps: PostsDeps,
  actor: Actor,
  postId: string,
): Promise<{ publications: AfterPublication[] }> {
  const { db } = deps.services
  const post = await getPost(db, postId)
  needRead(actor, post)
  const out = await db
    .selectFrom('publication')
    .selectAll()
    .where('post_id', '=', postId)
    .where('published_at', 'is not', null)
    .orderBy('created_at')
    .execute()
  if (out.length === 0) return { publications: [] }
  const hanging = await hangingFrom(
    deps,
    out.map((publication) => publication.id),
  )
  return { publications: out.map((publication) => oneView(deps, actor, post, publication, hanging)) }
}

const latestShown = 5

/** What an account's page shows of what happens on its network. Throws `NotFound` for whoever may not read its posts. */
export async function viewAccountAfterwards(
  deps: PostsDeps,
  actor: Actor,
  accountId: string,
): Promise<AccountAfterwards> {
  const { db } = deps.services
  const [account] = await deps.accounts(db, [accountId])
  if (!account || !mayFor(actor, 'posts.read', accountId)) throw new NotFound('account')
  const look = await db
    .selectFrom('outside_look')
    .selectAll()
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  const pinned = await db
    .selectFrom('pinned_post')
    .innerJoin('publication', 'publication.id', 'pinned_post.publication_id')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .select(['post.id as postId', 'post.title', 'publication.url', 'pinned_post.pinned_at as at'])
    .where('pinned_post.account_id', '=', accountId)
    .executeTakeFirst()
  const all = { account: accountId, q: '' }
  return {
    outside: {
      can: deps.networks.get(account.network)?.profile.capabilities.reads.own ?? false,
      lookedAt: look?.looked_at ?? null,
      trouble: look?.trouble ?? null,
      missing:
        look?.missing_from && look.missing_until
          ? { from: look.missing_from, until: look.missing_until }
          : null,
      open: await countOutside(db, actor, { ...all, state: 'open' }),
      total: await countOutside(db, actor, all),
      latest: await outsidePosts(deps, actor, { ...all, state: 'open' }, latestShown),
      clause: await secondPairOfEyesNow(deps),
    },
    pinned: pinned ?? null,
  }
}

/** What was noticed and waits for this person to say what becomes of it, the oldest first. */
export async function noticedFor(deps: PostsDeps, actor: Actor): Promise<Noticed> {
  const { db } = deps.services
  const mine = mayAnywhere(actor, 'posts.control')
    ? null
    : (readableAccounts(actor) ?? []).filter((id) => mayFor(actor, 'posts.control', id))
  if (mine?.length === 0) return { changes: [], outside: [] }
  const changes = await db
    .selectFrom('publication_change as change')
    .innerJoin('publication', 'publication.id', 'change.publication_id')
    .innerJoin('post', 'post.id', 'publication.post_id')
    .select([
      'post.id as postId',
      'post.title',
      'publication.network',
      'change.kind',
      'change.seen_at as seenAt',
    ])
    .distinctOn('publication.id')
    .where('change.settled_at', 'is', null)
    .$if(mine !== null, (query) => query.where('change.account_id', 'in', mine ?? []))
    .orderBy('publication.id')
    .orderBy('change.seen_at')
    .limit(200)
    .execute()
  const outside = await db
    .selectFrom('outside_post as found')
    .innerJoin('account', 'account.id', 'found.account_id')
    .select(['account.id as accountId', 'account.display_name as displayName', 'account.network'])
    .select(({ fn }) => fn.countAll().as('posts'))
    .where('found.state', '=', 'open')
    .$if(mine !== null, (query) => query.where('found.account_id', 'in', mine ?? []))
    .groupBy(['account.id', 'account.display_name', 'account.network'])
    .orderBy('account.display_name')
    .limit(200)
    .execute()
  return {
    changes: changes.toSorted((a, b) => a.seenAt.localeCompare(b.seenAt)),
    outside: outside.map((row) => ({ ...row, posts: Number(row.posts) })),
  }
}
