/** Rostrum on a PostgreSQL server, with its files and keys in a folder, and its web side for networks that fetch media. */
import { rmSync } from 'node:fs'
import { buildWeb } from '#app/compose.ts'
import { newId } from '#platform/db/index.ts'
import { freePort } from '../../../peers/child.ts'
import { quickClock } from '../../quick-clock.ts'
import { openHouse, prepareStage, type OpenHouse, type Stage } from '../../stage.ts'
import type { Ground } from '../ground.ts'

export interface KillingGround extends Ground {
  stage: Stage
  house: OpenHouse
  /** For a process that shares all of it. */
  environment: Record<string, string>
}

export async function openKillingGround(databaseUrl: string): Promise<KillingGround> {
  const port = await freePort()
  const stage = await prepareStage({ peers: {}, accounts: { practice: 1 }, databaseUrl })
  const environment = { ...stage.environment, ROSTRUM_URL: `http://127.0.0.1:${port}` }
  const clock = quickClock()
  const house = await openHouse(environment, clock)
  const web = await buildWeb(house, { pages: false })
  await web.listen({ port, host: '127.0.0.1' })
  const { services } = house
  const unit = await services.db.selectFrom('unit').select('id').executeTakeFirst()
  return {
    stage,
    house,
    environment,
    services,
    clock,
    errors: [],
    people: { author: stage.author, officer: stage.officer },
    unitId: unit?.id ?? newId(),
    async close() {
      await web.close()
      await house.close()
      rmSync(stage.folder, { recursive: true, force: true })
    },
  }
}
