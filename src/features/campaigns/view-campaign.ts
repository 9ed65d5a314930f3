import { authorise, mayAnywhere, mayFor, maySomewhere, type Actor } from '#features/people/index.ts'
import { approverNames, listPosts, postRowsOf } from '#features/posts/index.ts'
import type { PostRow } from '#features/posts/contract.ts'
import type { Db } from '#platform/db/index.ts'
import { csvOf } from '#platform/csv.ts'
import { NotFound } from '#platform/errors.ts'
import { networkNames } from '#networks/names.ts'
import { nowOf } from '#platform/services.ts'
import type { CampaignPost, CampaignRow, CampaignState, CampaignView } from './contract.ts'
import type { CampaignDeps } from './deps.ts'
import { waitsOn } from './rules.ts'
import { campaignById, mayChange, type Campaign } from './store.ts'

/** Needs `posts.read` for some account. */
export function needReading(actor: Actor): void {
  if (!maySomewhere(actor, 'posts.read')) authorise(actor, 'posts.read')
}

function rowsQuery(db: Db) {
  return db
    .selectFrom('campaign')
    .leftJoin('person', 'person.id', 'campaign.owner_id')
    .selectAll('campaign')
    .select('person.name as owner_name')
    .select((on) => [
      on
        .selectFrom('post')
        .select((count) => count.fn.countAll<string>().as('count'))
        .whereRef('post.campaign_id', '=', 'campaign.id')
        .where('post.deleted_at', 'is', null)
        .as('posts'),
    ])
}

type Row = Campaign & { owner_name: string | null; posts: string | null }

function rowOf(row: Row): CampaignRow {
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    firstDay: row.first_day,
    lastDay: row.last_day,
    owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? 'Somebody who has left' } : null,
    posts: Number(row.posts ?? 0),
    example: row.example,
  }
}

/** Open ones first, the latest first. */
export async function listCampaigns(
  { services }: Pick<CampaignDeps, 'services'>,
  actor: Actor,
  state?: CampaignState,
): Promise<CampaignRow[]> {
  needReading(actor)
  let query = rowsQuery(services.db)
  if (state) query = query.where('campaign.state', '=', state)
  const rows = await query
    .orderBy('campaign.state', 'desc')
    .orderBy('campaign.created_at', 'desc')
    .limit(500)
    .execute()
  return rows.map(rowOf)
}

const mostPosts = 2_500

/** The posts of a campaign that this person may read, by their time; those without one last. */
async function postsIn(deps: CampaignDeps, actor: Actor, campaignId: string): Promise<CampaignPost[]> {
  const { db } = deps.services
  const rows = await listPosts(deps.posts, actor, { campaignId, limit: mostPosts })
  const inReview = rows
    .filter(({ status }) => status === 'in-review')
    .map(({ id, accounts }) => ({ id, accountIds: accounts.map((account) => account.id) }))
  const approvers = await approverNames(db, inReview, nowOf(deps.services))
  const { timeZone } = await deps.posts.institution(db)
  const copies = await db
    .selectFrom('post')
    .select(['id', 'copied_from'])
    .where('campaign_id', '=', campaignId)
    .where('copied_from', 'is not', null)
    .execute()
  const sources = await postRowsOf(
    deps.posts,
    actor,
    copies.flatMap((row) => row.copied_from ?? []),
  )
  const readable = new Set(sources.map((row) => row.id))
  const copiedFrom = new Map(
    copies.filter((row) => readable.has(row.copied_from ?? '')).map((row) => [row.id, row.copied_from]),
  )
  const localOf = (at: string) =>
    Temporal.Instant.from(at)
      .toZonedDateTimeISO(timeZone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' })
  return rows
    .map((row): CampaignPost => {
      const at = row.publishAt ?? row.publishedAt
      return {
        ...row,
        local: at === null ? null : localOf(at),
        waitsOn: waitsOn(row.status, row.author?.name ?? null, approvers.get(row.id) ?? []),
        mayWrite: mayWrite(actor, row),
        copiedFrom: copiedFrom.get(row.id) ?? null,
      }
    })
    .toSorted((one, other) => (one.local ?? '9999').localeCompare(other.local ?? '9999'))
}

function mayWrite(actor: Actor, { accounts, author }: PostRow): boolean {
  if (mayAnywhere(actor, 'posts.write')) return true
  if (accounts.length === 0) return author?.id === actor.personId
  return accounts.every(({ id }) => mayFor(actor, 'posts.write', id))
}

async function objectiveOf(db: Db, id: string | null): Promise<CampaignView['objectiveOf']> {
  if (id === null) return null
  const row = await db
    .selectFrom('objective')
    .innerJoin('account', 'account.id', 'objective.account_id')
    .select([
      'objective.id',
      'objective.objective',
      'account.id as accountId',
      'account.display_name as account',
    ])
    .where('objective.id', '=', id)
    .executeTakeFirst()
  return row ?? null
}

export async function viewCampaign(deps: CampaignDeps, actor: Actor, id: string): Promise<CampaignView> {
  needReading(actor)
  const { db } = deps.services
  const campaign = await rowsQuery(db).where('campaign.id', '=', id).executeTakeFirst()
  if (!campaign) throw new NotFound('campaign')
  const list = await postsIn(deps, actor, id)
  const from = campaign.copied_from ? await campaignById(db, campaign.copied_from) : null
  return {
    ...rowOf(campaign),
    purpose: campaign.purpose,
    objective: campaign.objective,
    objectiveOf: await objectiveOf(db, campaign.objective_id),
    copiedFrom: from && { id: from.id, name: from.name },
    version: campaign.version,
    counts: Object.fromEntries(
      [...Map.groupBy(list, ({ status }) => status)].map(([status, posts]) => [status, posts.length]),
    ),
    list,
    hidden: Math.max(0, rowOf(campaign).posts - list.length),
    may: {
      change: maySomewhere(actor, 'posts.write') && mayChange(actor, campaign),
      addPosts: maySomewhere(actor, 'posts.write') && campaign.state === 'open',
    },
  }
}

/** What the page shows, as a table that no spreadsheet program runs anything of. */
export async function campaignCsv(deps: CampaignDeps, actor: Actor, id: string): Promise<string> {
  const { list } = await viewCampaign(deps, actor, id)
  return csvOf<CampaignPost>(
    [
      ['Day', ({ local }) => local?.slice(0, 10) ?? ''],
      ['Time', ({ local }) => local?.slice(11) ?? ''],
      ['Title', ({ title }) => title],
      ['First words', ({ excerpt }) => excerpt],
      [
        'Accounts',
        ({ accounts }) =>
          accounts.map(({ network, handle }) => `${networkNames[network] ?? network}: @${handle}`).join('; '),
      ],
      ['State', ({ status }) => status],
      ['Waits on', ({ waitsOn: who }) => who ?? ''],
      ['Author', ({ author }) => author?.name ?? ''],
      ['Post', ({ id: postId }) => postId],
    ],
    list,
  )
}
