import { json } from '#platform/db/index.ts'
import { Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor, type Actor } from '#features/people/index.ts'
import type { ChangeInstitution, Contact, Institution } from './contract.ts'
import { contactFault, distinctContacts, inTurn, knownTimeZone } from './rules.ts'
import { changeServices } from './services.ts'
import { formerServices, getInstitution } from './store.ts'

export async function changeInstitution(
  services: Services,
  actor: Actor,
  input: ChangeInstitution,
): Promise<Institution> {
  authorise(actor, 'institution.manage')
  const timeZone = input.timeZone === undefined ? undefined : checkedZone(input.timeZone)
  const contacts = input.contacts === undefined ? undefined : checkedContacts(input.contacts)
  return services.db.transaction().execute(async (tx) => {
    const before = await getInstitution(tx)
    if (!before) throw new NotFound('institution')
    const lists =
      input.supportedServices === undefined
        ? undefined
        : changeServices(
            { listed: before.supportedServices, former: await formerServices(tx) },
            input.supportedServices,
          )
    const after: Institution = {
      ...before,
      name: input.name ?? before.name,
      nation: input.nation ?? before.nation,
      timeZone: timeZone ?? before.timeZone,
      contacts: contacts ?? before.contacts,
      watched: input.watched ?? before.watched,
      closures: input.closures === undefined ? before.closures : inTurn(input.closures),
      terms: input.terms === undefined ? before.terms : inTurn(input.terms),
      blackouts: input.blackouts === undefined ? before.blackouts : inTurn(input.blackouts),
      supportedServices: lists?.listed ?? before.supportedServices,
    }
    await tx
      .updateTable('institution')
      .set({
        name: after.name,
        nation: after.nation,
        time_zone: after.timeZone,
        contacts: json(after.contacts),
        topics: json(after.watched.topics),
        election_periods: json(after.watched.electionPeriods),
        student_numbers: json(after.watched.studentNumbers),
        welsh: after.watched.welsh,
        closures: json(after.closures),
        terms: json(after.terms),
        blackouts: json(after.blackouts),
        supported_services: json(after.supportedServices),
        ...(lists ? { former_services: json(lists.former) } : {}),
      })
      .where('id', '=', 1)
      .execute()
    await append(tx, nowOf(services), {
      kind: 'institution.changed',
      actor: entryActor(actor),
      subject: 'institution',
      summary: 'The institution’s settings were changed.',
      facts: { fields: Object.keys(input) },
      content: { before, after },
    })
    return after
  })
}

function checkedZone(given: string): string {
  const zone = knownTimeZone(given)
  if (zone) return zone
  const message = 'This is no time zone that Rostrum knows.'
  throw new Invalid('institution.time-zone', message, { fields: [{ path: 'timeZone', message }] })
}

function checkedContacts(given: Contact[]): Contact[] {
  const fields = given.flatMap((contact, index) => {
    const message = contactFault(contact)
    return message ? [{ path: `contacts.${index}.value`, message }] : []
  })
  const first = fields[0]
  if (first) throw new Invalid('institution.contacts', first.message, { fields })
  return distinctContacts(given)
}
