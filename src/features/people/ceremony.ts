import { z } from 'zod'
import { Invalid } from '#platform/errors.ts'
import { nowOf, type Services } from '#platform/services.ts'
import { after, signInRules } from './rules.ts'

/** What has to be remembered between two requests of one browser: it travels sealed in a short-lived cookie. */
const Ceremony = z.object({
  kind: z.enum(['passkey-sign-in', 'passkey-make', 'authenticator-make']),
  /** The challenge, or the new authenticator's secret. */
  value: z.string(),
  personId: z.string().nullable(),
  until: z.string(),
})
export type CeremonyKind = z.infer<typeof Ceremony>['kind']

const context = 'people.ceremony'

export function sealCeremony(
  services: Services,
  kind: CeremonyKind,
  value: string,
  personId: string | null,
): string {
  const until = after(nowOf(services), { minutes: signInRules.ceremonyMinutes })
  return services.sealer.seal(JSON.stringify({ kind, value, personId, until }), context)
}

const startAgain = (): Invalid =>
  new Invalid(
    'people.start-again',
    'This took too long, or was begun in another window. Begin this step again.',
  )

/** What was remembered. Throws when it is of another kind, another person, or too old. */
export function openCeremony(
  services: Services,
  cookie: string | undefined,
  kind: CeremonyKind,
  personId: string | null,
): string {
  if (!cookie) throw startAgain()
  let opened: string
  try {
    opened = services.sealer.open(cookie, context)
  } catch (error) {
    services.log.debug({ err: error }, 'a ceremony cookie did not open')
    throw startAgain()
  }
  const ceremony = Ceremony.parse(JSON.parse(opened))
  if (ceremony.kind !== kind || ceremony.personId !== personId || ceremony.until <= nowOf(services))
    throw startAgain()
  return ceremony.value
}
