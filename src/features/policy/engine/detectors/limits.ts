import { limitsBeside, type Limits, type NetworkProfile } from '#networks/profile.ts'
import type { PlacedHit, TargetDetector } from '../detector.ts'
import { isVideo, type PartForCheck } from '../post.ts'

export const limits: TargetDetector = {
  scope: 'target',
  fact: 'limits',
  about: 'Where a variant goes past what its network takes, as the network counts.',
  attributes: {
    kind: 'text, caption (too long beside an image or a video only), text-short, empty, parts, images, image-size, image-type or alternative-text',
    network: 'the network’s name',
    used: 'how much there is',
    max: 'how much may be',
    over: 'how much is too much',
    unit: 'what is counted, in words',
  },
  detect(target, _post, { profiles }) {
    const profile = profiles[target.network]
    if (!profile) return []
    const own = target.limits ?? profile.limits
    const hits = target.parts.flatMap((part, at) => [
      ...textHits(part, at, profile, own),
      ...mediaHits(part, at, profile, own),
    ])
    const parts = target.parts.length
    // Where there are no threads or no images at all, `networkNeeds` says so.
    if (profile.capabilities.threads && parts > own.threadParts) {
      hits.push(hit(profile, 'parts', own.threadParts, parts, own.threadParts, 'parts'))
    }
    return hits
  },
}

function textHits(part: PartForCheck, at: number, profile: NetworkProfile, own: Limits): PlacedHit[] {
  if (part.text.trim() === '' && part.media.length === 0 && part.link === null) {
    return [hit(profile, 'empty', at, 0, 1, own.unit)]
  }
  const { images, videos } = profile.capabilities
  const shown = part.media.some((one) => (isVideo(one) ? videos : images))
  const here = limitsBeside(own, shown)
  const counted = profile.count(part.text, here)
  const alone = part.media.length === 0 && part.link === null
  const least = at === 0 && alone ? own.textLeast : 0
  const said = least > 0 ? profile.count(part.text.trim(), here).used : counted.used
  if (said < least) return [hit(profile, 'text-short', at, said, least, own.unit)]
  if (counted.over <= 0) return []
  const start = firstOver(part.text, profile, here)
  const fewer = here !== own && profile.count(part.text, own).over === 0
  const place = hit(profile, fewer ? 'caption' : 'text', at, counted.used, counted.max, own.unit)
  return [{ ...place, start, end: part.text.length }]
}

function mediaHits(part: PartForCheck, at: number, profile: NetworkProfile, own: Limits): PlacedHit[] {
  const hits: PlacedHit[] = []
  const { images, alternativeText } = profile.capabilities
  let seen = 0
  part.media.forEach((media, index) => {
    const on = (kind: string, used: number, max: number, unit: string): PlacedHit => ({
      ...hit(profile, kind, at, used, max, unit),
      field: 'media',
      media: index,
      value: `${kind} ${profile.id} ${media.id} ${used}`,
      shown: media.name,
    })
    if (images && !isVideo(media)) {
      if (seen++ === own.images) hits.push(on('images', imagesOf(part).length, own.images, 'images'))
      const types = own.imageTypes
      if (types.length > 0 && !types.includes(media.type))
        hits.push(on('image-type', 0, 0, types.map(shortType).join(', ')))
      if (media.bytes > own.imageBytes)
        hits.push(on('image-size', megabytes(media.bytes), megabytes(own.imageBytes), 'MB'))
    }
    const alt = [...media.alt].length
    // A network without alternative text is not sent any, so there is none to be too long.
    if ((images || isVideo(media)) && alternativeText && alt > own.alternativeText)
      hits.push(on('alternative-text', alt, own.alternativeText, 'characters'))
  })
  return hits
}

const imagesOf = ({ media }: PartForCheck) => media.filter((one) => !isVideo(one))

function hit(
  profile: NetworkProfile,
  kind: string,
  part: number,
  used: number,
  max: number,
  unit: string,
): PlacedHit {
  return {
    part,
    field: 'text',
    start: 0,
    end: 0,
    value: `${kind} ${profile.id} ${part} ${used} ${max}`,
    shown: `${used} of ${max} ${unit}`,
    attributes: { kind, network: profile.name, used, max, over: Math.max(0, used - max), unit },
  }
}

/** The first position from which on the text is too long; found by halving, since counting is the network's own. */
function firstOver(text: string, profile: NetworkProfile, own: Limits): number {
  let [fits, tooLong] = [0, text.length]
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1
    if (profile.count(text.slice(0, middle), own).over > 0) tooLong = middle
    else fits = middle
  }
  const splitsAPair = /[\uDC00-\uDFFF]/.test(text[fits] ?? '') && /[\uD800-\uDBFF]/.test(text[fits - 1] ?? '')
  return splitsAPair ? fits - 1 : fits
}

const shortType = (type: string): string => type.replace(/^image\//, '').toUpperCase()
const megabytes = (bytes: number): number => Math.ceil(bytes / 100_000) / 10
