import { nowOf, type Services } from '#platform/services.ts'
import { zoneOf } from '../zone.ts'
import { digestLetter, settingsAddress, singleLetter } from './compose.ts'
import '../tables.ts'

/** Sends one letter. Whoever left meanwhile gets none; what went out is marked, so that it does not go again. */
export async function sendLetter(services: Services, letterId: string): Promise<void> {
  const letter = await services.db
    .selectFrom('notice_letter')
    .innerJoin('person', 'person.id', 'notice_letter.person_id')
    .select(['notice_letter.slot', 'person.email'])
    .where('notice_letter.id', '=', letterId)
    .where('notice_letter.sent_at', 'is', null)
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (!letter) return
  const notices = await services.db
    .selectFrom('notice_recipient')
    .innerJoin('notice', 'notice.id', 'notice_recipient.notice_id')
    .select(['notice.kind', 'notice.title', 'notice.text', 'notice.link', 'notice.urgent', 'notice.at'])
    .where('notice_recipient.letter_id', '=', letterId)
    .orderBy('notice.at')
    .orderBy('notice.id')
    .execute()
  if (notices.length === 0) return
  const { publicUrl } = services.config
  const zone = await zoneOf(services.db)
  const { slot } = letter
  const words = slot ? digestLetter(notices, { slot, publicUrl, zone }) : singleLetter(notices, publicUrl)
  await services.mail.send({
    to: letter.email,
    ...words,
    // The same letter sent twice, because we died between sending and marking, is told apart by no mail program.
    messageId: `<notice-${letterId}@${new URL(publicUrl).hostname}>`,
    headers: {
      'List-Unsubscribe': `<${settingsAddress(publicUrl)}>`,
      'Auto-Submitted': 'auto-generated',
      ...(notices.some(({ urgent }) => urgent) ? { Importance: 'high' } : {}),
    },
  })
  await services.db
    .updateTable('notice_letter')
    .set({ sent_at: nowOf(services) })
    .where('id', '=', letterId)
    .execute()
}
