import type { Capabilities, Format } from '#networks/profile.ts'
import { unnamed, type Content, type NetworkDetails } from '../contract.ts'

/** What goes to one network beside the words of the parts. A field that is not used is not there at all. */
export interface Beside {
  title?: string
  tags?: string[]
  /** The id of one of the network's audiences; absent is the first. */
  audience?: string
  /** Absent is the network's first. */
  format?: Format
  firstComment?: string
}

/** A post as far as it says what stands beside its words: `title` is its name. */
export interface Named {
  title: string
  content: Pick<Content, 'details'>
}

/** Where a network wants a title and nobody has given one, the post's own name is it, once it has one. */
export function titleFor(
  { title: name, content }: Named,
  network: string,
  capabilities: Capabilities | undefined,
): string {
  const given = content.details[network]?.title
  if (given !== undefined) return given.trim()
  return capabilities?.title === 'required' && name.trim() !== unnamed ? name.trim() : ''
}

/** What somebody asks for on a network, also where the network has no such thing: the checks say so. */
export function askedBeside(post: Named, network: string, capabilities: Capabilities | undefined): Beside {
  const {
    tags = [],
    audience,
    format,
    firstComment = '',
  }: NetworkDetails = post.content.details[network] ?? {}
  const title = capabilities?.title === 'none' ? '' : titleFor(post, network, capabilities)
  return {
    ...(title === '' ? {} : { title }),
    ...(tags.length > 0 && capabilities?.tags ? { tags } : {}),
    ...(audience === undefined ? {} : { audience }),
    ...(format === undefined ? {} : { format }),
    ...(firstComment.trim() !== '' && capabilities?.firstComment
      ? { firstComment: firstComment.trim() }
      : {}),
  }
}

/** What will be sent: only what the network has. */
export function besideOf(post: Named, network: string, capabilities: Capabilities | undefined): Beside {
  if (!capabilities) return {}
  const { audience, format, ...rest } = askedBeside(post, network, capabilities)
  return {
    ...rest,
    ...(capabilities.audiences.some(({ id }) => id === audience) && audience !== undefined
      ? { audience }
      : {}),
    ...(format !== undefined && capabilities.formats.includes(format) ? { format } : {}),
  }
}

/** Sets or takes out details of one network; what is empty is not kept, but for a title that somebody took out. */
export function withDetails<C extends Pick<Content, 'details'>>(
  content: C,
  network: string,
  change: NetworkDetails,
): C {
  const { [network]: before, ...others } = content.details
  const { title, tags, audience, format, firstComment } = { ...before, ...change }
  const kept: NetworkDetails = {
    ...(title === undefined ? {} : { title }),
    ...(tags && tags.length > 0 ? { tags } : {}),
    ...(audience === undefined ? {} : { audience }),
    ...(format === undefined ? {} : { format }),
    ...(firstComment ? { firstComment } : {}),
  }
  return { ...content, details: Object.keys(kept).length > 0 ? { ...others, [network]: kept } : others }
}
