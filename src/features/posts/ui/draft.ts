import { profileOf } from '#networks/profiles.ts'
import {
  unnamed,
  type Content,
  type Draft,
  type MediaUse,
  type Part,
  type PostView,
  type Snapshot,
} from '../contract.ts'
import { besideOf, withDetails, type Beside, type Named } from '../details/rules.ts'

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

/** What stands beside the words on this network. */
export function besideOn(post: Named, network: string): Beside {
  return besideOf(post, network, profileOf(network)?.capabilities)
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

/** Crops one image for one network alone: it gets a version of its own, if it had none. */
export function withCrop(
  content: Content,
  network: string,
  { part, at, crop }: { part: number; at: number; crop: MediaUse['crop'] },
): Content {
  const parts = partsFor(content, network)
  const held = parts[part]
  const use = held?.media[at]
  if (!held || !use) return content
  const cropped = { ...held, media: replaceAt(held.media, at, { ...use, crop }) }
  return withParts(content, network, replaceAt(parts, part, cropped))
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

/** The networks on which the name of a post is its title, because they want one and nobody has given another. */
export function titledByName({ content }: Pick<Named, 'content'>, networks: readonly string[]): string[] {
  return [...new Set(networks)].filter(
    (network) =>
      content.details[network]?.title === undefined && profileOf(network)?.capabilities.title === 'required',
  )
}

/** The copy has another name. Where the first one's name was the title that is published, it stays so. */
function withTitles(post: Snapshot, networks: readonly string[]): Content {
  const named = post.title === unnamed ? [] : titledByName(post, networks)
  return named.reduce(
    (content, network) => withDetails(content, network, { title: post.title }),
    post.content,
  )
}

/** A post as a new draft: the same words for the same accounts, with no time set. */
export function copyOf(post: Snapshot & Pick<PostView, 'targets'>): Omit<Draft, 'schedule'> {
  const { audiences, language, accountIds } = post
  const content = withTitles(
    post,
    post.targets.map(({ network }) => network),
  )
  return { title: `Copy of ${post.title}`.slice(0, 200), content, audiences, language, accountIds }
}
