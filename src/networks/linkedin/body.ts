import { rejected } from '../answers.ts'
import { z } from 'zod'
import type { NotDone, OutgoingPart } from '../contract.ts'
import { cardLimits, linkedinProfile } from './limits.ts'
import { toLittle } from './little.ts'

const prepared = z.object({ urn: z.string() })

function contentOf(part: OutgoingPart) {
  const urns = part.prepared.map((each) => prepared.parse(each).urn)
  const media = part.media.map(({ kind, alt }, at) => ({
    id: urns[at] ?? '',
    ...(kind === 'image' && alt !== '' ? { altText: alt } : {}),
  }))
  const [first] = media
  if (first) return media.length > 1 ? { multiImage: { images: media } } : { media: first }
  if (!part.link) return null
  const { url, title, description, image } = part.link
  const words = description === '' ? {} : { description: description.slice(0, cardLimits.description) }
  const article = { source: url, title: (title || url).slice(0, cardLimits.title), ...words }
  return { article: image ? { ...article, thumbnail: urns[0] } : article }
}

/** A post of the Page, as https://learn.microsoft.com/linkedin/marketing/community-management/shares/posts-api has it. */
export function bodyOf(author: string, part: OutgoingPart) {
  const content = contentOf(part)
  return {
    author,
    commentary: toLittle(part.text),
    visibility: part.audience ?? linkedinProfile.capabilities.audiences[0]?.id,
    distribution: { feedDistribution: 'MAIN_FEED', targetEntities: [], thirdPartyDistributionChannels: [] },
    ...(content ? { content } : {}),
    // The only state that a post can be made in: LinkedIn has no drafts for apps.
    lifecycleState: 'PUBLISHED',
    isReshareDisabledByAuthor: false,
  }
}

export function objectionTo(part: OutgoingPart): NotDone | null {
  if (part.text.trim() === '' && part.media.length === 0)
    return rejected('empty', 'There is nothing in the post.')
  const { used, max, over } = linkedinProfile.count(part.text)
  if (over > 0) return rejected('too-long', `LinkedIn takes ${max} characters, and this post has ${used}.`)
  return null
}
