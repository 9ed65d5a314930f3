import { tagsLength, type Limits, type NetworkProfile } from '#networks/profile.ts'
import type { PlacedHit, TargetDetector } from '../detector.ts'
import type { TargetForCheck } from '../post.ts'
import type { Field } from '../types.ts'

/** The length of a title, a tag or a first comment: in code points, as alternative texts are counted. */
export const lengthBeside = (text: string): number => [...text].length

export const networkNeeds: TargetDetector = {
  scope: 'target',
  fact: 'networkNeeds',
  about:
    'What a network wants of a post and does not get, or does not have: titles, tags, audiences, formats, first comments, threads, images.',
  attributes: {
    kind: 'title-missing, title-short, title, tags, tag, tags-together, first-comment, story-comment, audience, format, threads, media, story, mixed-media or no-images',
    network: 'the network’s name',
    used: 'how much there is',
    max: 'how much may be',
    over: 'how much is too much',
    unit: 'what is counted or wanted, or what may be chosen instead, in words',
  },
  detect(target, _post, { profiles }) {
    const profile = profiles[target.network]
    if (!profile) return []
    const own = target.limits ?? profile.limits
    return [
      ...titleHits(target, profile, own),
      ...tagHits(target, profile, own),
      ...commentHits(target, profile, own),
      ...choiceHits(target, profile),
      ...threadHits(target, profile),
      ...mediaHits(target, profile),
    ]
  },
}

interface Told {
  field: Field
  part?: number
  media?: number
  used?: number
  max?: number
  unit?: string
  /** The words themselves, where the sentence quotes them. */
  shown?: string
  start?: number
  end?: number
}

function hit(profile: NetworkProfile, kind: string, told: Told): PlacedHit {
  const { field, part = 0, media, used = 0, max = 0, unit = 'characters', shown, start = 0, end = 0 } = told
  return {
    part,
    field,
    ...(media === undefined ? {} : { media }),
    start,
    end,
    value: `${kind} ${profile.id} ${part} ${used} ${max} ${shown ?? ''}`,
    shown: shown ?? `${used} of ${max} ${unit}`,
    attributes: { kind, network: profile.name, used, max, over: Math.max(0, used - max), unit },
  }
}

/** From the first code point that is too many. */
function tooLong(text: string, max: number): Pick<Told, 'start' | 'end' | 'used' | 'max'> {
  const points = [...text]
  return { used: points.length, max, start: points.slice(0, max).join('').length, end: text.length }
}

function titleHits({ title = '' }: TargetForCheck, profile: NetworkProfile, own: Limits): PlacedHit[] {
  const { title: wanted } = profile.capabilities
  if (wanted === 'none') return []
  if (title.trim() === '')
    return wanted === 'required' ? [hit(profile, 'title-missing', { field: 'title', max: own.title })] : []
  const used = lengthBeside(title.trim())
  if (used < own.titleLeast)
    return [hit(profile, 'title-short', { field: 'title', used, max: own.titleLeast, end: title.length })]
  if (lengthBeside(title) <= own.title) return []
  return [hit(profile, 'title', { field: 'title', ...tooLong(title, own.title) })]
}

function tagHits({ tags = [] }: TargetForCheck, profile: NetworkProfile, own: Limits): PlacedHit[] {
  if (!profile.capabilities.tags) return []
  const many =
    tags.length > own.tags
      ? [hit(profile, 'tags', { field: 'tags', used: tags.length, max: own.tags, unit: 'tags' })]
      : []
  const long = tags.flatMap((tag, index) => {
    const used = lengthBeside(tag)
    if (used <= own.tag) return []
    const start = tags.slice(0, index).reduce((sum, earlier) => sum + earlier.length + 1, 0)
    const place = { start, end: start + tag.length }
    return [hit(profile, 'tag', { field: 'tags', used, max: own.tag, shown: tag, ...place })]
  })
  const together = tagsLength(tags)
  const room = own.tagsTogether ?? together
  if (together <= room) return [...many, ...long]
  return [...many, ...long, hit(profile, 'tags-together', { field: 'tags', used: together, max: room })]
}

function commentHits(
  { firstComment = '', format, parts }: TargetForCheck,
  profile: NetworkProfile,
  own: Limits,
): PlacedHit[] {
  if (!profile.capabilities.firstComment || firstComment === '') return []
  const field = 'firstComment'
  const part = Math.max(0, parts.length - 1)
  if (format === 'story') return [hit(profile, 'story-comment', { field, part })]
  if (lengthBeside(firstComment) <= own.firstComment) return []
  return [hit(profile, 'first-comment', { field, part, ...tooLong(firstComment, own.firstComment) })]
}

const lists = new Intl.ListFormat('en-GB', { type: 'disjunction' })

function choiceHits({ audience, format }: TargetForCheck, profile: NetworkProfile): PlacedHit[] {
  const { audiences, formats } = profile.capabilities
  const hits: PlacedHit[] = []
  if (audience !== undefined && !audiences.some(({ id }) => id === audience)) {
    const unit = lists.format(audiences.map(({ label }) => `“${label}”`)) || 'everybody'
    hits.push(hit(profile, 'audience', { field: 'audience', unit, shown: audience }))
  }
  if (format !== undefined && !formats.includes(format))
    hits.push(hit(profile, 'format', { field: 'format', unit: lists.format(formats), shown: format }))
  return hits
}

function threadHits({ parts }: TargetForCheck, profile: NetworkProfile): PlacedHit[] {
  if (profile.capabilities.threads || parts.length < 2) return []
  return [hit(profile, 'threads', { field: 'text', part: 1, used: parts.length, max: 1, unit: 'parts' })]
}

const isVideo = ({ type }: { type: string }): boolean => type.startsWith('video/')

function mediaHits({ parts, format }: TargetForCheck, profile: NetworkProfile): PlacedHit[] {
  const { images, videos, needsMedia, mixedMedia } = profile.capabilities
  const wanted = [...(images ? ['an image'] : []), ...(videos ? ['a video'] : [])]
  return parts.flatMap(({ media }, part) => {
    const hits: PlacedHit[] = []
    const at = { field: 'media' as const, part, used: media.length }
    const taken = media.filter((one) => (isVideo(one) ? videos : images))
    const first = media.findIndex((one) => !isVideo(one))
    if (!images && first >= 0) hits.push(hit(profile, 'no-images', { ...at, media: first, unit: 'images' }))
    if (needsMedia && taken.length === 0)
      hits.push(hit(profile, 'media', { ...at, unit: lists.format(wanted) }))
    else if (format === 'story' && taken.length !== 1)
      hits.push(hit(profile, 'story', { ...at, used: taken.length, max: 1, unit: lists.format(wanted) }))
    else if (!mixedMedia && taken.some(isVideo) && !taken.every(isVideo))
      hits.push(hit(profile, 'mixed-media', { ...at, max: 1, unit: 'kinds' }))
    return hits
  })
}
