import { sql } from 'kysely'
import type { Services } from '#platform/services.ts'
import { authorise } from '../authorise.ts'
import { isEnrolled, personByEmail } from '../people-store.ts'
import type { Actor } from '../permissions.ts'
import type { SessionState } from '../sessions.ts'
import { identityOf } from '../directory/identities.ts'
import type { LinkedServices, SignInService, SignInServices, Trial } from './contract.ts'
import { refOf } from './come-in.ts'
import { oursOf } from './ours.ts'
import { readTrial } from './rounds.ts'
import { answersFor, isVerified, provesSecondFactor, type Identity } from './rules.ts'
import { readCertificate } from './saml-keys.ts'
import { allServices, serviceById, type ServiceRow } from './store.ts'

export async function listServices(services: Services, actor: Actor): Promise<SignInServices> {
  authorise(actor, 'directory.manage')
  const { db } = services
  const people = await db
    .selectFrom('person')
    .select(['id', 'name', 'email'])
    .select(
      sql<boolean>`${isEnrolled} and exists (select 1 from role_assignment r where r.person_id = person.id and r.role = 'it')`.as(
        'ready',
      ),
    )
    .where('break_glass', '=', true)
    .where('state', '=', 'active')
    .orderBy('name')
    .execute()
  const rows = await allServices(db)
  return {
    services: await Promise.all(rows.map((row) => describe(services, row))),
    breakGlass: people,
  }
}

async function describe(services: Services, row: ServiceRow): Promise<SignInService> {
  const { db } = services
  const known = await db
    .selectFrom('identity')
    .select([sql<number>`count(*)::int`.as('people'), sql<string | null>`max(seen_at)`.as('lastUsedAt')])
    .where('service_kind', '=', row.settings.kind)
    .where('service_id', '=', row.id)
    .executeTakeFirstOrThrow()
  const faults = await db
    .selectFrom('sign_in_fault')
    .select(['code', 'says', 'detail', 'at'])
    .where('service_id', '=', row.id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(5)
    .execute()
  const certificates = row.settings.kind === 'saml' ? row.settings.provider.certificates : []
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled,
    required: row.required,
    settings: row.settings,
    ours: oursOf(services, row),
    certificates: certificates.flatMap((certificate) => readCertificate(certificate) ?? []),
    faults,
    people: known.people,
    lastUsedAt: known.lastUsedAt,
    createdAt: row.createdAt,
  }
}

/** What the provider said of the person who tried, for a quarter of an hour, and to them alone. */
export async function trialOf(services: Services, actor: Actor, id: string): Promise<Trial | null> {
  authorise(actor, 'directory.manage')
  const service = await serviceById(services.db, id)
  const kept = await readTrial(services, id, actor.personId)
  if (!kept) return null
  const { identity } = kept
  return {
    at: kept.at,
    until: kept.until,
    subject: identity.subject,
    email: identity.email,
    name: identity.name,
    groups: identity.groups,
    attributes: identity.attributes,
    amr: identity.amr,
    acr: identity.acr,
    secondFactor: provesSecondFactor(service.settings.secondFactor, identity),
    outcome: await outcomeOf(services, service, identity),
  }
}

async function outcomeOf(services: Services, service: ServiceRow, identity: Identity): Promise<string> {
  const known = await identityOf(services.db, refOf(service), identity.subject)
  if (known) return 'This person is known here by this service and would come in.'
  if (!identity.email) return 'Nobody would come in: the provider gives no e-mail address.'
  if (!isVerified(service.settings, identity))
    return 'Nobody would come in: the provider does not say that the e-mail address has been checked, and its domain is not among those that this service answers for.'
  const person = await personByEmail(services.db, identity.email)
  if (!person) return 'A new person would be made, with what the rules of the directory give.'
  return answersFor(service.settings, identity.email)
    ? `They would come in as ${person.name}, who has this e-mail address here.`
    : `They would be refused: ${person.name} has this e-mail address here. Sign in without a service and link it under “Your profile”, or add the domain to those that this service answers for.`
}

/** The services that know me, and the one that I came with. */
export async function linkedServices(services: Services, session: SessionState): Promise<LinkedServices> {
  const rows = await services.db
    .selectFrom('identity')
    .innerJoin('sign_in_service', (join) =>
      join.on(sql<boolean>`sign_in_service.id::text = identity.service_id`),
    )
    .select(['sign_in_service.id', 'sign_in_service.name as service', 'identity.seen_at as seenAt'])
    .where('identity.person_id', '=', session.personId)
    .orderBy('sign_in_service.name')
    .execute()
  const current = session.service && rows.find((row) => row.id === session.service?.id)
  return {
    linked: rows,
    current: current ? { id: current.id, name: current.service } : null,
  }
}
