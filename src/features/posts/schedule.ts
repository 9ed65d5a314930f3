import type { WorkingDays } from '#features/institution/index.ts'
import { Invalid } from '#platform/errors.ts'
import { isoOf } from '#platform/services.ts'
import type { Schedule } from './contract.ts'

/** A minute's grace, so that "now" typed a moment ago is not the past. */
const grace = { seconds: 60 }

function clockTime(time: Temporal.ZonedDateTime): string {
  return time.toPlainTime().toString({ smallestUnit: 'minute' })
}

/** Summer time leaves an hour out: say so, and which times there are on either side. */
function skipped(local: Temporal.PlainDateTime, zone: string): Invalid {
  const before = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const after = local.toZonedDateTime(zone, { disambiguation: 'later' })
  return new Invalid(
    'posts.time-skipped',
    `${clockTimeOf(local)} does not exist on that day: the clocks go forward. Choose ${clockTime(before)} or ${clockTime(after)}.`,
    { fields: [{ path: 'schedule', message: 'This hour is left out when summer time begins.' }] },
  )
}

function clockTimeOf(local: Temporal.PlainDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: 'minute' })
}

/**
 * The instant that a wall-clock time means in the institution's zone. Throws `Invalid`: for the past, for the hour
 * that summer time skips, and for the hour that comes twice unless `offset` says which is meant.
 */
export function resolveSchedule(schedule: Schedule, zone: string, now: Temporal.Instant): string | null {
  if (schedule === null) return null
  let local: Temporal.PlainDateTime
  try {
    local = Temporal.PlainDateTime.from(schedule.local, { overflow: 'reject' })
  } catch {
    // The pattern has passed, so the digits make no date: 31 February, 25:00.
    throw new Invalid(
      'posts.time-impossible',
      `There is no such day or time as ${schedule.local.replace('T', ' ')}.`,
    )
  }
  const earlier = local.toZonedDateTime(zone, { disambiguation: 'earlier' })
  const later = local.toZonedDateTime(zone, { disambiguation: 'later' })
  if (!earlier.toPlainDateTime().equals(local)) throw skipped(local, zone)
  if (!earlier.toInstant().equals(later.toInstant()) && !schedule.offset)
    throw new Invalid(
      'posts.time-twice',
      `${clockTimeOf(local)} comes twice on that day: the clocks go back. Say whether the earlier (UTC${earlier.offset}) or the later (UTC${later.offset}) is meant.`,
      { data: { choose: ['earlier', 'later'] } },
    )
  const chosen = (schedule.offset === 'later' ? later : earlier).toInstant()
  if (Temporal.Instant.compare(chosen, now.subtract(grace)) < 0)
    throw new Invalid(
      'posts.time-past',
      'That time has passed. Choose a later one, or let the post go out once it is approved.',
      {
        fields: [{ path: 'schedule', message: 'This time has passed.' }],
      },
    )
  return isoOf(chosen)
}

/** The day, on the institution's clocks, that a post is planned for; null when it has no time. */
export const dayPlanned = (publishAt: string | null, zone: string): string | null =>
  publishAt === null
    ? null
    : Temporal.Instant.from(publishAt).toZonedDateTimeISO(zone).toPlainDate().toString()

/** Two posts of one account nearer than this are a clash. */
export const clashMinutes = 30

/** Office hours, in which a slot is proposed: somebody is there to answer. */
const opens = 9
const closes = 17

/**
 * The next half hour within office hours that is at least a quarter of an hour away and clear of everything in
 * `taken` (instants at which the same accounts post), on a working day, and at which the networks have room. Looks four
 * weeks ahead; null when all of it is full.
 */
export function nextFreeSlot(
  now: Temporal.Instant,
  { zone, isOpen }: WorkingDays,
  taken: readonly string[],
  hasRoom: (at: number) => boolean = () => true,
): string | null {
  const times = taken.map((instant) => Date.parse(instant))
  let at = now
    .add({ minutes: 15 })
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: 'minute', roundingIncrement: 30, roundingMode: 'ceil' })
  const end = at.add({ weeks: 4 })
  while (Temporal.ZonedDateTime.compare(at, end) < 0) {
    const open = at.hour >= opens && at.hour < closes && isOpen(at.toPlainDate())
    const clear = times.every((time) => Math.abs(time - at.epochMilliseconds) >= clashMinutes * 60_000)
    if (open && clear && hasRoom(at.epochMilliseconds))
      return at.toPlainDateTime().toString({ smallestUnit: 'minute' })
    at = at.add({ minutes: 30 })
  }
  return null
}
