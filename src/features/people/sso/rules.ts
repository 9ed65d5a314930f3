/** What holds for sign-in services: limits in one place, and the decisions over them. No I/O; the instant is passed in. */
import { after } from '../rules.ts'
import type { OidcSettings, SamlSettings, SecondFactorProof } from './contract.ts'

export const roundRules = {
  /** Time to sign in at the provider, with a lost password and a new telephone on the way. */
  minutes: 20,
  /** From the provider's answer to our own page: one redirect. */
  ticketMinutes: 2,
  /** How long the answer of a trial may be looked at. */
  trialMinutes: 15,
  /** Clocks of two houses are so far apart at most. */
  skewSeconds: 120,
  /** An assertion is not taken later than this after it was made, whatever it says of itself. */
  assertionMinutes: 10,
  faultsKept: 20,
  refusalMinutes: 60,
} as const

/** Who a provider says somebody is, whatever the protocol was. */
export interface Identity {
  subject: string
  /** What the protocol itself calls the person, where another attribute was chosen for the subject. */
  named: string
  email: string | null
  /** What the provider says of the address; null when it says nothing. */
  emailVerified: boolean | null
  name: string | null
  groups: string[]
  attributes: Record<string, string[]>
  amr: string[]
  acr: string | null
  /** When the person showed the provider who they are; null when it does not say. */
  authTime: string | null
  /** What the provider calls this session. */
  sid: string | null
  /** What it wants to see at signing out; a secret. */
  hint: string | null
  /** The provider itself lets the session last no longer. */
  until: string | null
}

/** Did the provider prove a second factor, by what this service is set to take for one? */
export function provesSecondFactor(proof: SecondFactorProof, said: Pick<Identity, 'amr' | 'acr'>): boolean {
  switch (proof.kind) {
    case 'always':
      return true
    case 'never':
      return false
    case 'amr':
      return proof.values.some((value) => said.amr.includes(value))
    case 'acr':
      return said.acr !== null && proof.values.includes(said.acr)
  }
}

/** Until when a session may last that begins now with this answer. */
export function sessionUntil(
  settings: Pick<OidcSettings | SamlSettings, 'longestHours'>,
  said: Pick<Identity, 'authTime' | 'until'>,
  now: string,
): string {
  const begun = said.authTime && said.authTime < now ? said.authTime : now
  const longest = after(begun, { hours: settings.longestHours })
  return said.until && said.until < longest ? said.until : longest
}

/** A path of ours, or the start: what stands in an address can't send anybody elsewhere. */
export function ownPath(back: unknown): string {
  if (typeof back !== 'string' || back.length > 1500 || !/^\/(?![/\\])/.test(back)) return '/'
  // Control characters are dropped by browsers, and what is left may begin with two slashes.
  if (/[\u0000-\u0020\u007f\\]/.test(back)) return '/'
  const base = 'http://rostrum.invalid'
  const url = URL.parse(back, base)
  return url?.origin === base ? url.pathname + url.search + url.hash : '/'
}

export const domainOf = (email: string): string => email.slice(email.lastIndexOf('@') + 1).toLowerCase()

/** Does this service answer for the address? Then an account here with it belongs to whoever the service names. */
export function answersFor(settings: { domains: string[] }, email: string): boolean {
  return settings.domains.includes(domainOf(email))
}

/** Is the address the person's own, as far as one can know? SAML has no word for it; the assertion itself vouches. */
export function isVerified(
  settings: (OidcSettings | SamlSettings) & { domains: string[] },
  said: Pick<Identity, 'email' | 'emailVerified'>,
): boolean {
  if (!said.email || said.emailVerified === false) return false
  return settings.kind === 'saml' || said.emailVerified === true || answersFor(settings, said.email)
}

/** May this person sign in without a service? Everybody may, unless one is required. */
export function mayUseLocal(state: {
  required: boolean
  breakGlass: boolean
  administers: boolean
  /** Is there anybody who is marked for emergencies and could sign in? */
  emergencyReady: boolean
}): boolean {
  if (!state.required || state.breakGlass) return true
  // The last way in: with nobody left for emergencies, whoever runs Rostrum may come in as before.
  return !state.emergencyReady && state.administers
}
