import type { FastifyReply, FastifyRequest } from 'fastify'
import { Invalid } from '#platform/errors.ts'
import type { ApiApp } from '#platform/http/index.ts'
import { openCeremony, sealCeremony } from './ceremony.ts'
import {
  Confirmation,
  Done,
  InvitationAnswer,
  InvitationToken,
  PasskeyOptions,
  PasskeyResponse,
  Recovery,
  SecondFactor,
  SessionAnswer,
  SignIn,
  StageAnswer,
} from './contract.ts'
import { clearSessionCookie, setCeremonyCookie, setSessionCookie, takeCeremonyCookie } from './cookies.ts'
import type { PeopleDeps } from './deps.ts'
import { browserSession } from './hooks.ts'
import { acceptInvitation, readInvitation } from './invitations.ts'
import { passkeyRefused, startPasskeySignIn, verifyPasskey } from './passkeys.ts'
import { sessionAnswer } from './session-answer.ts'
import { endOwnSession, markConfirmed, type Opened, type SessionState } from './sessions.ts'
import {
  checkSecondFactor,
  finishWithSecondFactor,
  recoverWithCode,
  signInWithPasskey,
  signInWithPassword,
  type Origin,
} from './sign-in.ts'
import { SignedOut } from './sso/contract.ts'
import { signOutUrl } from './sso/sign-out.ts'

const tags = ['Signing in']

export const originOf = (request: FastifyRequest): Origin => ({
  address: request.ip,
  agent: String(request.headers['user-agent'] ?? ''),
})

/** The half-way session that the next step needs. */
export function halfWay(request: FastifyRequest, stage: SessionState['stage']): SessionState {
  if (request.session?.stage === stage) return request.session
  throw new Invalid('people.start-again', 'This step took too long. Begin again.', {
    fix: 'Sign in again, or open your link again.',
  })
}

export function sessionRoutes(app: ApiApp, deps: PeopleDeps): void {
  const { services } = deps
  const answerStage = (reply: FastifyReply, opened: Opened) => {
    setSessionCookie(services, reply, opened)
    return { stage: opened.stage }
  }

  app.get(
    '/api/session',
    {
      config: { access: { public: 'Says whether somebody is signed in.' }, background: true },
      schema: { tags, summary: 'Who is here', response: { 200: SessionAnswer } },
    },
    (request) => sessionAnswer(deps, request.session, request.actor),
  )

  app.post(
    '/api/session',
    {
      config: { access: { public: 'The password is the proof.' } },
      schema: { tags, summary: 'Sign in: first factor', body: SignIn, response: { 200: StageAnswer } },
    },
    async (request, reply) =>
      answerStage(reply, await signInWithPassword(services, request.body, originOf(request))),
  )

  app.post(
    '/api/session/second-factor',
    {
      config: { access: { public: 'The half-way session of the first factor is the proof.' } },
      schema: { tags, summary: 'Sign in: second factor', body: SecondFactor, response: { 200: StageAnswer } },
    },
    async (request, reply) => {
      const session = halfWay(request, 'second-factor')
      return answerStage(
        reply,
        await finishWithSecondFactor(services, session, request.body, originOf(request)),
      )
    },
  )

  app.delete(
    '/api/session',
    {
      config: { access: { public: 'Signing out works from every state.' } },
      schema: { tags, summary: 'Sign out', response: { 200: SignedOut } },
    },
    async (request, reply) => {
      const { session } = request
      if (session) await endOwnSession(services, session, session.id)
      clearSessionCookie(services, reply)
      const goOn =
        session?.stage === 'full' && session.service ? await signOutUrl(deps, session.service) : null
      return { done: true as const, goOn }
    },
  )

  passkeyRoutes(app, deps, answerStage)
  recoveryRoutes(app, deps, answerStage)
}

type AnswerStage = (reply: FastifyReply, opened: Opened) => { stage: Opened['stage'] }

function passkeyRoutes(app: ApiApp, deps: PeopleDeps, answerStage: AnswerStage): void {
  const { services } = deps
  app.post(
    '/api/session/passkey-options',
    {
      config: { access: { public: 'A challenge; it says nothing about anybody.' }, secretAnswer: true },
      schema: { tags, summary: 'Begin with a passkey', response: { 200: PasskeyOptions } },
    },
    async (_request, reply) => {
      const { options, challenge } = await startPasskeySignIn(services)
      setCeremonyCookie(services, reply, sealCeremony(services, 'passkey-sign-in', challenge, null))
      return { options }
    },
  )

  app.post(
    '/api/session/passkey',
    {
      config: { access: { public: 'The passkey is the proof.' } },
      schema: {
        tags,
        summary: 'Sign in with a passkey',
        body: PasskeyResponse,
        response: { 200: StageAnswer },
      },
    },
    async (request, reply) => {
      const cookie = takeCeremonyCookie(services, request, reply)
      const challenge = openCeremony(services, cookie, 'passkey-sign-in', null)
      const half = request.session && request.session.stage !== 'full' ? request.session : null
      const origin = originOf(request)
      return answerStage(reply, await signInWithPasskey(services, request.body, challenge, half, origin))
    },
  )

  app.post(
    '/api/session/confirm',
    {
      config: { access: { signedIn: true } },
      schema: {
        tags,
        summary: 'Confirm again that it is you, before something that can do harm',
        body: Confirmation,
        response: { 200: Done },
      },
    },
    async (request, reply) => {
      const session = browserSession(request)
      if ('code' in request.body) await checkSecondFactor(services, session.personId, request.body)
      else {
        const cookie = takeCeremonyCookie(services, request, reply)
        const challenge = openCeremony(services, cookie, 'passkey-sign-in', null)
        const owner = await verifyPasskey(services, request.body.passkey, challenge)
        if (owner.personId !== session.personId) throw passkeyRefused()
      }
      await markConfirmed(services, session)
      return { done: true as const }
    },
  )
}

function recoveryRoutes(app: ApiApp, deps: PeopleDeps, answerStage: AnswerStage): void {
  const { services } = deps
  app.post(
    '/api/session/recovery',
    {
      config: { access: { public: 'The recovery code is the proof.' } },
      schema: {
        tags,
        summary: 'Come back with a recovery code, to choose a new way to sign in',
        body: Recovery,
        response: { 200: StageAnswer },
      },
    },
    async (request, reply) =>
      answerStage(reply, await recoverWithCode(services, request.body, originOf(request))),
  )

  app.post(
    '/api/invitations/read',
    {
      config: { access: { public: 'The link is the proof.' } },
      schema: {
        tags,
        summary: 'Whom an invitation or recovery link is for',
        body: InvitationToken,
        response: { 200: InvitationAnswer },
      },
    },
    (request) => readInvitation(services, request.body.token, originOf(request)),
  )

  app.post(
    '/api/invitations/accept',
    {
      config: { access: { public: 'The link is the proof.' } },
      schema: {
        tags,
        summary: 'Open an invitation or recovery link, to choose how to sign in',
        body: InvitationToken,
        response: { 200: StageAnswer },
      },
    },
    async (request, reply) =>
      answerStage(reply, await acceptInvitation(services, request.body.token, originOf(request))),
  )
}
