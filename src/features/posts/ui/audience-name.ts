// Apart from the other words, which lists use too: this one needs what every network can do.
import { profileOf } from '#networks/profiles.ts'

/** An audience as its network calls it. */
export function audienceName(network: string, audience: string): string {
  const known = profileOf(network)?.capabilities.audiences ?? []
  return known.find(({ id }) => id === audience)?.label ?? audience
}
