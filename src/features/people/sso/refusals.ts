import { z } from 'zod'
import { FetchError } from '#platform/fetch/index.ts'
import { Problem } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { after } from '../rules.ts'
import { Refusal } from './contract.ts'
import { roundRules } from './rules.ts'

/** Why somebody could not sign in, and what they or whoever runs Rostrum can do about it. */
const sentences = {
  state: {
    says: 'This sign-in was not begun in this browser, or was begun too long ago.',
    fix: 'Begin again on the sign-in page. If it goes on, allow cookies for this address.',
  },
  used: {
    says: 'This answer of the provider was used already.',
    fix: 'Begin again on the sign-in page. Do not use the browser’s back button on the way.',
  },
  off: {
    says: 'This sign-in service is switched off.',
    fix: 'Go back to the sign-in page and choose another way.',
  },
  cancelled: {
    says: 'The provider did not sign you in.',
    fix: 'Try again. If the provider said that you may not use Rostrum, ask your IT service to let you.',
  },
  unreachable: {
    says: 'The provider does not answer just now.',
    fix: 'Try again in a few minutes. If it goes on, tell your IT service.',
  },
  rubbish: {
    says: 'The provider answered something that Rostrum does not understand.',
    fix: 'Try again in a few minutes. If it goes on, whoever runs Rostrum should check the address of the service.',
  },
  issuer: {
    says: 'This answer comes from another provider than the one that was asked.',
    fix: 'Begin again on the sign-in page. If it goes on, tell your IT service: somebody may be mixing up sign-ins.',
  },
  audience: {
    says: 'This answer of the provider was made for another application.',
    fix: 'Whoever runs Rostrum should check the client id or entity id at the provider.',
  },
  nonce: {
    says: 'This answer of the provider belongs to another sign-in.',
    fix: 'Begin again on the sign-in page.',
  },
  expired: {
    says: 'This answer of the provider is over, or its clock and ours are too far apart.',
    fix: 'Begin again. If it goes on, whoever runs Rostrum should compare the clocks of both servers.',
  },
  code: {
    says: 'The provider did not take the code back: it was used already, or its time is over.',
    fix: 'Begin again on the sign-in page.',
  },
  client: {
    says: 'The provider does not accept Rostrum’s client id or secret.',
    fix: 'Whoever runs Rostrum should give the service a new secret.',
  },
  signature: {
    says: 'This answer does not carry a valid signature of the provider.',
    fix: 'Begin again. If it goes on, whoever runs Rostrum should read the provider’s metadata again: it may have new keys.',
  },
  weak: {
    says: 'This answer is signed with a method that is broken or is none at all.',
    fix: 'Whoever runs the provider should sign with SHA-256 or better.',
  },
  wrapped: {
    says: 'This answer of the provider was tampered with.',
    fix: 'Begin again on the sign-in page. If it goes on, tell your IT service.',
  },
  dtd: {
    says: 'This answer of the provider holds something that a sign-in never needs, so it was not read.',
    fix: 'Begin again on the sign-in page. If it goes on, tell your IT service.',
  },
  recipient: {
    says: 'This answer of the provider was made for another address.',
    fix: 'Whoever runs Rostrum should check the ACS address at the provider.',
  },
  unasked: {
    says: 'Nobody here asked for this sign-in.',
    fix: 'Begin on the sign-in page of Rostrum instead of the provider’s portal.',
  },
  'no-subject': {
    says: 'The provider did not say who you are.',
    fix: 'Whoever runs Rostrum should check which attribute the provider sends as the person’s identifier.',
  },
  'no-email': {
    says: 'The provider did not give your e-mail address.',
    fix: 'Whoever runs the provider should release the attribute “mail” or the claim “email” to Rostrum.',
  },
  'unverified-email': {
    says: 'The provider says that your e-mail address has not been checked.',
    fix: 'Confirm the address at the provider, then try again.',
  },
  'email-taken': {
    says: 'Somebody here has this e-mail address already.',
    fix: 'If it is you, choose “Sign in without a service”, then link this service under “Your profile”. If not, tell whoever runs Rostrum.',
  },
  left: {
    says: 'Your access to Rostrum has ended.',
    fix: 'If you work here again, ask whoever runs Rostrum to let you in.',
  },
  'not-admitted': {
    says: 'You signed in, but Rostrum may not let you in.',
    fix: 'Ask whoever runs Rostrum.',
  },
  'other-person': {
    says: 'The provider signed in somebody else than the person who is signed in here.',
    fix: 'Sign out at the provider, then try again as yourself.',
  },
  'link-taken': {
    says: 'This account of the provider belongs to somebody else here.',
    fix: 'Sign in at the provider as yourself. If that is what you did, tell whoever runs Rostrum.',
  },
  'not-fresh': {
    says: 'The provider did not ask you again who you are, so this confirms nothing.',
    fix: 'Use your passkey or authenticator app, or sign out at the provider and try again.',
  },
  unexpected: {
    says: 'This did not work, and it is not your doing.',
    fix: 'Try again, and tell whoever runs Rostrum if it goes on.',
  },
} as const satisfies Record<string, { says: string; fix: string }>

export type RefusalReason = keyof typeof sentences

/** A sign-in through a service that was refused. `detail` is for whoever runs the service, never for the person. */
export class SignInRefused extends Problem {
  readonly reason: RefusalReason
  readonly detail: string
  constructor(reason: RefusalReason, detail: string, options: { says?: string; fix?: string } = {}) {
    const { says, fix } = { ...sentences[reason], ...options }
    super(403, `people.sso-${reason}`, says, { fix })
    this.reason = reason
    this.detail = detail
  }
}

export const refuse = (reason: RefusalReason, detail = ''): SignInRefused => new SignInRefused(reason, detail)

/** What a library or the network threw, in our words. */
export function refusedBecause(error: unknown): SignInRefused {
  if (error instanceof SignInRefused) return error
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof FetchError) {
    if (error.fault === 'rubbish' || error.fault === 'too-large') return new SignInRefused('rubbish', detail)
    return new SignInRefused('unreachable', detail)
  }
  if (error instanceof Problem)
    return new SignInRefused('unexpected', detail, {
      says: error.message,
      ...(error.extras.fix ? { fix: error.extras.fix } : {}),
    })
  return new SignInRefused('unexpected', detail)
}

const context = 'people.sign-in-refusal'
const Kept = Refusal.extend({ until: z.string() })

/** A refusal as it travels in the address of the sign-in page: sealed, so that nobody can put words there. */
export function sealRefusal(services: Services, refusal: Problem, service: string): string {
  const until = after(nowOf(services), { minutes: roundRules.refusalMinutes })
  const kept = {
    code: refusal.code,
    says: refusal.message,
    fix: refusal.extras.fix ?? sentences.unexpected.fix,
    service,
    until,
  }
  return services.sealer.seal(JSON.stringify(kept), context)
}

/** Null when it is none of ours, or old. */
export function openRefusal(services: Services, sealed: string): Refusal | null {
  try {
    const kept = Kept.parse(JSON.parse(services.sealer.open(sealed, context)))
    return kept.until > nowOf(services)
      ? { code: kept.code, says: kept.says, fix: kept.fix, service: kept.service }
      : null
  } catch (error) {
    services.log.debug({ err: error }, 'a refusal did not open')
    return null
  }
}
