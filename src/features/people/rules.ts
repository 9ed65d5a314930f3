/** What holds for sign-in: limits in one place, and the decisions over them. No I/O; the instant is passed in. */

/** How far somebody has come: half-way stages can do nothing but take the next step. */
export type Stage = 'none' | 'second-factor' | 'enrol' | 'full'

export const signInRules = {
  /** A session ends this long after it began, whatever happens. */
  sessionHours: 12,
  /** And this long after the last request. Short enough for a shared desk, long enough for a meeting. */
  idleHours: 2,
  /** `seen_at` is written at most this often, so that reading costs no write. */
  touchSeconds: 60,
  /** Time to find the telephone, or to choose how to sign in. */
  halfWayMinutes: 30,
  /** A dangerous act wants a second factor no older than this. */
  confirmMinutes: 10,
  ceremonyMinutes: 10,
  joinDays: 7,
  recoverHours: 24,
  recoveryCodes: 10,
  passwordLength: 12,
  passwordLongest: 200,
  tokenDaysLongest: 366,
} as const

export interface SessionTimes {
  seenAt: string
  expiresAt: string
}

export function after(now: string, duration: Temporal.DurationLike): string {
  return Temporal.Instant.from(now).add(duration).toString({ fractionalSecondDigits: 3 })
}

export function isLive(session: SessionTimes, now: string): boolean {
  return session.expiresAt > now && after(session.seenAt, { hours: signInRules.idleHours }) > now
}

export function isConfirmed(confirmedAt: string | null, now: string): boolean {
  return confirmedAt !== null && after(confirmedAt, { minutes: signInRules.confirmMinutes }) > now
}

export function needsTouch(seenAt: string, now: string): boolean {
  return after(seenAt, { seconds: signInRules.touchSeconds }) <= now
}

/** Wrong tries allowed before waiting begins, and how waiting grows: it doubles up to the longest. */
export interface AttemptRule {
  free: number
  firstWaitSeconds: number
  longestWaitSeconds: number
}

export const attemptRules = {
  /** One person from one address. */
  pair: { free: 5, firstWaitSeconds: 15, longestWaitSeconds: 3600 },
  /** One address, which may be a whole campus. */
  address: { free: 60, firstWaitSeconds: 15, longestWaitSeconds: 900 },
  /** Codes of one person, wherever they come from: six digits must not be guessable. */
  code: { free: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600 },
} as const satisfies Record<string, AttemptRule>

/** How long to wait after the given number of wrong tries, in seconds. */
export function waitAfter(rule: AttemptRule, failures: number): number {
  if (failures < rule.free) return 0
  return Math.min(rule.longestWaitSeconds, rule.firstWaitSeconds * 2 ** Math.min(failures - rule.free, 20))
}

export function sayWait(seconds: number): string {
  if (seconds < 60) return seconds === 1 ? '1 second' : `${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}

const squeeze = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')

/** What is wrong with a new password, as a sentence; null when it will do. */
export function passwordFault(
  password: string,
  about: { name: string; email: string; institution: string | null },
  common: ReadonlySet<string>,
): string | null {
  const length = [...password].length
  if (length < signInRules.passwordLength)
    return `Use at least ${signInRules.passwordLength} characters. Three or four unrelated words do well.`
  if (length > signInRules.passwordLongest) return `Use at most ${signInRules.passwordLongest} characters.`
  const squeezed = squeeze(password)
  if (new Set(squeezed).size < 5 || common.has(squeezed) || common.has(squeezed.replace(/\d+$/, '')))
    return 'This password is one that many people use, so it is the first that is tried. Choose another.'
  const personal = [about.email.split('@')[0] ?? '', about.email, about.name, ...about.name.split(/\s+/)]
    .map(squeeze)
    .filter((word) => word.length >= 4)
  if (personal.some((word) => squeezed.includes(word)))
    return 'Leave your name and your e-mail address out of the password.'
  const institution = squeeze(about.institution ?? '')
  if (institution.length >= 4 && squeezed.includes(institution))
    return 'Leave the name of the institution out of the password.'
  return null
}

/** Would nobody be left who may do it? `holders` are the people with the role now. */
export function wouldLeaveNobody(holders: readonly string[], leaving: readonly string[]): boolean {
  return holders.length > 0 && holders.every((holder) => leaving.includes(holder))
}

/** The unit and everything below it. */
export function withThoseBelow(
  units: readonly { id: string; parentId: string | null }[],
  top: string,
): Set<string> {
  const found = new Set([top])
  // A set goes on to what is added while it is walked.
  for (const id of found) for (const unit of units) if (unit.parentId === id) found.add(unit.id)
  return found
}

/**
 * A body answers for itself when it is one by its kind, is marked so, or stands below one: a club of the students’
 * union is no department.
 */
export function answersForItself(
  units: readonly { id: string; affiliate: boolean }[],
  unit: { kind: string; affiliate: boolean; parentId: string | null },
): boolean {
  return (
    unit.affiliate ||
    unit.kind === 'affiliate' ||
    units.some((other) => other.id === unit.parentId && other.affiliate)
  )
}

/** Would hanging `unit` under `parent` make a ring? */
export function makesRing(
  units: { id: string; parentId: string | null }[],
  unit: string,
  parent: string | null,
): boolean {
  const parents = new Map(units.map((entry) => [entry.id, entry.parentId]))
  for (let at = parent, steps = 0; at !== null && steps <= units.length; steps++) {
    if (at === unit) return true
    at = parents.get(at) ?? null
  }
  return false
}
