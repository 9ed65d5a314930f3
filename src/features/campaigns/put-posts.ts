import { entryActor, type Actor } from '#features/people/index.ts'
import { beginDraft, getPost, needWithPost, readyDraft } from '#features/posts/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import type { CampaignDeps } from './deps.ts'
import { campaignById, needOpen } from './store.ts'
import { needWriting } from './write-campaign.ts'

/**
 * Puts posts into a campaign, or takes them out (`campaignId: null`). What they say stays as it is, so no approval is
 * touched. Needs `posts.write` for each.
 */
export async function putPosts(
  { services }: Pick<CampaignDeps, 'services'>,
  actor: Actor,
  campaignId: string | null,
  postIds: readonly string[],
): Promise<void> {
  const at = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const campaign = campaignId === null ? null : await campaignById(tx, campaignId)
    if (campaign) needOpen(campaign)
    for (const postId of postIds) {
      const post = await getPost(tx, postId)
      needWithPost(actor, 'posts.write', post)
      if (post.campaign_id === campaignId) continue
      await tx.updateTable('post').set({ campaign_id: campaignId }).where('id', '=', postId).execute()
      await append(tx, at, {
        kind: campaignId === null ? 'campaign.post-taken-out' : 'campaign.post-put-in',
        actor: entryActor(actor),
        subject: `campaign:${campaignId ?? post.campaign_id}`,
        postId,
        summary:
          campaignId === null ? 'A post was taken out of a campaign.' : 'A post was put into a campaign.',
        facts: { from: post.campaign_id, to: campaignId },
      })
    }
  })
}

/** Begins a post in a campaign. */
export async function beginPostIn(
  { services, posts }: CampaignDeps,
  actor: Actor,
  campaignId: string,
  input: { title: string; local: string | null },
): Promise<string> {
  needWriting(actor)
  needOpen(await campaignById(services.db, campaignId))
  const schedule = input.local === null ? null : { local: input.local }
  const ready = await readyDraft(posts, actor, { title: input.title, schedule }, { campaignId })
  await services.db.transaction().execute((tx) => beginDraft(tx, actor, ready))
  return ready.id
}
