import { officesOf, personById, type Actor } from '#features/people/index.ts'
import { json } from '#platform/db/index.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import type { MyNoticeSettings, NoticeSettings } from './contract.ts'
import { settingsFaults } from './rules.ts'
import { settingsFrom } from './settings.ts'
import { zoneOf } from './zone.ts'
import './tables.ts'

/** How this person is told, and by what ways they can be. */
export async function mySettings(services: Services, { personId }: Actor): Promise<MyNoticeSettings> {
  const { db, mail } = services
  const person = await personById(db, personId)
  if (!person) throw new NotFound('person')
  const kept = await db
    .selectFrom('notice_settings')
    .select('settings')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const offices = await officesOf(db, personId, nowOf(services))
  const channels = await db
    .selectFrom('notice_channel')
    .select(['name', 'office_id'])
    .where('state', '=', 'on')
    .orderBy('name')
    .execute()
  return {
    settings: settingsFrom(kept?.settings),
    timeZone: await zoneOf(db),
    sentTo: mail.enabled ? person.email : null,
    channels: channels
      .filter(({ office_id: office }) => office === null || offices.includes(office))
      .map(({ name }) => name),
  }
}

/** Keeps them, whole. What waits for a digest already goes with the next one, as it was planned. */
export async function changeMySettings(
  services: Services,
  { personId }: Actor,
  settings: NoticeSettings,
): Promise<void> {
  const fields = settingsFaults(settings)
  const [first] = fields
  if (first) throw new Invalid('notices.settings', first.message, { fields })
  const kept = { settings: json<unknown>(settings), changed_at: nowOf(services) }
  await services.db
    .insertInto('notice_settings')
    .values({ person_id: personId, ...kept })
    .onConflict((on) => on.column('person_id').doUpdateSet(kept))
    .execute()
}
