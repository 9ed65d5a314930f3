import type { Tx } from '#platform/db/index.ts'
import { append } from '#platform/ledger/index.ts'
import { nowOf } from '#platform/services.ts'
import { hasAuthenticator } from '../authenticator.ts'
import type { PeopleDeps } from '../deps.ts'
import { arrive, isRefused } from '../directory/arrive.ts'
import { identityOf, keepIdentity, type ServiceRef } from '../directory/identities.ts'
import { personByEmail, personById } from '../people-store.ts'
import { after, signInRules } from '../rules.ts'
import {
  markConfirmed,
  openFullSession,
  openSession,
  type Opened,
  type ServiceSession,
  type SessionState,
} from '../sessions.ts'
import { refuse, SignInRefused } from './refusals.ts'
import type { Round } from './rounds.ts'
import { answersFor, isVerified, provesSecondFactor, sessionUntil, type Identity } from './rules.ts'
import type { ServiceRow } from './store.ts'

export const refOf = (service: Pick<ServiceRow, 'id' | 'settings'>): ServiceRef => ({
  kind: service.settings.kind,
  id: service.id,
})

const hintContext = (serviceId: string): string => `people.sign-in-hint:${serviceId}`

export function openHint(deps: Pick<PeopleDeps, 'services'>, session: ServiceSession): string | null {
  return session.sealedHint && deps.services.sealer.open(session.sealedHint, hintContext(session.id))
}

/** Somebody came back from a service to sign in: finds or makes them, and opens as much of a session as is proved. */
export async function signInThroughService(
  deps: PeopleDeps,
  service: ServiceRow,
  identity: Identity,
  browser: { agent: string; replaces: SessionState | null },
): Promise<Opened> {
  const { services } = deps
  if (!service.enabled) throw refuse('off')
  const now = nowOf(services)
  const outcome = await services.db.transaction().execute(async (tx) => {
    const fit = await assertMayArrive(tx, service, identity)
    const arrived = await arrive(deps, tx, now, {
      service: refOf(service),
      subject: identity.subject,
      email: identity.email ?? '',
      name: identity.name ?? '',
      groups: identity.groups,
      attributes: identity.attributes,
      active: fit.active,
      emailVouched: fit.vouched,
    })
    // Committed all the same: who was let go by it stays let go.
    if (isRefused(arrived)) return arrived
    return open(deps, tx, now, service, identity, { personId: arrived.personId, ...browser })
  })
  if (!('refused' in outcome)) return outcome
  const { refused, message, fix } = outcome
  const over = refused === 'directory.ended-by-hand' || refused === 'directory.inactive'
  throw new SignInRefused(over ? 'left' : 'not-admitted', refused, { says: message, fix })
}

/** What has to hold of the e-mail address before the directory is asked. */
async function assertMayArrive(
  tx: Tx,
  service: ServiceRow,
  identity: Identity,
): Promise<{ active: boolean; vouched: boolean }> {
  const known = await identityOf(tx, refOf(service), identity.subject)
  const vouched = identity.email !== null && answersFor(service.settings, identity.email)
  if (known) return { active: await directorySays(tx, known.personId), vouched }
  if (!identity.email) throw refuse('no-email', `attributes: ${Object.keys(identity.attributes).join(', ')}`)
  if (!isVerified(service.settings, identity)) throw refuse('unverified-email', identity.email)
  const person = await personByEmail(tx, identity.email)
  if (person && !vouched) throw refuse('email-taken', identity.email)
  return { active: person ? await directorySays(tx, person.id) : true, vouched }
}

/** Where SCIM keeps the person, its word is the last: a password that still works at the provider opens nothing. */
async function directorySays(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx
    .selectFrom('identity')
    .select('active')
    .where('person_id', '=', personId)
    .where('service_kind', '=', 'scim')
    .execute()
  return rows.length === 0 || rows.some((row) => row.active)
}

async function open(
  deps: PeopleDeps,
  tx: Tx,
  now: string,
  service: ServiceRow,
  identity: Identity,
  who: { personId: string; agent: string; replaces: SessionState | null },
): Promise<Opened> {
  const { services } = deps
  const { personId, agent } = who
  const person = await personById(tx, personId)
  if (person?.state !== 'active') throw refuse('left')
  const until = sessionUntil(service.settings, identity, now)
  if (until <= now) throw refuse('expired', `signed in at the provider at ${identity.authTime}`)
  const through: ServiceSession = {
    id: service.id,
    kind: service.settings.kind,
    subject: identity.named,
    sid: identity.sid,
    sealedHint: identity.hint && services.sealer.seal(identity.hint, hintContext(service.id)),
    until,
  }
  if (who.replaces && who.replaces.stage !== 'full')
    await tx.deleteFrom('session').where('id', '=', who.replaces.id).execute()
  if (!provesSecondFactor(service.settings.secondFactor, identity)) {
    const own = (await hasAuthenticator(tx, personId)) || (await hasPasskey(tx, personId))
    return openSession(services, tx, {
      personId,
      stage: own ? 'second-factor' : 'enrol',
      agent,
      service: through,
    })
  }
  // A sign-in at the provider that is hours old does for reading and writing, not for dangerous acts.
  const confirmedAt = identity.authTime && identity.authTime <= now ? identity.authTime : null
  const { name } = person
  const proof = { method: through.kind, secondFactor: 'provider', service: through, confirmedAt }
  return openFullSession(services, tx, { personId, name, agent, replaces: null, proof })
}

async function hasPasskey(tx: Tx, personId: string): Promise<boolean> {
  const row = await tx.selectFrom('passkey').select('id').where('person_id', '=', personId).executeTakeFirst()
  return row !== undefined
}

/** The person who is signed in says that this account of the provider is theirs. */
export async function linkService(
  deps: PeopleDeps,
  service: ServiceRow,
  identity: Identity,
  session: SessionState,
): Promise<void> {
  const { services } = deps
  const now = nowOf(services)
  await services.db.transaction().execute(async (tx) => {
    const ref = refOf(service)
    const known = await identityOf(tx, ref, identity.subject)
    if (known && known.personId !== session.personId) throw refuse('link-taken', identity.subject)
    await keepIdentity(tx, now, {
      service: ref,
      subject: identity.subject,
      personId: session.personId,
      active: true,
      groups: identity.groups,
      attributes: identity.attributes,
    })
    if (known) return
    await append(tx, now, {
      kind: 'people.service-linked',
      actor: { person: session.personId, name: session.name },
      subject: `person:${session.personId}`,
      summary: 'A person linked a sign-in service to their account.',
      facts: { service: service.id },
    })
  })
}

/** For dangerous acts: the provider asked this very person again, with a second factor, since the round began. */
export async function confirmThroughService(
  deps: PeopleDeps,
  service: ServiceRow,
  round: Round,
  identity: Identity,
  session: SessionState,
): Promise<void> {
  const { services } = deps
  const known = await identityOf(services.db, refOf(service), identity.subject)
  if (known?.personId !== session.personId) throw refuse('other-person', identity.subject)
  const since = after(round.createdAt, { seconds: -60 })
  const oldest = after(nowOf(services), { minutes: -signInRules.confirmMinutes })
  const { authTime } = identity
  if (!authTime || authTime < since || authTime < oldest)
    throw refuse('not-fresh', `auth_time ${authTime ?? 'is not given'}`)
  if (!provesSecondFactor(service.settings.secondFactor, identity))
    throw refuse('not-fresh', 'no second factor')
  await markConfirmed(services, session)
}
