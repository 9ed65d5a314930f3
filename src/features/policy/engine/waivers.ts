import type { Finding } from './types.ts'

/** An exception as the check needs it. Instants are ISO 8601 UTC. */
export interface WaiverForCheck {
  id: string
  clause: string
  /** Null: every control of the clause. */
  control: string | null
  /** What it holds for: `everything`, `post:<id>`, `account:<id>`, or `unit:<id>` with one for each unit below it. */
  covers: string[]
  since: string
  until: string
  endedAt: string | null
  /** Who gave it: the name for showing, the id because nobody excuses words of their own. */
  by: string
  byId: string
  reason: string
}

/** What the findings are about. */
export interface WaiverContext {
  /** Null while it has not been kept anywhere. */
  postId: string | null
  accounts: readonly { id: string; unitId: string }[]
  /** Everybody who wrote in it. */
  writers: readonly string[]
}

/** Does this exception hold at this instant? It ends by itself, so nothing has to run for it to be over. */
export function holdsAt(waiver: Pick<WaiverForCheck, 'since' | 'until' | 'endedAt'>, now: string): boolean {
  return waiver.since <= now && now < waiver.until && (waiver.endedAt === null || waiver.endedAt > now)
}

/**
 * The findings again, those that an exception covers marked with it: they are still shown, and no longer stop, hold or
 * ask. A finding about several accounts is covered when each of them is. Pure; `now` is an ISO instant in UTC.
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly WaiverForCheck[],
  context: WaiverContext,
  now: string,
): Finding[] {
  const holding = waivers.filter((waiver) => holdsAt(waiver, now) && !context.writers.includes(waiver.byId))
  return findings.map((finding) => {
    const waiver = waiverFor(finding, holding, context)
    return waiver === null ? finding : { ...finding, waiver }
  })
}

function waiverFor(
  finding: Finding,
  waivers: readonly WaiverForCheck[],
  context: WaiverContext,
): Finding['waiver'] | null {
  const fitting = waivers.filter(
    ({ clause, control }) => clause === finding.clause && (control === null || control === finding.control),
  )
  if (fitting.length === 0) return null
  const whole = fitting.filter(({ covers }) => covers.some((subject) => isWhole(subject, context)))
  // Of several that have to hold together the one that ends first says how long the finding is excused.
  const shown = whole.toSorted(byEnd).at(-1) ?? coveringEach(finding, fitting, context)?.toSorted(byEnd)[0]
  return shown ? { id: shown.id, by: shown.by, until: shown.until, reason: shown.reason } : null
}

const byEnd = (a: WaiverForCheck, b: WaiverForCheck): number => (a.until < b.until ? -1 : 1)

function isWhole(subject: string, { postId }: WaiverContext): boolean {
  return subject === 'everything' || (postId !== null && subject === `post:${postId}`)
}

/** For each account that the finding is about the exception that holds longest; null where one account has none. */
function coveringEach(
  finding: Finding,
  waivers: readonly WaiverForCheck[],
  { accounts }: WaiverContext,
): WaiverForCheck[] | null {
  const about = new Set(finding.targets.map(({ accountId }) => accountId))
  const concerned = about.size === 0 ? accounts : accounts.filter(({ id }) => about.has(id))
  if (concerned.length === 0) return null
  const found = concerned.map(({ id, unitId }) =>
    waivers
      .filter(({ covers }) => covers.includes(`account:${id}`) || covers.includes(`unit:${unitId}`))
      .toSorted(byEnd)
      .at(-1),
  )
  return found.every((waiver) => waiver !== undefined) ? found : null
}
