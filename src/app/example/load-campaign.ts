import { createCampaign, putPosts } from '#features/campaigns/index.ts'
import { momentOf } from './dates.ts'
import { examplePosts } from './posts.ts'
import { actorIn, type Stage } from './stage.ts'

const titles = ['Open day bookings open', 'Countdown to the open day']

/** One campaign, with posts that are there anyway. `posts`: their ids, in the order of the example's own list. */
export async function loadCampaign(stage: Stage, posts: readonly string[]): Promise<void> {
  const { services } = stage.house
  const day = (days: number) => momentOf(stage.present, [days, '09:00']).toPlainDate().toString()
  const actor = actorIn(stage, 'digital')
  const id = await createCampaign(services, actor, {
    name: 'Spring open day',
    purpose: 'Bring people who are thinking of applying to the campus for a day.',
    objective: 'More applicants book than last spring.',
    objectiveId: null,
    firstDay: day(0),
    lastDay: day(21),
    ownerId: null,
  })
  const ids = examplePosts.flatMap(({ title }, place) => (titles.includes(title) ? (posts[place] ?? []) : []))
  await putPosts({ services }, actor, id, ids)
  await services.db.updateTable('campaign').set({ example: true }).where('id', '=', id).execute()
}
