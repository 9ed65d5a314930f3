/** For tests of notices: a real mail server, people, an office. */
import { signInAs, type SignedIn } from '#features/people/testing.ts'
import { json, newId } from '#platform/db/index.ts'
import { createMailer } from '#platform/mail/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { testServices, type TestServices } from '#testing/services.ts'
import { startMail, type MailServer } from '../../../e2e/peers/mail.ts'
import { gatherLetters } from './letters/gather.ts'
import { sendLetter } from './letters/send.ts'
import { notify, type ToTell } from './notify.ts'
import './tables.ts'

export interface NoticeHouse {
  services: TestServices
  mail: MailServer
  officer: SignedIn
  tell(notice: Partial<ToTell> & Pick<ToTell, 'to'>): Promise<string | null>
  /** What the jobs do when they come round: answers how many letters were made. */
  deliver(): Promise<number>
  addressOf(person: SignedIn): Promise<string>
  close(): Promise<void>
}

export async function addInstitution(services: Services, timeZone = 'Europe/London'): Promise<void> {
  await services.db
    .insertInto('institution')
    .values({
      id: 1,
      name: 'Example University',
      nation: 'England',
      time_zone: timeZone,
      contacts: json([]),
      created_at: nowOf(services),
      example: false,
    })
    .execute()
}

export async function holdOffice(services: Services, personId: string, deputy = false): Promise<void> {
  await services.db
    .insertInto('office')
    .values({ id: 'digital-team', name: 'Digital team', about: '', example: false })
    .onConflict((on) => on.doNothing())
    .execute()
  const since = '2026-01-01T00:00:00Z'
  await services.db
    .insertInto('office_holding')
    .values({ id: newId(), office_id: 'digital-team', person_id: personId, deputy, since, until: null })
    .execute()
}

/** On a Monday morning, when nothing is quiet. */
export async function noticeHouse(now = '2026-11-23T10:00:00Z'): Promise<NoticeHouse> {
  const mail = await startMail()
  const base = await testServices({ now })
  const services = {
    ...base,
    mail: createMailer({ url: mail.url, from: 'Rostrum <social@example.ac.uk>' }),
  }
  await addInstitution(services)
  const officer = await signInAs(services, { name: 'Digital Marketing Officer', roles: ['officer'] })
  const { db } = services
  return {
    services,
    mail,
    officer,
    tell: (notice) =>
      db.transaction().execute((tx) =>
        notify(services, tx, nowOf(services), {
          kind: 'posts.approval',
          title: 'A post waits',
          text: 'It waits for an approval that you may give.',
          link: '/posts/7',
          ...notice,
        }),
      ),
    async deliver() {
      const made = await gatherLetters(services)
      const letters = await db.selectFrom('notice_letter').select('id').where('sent_at', 'is', null).execute()
      for (const { id } of letters) await sendLetter(services, id)
      return made
    },
    async addressOf({ actor }) {
      const row = await db
        .selectFrom('person')
        .select('email')
        .where('id', '=', actor.personId)
        .executeTakeFirstOrThrow()
      return row.email
    },
    async close() {
      await base.close()
      await mail.stop()
    },
  }
}
