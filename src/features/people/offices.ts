import { sql } from 'kysely'
import { isUniqueViolation, newId, type Db, type Tx } from '#platform/db/index.ts'
import { Conflict, Invalid, NotFound } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { authorise, entryActor } from './authorise.ts'
import type { ChangeOffice, Holding, NewHolding, NewOffice, Office } from './contract.ts'
import { personById } from './people-store.ts'
import type { Actor } from './permissions.ts'

/** All holdings, past and to come too, so that a page can show since when and until when. */
async function holdings(db: Db | Tx): Promise<Holding[]> {
  const rows = await db
    .selectFrom('office_holding')
    .innerJoin('person', 'person.id', 'office_holding.person_id')
    .selectAll('office_holding')
    .select('person.name as person_name')
    .orderBy('office_holding.since')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    officeId: row.office_id,
    personId: row.person_id,
    personName: row.person_name,
    deputy: row.deputy,
    since: row.since,
    until: row.until,
  }))
}

export async function listOffices(services: Services, actor: Actor): Promise<Office[]> {
  authorise(actor, 'people.read')
  const [rows, held] = [
    await services.db.selectFrom('office').selectAll().orderBy('name').execute(),
    await holdings(services.db),
  ]
  return rows.map((row) => ({ ...row, holdings: held.filter((entry) => entry.officeId === row.id) }))
}

/** Who holds the office now: holders first, then deputies. Empty when nobody does. */
export async function officeHolders(
  db: Db | Tx,
  officeId: string,
  now: string,
): Promise<{ personId: string; name: string; deputy: boolean }[]> {
  const held = await holdings(db)
  return held
    .filter(
      (entry) => entry.officeId === officeId && entry.since <= now && (!entry.until || entry.until > now),
    )
    .map(({ personId, personName, deputy }) => ({ personId, name: personName, deputy }))
    .toSorted((a, b) => Number(a.deputy) - Number(b.deputy))
}

/** The offices that this person holds now, as holder or deputy. */
export async function officesOf(db: Db | Tx, personId: string, now: string): Promise<string[]> {
  const rows = await db
    .selectFrom('office_holding')
    .select('office_id')
    .distinct()
    .where('person_id', '=', personId)
    .where('since', '<=', now)
    .where((on) => on.or([on('until', 'is', null), on('until', '>', now)]))
    .execute()
  return rows.map((row) => row.office_id)
}

export async function addOffice(services: Services, actor: Actor, input: NewOffice): Promise<void> {
  authorise(actor, 'offices.manage')
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    try {
      await tx
        .insertInto('office')
        .values({ ...input, email: input.email || null, telephone: input.telephone || null, example: false })
        .execute()
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const message = 'There is an office with this short name already.'
      throw new Conflict('offices.known', message, { fields: [{ path: 'id', message }] })
    }
    await append(tx, now, {
      kind: 'office.added',
      actor: entryActor(actor),
      subject: `office:${input.id}`,
      summary: 'An office was added.',
      content: { name: input.name, about: input.about, email: input.email, telephone: input.telephone },
    })
  })
}

export async function changeOffice(
  services: Services,
  actor: Actor,
  id: string,
  input: ChangeOffice,
): Promise<void> {
  authorise(actor, 'offices.manage')
  await services.db.transaction().execute(async (tx) => {
    const before = await tx
      .selectFrom('office')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!before) throw new NotFound('office')
    const after = {
      name: input.name ?? before.name,
      about: input.about ?? before.about,
      email: input.email === undefined ? before.email : input.email || null,
      telephone: input.telephone === undefined ? before.telephone : input.telephone || null,
    }
    await tx.updateTable('office').set(after).where('id', '=', id).execute()
    await append(tx, nowOf(services), {
      kind: 'office.changed',
      actor: entryActor(actor),
      subject: `office:${id}`,
      summary: 'An office was changed.',
      content: {
        before: {
          name: before.name,
          about: before.about,
          email: before.email,
          telephone: before.telephone,
        },
        after,
      },
    })
  })
}

export async function giveOffice(
  services: Services,
  actor: Actor,
  officeId: string,
  input: NewHolding,
): Promise<string> {
  authorise(actor, 'offices.manage')
  const now = nowOf(services)
  const since = input.since ? new Date(input.since).toISOString() : now
  const until = input.until ? new Date(input.until).toISOString() : null
  if (until !== null && until <= since) {
    const message = 'The end comes before the beginning.'
    throw new Invalid('offices.dates', message, { fields: [{ path: 'until', message }] })
  }
  return services.db.transaction().execute(async (tx) => {
    const office = await tx.selectFrom('office').select('id').where('id', '=', officeId).executeTakeFirst()
    if (!office) throw new NotFound('office')
    const person = await personById(tx, input.personId)
    if (!person || person.state === 'left') throw new NotFound('person')
    await assertNotHeldTwice(tx, officeId, input.personId, since, until)
    const id = newId()
    await tx
      .insertInto('office_holding')
      .values({ id, office_id: officeId, person_id: input.personId, deputy: input.deputy, since, until })
      .execute()
    await append(tx, now, {
      kind: 'office.given',
      actor: entryActor(actor),
      subject: `office:${officeId}`,
      summary: input.deputy ? 'A deputy was named for an office.' : 'An office was given to a person.',
      facts: { holding: id, person: input.personId, deputy: input.deputy, since, until },
    })
    return id
  })
}

async function assertNotHeldTwice(
  tx: Tx,
  officeId: string,
  personId: string,
  since: string,
  until: string | null,
): Promise<void> {
  const overlapping = await tx
    .selectFrom('office_holding')
    .select('id')
    .where('office_id', '=', officeId)
    .where('person_id', '=', personId)
    .where(sql<boolean>`(until is null or until > ${since}::timestamptz)`)
    .where(sql<boolean>`(${until}::timestamptz is null or since < ${until}::timestamptz)`)
    .executeTakeFirst()
  if (overlapping)
    throw new Conflict('offices.held', 'This person holds the office in that time already.', {
      fields: [{ path: 'personId', message: 'This person holds the office in that time already.' }],
    })
}

export async function endHolding(
  services: Services,
  actor: Actor,
  holdingId: string,
  until: string | null,
): Promise<void> {
  authorise(actor, 'offices.manage')
  const now = nowOf(services)
  const end = until === null ? null : new Date(until).toISOString()
  await services.db.transaction().execute(async (tx) => {
    const row = await tx
      .updateTable('office_holding')
      .set({ until: end })
      .where('id', '=', holdingId)
      .returningAll()
      .executeTakeFirst()
    if (!row) throw new NotFound('holding of an office')
    await append(tx, now, {
      kind: 'office.ended',
      actor: entryActor(actor),
      subject: `office:${row.office_id}`,
      summary:
        end === null ? 'An office is held without an end again.' : 'The end of holding an office was set.',
      facts: { holding: holdingId, person: row.person_id, until: end },
    })
  })
}
