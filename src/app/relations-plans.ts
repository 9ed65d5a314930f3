/** For relations-rows.ts: a queue and a series, set up by an officer. */
import { json } from '#platform/db/index.ts'
import { nowOf } from '#platform/services.ts'
import { queueFor, seriesFor } from './relations-bodies.ts'
import type { RelationsHouse } from './relations-house.ts'

async function setUp({ app, person }: RelationsHouse, url: string, payload: object): Promise<{ id: string }> {
  const { headers } = person('officer')
  const answer = await app.inject({ method: 'POST', url, headers, payload })
  if (answer.statusCode >= 300) throw new Error(`POST ${url}: ${answer.statusCode} ${answer.body}`)
  return answer.json<{ id: string }>()
}

/** With a draft of the contributor's for the same account, which has the same id. */
export async function queueRow(house: RelationsHouse): Promise<{ id: string }> {
  const { id } = await setUp(house, '/api/plan-queues', queueFor(house.accountId))
  const at = nowOf(house.services)
  const content = { parts: [{ text: 'A book for you.', media: [], link: null }], variants: {} }
  await house.services.db
    .insertInto('post')
    .values({
      id,
      title: 'Reading tip',
      content: json(content),
      audiences: json([]),
      language: 'en-GB',
      state: 'draft',
      author_id: house.person('contributor').actor.personId,
      created_at: at,
      updated_at: at,
    })
    .execute()
  await house.services.db
    .insertInto('post_target')
    .values({ post_id: id, account_id: house.accountId, position: 0, digest: null })
    .execute()
  return { id }
}

export const seriesRow = (house: RelationsHouse): Promise<{ id: string }> =>
  setUp(house, '/api/plan-series', seriesFor(house.accountId))
