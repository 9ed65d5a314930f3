import { isoOf } from '#platform/services.ts'
import type { ExampleTime } from './posts.ts'

/** The present, and the zone in which the example's days are counted. */
export interface Present {
  now: Temporal.Instant
  zone: string
}

/** A wall-clock time so many days from today. */
export function momentOf({ now, zone }: Present, [days, time]: ExampleTime): Temporal.ZonedDateTime {
  const today = now.toZonedDateTimeISO(zone).toPlainDate()
  return today.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
}

/** As the composer writes it. */
export function localOf(moment: Temporal.ZonedDateTime): string {
  return moment.toPlainDateTime().toString({ smallestUnit: 'minute' })
}

/** Nine in the morning, so many days from today; for what begins and ends by the day. */
export function dayOf(present: Present, days: number): string {
  return isoOf(momentOf(present, [days, '09:00']).toInstant())
}

/** When each step of a post's story is said to have been taken. */
export interface StoryTimes {
  /** When it went out, should have, or was last touched. */
  anchor: Temporal.Instant
  created: string
  submitted: string
  decided: string
  hoursBefore(hours: number): string
  minutesAfter(minutes: number): string
}

/** `late`: the decision came only after the time that was planned. */
export function storyTimes(anchor: Temporal.Instant, late: boolean): StoryTimes {
  const hoursBefore = (hours: number) => isoOf(anchor.subtract({ seconds: Math.round(hours * 3600) }))
  const minutesAfter = (minutes: number) => isoOf(anchor.add({ minutes }))
  return {
    anchor,
    created: hoursBefore(50),
    submitted: hoursBefore(24),
    decided: late ? minutesAfter(25) : hoursBefore(20),
    hoursBefore,
    minutesAfter,
  }
}
