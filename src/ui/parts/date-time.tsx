import { useEffect, useState } from 'react'
import { useZone } from '../session.ts'
import { formatInstant, formatRelative, type InstantStyle } from './instants.ts'

/**
 * A moment, in the institution's zone and with the zone's name: "Sat 28 Nov 2026, 09:00 GMT". `zone` only where
 * another one is meant.
 */
export function DateTime(props: { value: string | Date; style?: InstantStyle; zone?: string }) {
  const institution = useZone()
  const date = new Date(props.value)
  return (
    <time dateTime={date.toISOString()}>
      {formatInstant(date, props.zone ?? institution, props.style ?? 'full')}
    </time>
  )
}

const tick = 30_000

/** "4 minutes ago", kept true while the page is open; the exact moment stands in its title. */
export function RelativeTime({ value }: { value: string | Date }) {
  const zone = useZone()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), tick)
    return () => clearInterval(timer)
  }, [])
  const date = new Date(value)
  return (
    <time dateTime={date.toISOString()} title={formatInstant(date, zone, 'full')}>
      {formatRelative(date, new Date(now))}
    </time>
  )
}
