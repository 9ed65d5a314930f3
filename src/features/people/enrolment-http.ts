import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiApp } from '#platform/http/index.ts'
import { nowOf } from '#platform/services.ts'
import { newAuthenticator } from './authenticator.ts'
import { openCeremony, sealCeremony } from './ceremony.ts'
import {
  AuthenticatorCode,
  AuthenticatorStart,
  Done,
  Enrolled,
  NewPasskey,
  NewPassword,
  PasskeyOptions,
} from './contract.ts'
import { readCeremonyCookie, setCeremonyCookie, setSessionCookie, takeCeremonyCookie } from './cookies.ts'
import type { PeopleDeps } from './deps.ts'
import { addAuthenticator, addPasskey, choosePassword, type EnrolledNow } from './enrolment.ts'
import { requireRecentConfirmation } from './hooks.ts'
import { startPasskey } from './passkeys.ts'
import type { Actor } from './permissions.ts'
import { actorById } from './people-store.ts'
import { halfWay, originOf } from './session-http.ts'
import type { SessionState } from './sessions.ts'

interface Place {
  path: '/api/enrolment' | '/api/me'
  tags: string[]
  access: { public: string } | { signedIn: true }
  session: (request: FastifyRequest) => SessionState
}

/** The same steps twice: for somebody who has no way to sign in yet, and for somebody who adds another. */
export function enrolmentRoutes(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  const enrolment: Place = {
    path: '/api/enrolment',
    tags: ['Choosing how to sign in'],
    access: { public: 'A link or a recovery code opened this half-way session; it is the proof.' },
    session: (request) => halfWay(request, 'enrol'),
  }
  const me: Place = {
    path: '/api/me',
    tags: ['My account'],
    access: { signedIn: true },
    session: (request) => requireRecentConfirmation(services, request),
  }

  app.put(
    '/api/enrolment/password',
    {
      config: { access: enrolment.access },
      schema: {
        tags: enrolment.tags,
        summary: 'Choose a password',
        body: NewPassword,
        response: { 200: Done },
      },
    },
    async (request) => {
      const session = enrolment.session(request)
      const institution = await deps.institution(services.db)
      await choosePassword(services, session, institution?.name ?? null, request.body.password)
      return { done: true as const }
    },
  )
  for (const place of [enrolment, me]) {
    authenticatorRoutes(app, deps, place)
    passkeyRoutes(app, deps, place)
  }
}

async function answerEnrolled(
  deps: PeopleDeps,
  reply: FastifyReply,
  session: SessionState,
  now: EnrolledNow,
): Promise<Enrolled> {
  const { services } = deps
  if (now.opened) {
    setSessionCookie(services, reply, now.opened)
    const actor = await actorById(services.db, session.personId, nowOf(services))
    if (actor) await runEnrolled(deps, actor)
  }
  return { stage: 'full', recoveryCodes: now.recoveryCodes }
}

/** The person is in, whatever comes of it: a fault here must not swallow their recovery codes. */
async function runEnrolled({ services, enrolled }: PeopleDeps, actor: Actor): Promise<void> {
  try {
    await enrolled?.(services, actor)
  } catch (error) {
    services.log.error({ err: error, person: actor.personId }, 'a step after enrolment failed')
  }
}

function authenticatorRoutes(app: ApiApp, deps: PeopleDeps, place: Place): void {
  const { services } = deps
  const { tags } = place
  app.post(
    `${place.path}/authenticator`,
    {
      config: { access: place.access, secretAnswer: true },
      schema: {
        tags,
        summary: 'A secret for an authenticator app, kept once its code was shown',
        response: { 200: AuthenticatorStart },
      },
    },
    async (request, reply) => {
      const session = place.session(request)
      const made = newAuthenticator(session.email)
      const sealed = sealCeremony(services, 'authenticator-make', made.secret, session.personId)
      setCeremonyCookie(services, reply, sealed)
      return made
    },
  )

  app.post(
    `${place.path}/authenticator/confirm`,
    {
      config: { access: place.access, secretAnswer: true },
      schema: {
        tags,
        summary: 'The code that the app shows',
        body: AuthenticatorCode,
        response: { 200: Enrolled },
      },
    },
    async (request, reply) => {
      const session = place.session(request)
      const cookie = readCeremonyCookie(services, request)
      const secret = openCeremony(services, cookie, 'authenticator-make', session.personId)
      const { agent } = originOf(request)
      const now = await addAuthenticator(services, session, { secret, code: request.body.code, agent })
      takeCeremonyCookie(services, request, reply)
      return answerEnrolled(deps, reply, session, now)
    },
  )
}

function passkeyRoutes(app: ApiApp, deps: PeopleDeps, place: Place): void {
  const { services } = deps
  const { tags } = place
  app.post(
    `${place.path}/passkey-options`,
    {
      config: { access: place.access, secretAnswer: true },
      schema: { tags, summary: 'Begin to make a passkey', response: { 200: PasskeyOptions } },
    },
    async (request, reply) => {
      const session = place.session(request)
      const { options, challenge } = await startPasskey(services, session)
      setCeremonyCookie(services, reply, sealCeremony(services, 'passkey-make', challenge, session.personId))
      return { options }
    },
  )

  app.post(
    `${place.path}/passkeys`,
    {
      config: { access: place.access, secretAnswer: true },
      schema: { tags, summary: 'Keep a new passkey', body: NewPasskey, response: { 201: Enrolled } },
    },
    async (request, reply) => {
      const session = place.session(request)
      const cookie = takeCeremonyCookie(services, request, reply)
      const challenge = openCeremony(services, cookie, 'passkey-make', session.personId)
      const { agent } = originOf(request)
      const now = await addPasskey(services, session, { ...request.body, challenge, agent })
      void reply.status(201)
      return answerEnrolled(deps, reply, session, now)
    },
  )
}
