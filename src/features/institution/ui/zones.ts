/** The zones that this browser knows, the likely ones first. */
export function timeZones(): string[] {
  const likely = ['Europe/London', 'Europe/Dublin', 'Europe/Jersey', 'Europe/Guernsey', 'Europe/Isle_of_Man']
  const known = Intl.supportedValuesOf('timeZone')
  return [...likely, ...known.filter((zone) => !likely.includes(zone))]
}
