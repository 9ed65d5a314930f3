import { entryActor, type Actor } from '#features/people/index.ts'
import { beginDraft, readyDraft, type ReadyDraft } from '#features/posts/index.ts'
import { Conflict, Problem } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { CampaignDeps } from '../deps.ts'
import { insertCampaign } from '../store.ts'
import { remembering } from '../import/check-lines.ts'
import type { DoCopy } from './contract.ts'
import { lastDayOf, planCopies, type Plan } from './plan-copies.ts'

/** Makes a campaign of another: its posts as new drafts, never with an approval. All of it, or nothing. */
export async function copyCampaign(
  deps: CampaignDeps,
  actor: Actor,
  campaignId: string,
  asked: DoCopy,
): Promise<{ id: string; made: number }> {
  const { services } = deps
  const { campaign, plans, shift } = await planCopies(deps, actor, campaignId, asked)
  const wanted = plans.filter(({ post }) => asked.postIds.includes(post.id))
  if (wanted.length < new Set(asked.postIds).size)
    throw new Conflict(
      'campaigns.changed-meanwhile',
      'The posts of this campaign have changed since you looked.',
      {
        fix: 'Look at the list again, then copy it.',
      },
    )
  const posts = remembering(deps.posts)
  const ready: ReadyDraft[] = []
  for (const plan of wanted) ready.push(await readyCopy({ ...deps, posts }, actor, plan))
  const at = nowOf(services)
  const id = await services.db.transaction().execute(async (tx) => {
    const fields = {
      name: asked.name,
      purpose: campaign.purpose,
      objective: campaign.objective,
      objectiveId: campaign.objective_id,
      firstDay: asked.firstDay,
      lastDay: later(lastDayOf(campaign, shift), asked.firstDay),
      ownerId: actor.personId,
    }
    const made = await insertCampaign(tx, at, actor, fields, campaign.id)
    for (const draft of ready)
      await beginDraft(tx, actor, { ...draft, origin: { ...draft.origin, campaignId: made } })
    await append(tx, at, {
      kind: 'campaign.duplicated',
      actor: entryActor(actor),
      subject: `campaign:${made}`,
      summary: 'A campaign was made of another one, its posts as new drafts.',
      facts: {
        from: campaign.id,
        made: ready.length,
        leftOut: plans.length - ready.length,
        posts: ready.map((each) => each.id),
      },
      content: { name: asked.name, from: campaign.name },
    })
    return made
  })
  return { id, made: ready.length }
}

/** Kept to the nearest weekday, the last day may come to lie before the first. */
const later = (lastDay: string | null, firstDay: string): string | null =>
  lastDay !== null && lastDay < firstDay ? firstDay : lastDay

/** Where the network has no room at that time the copy gets none: it is a draft, and its page says so. */
async function readyCopy(
  deps: CampaignDeps,
  actor: Actor,
  { planned, post, content }: Plan,
): Promise<ReadyDraft> {
  const draft = {
    title: post.title,
    content,
    audiences: post.audiences,
    language: post.language,
    accountIds: planned.accounts.map(({ id }) => id),
  }
  const origin = { copiedFrom: post.id }
  const schedule = planned.local === null ? null : { local: planned.local }
  try {
    return await readyDraft(deps.posts, actor, { ...draft, schedule }, origin)
  } catch (error) {
    if (!(error instanceof Problem) || schedule === null || !error.code.startsWith('posts.time-')) throw error
    return readyDraft(deps.posts, actor, { ...draft, schedule: null }, origin)
  }
}
