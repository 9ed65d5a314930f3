import { graphemeLength, limitsBeside, type Limits, type NetworkProfile } from '#networks/profile.ts'
import { profileOf } from '#networks/profiles.ts'
import type { Tab } from '#ui/parts/tabs.tsx'
import type { Content, Part } from '../../contract.ts'
import { partsFor, type Version } from '../draft.ts'
import { networkName } from '../words.ts'

/** Somebody who gets the post, with what their own server takes where that is known. */
export interface Receiver {
  network: string
  limits?: Limits | undefined
}

/** What all accounts of a network take: the tightest server counts. */
export function limitsOn(network: string, receivers: readonly Receiver[]): Limits | undefined {
  const stated = receivers.flatMap((one) => (one.network === network && one.limits ? [one.limits] : []))
  return stated.toSorted((one, other) => one.text - other.text)[0]
}

/** Fewer words may fit beside an image or a video. */
function roomFor({ media }: Part, profile: NetworkProfile, limits = profile.limits): Limits {
  const { images, videos } = profile.capabilities
  return limitsBeside(limits, media.length > 0 && (images || videos))
}

/** How full the fullest part of a thread is. */
export function fullest(parts: readonly Part[], profile: NetworkProfile, limits?: Limits) {
  const counts = parts.map((part) => profile.count(part.text, roomFor(part, profile, limits)))
  return counts.reduce((worst, count) =>
    count.over - worst.over || count.used / count.max - worst.used / worst.max > 0 ? count : worst,
  )
}

const number = new Intl.NumberFormat('en-GB')

export function countNote({ used, max, over }: { used: number; max: number; over: number }): string {
  return over > 0 ? `${number.format(over)} over` : `${number.format(used)} / ${number.format(max)}`
}

const nearly = 0.95

function noteLevel({ used, max, over }: { used: number; max: number; over: number }): Tab['noteLevel'] {
  if (over > 0) return 'refuse'
  return used / max >= nearly ? 'advise' : undefined
}

/** The networks that a post goes to, in the order of its accounts. */
export function networksIn(accounts: readonly { network: string }[]): string[] {
  return [...new Set(accounts.map((account) => account.network))]
}

/** A tab for what all get, and one for each network, with how full it is. */
export function versionTabs(content: Content, accounts: readonly Receiver[]): Tab[] {
  const common = content.parts.reduce((sum, part) => sum + graphemeLength(part.text), 0)
  const all: Tab = { key: 'all', label: 'All', note: number.format(common) }
  return [
    all,
    ...networksIn(accounts).map((network) => {
      const profile = profileOf(network)
      const count = profile && fullest(partsFor(content, network), profile, limitsOn(network, accounts))
      const several = accounts.filter((account) => account.network === network).length
      const own = content.variants[network] ? ' · own version' : ''
      return {
        key: network,
        label: `${networkName(network)}${several > 1 ? ` ×${several}` : ''}${own}`,
        note: count && countNote(count),
        noteLevel: count && noteLevel(count),
      }
    }),
  ]
}

/** What stands below one part: how much each network that gets it has room for. */
export function partNotes(
  part: Part,
  version: Version,
  content: Content,
  accounts: readonly Receiver[],
): { network: string; note: string; over: boolean }[] {
  const networks = version === 'all' ? networksIn(accounts).filter((id) => !content.variants[id]) : [version]
  return networks.flatMap((network) => {
    const profile = profileOf(network)
    if (!profile) return []
    const count = profile.count(part.text, roomFor(part, profile, limitsOn(network, accounts)))
    return [{ network: profile.name, note: countNote(count), over: count.over > 0 }]
  })
}

/** The first web address in a text. */
export function firstUrl(text: string): string | null {
  const found = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]]/i.exec(text)?.[0]
  return found && URL.canParse(found) && URL.parse(found)?.hostname.includes('.') ? found : null
}
