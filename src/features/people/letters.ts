import { z } from 'zod'
import type { Tx } from '#platform/db/index.ts'
import { defineJob } from '#platform/jobs/index.ts'
import type { Letter } from '#platform/mail/index.ts'
import type { Services } from '#platform/services.ts'

const context = 'people.letter'

/** Sealed, because a letter may hold a link that opens an account, and the queue keeps what it is given. */
export const sendLetter = defineJob({
  name: 'people.send-letter',
  payload: z.object({ sealed: z.string() }),
  retry: { limit: 8, delaySeconds: 30 },
})

const LetterShape = z.object({ to: z.string(), subject: z.string(), text: z.string() })

/** Sends a letter once the transaction commits. False when there is no mail server: then nothing is sent. */
export async function queueLetter(services: Services, tx: Tx, letter: Letter): Promise<boolean> {
  if (!services.mail.enabled) return false
  const signed = { ...letter, text: `${letter.text}\n\nRostrum\n${services.config.publicUrl}\n` }
  await services.jobs.enqueue(tx, sendLetter, {
    sealed: services.sealer.seal(JSON.stringify(signed), context),
  })
  return true
}

/** The same letter to several people, by their ids; those who left get none. */
export async function tellPeople(
  services: Services,
  tx: Tx,
  personIds: readonly string[],
  letter: { subject: string; text: string },
): Promise<void> {
  if (!services.mail.enabled || personIds.length === 0) return
  const people = await tx
    .selectFrom('person')
    .select('email')
    .where('id', 'in', [...new Set(personIds)])
    .where('state', '=', 'active')
    .where('example', '=', false)
    .execute()
  for (const person of people) await queueLetter(services, tx, { to: person.email, ...letter })
}

export async function deliverLetter(services: Services, sealed: string): Promise<void> {
  await services.mail.send(LetterShape.parse(JSON.parse(services.sealer.open(sealed, context))))
}
