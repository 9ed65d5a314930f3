import { signInAs } from '#features/people/testing.ts'
import { json, newId } from '#platform/db/index.ts'
import { createLogger } from '#platform/log/index.ts'
import { isoOf, type Services } from '#platform/services.ts'
import { testServices } from '#testing/services.ts'
import { quickClock, type QuickClock } from '../quick-clock.ts'

/** A database with people on it, and its own time. Opening one keeps the whole process busy for a while. */
export interface Ground {
  services: Services
  clock: QuickClock
  /** What the worker wrote to its log as an error. */
  errors: string[]
  people: { author: string; officer: string }
  unitId: string
  close(): Promise<void>
}

async function settle(services: Services): Promise<Pick<Ground, 'people' | 'unitId'>> {
  const at = isoOf(services.clock.now())
  await services.db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'England',
      time_zone: 'Europe/London',
      contacts: json([]),
      created_at: at,
      example: false,
    })
    .execute()
  const unitId = newId()
  await services.db
    .insertInto('unit')
    .values({
      id: unitId,
      name: 'Library',
      kind: 'service',
      parent_id: null,
      affiliate: false,
      example: false,
    })
    .execute()
  const officer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  const author = await signInAs(services, { name: 'Library Editor' })
  return { unitId, people: { author: author.actor.personId, officer: officer.actor.personId } }
}

export async function openGround(): Promise<Ground> {
  const clock = quickClock()
  const errors: string[] = []
  const opened = await testServices()
  const log = createLogger('error', { write: (line) => void errors.push(line) })
  const services: Services = { ...opened, clock, log }
  return { services, clock, errors, ...(await settle(services)), close: () => opened.close() }
}
