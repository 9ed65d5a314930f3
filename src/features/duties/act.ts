import {
  authorise,
  entryActor,
  holdersOf,
  mayAnywhere,
  officeHolders,
  officesOf,
  type Actor,
} from '#features/people/index.ts'
import { notify } from '#features/notices/index.ts'
import type { Tx } from '#platform/db/index.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { aboutKind, type Duty, type DutyForMe } from './contract.ts'
import { forPerson, inOrder } from './rules.ts'
import { settleDuty } from './settle-duty.ts'
import { openDuties } from './store.ts'

/** The duties of every office and role, for those who see to it that they are done. */
export async function allDuties(services: Services, actor: Actor): Promise<DutyForMe[]> {
  authorise(actor, 'duties.read')
  const now = nowOf(services)
  const offices = await officesOf(services.db, actor.personId, now)
  const open = await openDuties(services.db)
  const me = { personId: actor.personId, roles: actor.roles, offices }
  return inOrder(open.map((duty) => forPerson(duty, me, now)))
}

/** As somebody sees it. Whose duty is neither theirs, nor their office's, nor for them to oversee, is not there. */
async function openDuty(tx: Tx, actor: Actor, id: string, now: string): Promise<DutyForMe> {
  const [duty] = await openDuties(tx, { id })
  if (!duty) throw new NotFound('open duty')
  const { personId, roles } = actor
  const mine = forPerson(duty, { personId, roles, offices: await officesOf(tx, personId, now) }, now)
  const knows = mine.mine || mine.mayTake || duty.person?.id === personId || mayAnywhere(actor, 'duties.read')
  if (!knows) throw new NotFound('open duty')
  return mine
}

/** Who may take it: those who hold its office, or its role. */
async function sharers(tx: Tx, { office, role, notFor }: Duty, now: string): Promise<Set<string>> {
  const held = office ? await officeHolders(tx, office.id, now) : []
  const ids = [...held.map(({ personId }) => personId), ...(role ? await holdersOf(tx, role.id) : [])]
  return new Set(ids.filter((id) => id !== notFor))
}

/** “I take it”, “you take it”, or back to the office or role: among those who hold it, and by one of them. */
export async function giveDuty(
  services: Services,
  actor: Actor,
  id: string,
  personId: string | null,
): Promise<void> {
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const duty = await openDuty(tx, actor, id, now)
    const whose = duty.office ?? duty.role
    if (!whose)
      throw new Conflict('duties.personal', 'This is one person’s own duty, so nobody else can take it.')
    const holders = await sharers(tx, duty, now)
    if (!holders.has(actor.personId))
      throw new Forbidden(
        'duties.not-your-office',
        `Only those who hold “${whose.name}” share out its duties.`,
        {
          fix: duty.office
            ? 'The page “Offices” shows who holds it.'
            : 'A system administrator gives the role on the page People.',
        },
      )
    if (personId !== null && !holders.has(personId))
      throw new Invalid('duties.not-of-the-office', `This person does not hold “${whose.name}”.`, {
        fields: [{ path: 'personId', message: `Choose somebody who holds “${whose.name}”.` }],
      })
    if ((duty.takenBy?.id ?? null) === personId) return
    const given = await tx
      .updateTable('duty')
      .set({ taken_by: personId, taken_at: personId ? now : null })
      .where('id', '=', id)
      .where('settled_at', 'is', null)
      // Of two who take it at once, the second is told who was quicker.
      .where('taken_by', 'is not distinct from', duty.takenBy?.id ?? null)
      .executeTakeFirst()
    if (given.numUpdatedRows !== 1n)
      throw new Conflict('duties.taken', 'Somebody else was quicker. Load the page again to see who.')
    await append(tx, now, {
      kind: 'duty.given',
      actor: entryActor(actor),
      subject: `duty:${id}`,
      summary: personId
        ? 'A duty was taken by one who holds its office or role.'
        : 'A duty went back to its office or role.',
      ...(duty.accountId ? { accountId: duty.accountId } : {}),
      facts: { key: duty.key, [duty.office ? 'office' : 'role']: whose.id, person: personId },
    })
    if (personId !== null && personId !== actor.personId)
      await notify(services, tx, now, {
        to: { persons: [personId] },
        kind: 'duties.given',
        title: `Given to you: ${duty.title}`,
        text: `${actor.name} gave you this duty of “${whose.name}”. ${duty.why}`,
        link: duty.link,
        ...(duty.accountId ? { about: { accountId: duty.accountId } } : {}),
      })
  })
}

/** Says that it is done, with a note, where nothing else can tell. */
export async function finishDuty(services: Services, actor: Actor, id: string, note: string): Promise<void> {
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const duty = await openDuty(tx, actor, id, now)
    if (!duty.mine && !duty.mayTake)
      throw new Forbidden(
        'duties.not-yours',
        'This duty is neither yours nor of an office or role that you hold.',
      )
    if (!aboutKind(duty.kind).byHand)
      throw new Conflict('duties.not-by-hand', 'This duty ends by doing what it asks for, not by a note.', {
        fix: `Open “${duty.title}” and do it there.`,
        ...(duty.clause ? { clause: duty.clause } : {}),
      })
    await settleDuty(tx, now, duty.key, { by: actor.personId, how: note })
  })
}
