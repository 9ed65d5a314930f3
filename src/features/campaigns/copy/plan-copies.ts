import { mayFor, type Actor } from '#features/people/index.ts'
import { whyClosed } from '#features/institution/index.ts'
import { mayRead, workspacePosts, type PostRecord } from '#features/posts/index.ts'
import { profileOf } from '#networks/profiles.ts'
import { unnamed, type Content } from '#features/posts/contract.ts'
import { networkNames } from '#networks/names.ts'
import type { CampaignDeps } from '../deps.ts'
import { campaignById, type Campaign } from '../store.ts'
import { needWriting } from '../write-campaign.ts'
import { mostCopied, type AskedCopy, type CopyPreview, type PlannedCopy } from './contract.ts'
import { daysBetween, movedTime } from './rules.ts'

export interface Plan {
  planned: PlannedCopy
  post: PostRecord
  content: Content
}

const speaking: readonly string[] = ['active', 'dormant']
const mostLookedAt = 2_500

/** The day from which all move: the campaign's first, or that of its first post. */
function firstDayOf(
  campaign: Campaign,
  posts: readonly PostRecord[],
  localOf: (post: PostRecord) => string | null,
) {
  const days = posts.flatMap((post) => localOf(post)?.slice(0, 10) ?? [])
  return campaign.first_day ?? days.toSorted()[0] ?? null
}

/** What the copies of a campaign's posts would be, in the order of their time. Nothing is written. */
export async function planCopies(
  deps: CampaignDeps,
  actor: Actor,
  campaignId: string,
  asked: AskedCopy,
): Promise<{ campaign: Campaign; plans: Plan[]; hidden: number; shift: number | null }> {
  needWriting(actor)
  const { db, clock } = deps.services
  const campaign = await campaignById(db, campaignId)
  const all = (await workspacePosts(db, { campaignId, limit: mostLookedAt })).map(({ post }) => post)
  const posts = all.filter((post) => mayRead(actor, post))
  const { timeZone: zone } = await deps.posts.institution(db)
  const localOf = ({ publish_local: local, publish_at: at }: PostRecord) =>
    local ??
    (at &&
      Temporal.Instant.from(at)
        .toZonedDateTimeISO(zone)
        .toPlainDateTime()
        .toString({ smallestUnit: 'minute' }))
  const from = firstDayOf(campaign, posts, localOf)
  const shift =
    asked.move === 'without-times' || from === null ? null : daysBetween(from, asked.firstDay, asked.move)
  const world = { zone, now: clock.now(), whyClosed: await whyClosed(db) }
  const accounts = new Map(
    (await deps.posts.accounts(db, [...new Set(posts.flatMap((post) => post.accountIds))])).map((each) => [
      each.id,
      each,
    ]),
  )
  const assets = await assetsOf(deps, posts)
  const plans = posts.map((post): Plan => {
    const going = post.accountIds.flatMap((id) => accounts.get(id) ?? [])
    const staying = going.filter(
      ({ id, state }) => speaking.includes(state) && mayFor(actor, 'posts.write', id),
    )
    const before = localOf(post)
    const { local, notes } = movedTime(before, shift, world)
    const { content, notes: lost } = contentFor(post, staying, assets)
    return {
      post,
      content,
      planned: {
        ...{ postId: post.id, title: post.title, before, local },
        accounts: staying.map(({ id, network, handle }) => ({ id, network, handle })),
        notes: [...notes, ...accountNotes(actor, going, staying), ...lost],
      },
    }
  })
  return {
    campaign,
    plans: plans.toSorted((one, other) =>
      (one.planned.before ?? '9999').localeCompare(other.planned.before ?? '9999'),
    ),
    hidden: all.length - posts.length,
    shift,
  }
}

type Facts = Awaited<ReturnType<CampaignDeps['posts']['accounts']>>

function accountNotes(actor: Actor, going: Facts, staying: Facts): string[] {
  const kept = new Set(staying.map(({ id }) => id))
  const gone = going
    .filter(({ id }) => !kept.has(id))
    .map(({ id, handle, network }) => {
      const name = `@${handle} on ${networkNames[network] ?? network}`
      return mayFor(actor, 'posts.write', id)
        ? `${name} is not open, so the copy does not go there.`
        : `You may not write for ${name}, so the copy does not go there.`
    })
  return staying.length === 0 ? [...gone, 'The copy goes nowhere yet: choose its accounts.'] : gone
}

type Assets = Map<string, Awaited<ReturnType<CampaignDeps['posts']['assets']>>[number]>

const usesOf = ({ content }: Pick<PostRecord, 'content'>) =>
  [content.parts, ...Object.values(content.variants)].flat().flatMap((part) => part.media)

async function assetsOf(deps: CampaignDeps, posts: readonly PostRecord[]): Promise<Assets> {
  const ids = [...new Set(posts.flatMap((post) => usesOf(post).map(({ assetId }) => assetId)))]
  return new Map((await deps.posts.assets(deps.services.db, ids)).map((asset) => [asset.id, asset]))
}

/** The words and images of the copy, and what of them no longer holds. */
function contentFor(
  post: PostRecord,
  accounts: Facts,
  assets: Assets,
): { content: Content; notes: string[] } {
  const notes: string[] = []
  const uses = new Map(usesOf(post).map((use) => [use.assetId, use]))
  for (const id of uses.keys()) {
    const asset = assets.get(id)
    if (!asset) notes.push('An image of it is no longer in the library, so the copy goes without.')
    else if (asset.rights === null) notes.push(`Nobody has said who holds the rights in “${asset.name}”.`)
    else if (asset.people === null && !asset.video)
      notes.push(`Nobody has said whether people can be made out in “${asset.name}”.`)
  }
  const there = (parts: Content['parts']) =>
    parts.map((part) => ({ ...part, media: part.media.filter(({ assetId }) => assets.has(assetId)) }))
  const content: Content = {
    parts: there(post.content.parts),
    variants: Object.fromEntries(
      Object.entries(post.content.variants).map(([network, parts]) => [network, there(parts)]),
    ),
    details: { ...post.content.details },
  }
  // Where the first one's name was the title that is published, the copy's stays so.
  for (const network of new Set(accounts.map((account) => account.network)))
    if (
      post.title !== unnamed &&
      content.details[network]?.title === undefined &&
      profileOf(network)?.capabilities.title === 'required'
    )
      content.details[network] = { ...content.details[network], title: post.title }
  return { content, notes }
}

export async function previewCopy(
  deps: CampaignDeps,
  actor: Actor,
  campaignId: string,
  asked: AskedCopy,
): Promise<CopyPreview> {
  const { plans, hidden, campaign, shift } = await planCopies(deps, actor, campaignId, asked)
  return {
    posts: plans.slice(0, mostCopied).map(({ planned }) => planned),
    lastDay: lastDayOf(campaign, shift),
    hidden,
    more: Math.max(0, plans.length - mostCopied),
  }
}

export function lastDayOf({ last_day: lastDay }: Campaign, shift: number | null): string | null {
  return lastDay === null || shift === null
    ? null
    : Temporal.PlainDate.from(lastDay).add({ days: shift }).toString()
}
