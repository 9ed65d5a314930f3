import type { FastifyReply, FastifyRequest } from 'fastify'
import { nowOf } from '#platform/services.ts'
import { setSessionCookie } from '../cookies.ts'
import type { PeopleDeps } from '../deps.ts'
import { browserSession } from '../hooks.ts'
import { actorById } from '../people-store.ts'
import type { SessionState } from '../sessions.ts'
import { confirmThroughService, linkService, signInThroughService } from './come-in.ts'
import { refuse, refusedBecause, sealRefusal } from './refusals.ts'
import { keepTrial, type Round } from './rounds.ts'
import type { Identity } from './rules.ts'
import { allServices, noteFault, serviceById, type ServiceRow } from './store.ts'

/** Somebody is back, and the service has said who they are. */
interface Came {
  service: ServiceRow
  round: Round
  identity: Identity
}

export async function finish(deps: PeopleDeps, request: FastifyRequest, reply: FastifyReply, came: Came) {
  const { services } = deps
  const { service, round, identity } = came
  void reply.header('cache-control', 'no-store')
  if (round.purpose !== 'sign-in') return finishOwn(deps, request, reply, came)
  const opened = await signInThroughService(deps, service, identity, {
    agent: String(request.headers['user-agent'] ?? ''),
    replaces: request.session,
  })
  setSessionCookie(services, reply, opened)
  if (opened.stage === 'full') return reply.redirect(round.back, 303)
  const query = new URLSearchParams({ step: opened.stage, back: round.back })
  return reply.redirect(`/sign-in?${query}`, 303)
}

/** What somebody who is signed in began: trying, linking, confirming. */
async function finishOwn(deps: PeopleDeps, request: FastifyRequest, reply: FastifyReply, came: Came) {
  const { service, round, identity } = came
  const session: SessionState = browserSession(request)
  if (session.personId !== round.personId) throw refuse('other-person', 'somebody else is signed in here now')
  if (round.purpose === 'link') await linkService(deps, service, identity, session)
  if (round.purpose === 'confirm') await confirmThroughService(deps, service, round, identity, session)
  if (round.purpose === 'try') {
    const actor = await actorById(deps.services.db, session.personId, nowOf(deps.services))
    if (!actor?.roles.includes('it')) throw refuse('other-person')
    await keepTrial(deps.services, round.id, identity)
  }
  return reply.redirect(round.back, 303)
}

/** Runs a step; whatever goes wrong is noted for whoever runs the service, and told to the person in plain words. */
export async function orRefused(
  deps: PeopleDeps,
  reply: FastifyReply,
  at: { serviceId: string; back: string },
  step: (service: ServiceRow) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await step(await serviceById(deps.services.db, at.serviceId))
  } catch (error) {
    return refused(deps, reply, at, error)
  }
}

export async function refused(
  { services }: PeopleDeps,
  reply: FastifyReply,
  { serviceId, back }: { serviceId: string; back: string },
  error: unknown,
): Promise<FastifyReply> {
  const why = refusedBecause(error)
  if (why.reason === 'unexpected') services.log.error({ err: error }, 'a sign-in through a service failed')
  const service = (await allServices(services.db)).find((each) => each.id === serviceId)
  if (service)
    await noteFault(services, service.id, { code: why.code, says: why.message, detail: why.detail })
  const of = sealRefusal(services, why, service?.name ?? '')
  const query = new URLSearchParams({ refused: of, ...(back === '/' ? {} : { back }) })
  return reply.header('cache-control', 'no-store').redirect(`/sign-in?${query}`, 303)
}
