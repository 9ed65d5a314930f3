import type { Services } from '#platform/services.ts'
import { sendMessage } from './channels/send-message.ts'
import { removeOldNotices } from './clean-up.ts'
import { cleanUpNotices, deliverNotices, sendNoticeLetter, sendToChannel } from './job-names.ts'
import { gatherLetters } from './letters/gather.ts'
import { sendLetter } from './letters/send.ts'

export function handleNoticeJobs(services: Services): void {
  services.jobs.handle(deliverNotices, async () => {
    await gatherLetters(services)
  })
  services.jobs.handle(sendNoticeLetter, ({ letterId }) => sendLetter(services, letterId))
  services.jobs.handle(sendToChannel, ({ messageId }) => sendMessage(services, messageId))
  services.jobs.handle(cleanUpNotices, () => removeOldNotices(services))
}
