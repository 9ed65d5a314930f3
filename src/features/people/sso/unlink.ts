import { Conflict, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { isPersonEnrolled } from '../people-store.ts'
import type { SessionState } from '../sessions.ts'
import { serviceById } from './store.ts'

/** Takes a service off one's account, unless nobody could sign in with what is left. */
export async function unlinkService(services: Services, session: SessionState, id: string): Promise<void> {
  const { personId } = session
  await services.db.transaction().execute(async (tx) => {
    await tx.selectFrom('person').select('id').where('id', '=', personId).forUpdate().execute()
    const service = await serviceById(tx, id)
    const gone = await tx
      .deleteFrom('identity')
      .where('person_id', '=', personId)
      .where('service_kind', '=', service.settings.kind)
      .where('service_id', '=', id)
      .returning('id')
      .execute()
    if (gone.length === 0) throw new NotFound('linked service')
    if (!(await isPersonEnrolled(tx, personId)))
      throw new Conflict('people.last-credential', 'This is your last way to sign in, so it stays.', {
        fix: 'Add a passkey first, then take this service off.',
      })
    await tx.deleteFrom('session').where('person_id', '=', personId).where('service_id', '=', id).execute()
    await append(tx, nowOf(services), {
      kind: 'people.service-unlinked',
      actor: { person: personId, name: session.name },
      subject: `person:${personId}`,
      summary: 'A person took a sign-in service off their account.',
      facts: { service: id },
    })
  })
}
