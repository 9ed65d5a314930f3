import { getInstitution } from '#features/institution/index.ts'
import type { Db, Tx } from '#platform/db/index.ts'

const usual = 'Europe/London'

/** The institution's zone. One that this computer does not know, from a restored backup, must not stop every notice. */
export async function zoneOf(db: Db | Tx): Promise<string> {
  const zone = (await getInstitution(db))?.timeZone ?? usual
  try {
    return Temporal.Now.zonedDateTimeISO(zone).timeZoneId
  } catch (error) {
    if (error instanceof RangeError) return usual
    throw error
  }
}
