import { notify } from '#features/notices/index.ts'
import type { TellAdministration } from '#features/people/index.ts'

/** What the room of people tells whoever administers the system reaches them like every notice, at once. */
export const tellAdministration: TellAdministration = async (services, tx, at, notice) => {
  await notify(services, tx, at, {
    to: { holdersOf: ['it'] },
    kind: 'people.changed',
    urgent: true,
    ...notice,
  })
}
