import { addToQueue, makeQueue, makeSeries } from '#features/plans/index.ts'
import { actorIn, type Stage } from './stage.ts'

/** One queue with a draft in it, and one series. */
export async function loadPlans(stage: Stage): Promise<void> {
  const { house, posts, present } = stage
  const { services } = house
  const deps = { services, posts }
  const digital = actorIn(stage, 'digital')
  const account = stage.accounts.get('university')
  if (!account) throw new Error('The example has no account “university”.')
  const queue = await makeQueue(deps, digital, {
    name: 'Around the campus',
    about: 'Pictures and small stories of places, which can go in any week.',
    accountIds: [account],
    slots: [
      { weekday: 2, time: '10:00', termOnly: false },
      { weekday: 4, time: '15:30', termOnly: false },
    ],
    inElections: true,
    whenClosed: false,
    fillDays: 0,
  })
  const series = await makeSeries(deps, digital, {
    name: 'Opening hours',
    ahead: 7,
    template: {
      title: 'Opening hours',
      content: {
        parts: [{ text: 'What is open this month, and until when: ', media: [], link: null }],
        variants: {},
        details: {},
      },
      audiences: ['students'],
      language: 'en-GB',
      accountIds: [account],
    },
    rule: {
      pattern: { kind: 'monthly-weekday', nth: 1, weekday: 1 },
      every: 1,
      // Far enough ahead that nothing appears among the drafts while somebody looks around.
      from: present.now.toZonedDateTimeISO(present.zone).toPlainDate().add({ days: 21 }).toString(),
      until: null,
      count: null,
      time: '09:00',
      termOnly: false,
      inElections: true,
      whenBlocked: 'move',
    },
  })
  const { db } = services
  await db.updateTable('plan_queue').set({ example: true }).where('id', '=', queue).execute()
  await db.updateTable('plan_series').set({ example: true }).where('id', '=', series).execute()
  const draft = await db
    .selectFrom('post')
    .select('id')
    .where('title', 'like', 'Campus in autumn%')
    .executeTakeFirst()
  if (draft) await addToQueue(deps, actorIn(stage, 'assistant'), queue, draft.id)
}
