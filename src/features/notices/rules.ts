import type { NoticeSettings, QuietHours } from './contract.ts'
import { noticeKinds, type MailChoice, type NoticeKind } from './contract.ts'

type Zoned = Temporal.ZonedDateTime

const saturday = 6
const daysInWeek = 7

/** A moment on the clocks of a day that is not before `from`: in an hour that comes twice, the second where need be. */
function atTime(day: Temporal.PlainDate, time: string, zone: string, from?: Zoned): Zoned {
  const local = day.toPlainDateTime(Temporal.PlainTime.from(time))
  const first = local.toZonedDateTime(zone)
  if (!from || Temporal.ZonedDateTime.compare(first, from) > 0) return first
  return local.toZonedDateTime(zone, { disambiguation: 'later' })
}

/** The end of the part of the quiet hours that this moment is in; null when it is in none. */
function endOfPart(now: Zoned, quiet: QuietHours): Zoned | null {
  const day = now.toPlainDate()
  if (quiet.weekends && day.dayOfWeek >= saturday) return day.add({ days: 1 }).toZonedDateTime(now.timeZoneId)
  const time = now.toPlainTime().toString({ smallestUnit: 'minute' })
  const { from, until } = quiet
  const overnight = from > until
  const within = overnight ? time >= from || time < until : time >= from && time < until
  if (!within) return null
  return atTime(overnight && time >= from ? day.add({ days: 1 }) : day, until, now.timeZoneId, now)
}

/** When quiet hours end that hold at this instant; the instant itself when none do. */
export function afterQuiet(at: string, quiet: QuietHours, zone: string): string {
  let now = Temporal.Instant.from(at).toZonedDateTimeISO(zone)
  if (!quiet.on) return at
  // A night, a weekend, a night: parts that follow one another, never more than these.
  for (let parts = 0; parts < daysInWeek; parts++) {
    const end = endOfPart(now, quiet)
    if (!end || Temporal.ZonedDateTime.compare(end, now) <= 0) break
    now = end
  }
  return now.toInstant().toString({ fractionalSecondDigits: 3 })
}

const minutesOf = (time: string): number => {
  const { hour, minute } = Temporal.PlainTime.from(time)
  return hour * 60 + minute
}
const day = 24 * 60
const leastOpen = 60

/** What is wrong with these settings, field by field. */
export function settingsFaults({ quiet, digest }: NoticeSettings): { path: string; message: string }[] {
  if (!quiet.on) return []
  const long = (minutesOf(quiet.until) - minutesOf(quiet.from) + day) % day
  // The same time twice is a whole day, not none: who wants none turns them off.
  if (long === 0 || long > day - leastOpen)
    return [
      {
        path: 'quiet.until',
        message:
          'These quiet hours cover the whole day, so no letter could ever come. Leave an hour at least.',
      },
    ]
  const faults = []
  const within = (minutesOf(digest.time) - minutesOf(quiet.from) + day) % day < long
  if (within)
    faults.push({
      path: 'digest.time',
      message: `The digest would come in your quiet hours. Choose a time between ${quiet.until} and ${quiet.from}.`,
    })
  if (digest.every === 'week' && quiet.weekends && digest.weekday >= saturday)
    faults.push({
      path: 'digest.weekday',
      message: 'Weekends are quiet, so the digest could not come on this day. Choose a working day.',
    })
  return faults
}

/** How a person has this kind by letter. */
export function mailFor(kind: NoticeKind, settings: NoticeSettings): MailChoice {
  return settings.mail[kind] ?? noticeKinds[kind].mail
}

/** What becomes of one notice for one person by letter. Urgent ones wait neither for the digest nor for the morning; of many at once there is no letter each. */
export function planMail(
  notice: { kind: NoticeKind; urgent: boolean; at: string; many?: boolean | undefined },
  settings: NoticeSettings,
  zone: string,
): { mail: 'none' | 'once' | 'digest'; due: string | null } {
  const choice = mailFor(notice.kind, settings)
  if (choice === 'never') return { mail: 'none', due: null }
  if (notice.urgent) return { mail: 'once', due: notice.at }
  if (choice === 'digest' || notice.many) return { mail: 'digest', due: null }
  return { mail: 'once', due: afterQuiet(notice.at, settings.quiet, zone) }
}

/**
 * The latest digest that has come round: its day, which names it, and the instant up to which it tells. Null while
 * quiet hours hold: what should have gone, because nothing ran at its time, then goes when they end.
 */
export function digestDue(
  now: string,
  { digest, quiet }: NoticeSettings,
  zone: string,
): { slot: string; upTo: string } | null {
  if (afterQuiet(now, quiet, zone) !== now) return null
  const local = Temporal.Instant.from(now).toZonedDateTimeISO(zone)
  for (let back = 0; back <= daysInWeek; back++) {
    const date = local.toPlainDate().subtract({ days: back })
    if (digest.every === 'week' && date.dayOfWeek !== digest.weekday) continue
    const moment = atTime(date, digest.time, zone)
    const upTo = moment.toInstant().toString({ fractionalSecondDigits: 3 })
    if (upTo > now) continue
    return { slot: date.toString(), upTo }
  }
  return null
}
