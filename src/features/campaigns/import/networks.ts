/** What people call the networks, from the networks' own data. Pure. */
import { networkNames } from '#networks/names.ts'
import { places } from '#networks/places.ts'

/** Letters and digits alone, small. */
export const bare = (written: string): string => written.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Names, ids, and what the hosts of their pages are called: an older name often stays there. */
const called = new Map<string, string>()
for (const [id, place] of Object.entries(places))
  if (place.hosts !== 'any')
    for (const host of place.hosts) {
      const labels = host.split('.')
      if (labels.length === 2 && !called.has(bare(labels[0] ?? ''))) called.set(bare(labels[0] ?? ''), id)
    }
for (const [id, name] of Object.entries(networkNames)) {
  called.set(bare(name), id)
  called.set(bare(id), id)
}

export function networkCalled(written: string): string | null {
  return called.get(bare(written)) ?? null
}
