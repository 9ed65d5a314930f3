import { newId, type Db, type Tx } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { NotFound, Problem } from '#platform/errors.ts'
import { append } from '#platform/ledger/index.ts'
import { newSecret } from './secrets.ts'
import { after, isConfirmed, signInRules, type Stage } from './rules.ts'

/** The session behind a request, half-way or full. Never there for a personal token. */
export interface SessionState {
  id: string
  stage: Exclude<Stage, 'none'>
  personId: string
  name: string
  email: string
  createdAt: string
  seenAt: string
  expiresAt: string
  confirmedAt: string | null
  /** How the person signed in: `password`, `passkey`, `oidc`, `saml`, and what was added to it; null half-way. */
  method: string | null
  /** What was shown besides, or `provider` where the sign-in service vouches for it; null half-way. */
  secondFactor: string | null
  service: ServiceSession | null
}

/** For a session that began at a sign-in service: what has to be known of it to end it there and here. */
export interface ServiceSession {
  id: string
  kind: 'oidc' | 'saml'
  subject: string
  sid: string | null
  sealedHint: string | null
  /** The service lets it last no longer. */
  until: string
}

/** How somebody proved who they are. */
export interface Proof {
  method: string
  secondFactor: string
  service: ServiceSession | null
  /** When the second factor was shown; null when it may be hours ago. */
  confirmedAt?: string | null
}

export interface Opened {
  token: string
  stage: Exclude<Stage, 'none'>
  expiresAt: string
}

/** Begins a session. Only its hash is kept; the token goes into the cookie and nowhere else. */
export async function openSession(
  services: Services,
  tx: Db | Tx,
  input: {
    personId: string
    stage: Exclude<Stage, 'none'>
    agent: string
    proof?: Proof
    service?: ServiceSession | null
  },
): Promise<Opened> {
  const now = nowOf(services)
  const token = newSecret()
  const full = input.stage === 'full'
  const { proof } = input
  const service = proof?.service ?? input.service ?? null
  const usual = full
    ? after(now, { hours: signInRules.sessionHours })
    : after(now, { minutes: signInRules.halfWayMinutes })
  const expiresAt = service && service.until < usual ? service.until : usual
  const confirmedAt = proof?.confirmedAt === undefined ? now : proof.confirmedAt
  await tx
    .insertInto('session')
    .values({
      id: newId(),
      token_hash: services.sealer.fingerprint(token),
      person_id: input.personId,
      stage: input.stage,
      created_at: now,
      seen_at: now,
      expires_at: expiresAt,
      confirmed_at: full ? confirmedAt : null,
      agent: input.agent.slice(0, 300),
      method: proof?.method ?? service?.kind ?? null,
      second_factor: proof?.secondFactor ?? null,
      service_id: service?.id ?? null,
      service_subject: service?.subject ?? null,
      service_sid: service?.sid ?? null,
      sealed_hint: service?.sealedHint ?? null,
      last_until: service?.until ?? null,
    })
    .execute()
  return { token, stage: input.stage, expiresAt }
}

/** Both factors were shown: a new full session takes the place of the half-way one, and the log says so. */
export async function openFullSession(
  services: Services,
  tx: Tx,
  input: { personId: string; name: string; agent: string; replaces: string | null; proof: Proof },
): Promise<Opened> {
  const { proof } = input
  if (input.replaces) await tx.deleteFrom('session').where('id', '=', input.replaces).execute()
  await append(tx, nowOf(services), {
    kind: 'people.signed-in',
    actor: { person: input.personId, name: input.name },
    subject: `person:${input.personId}`,
    summary: 'Somebody signed in.',
    facts: {
      method: proof.method,
      secondFactor: proof.secondFactor,
      ...(proof.service ? { service: proof.service.id } : {}),
    },
  })
  const { personId, agent } = input
  return openSession(services, tx, { personId, stage: 'full', agent, proof })
}

export async function endAllSessions(
  tx: Db | Tx,
  personId: string,
  except: string | null = null,
): Promise<void> {
  let query = tx.deleteFrom('session').where('person_id', '=', personId)
  if (except) query = query.where('id', '<>', except)
  await query.execute()
}

export async function endOwnSession(services: Services, session: SessionState, id: string): Promise<void> {
  const gone = await services.db
    .deleteFrom('session')
    .where('id', '=', id)
    .where('person_id', '=', session.personId)
    .returning('id')
    .executeTakeFirst()
  if (!gone) throw new NotFound('session')
}

export async function listOwnSessions(services: Services, session: SessionState) {
  const now = nowOf(services)
  const idleSince = after(now, { hours: -signInRules.idleHours })
  const rows = await services.db
    .selectFrom('session')
    .select(['id', 'agent', 'created_at', 'seen_at'])
    .where('person_id', '=', session.personId)
    .where('stage', '=', 'full')
    .where('expires_at', '>', now)
    .where('seen_at', '>', idleSince)
    .orderBy('seen_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    agent: row.agent,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    current: row.id === session.id,
  }))
}

/** Throws unless the second factor was shown within the last minutes. 428: first confirm, then send it again. */
export function assertRecentlyConfirmed(services: Pick<Services, 'clock'>, session: SessionState): void {
  if (isConfirmed(session.confirmedAt, nowOf(services))) return
  throw new Problem(428, 'people.confirm-first', 'Confirm that it is you, then do this again.', {
    fix: 'Use your passkey, or the six digits of your authenticator app.',
  })
}

export async function markConfirmed(services: Services, session: SessionState): Promise<void> {
  await services.db
    .updateTable('session')
    .set({ confirmed_at: nowOf(services) })
    .where('id', '=', session.id)
    .execute()
}
