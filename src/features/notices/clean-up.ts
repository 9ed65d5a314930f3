import { isoOf, type Services } from '#platform/services.ts'
import './tables.ts'

/** [D] Notices are for the day; what has to last stands in the log. */
const keptDays = 90

/** What nobody will look for again, with its letters and messages. */
export async function removeOldNotices(services: Services): Promise<void> {
  const before = isoOf(services.clock.now().subtract({ hours: keptDays * 24 }))
  await services.db.deleteFrom('notice').where('at', '<', before).execute()
  await services.db.deleteFrom('notice_letter').where('made_at', '<', before).execute()
}
