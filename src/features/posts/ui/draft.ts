import type { Content, Draft, Part, PostView, Snapshot } from '../contract.ts'

export const emptyPart: Part = { text: '', media: [], link: null }

/** The editable half of a post, as it is saved again. */
export function draftOf(post: PostView): Draft {
  const { title, content, audiences, language, accountIds, publishLocal } = post
  return {
    title,
    content,
    audiences,
    language,
    accountIds,
    schedule: publishLocal ? { local: publishLocal } : null,
  }
}

/** What goes to this network: its version, or the common text. */
export function partsFor(content: Content, network: string): Part[] {
  return content.variants[network] ?? content.parts
}

/** Which list of parts: `all` for the common text, or a network's own version. */
export type Version = 'all' | (string & {})

export function partsOf(content: Content, version: Version): Part[] {
  return version === 'all' ? content.parts : partsFor(content, version)
}

export function withParts(content: Content, version: Version, parts: Part[]): Content {
  return version === 'all'
    ? { ...content, parts }
    : { ...content, variants: { ...content.variants, [version]: parts } }
}

export function withoutVersion(content: Content, network: string): Content {
  const { [network]: _gone, ...variants } = content.variants
  return { ...content, variants }
}

/** Parts have no names of their own: they are told apart by their number, beginning with 1. */
export function numbered<T>(list: readonly T[]): { number: number; one: T }[] {
  return list.map((one, index) => ({ number: index + 1, one }))
}

export function replaceAt<T>(list: readonly T[], at: number, value: T): T[] {
  return list.map((old, index) => (index === at ? value : old))
}

/** Moves one of a list up (-1) or down (+1). */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...list]
  const [one] = next.splice(at, 1)
  if (one !== undefined) next.splice(at + by, 0, one)
  return next
}

/** All words of a version, the parts of a thread below one another. */
export function textOf(parts: readonly Part[]): string {
  return parts.map((part) => part.text).join('\n\n')
}

/** What a draft still lacks before it can be judged or put forward; null when it has words and a place to go. */
export function lacking({ content, accountIds }: Pick<Draft, 'content' | 'accountIds'>): string | null {
  const written = [content.parts, ...Object.values(content.variants)]
    .flat()
    .some((one) => one.text.trim() !== '' || one.media.length > 0)
  if (!written && accountIds.length === 0)
    return 'Choose where it goes and write it. What the policy says of it appears here.'
  if (!written) return 'Nothing is written yet. What the policy says of it appears here.'
  return accountIds.length === 0 ? 'Choose the accounts that it goes to.' : null
}

/** A post as a new draft: the same words for the same accounts, with no time set. */
export function copyOf(post: Snapshot): Omit<Draft, 'schedule'> {
  const { content, audiences, language, accountIds } = post
  return { title: `Copy of ${post.title}`.slice(0, 200), content, audiences, language, accountIds }
}
