import { newId, type Tx } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { sendNoticeLetter } from '../job-names.ts'
import { digestDue } from '../rules.ts'
import { settingsFrom } from '../settings.ts'
import { zoneOf } from '../zone.ts'
import '../tables.ts'

/** Makes the letters that are due now, and puts them into the queue. Answers how many. */
export async function gatherLetters(services: Services): Promise<number> {
  const now = nowOf(services)
  return (await gatherSingle(services, now)) + (await gatherDigests(services, now))
}

/** What each of these people has waiting at the same moment goes in one letter. */
async function gatherSingle(services: Services, now: string): Promise<number> {
  const people = await services.db
    .selectFrom('notice_recipient')
    .select('person_id')
    .distinct()
    .where('mail', '=', 'once')
    .where('letter_id', 'is', null)
    .where('mail_due', '<=', now)
    .execute()
  let letters = 0
  for (const { person_id: personId } of people)
    letters += await makeLetter(services, now, { personId, slot: null, mail: 'once', upTo: now })
  return letters
}

async function gatherDigests(services: Services, now: string): Promise<number> {
  const zone = await zoneOf(services.db)
  const people = await services.db
    .selectFrom('notice_recipient')
    .leftJoin('notice_settings', 'notice_settings.person_id', 'notice_recipient.person_id')
    .select(['notice_recipient.person_id', 'notice_settings.settings'])
    .distinct()
    .where('mail', '=', 'digest')
    .where('letter_id', 'is', null)
    .execute()
  let letters = 0
  for (const { person_id: personId, settings } of people) {
    const due = digestDue(now, settingsFrom(settings), zone)
    if (due) letters += await makeLetter(services, now, { personId, mail: 'digest', ...due })
  }
  return letters
}

interface Gathering {
  personId: string
  /** The day of a digest. */
  slot: string | null
  mail: 'once' | 'digest'
  /** What came later waits for the next. */
  upTo: string
}

/**
 * One letter with all that it tells, and its place in the queue: all of it or nothing, so that breaking off leaves
 * neither half a letter nor a second one.
 */
function makeLetter(services: Services, now: string, gathering: Gathering): Promise<0 | 1> {
  return services.db.transaction().execute(async (tx) => {
    const id = newId()
    const made = await tx
      .insertInto('notice_letter')
      .values({ id, person_id: gathering.personId, slot: gathering.slot, made_at: now, sent_at: null })
      .onConflict((on) => on.columns(['person_id', 'slot']).doNothing())
      .executeTakeFirst()
    // This day's digest has gone already.
    if (made.numInsertedOrUpdatedRows !== 1n) return 0
    if ((await take(tx, id, gathering)) === 0) {
      await tx.deleteFrom('notice_letter').where('id', '=', id).execute()
      return 0
    }
    await services.jobs.enqueue(tx, sendNoticeLetter, { letterId: id })
    return 1
  })
}

/** The rows are taken by this write alone: of two processes that gather at once, one finds none left. */
async function take(tx: Tx, letterId: string, { personId, mail, upTo }: Gathering): Promise<number> {
  const taken = await tx
    .updateTable('notice_recipient')
    .set({ letter_id: letterId })
    .where('person_id', '=', personId)
    .where('mail', '=', mail)
    .where('letter_id', 'is', null)
    .where(mail === 'once' ? 'mail_due' : 'at', '<=', upTo)
    .executeTakeFirst()
  return Number(taken.numUpdatedRows)
}
