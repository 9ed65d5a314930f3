/** For tests of any room: an institution that is set up. */
import { json } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'

export async function setUpInstitution(services: Pick<Services, 'db' | 'clock'>): Promise<void> {
  await services.db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'England',
      time_zone: 'Europe/London',
      contacts: json([]),
      created_at: nowOf(services),
      example: false,
    })
    .execute()
}
