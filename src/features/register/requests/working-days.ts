/**
 * Working days are Mondays to Fridays in the institution's zone. Public holidays and closures are not known here, so a
 * time limit may be kinder in truth than it says, never harsher than the policy. Pure.
 */
const saturday = 6

/** The end of the day that is so many working days after an instant: ISO 8601 UTC. */
export function afterWorkingDays(at: string, days: number, zone: string): string {
  let day = Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()
  for (let left = days; left > 0;) {
    day = day.add({ days: 1 })
    if (day.dayOfWeek < saturday) left -= 1
  }
  return day.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString({ fractionalSecondDigits: 3 })
}

/** When it is due now, after its clock stood from `stoppedAt` until `at`. */
export function dueAfterStop(due: string, stoppedAt: string, at: string): string {
  const stood = Temporal.Instant.from(stoppedAt).until(at)
  return Temporal.Instant.from(due).add(stood).toString({ fractionalSecondDigits: 3 })
}
