import type { PublicationState } from '../contract.ts'
import type { Manifest } from '../manifest.ts'

/** Who has not posted it by then is reminded once. */
export const remindAfter = { minutes: 15 }
/** Longer than this nobody is asked: the hour that was planned has gone by, and a person decides. */
export const handedFor = { minutes: 60 }
/** Clocks of telephones and of this machine differ a little. */
const grace = { minutes: 2 }

/**
 * In which of these what somebody did by hand can be recorded, if it was handed to people before. Who posted it in the
 * hour brings the link when they can: after the hour, or while everything is paused, it is out all the same.
 */
export const recordable: readonly PublicationState[] = ['handed', 'missed', 'paused']

/** All words of a post in the order in which they are put in. */
export function approvedWords({ title, parts }: Pick<Manifest, 'title' | 'parts'>): string {
  return [...(title === undefined ? [] : [title]), ...parts.map((part) => part.text)].join('\n\n').trim()
}

const plain = (words: string): string => words.replaceAll('\r\n', '\n').trim()

/** Are these other words than were approved? Line ends of a telephone are no difference. */
export function differ(words: string | null, manifest: Pick<Manifest, 'title' | 'parts'>): boolean {
  return words !== null && plain(words) !== plain(approvedWords(manifest))
}

/**
 * The instant that a wall-clock time of the last hours means; null when there is no such time. Of the two readings of
 * an hour that comes twice, the later one that is not still to come.
 */
export function instantOf(local: string, zone: string, now: Temporal.Instant): Temporal.Instant | null {
  let time: Temporal.PlainDateTime
  try {
    time = Temporal.PlainDateTime.from(local, { overflow: 'reject' })
  } catch {
    // The pattern has passed, so the digits make no date.
    return null
  }
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    time.toZonedDateTime(zone, { disambiguation }),
  ) as [Temporal.ZonedDateTime, Temporal.ZonedDateTime]
  if (!earlier.toPlainDateTime().equals(time)) return null
  const isPast = Temporal.Instant.compare(later.toInstant(), now.add(grace)) <= 0
  return (isPast ? later : earlier).toInstant()
}

/** Why it can't have been posted then; null when it can. A field has minutes, so the first one counts whole. */
export function whenProblem(
  at: Temporal.Instant,
  { now, approved }: { now: Temporal.Instant; approved: Temporal.Instant },
): string | null {
  if (Temporal.Instant.compare(at, now.add(grace)) > 0) return 'This time is still to come.'
  if (Temporal.Instant.compare(at, approved.subtract({ minutes: 1 })) < 0)
    return 'At that time the post had not been approved yet.'
  return null
}
