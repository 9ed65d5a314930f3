import type { PublicHouse } from '#platform/public-pages/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { getInstitution } from './store.ts'

/** What pages for everybody say of the institution; null before set-up. */
export async function publicHouse({ db, clock, config }: Services): Promise<PublicHouse | null> {
  const institution = await getInstitution(db)
  return (
    institution && {
      institution: institution.name,
      timeZone: institution.timeZone,
      publicUrl: config.publicUrl.replace(/\/$/, ''),
      now: nowOf({ clock }),
    }
  )
}
