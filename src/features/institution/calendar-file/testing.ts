/** For tests of calendar files. */
const lines = (...all: string[]): string => all.filter((one) => one !== '').join('\r\n')

export const calendar = (...parts: string[]): string =>
  `${lines('BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Example University//EN', ...parts, 'END:VCALENDAR')}\r\n`

export const event = (summary: string, ...properties: string[]): string =>
  lines('BEGIN:VEVENT', `SUMMARY:${summary}`, ...properties, 'END:VEVENT')

/** A zone of the file's own, that changes its clocks when London does. */
export function londonRules(tzid: string, winter: string, summer: string, rule?: string): string {
  const part = (kind: string, from: string, to: string, start: string, month: number) =>
    lines(
      `BEGIN:${kind}`,
      `DTSTART:${start}`,
      rule ?? `RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=${month}`,
      `TZOFFSETFROM:${from}`,
      `TZOFFSETTO:${to}`,
      `END:${kind}`,
    )
  return lines(
    'BEGIN:VTIMEZONE',
    `TZID:${tzid}`,
    part('STANDARD', summer, winter, '19701025T020000', 10),
    part('DAYLIGHT', winter, summer, '19700329T010000', 3),
    'END:VTIMEZONE',
  )
}
