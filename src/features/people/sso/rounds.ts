import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newId } from '#platform/db/index.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { after } from '../rules.ts'
import { newSecret } from '../secrets.ts'
import type { Purpose } from './contract.ts'
import { refuse } from './refusals.ts'
import { ownPath, roundRules, type Identity } from './rules.ts'
import type { ServiceRow } from './store.ts'

/** One way to a service and back: who may bring the answer, and what for. */
export interface Round {
  id: string
  serviceId: string
  purpose: Purpose
  back: string
  personId: string | null
  createdAt: string
  /** The OIDC nonce and verifier; for SAML the id of the request. */
  secrets: RoundSecrets
}

const RoundSecrets = z.object({ nonce: z.string().default(''), verifier: z.string().default('') })
export type RoundSecrets = z.infer<typeof RoundSecrets>
const context = (id: string): string => `people.sign-in-round:${id}`

const secure = (services: Services): boolean => services.config.publicUrl.startsWith('https:')
const cookieName = (services: Services): string => (secure(services) ? '__Host-rostrum_sso' : 'rostrum_sso')

/** What ties an answer to the browser that asked: a secret of its own, kept while there are rounds under way. */
export function browserSecret(services: Services, request: FastifyRequest, reply: FastifyReply): string {
  const known = request.cookies[cookieName(services)]
  const secret = known && /^[\w-]{43}$/.test(known) ? known : newSecret()
  void reply.setCookie(cookieName(services), secret, {
    path: '/',
    httpOnly: true,
    // Lax: it comes along when the provider sends the browser back by a link, never with a form of another site.
    sameSite: 'lax',
    secure: secure(services),
    maxAge: roundRules.minutes * 60,
  })
  return secret
}

export const knownBrowser = (services: Services, request: FastifyRequest): string | null =>
  request.cookies[cookieName(services)] ?? null

export interface NewRound {
  service: Pick<ServiceRow, 'id'>
  purpose: Purpose
  back: string
  personId: string | null
  browser: string
  /** OIDC: the state. SAML: the id of the request. */
  state: string
  secrets?: Partial<RoundSecrets>
}

export async function beginRound(services: Services, input: NewRound): Promise<void> {
  const { db, sealer } = services
  const now = nowOf(services)
  const id = newId()
  await removeOldRounds(services)
  await db
    .insertInto('sign_in_round')
    .values({
      id,
      service_id: input.service.id,
      purpose: input.purpose,
      state_hash: sealer.fingerprint(input.state),
      browser_hash: sealer.fingerprint(input.browser),
      sealed: sealer.seal(JSON.stringify(RoundSecrets.parse(input.secrets ?? {})), context(id)),
      back: ownPath(input.back),
      person_id: input.personId,
      created_at: now,
      expires_at: after(now, { minutes: roundRules.minutes }),
      answered_at: null,
      ticket_hash: null,
      sealed_answer: null,
      done_at: null,
    })
    .execute()
}

async function removeOldRounds({ db, clock }: Services): Promise<void> {
  const now = nowOf({ clock })
  await db.deleteFrom('sign_in_round').where('expires_at', '<', now).execute()
  await db.deleteFrom('sign_in_seen').where('until', '<', now).execute()
}

/**
 * The round that this answer belongs to, used up by asking. `browser` is null for SAML, whose answer comes as a form
 * of another site without our cookies: there the ticket is tied to the browser afterwards.
 */
export async function takeRound(
  services: Services,
  serviceId: string,
  state: string,
  browser: string | null,
): Promise<Round> {
  const { db, sealer } = services
  const now = nowOf(services)
  let query = db
    .updateTable('sign_in_round')
    .set({ answered_at: now })
    .where('service_id', '=', serviceId)
    .where('state_hash', '=', sealer.fingerprint(state))
    .where('answered_at', 'is', null)
    .where('expires_at', '>', now)
  if (browser !== null) query = query.where('browser_hash', '=', sealer.fingerprint(browser))
  const row = await query.returningAll().executeTakeFirst()
  if (!row) throw refuse(await wasAnswered(services, serviceId, state), 'no open round has this state')
  return {
    id: row.id,
    serviceId: row.service_id,
    purpose: row.purpose,
    back: row.back,
    personId: row.person_id,
    createdAt: row.created_at,
    secrets: RoundSecrets.parse(JSON.parse(sealer.open(row.sealed, context(row.id)))),
  }
}

