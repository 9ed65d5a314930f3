/** Moments in words. Pure: the zone and the present moment are passed in. */
export type InstantStyle = 'full' | 'short' | 'date' | 'long-date' | 'time'

const options: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  full: {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  },
  short: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  date: { day: 'numeric', month: 'short', year: 'numeric' },
  'long-date': { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** Making a format is slow and a table asks for hundreds, so each is made once. */
function formatOf(style: InstantStyle, timeZone: string): Intl.DateTimeFormat {
  const key = `${style} ${timeZone}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { ...options[style], timeZone, hourCycle: 'h23' })
  formats.set(key, made)
  return made
}

/** "Sat 28 Nov 2026, 09:00 GMT". */
export function formatInstant(date: Date, timeZone: string, style: InstantStyle = 'full'): string {
  const parts = formatOf(style, timeZone).formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? ''
  const join = (...types: Intl.DateTimeFormatPartTypes[]): string => types.map(part).filter(Boolean).join(' ')
  const day = join('weekday', 'day', 'month', 'year')
  const hour = part('hour') && `${part('hour')}:${part('minute')} ${part('timeZoneName')}`
  return [day, hour].filter(Boolean).join(', ')
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]
const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' })

/** "4 minutes ago", "in 2 hours", "yesterday"; under a minute "just now". */
export function formatRelative(date: Date, now: Date): string {
  const seconds = (date.getTime() - now.getTime()) / 1000
  for (const [unit, length] of units)
    if (Math.abs(seconds) >= length) return relative.format(Math.round(seconds / length), unit)
  return seconds > 0 ? 'in under a minute' : 'just now'
}
