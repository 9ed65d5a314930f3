import type { HandOverInput } from './contract.ts'

/** The clause that every official account has somebody who answers for it. */
export { administratorClause } from '../rules.ts'

/** The clause that what opens an account is kept close. */
export const secretsClause = 'BASE-1.3'

/** How long before a contributor's end the administrator hears of it. */
export const endNoticeDays = 14
/** A successor says within so many days that they have taken over. */
export const takeOverDays = 7
/** A connection, or a secret that somebody who left knew, is renewed within so many days. */
export const renewDays = 7
/** How long a question for a second person stands. */
export const askMinutes = 60
/** How long what two people agreed upon can be read. */
export const readMinutes = 10

/** `days` after an instant, both as ISO strings. */
export function daysAfter(at: string, days: number): string {
  return Temporal.Instant.from(at)
    .add({ hours: 24 * days })
    .toString({ fractionalSecondDigits: 3 })
}

export function minutesAfter(at: string, minutes: number): string {
  return Temporal.Instant.from(at).add({ minutes }).toString({ fractionalSecondDigits: 3 })
}

interface Administrator {
  personId: string
  designated: boolean
  since: string
}

/** Who answers first: the one that is wanted, or who did before, or who has been there longest. Null: nobody can. */
export function answersFirst(lasting: readonly Administrator[], wanted?: string): string | null {
  const [longest] = lasting.toSorted(
    (a, b) => a.since.localeCompare(b.since) || a.personId.localeCompare(b.personId),
  )
  const chosen =
    lasting.find(({ personId }) => personId === wanted) ??
    lasting.find(({ designated }) => designated) ??
    longest
  return chosen?.personId ?? null
}

/** A fault in what was asked for, beside its field. */
export interface HandOverFault {
  code: string
  path: string
  message: string
}

/** What can't be handed over in this way, whoever asks; `administrators` are those who answer for the account now. */
export function handOverFault(
  input: Pick<HandOverInput, 'leaver' | 'designated' | 'deputies' | 'keeps' | 'lastDay'>,
  administrators: readonly string[],
  now: string,
): HandOverFault | null {
  const { leaver, designated, deputies, keeps, lastDay } = input
  if (leaver !== null && leaver === designated)
    return fault('self', 'designated', 'An account can’t be handed over to whoever hands it over.')
  if (leaver === null && administrators.length > 0)
    return fault('leaver', 'leaver', 'Say which administrator hands the account over.')
  if (leaver !== null && !administrators.includes(leaver))
    return fault('leaver', 'leaver', 'They are not an administrator of this account any more.')
  if (leaver !== null && deputies.includes(leaver))
    return fault('deputy', 'deputies', 'Whoever hands over can stay as a deputy; say so at their own name.')
  if (keeps === 'nothing' && lastDay !== null && Date.parse(lastDay) <= Date.parse(now))
    return fault('last-day', 'lastDay', 'The last day has to be in the future.')
  return null
}

function fault(what: string, path: string, message: string): HandOverFault {
  return { code: `register.hand-over-${what}`, path, message }
}
