// Inserts the rows of Practice's posts one by one and does nothing else: the reference for a burst.
import { peerOptions, peerReady } from '../../e2e/peers/child.ts'
import { json, newId, openDatabase } from '#platform/db/index.ts'
import { readConfig } from '#platform/config/index.ts'

const { environment, text, count } = peerOptions<{
  environment: Record<string, string>
  text: string
  count: number
}>()
const config = readConfig(environment)
const folder = config.databaseUrl ? null : config.dataFolder
const database = await openDatabase({ url: config.databaseUrl, folder })

peerReady(
  {},
  () => database.close(),
  async () => {
    const began = performance.now()
    for (let each = 0; each < count; each++)
      await database.db
        .insertInto('practice_post')
        .values({
          id: newId(),
          account_id: '00000000-0000-7000-8000-000000000001',
          key: `bare-${each}`,
          text,
          language: 'en-GB',
          media: json([]),
          link: null,
          root_id: null,
          parent_id: null,
          created_at: new Date().toISOString(),
        })
        .execute()
    return { seconds: (performance.now() - began) / 1000 }
  },
)