async function wasAnswered(services: Services, serviceId: string, state: string): Promise<'used' | 'state'> {
  const row = await services.db
    .selectFrom('sign_in_round')
    .select('answered_at')
    .where('service_id', '=', serviceId)
    .where('state_hash', '=', services.sealer.fingerprint(state))
    .executeTakeFirst()
  return row?.answered_at ? 'used' : 'state'
}

/** Keeps what the provider said until the browser comes by our own link; answers the ticket for that link. */
export async function keepAnswer(services: Services, roundId: string, identity: Identity): Promise<string> {
  const ticket = newSecret()
  const now = nowOf(services)
  await services.db
    .updateTable('sign_in_round')
    .set({
      ticket_hash: services.sealer.fingerprint(ticket),
      sealed_answer: services.sealer.seal(JSON.stringify(identity), context(roundId)),
      expires_at: after(now, { minutes: roundRules.ticketMinutes }),
    })
    .where('id', '=', roundId)
    .execute()
  return ticket
}

/** What a ticket stands for, once, in the browser that began. */
export async function takeTicket(
  services: Services,
  ticket: string,
  browser: string | null,
): Promise<{ round: Round; identity: Identity }> {
  const { db, sealer } = services
  const now = nowOf(services)
  const row = await db
    .updateTable('sign_in_round')
    .set({ done_at: now })
    .where('ticket_hash', '=', sealer.fingerprint(ticket))
    .where('browser_hash', '=', sealer.fingerprint(browser ?? ''))
    .where('done_at', 'is', null)
    .where('expires_at', '>', now)
    .returningAll()
    .executeTakeFirst()
  if (!row?.sealed_answer) throw refuse('state', 'no open ticket for this browser')
  return {
    round: {
      id: row.id,
      serviceId: row.service_id,
      purpose: row.purpose,
      back: row.back,
      personId: row.person_id,
      createdAt: row.created_at,
      secrets: { nonce: '', verifier: '' },
    },
    identity: IdentityShape.parse(JSON.parse(sealer.open(row.sealed_answer, context(row.id)))),
  }
}

const texts = z.array(z.string())
const IdentityShape: z.ZodType<Identity> = z.object({
  subject: z.string(),
  named: z.string(),
  email: z.string().nullable(),
  emailVerified: z.boolean().nullable(),
  name: z.string().nullable(),
  groups: texts,
  attributes: z.record(z.string(), texts),
  amr: texts,
  acr: z.string().nullable(),
  authTime: z.string().nullable(),
  sid: z.string().nullable(),
  hint: z.string().nullable(),
  until: z.string().nullable(),
})

/** Keeps what came of a trial for a quarter of an hour. */
export async function keepTrial(services: Services, roundId: string, identity: Identity): Promise<void> {
  const now = nowOf(services)
  await services.db
    .updateTable('sign_in_round')
    .set({
      sealed_answer: services.sealer.seal(JSON.stringify(identity), context(roundId)),
      done_at: now,
      expires_at: after(now, { minutes: roundRules.trialMinutes }),
    })
    .where('id', '=', roundId)
    .execute()
}

/** The last trial of this person with this service, while it may be looked at. */
export async function readTrial(services: Services, serviceId: string, personId: string) {
  const row = await services.db
    .selectFrom('sign_in_round')
    .select(['id', 'sealed_answer', 'done_at', 'expires_at'])
    .where('service_id', '=', serviceId)
    .where('person_id', '=', personId)
    .where('purpose', '=', 'try')
    .where('done_at', 'is not', null)
    .where('expires_at', '>', nowOf(services))
    .orderBy('done_at', 'desc')
    .executeTakeFirst()
  if (!row?.sealed_answer || !row.done_at) return null
  const identity = IdentityShape.parse(JSON.parse(services.sealer.open(row.sealed_answer, context(row.id))))
  return { identity, at: row.done_at, until: row.expires_at }
}
