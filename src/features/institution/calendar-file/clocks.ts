import type ICAL from 'ical.js'
import { knownTimeZone } from '../rules.ts'

/** Outlook's names of zones that a university here meets; files that use others say themselves what they mean. */
const namesInWindows: Record<string, string> = {
  'GMT Standard Time': 'Europe/London',
  'Greenwich Standard Time': 'Africa/Abidjan',
  'W. Europe Standard Time': 'Europe/Berlin',
  'Romance Standard Time': 'Europe/Paris',
  'Central Europe Standard Time': 'Europe/Budapest',
  'E. Europe Standard Time': 'Europe/Chisinau',
  'Eastern Standard Time': 'America/New_York',
  'Pacific Standard Time': 'America/Los_Angeles',
  'India Standard Time': 'Asia/Kolkata',
  'China Standard Time': 'Asia/Shanghai',
}

/** A zone by its proper name, by Outlook's, or with a maker's path before it; null where nobody here knows it. */
function zoneNamed(tzid: string): string | null {
  const parts = tzid.split('/')
  const tries = [namesInWindows[tzid] ?? tzid, parts.slice(-2).join('/'), parts.slice(-3).join('/')]
  for (const name of tries) {
    const zone = knownTimeZone(name)
    if (zone !== null) return zone
  }
  return null
}

export interface Wall {
  at: Temporal.PlainDateTime
  /** A day, without a time of day. */
  whole: boolean
  /** The zone that nobody knows, where there is one. */
  unknown: string | null
}

const fields = ({ year, month, day, hour, minute, second }: ICAL.Time) =>
  Temporal.PlainDateTime.from({ year, month, day, hour, minute, second }, { overflow: 'reject' })

/** An instant of a calendar on the institution's clocks. What floats is taken as it stands. */
export function wallOf(time: ICAL.Time, tzid: string | null, zone: string): Wall {
  const at = fields(time)
  if (time.isDate) return { at, whole: true, unknown: null }
  const here = (there: Temporal.ZonedDateTime): Wall => ({
    at: there.withTimeZone(zone).toPlainDateTime(),
    whole: false,
    unknown: null,
  })
  if (time.zone?.tzid === 'UTC') return here(at.toZonedDateTime('UTC'))
  if (tzid === null) return { at, whole: false, unknown: null }
  const named = zoneNamed(tzid)
  if (named !== null) return here(at.toZonedDateTime(named))
  // The file says itself when this zone changes its clocks.
  if (time.zone?.tzid === tzid)
    return here(Temporal.Instant.fromEpochMilliseconds(time.toUnixTime() * 1000).toZonedDateTimeISO('UTC'))
  return { at, whole: false, unknown: tzid }
}
