/** For relations-rows.test.ts: a campaign, and a list of posts on its way to drafts. */
import { createCampaign } from '#features/campaigns/index.ts'
import { takeIn } from '#features/campaigns/import/take-in.ts'
import type { RelationsHouse } from './relations-house.ts'

export async function campaign({ services, person }: RelationsHouse): Promise<{ id: string }> {
  const fields = {
    purpose: '',
    objective: '',
    objectiveId: null,
    firstDay: null,
    lastDay: null,
    ownerId: null,
  }
  const { actor } = person('contributor')
  return { id: await createCampaign(services, actor, { name: 'Open day', ...fields }) }
}

/** Its line could become a draft. */
export function postsIn(state: 'checked' | 'running') {
  return async ({ services, person }: RelationsHouse): Promise<{ id: string; line: string }> => {
    const bytes = new TextEncoder().encode('Accounts,Text\nlibrary,News')
    const { actor } = person('contributor')
    const { id } = await takeIn(services, actor, { name: 'posts.csv', bytes }, null)
    const { db } = services
    await db.updateTable('campaign_import').set({ state }).where('id', '=', id).execute()
    await db
      .updateTable('campaign_import_line')
      .set({ verdict: 'ready' })
      .where('import_id', '=', id)
      .execute()
    return { id, line: '2' }
  }
}
