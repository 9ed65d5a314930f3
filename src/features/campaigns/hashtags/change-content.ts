import { profileOf } from '#networks/profiles.ts'
import type { Content, NetworkDetails, Part } from '#features/posts/contract.ts'
import type { Place } from './contract.ts'
import { changeInTags, changeInText, type Reads, type TagChange } from './rules.ts'

export interface ChangedContent {
  content: Content
  places: Place[]
  doubts: string[]
}

const readsOf = (networks: readonly string[]): Reads[] =>
  networks.flatMap((network) => {
    const profile = profileOf(network)
    return profile ? [profile.entities] : []
  })

/** Changes a hashtag everywhere in the words of a post that goes to these networks. Pure. */
export function changeInContent(
  content: Content,
  change: TagChange,
  networks: readonly string[],
): ChangedContent {
  const places: Place[] = []
  const doubts: string[] = []
  const inText = (text: string, at: Pick<Place, 'where' | 'network' | 'part'>, reads: Reads[]): string => {
    const changed = changeInText(text, change, reads)
    doubts.push(...changed.doubts)
    places.push(...changed.places.map((place) => ({ ...at, ...place })))
    return changed.text
  }
  const inParts = (parts: Part[], network: string | null, reads: Reads[]): Part[] =>
    parts.map((part, at) => ({
      ...part,
      text: inText(part.text, { where: 'text', network, part: at }, reads),
    }))
  const common = networks.filter((network) => content.variants[network] === undefined)
  const parts = inParts(content.parts, null, readsOf(common))
  const variants = Object.fromEntries(
    Object.entries(content.variants).map(([network, own]) => [
      network,
      inParts(own, network, readsOf([network])),
    ]),
  )
  const inDetails = (network: string, details: NetworkDetails): NetworkDetails => {
    const next = { ...details }
    const reads = readsOf([network])
    for (const where of ['title', 'firstComment'] as const)
      if (details[where] !== undefined)
        next[where] = inText(details[where], { where, network, part: 0 }, reads)
    if (details.tags) {
      const tags = changeInTags(details.tags, change)
      const [before, after] = [details.tags.join(', '), tags.join(', ')]
      if (before !== after) places.push({ where: 'tags', network, part: 0, before, after })
      next.tags = tags
    }
    return next
  }
  const details = Object.fromEntries(
    Object.entries(content.details).map(([network, own]) => [network, inDetails(network, own)]),
  )
  return { content: { parts, variants, details }, places, doubts: [...new Set(doubts)] }
}
